"""Feeding documents to the engine: every file below a folder, each at most once, whatever it is called."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from attrs import define, evolve, field

from regeltaal.base.text import Text
from regeltaal.intake.delivery import Addresses, Delivery, Stored, ToEvent
from regeltaal.intake.documents import Found, Received, Refused, key_of
from regeltaal.intake.folder import groups
from regeltaal.intake.pdf import PdfPages
from regeltaal.intake.reading import documents_of
from regeltaal.runtime.codec import storable
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.events import RefusedError
from regeltaal.runtime.result import EventResult, EventStatus
from regeltaal.runtime.storage import Refusal, StoredEvent

_ID = "document-{key}"


@define(eq=False)
class DocumentRun:
    """One run over a folder. ``dry`` tries each document by itself and keeps nothing."""

    engine: Engine
    to_event: ToEvent
    addresses: Addresses
    dry: bool = False
    _told: set[tuple[str, str]] = field(factory=set)
    """What was refused before, by id and reason: it is not told, nor kept, as something new."""

    def results(self, folder: Path) -> Iterator[EventResult]:
        """What came of each document, in the order of the files.

        Raises:
            MissingLibraryError: there is a PDF, and nothing to read it with.
            OSError: the folder can't be read.
        """
        self._told = {(one.event_id, one.reason.nl) for one in self.engine.store.refused() if one.event_id}
        with PdfPages() as pages:
            for group in groups(folder):
                found = (group,) if isinstance(group, Refused) else documents_of(group, pages)
                for one in found:
                    yield evolve(self._result(one), source=storable(one.path))

    def _result(self, found: Found) -> EventResult:
        if isinstance(found, Refused):
            return self._refuse(found.path, found.key or key_of(found.path), found.reason)
        administration = self.addresses.administration_of(found)
        if isinstance(administration, Text):
            return self._refuse(found.path, found.key, administration)
        return self._deliver(found, administration)

    def _deliver(self, document: Received, administration: str) -> EventResult:
        identity = _ID.format(key=document.key)
        known = self.engine.store.event(administration, identity)
        if known is not None:
            return self._again(document, known)
        event = {
            **self.to_event(self._delivery(document, administration)),
            "id": identity,
            "administratie": administration,
        }
        files = {file.name: file.content for file in document.files}
        try:
            self.engine.rules.read(event)
        except RefusedError as error:
            return evolve(self._refuse(document.path, document.key, error.reason), field=error.field)
        return self.engine.process(event, source=document.path, dry=self.dry, files=files)

    def _delivery(self, document: Received, administration: str) -> Delivery:
        facts = self.engine.rules.administrations.get(administration)

        def records(object_name: str) -> tuple[Stored, ...]:
            with self.engine.store.look() as unit:
                return tuple(one.fields for one in unit.records(object_name, administration))

        return Delivery(document, administration, facts.values if facts is not None else {}, records)

    def _again(self, document: Received, known: StoredEvent) -> EventResult:
        """A document that was processed before; under another name that is said."""
        digest = hashlib.sha256(document.file.content).hexdigest()
        sent = known.inputs.get("meegestuurd")
        names = [name for name, one in sent.items() if one == digest] if isinstance(sent, Mapping) else []
        reason = Text(nl="dit document is al ingelezen", en="this document was read in already")
        if names and document.file.name not in names:
            reason = Text(nl=f"{reason.nl}, als `{names[0]}`", en=f"{reason.en}, as `{names[0]}`")
        return EventResult(
            id=known.event.id,
            status=EventStatus.DUPLICATE,
            event=known.name,
            record=known.record.key,
            ref=known.record,
            administration=known.event.administration,
            moment=known.moment.astimezone(self.engine.rules.zone),
            reason=reason,
        )

    def _refuse(self, path: str, key: str, reason: Text) -> EventResult:
        """Kept in the list of refused input, once; a second run says that it was told before."""
        identity = _ID.format(key=key)
        if (identity, reason.nl) in self._told:
            before = Text(nl=f"eerder geweigerd: {reason.nl}", en=f"refused before: {reason.en}")
            return EventResult(id=identity, status=EventStatus.DUPLICATE, reason=before)
        self._told.add((identity, reason.nl))
        if not self.dry:
            path = storable(path)
            with self.engine.store.transaction() as unit:
                unit.refuse(Refusal(path, 0, path, reason, self.engine.present(), event_id=identity))
        return EventResult(id=identity, status=EventStatus.REFUSED, reason=reason)
