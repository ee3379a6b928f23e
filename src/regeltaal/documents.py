"""Feeding documents to the engine: every file of a source, each at most once, whatever it is called.

`draai --documenten` gives it a folder; the sources of the service hand it what they find, see ``taker``.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from attrs import define

from regeltaal.base.node import evolve
from regeltaal.base.text import Text
from regeltaal.intake.delivery import Addresses, Delivery, Stored, ToEvent
from regeltaal.intake.documents import Found, Received, Refused, key_of
from regeltaal.intake.folder import Group, groups
from regeltaal.intake.pdf import PdfPages
from regeltaal.intake.reading import documents_of
from regeltaal.intake.taking import Take, Taken
from regeltaal.project.model import ProjectConfig
from regeltaal.runtime.codec import storable
from regeltaal.runtime.engine import Engine
from regeltaal.runtime.event_json import RefusedError
from regeltaal.runtime.result import EventResult, EventStatus
from regeltaal.runtime.storage import Refusal, StoredEvent

_ID = "document-{key}"


@define(eq=False)
class DocumentRun:
    """Makes events of documents, one after another. ``dry`` tries each by itself and keeps nothing."""

    engine: Engine
    to_event: ToEvent
    addresses: Addresses
    dry: bool = False
    _refused: set[tuple[str, str]] | None = None

    def results(self, folder: Path) -> Iterator[EventResult]:
        """What came of each document below a folder, in the order of the files.

        Raises:
            MissingLibraryError: there is a PDF, and nothing to read it with.
            OSError: the folder can't be read.
        """
        with PdfPages() as pages:
            for group in groups(folder):
                for one in self.take(group, pages):
                    yield one.result

    def take(self, group: Group, pages: PdfPages) -> Iterator[Taken]:
        """What came of each document in files that belong together."""
        found = (group,) if isinstance(group, Refused) else documents_of(group, pages)
        for one in found:
            taken = self._taken(one)
            yield evolve(taken, result=evolve(taken.result, source=storable(one.path)))

    def _taken(self, found: Found) -> Taken:
        if isinstance(found, Refused):
            return self._refuse(found.path, found.key or key_of(found.path), found.reason)
        administration = self.addresses.administration_of(found)
        if isinstance(administration, Text):
            return self._refuse(found.path, found.key, administration)
        return self._deliver(found, administration)

    def _deliver(self, document: Received, administration: str) -> Taken:
        identity = _ID.format(key=document.key)
        known = self.engine.store.event(administration, identity)
        if known is not None:
            return Taken(self._again(document, known), refused=False)
        event = {
            **self.to_event(self._delivery(document, administration)),
            "id": identity,
            "administratie": administration,
        }
        files = {file.name: file.content for file in document.files}
        try:
            self.engine.rules.read(event)
        except RefusedError as error:
            refused = self._refuse(document.path, document.key, error.reason)
            return evolve(refused, result=evolve(refused.result, field=error.field))
        result = self.engine.process(event, source=document.path, dry=self.dry, files=files)
        return Taken(result, result.status is EventStatus.REFUSED)

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

    def _refuse(self, path: str, key: str, reason: Text) -> Taken:
        """Kept in the list of refused input, once; a second run says that it was told before."""
        identity = _ID.format(key=key)
        told = self._told()
        if (identity, reason.nl) in told:
            before = Text(nl=f"eerder geweigerd: {reason.nl}", en=f"refused before: {reason.en}")
            return Taken(EventResult(id=identity, status=EventStatus.DUPLICATE, reason=before), refused=True)
        if not self.dry:
            path = storable(path)
            refusal = Refusal(path, 0, path, reason, self.engine.present(), event_id=identity)
            self.engine.store.attempt(lambda unit: unit.refuse(refusal))
        told.add((identity, reason.nl))
        return Taken(EventResult(id=identity, status=EventStatus.REFUSED, reason=reason), refused=True)

    def _told(self) -> set[tuple[str, str]]:
        """What was refused before, by id and reason: it is not told, nor kept, as something new."""
        if self._refused is None:
            self._refused = {(one.event_id, one.reason.nl) for one in self.engine.store.refused() if one.event_id}
        return self._refused


def addresses_of(config: ProjectConfig, given: str | None = None) -> Addresses:
    """The administrations of a project by name and by mail address; ``given`` is where all documents go."""
    mailboxes: dict[str, tuple[str, ...]] = {}
    for one in config.administrations.values():
        for address in one.mailboxes:
            mailboxes[address.strip().lower()] = (*mailboxes.get(address.strip().lower(), ()), one.name)
    return Addresses(tuple(config.administrations), mailboxes, given)


@contextmanager
def taker(engine: Callable[[], Engine], to_event: ToEvent, addresses: Addresses) -> Iterator[Take]:
    """What one source of the service hands its documents to, as long as it runs; for one thread.

    ``engine`` gives the one that is in use: another one after rules were published.
    """
    run = DocumentRun(engine(), to_event, addresses)
    with PdfPages() as pages:

        def take(group: Group) -> tuple[Taken, ...]:
            run.engine = engine()
            return tuple(run.take(group, pages))

        yield take
