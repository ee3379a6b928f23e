"""Which administration a document is for, and how a domain makes an event of it."""

from collections.abc import Callable, Mapping, Sequence

from attrs import Factory, frozen

from regeltaal.base import plugins
from regeltaal.base.suggest import meant
from regeltaal.base.text import Text
from regeltaal.intake.documents import Received
from regeltaal.intake.names import one_line
from regeltaal.runtime.events import DEFAULT_ADMINISTRATION
from regeltaal.values.value import Value

ENTRY_POINTS = "regeltaal.documents"
_MOST_NAMED = 5

Stored = Mapping[str, object]
"""The fields of a record as the store has them."""


@frozen(eq=False)
class Delivery:
    """A document on its way to one administration.

    ``own`` is what `administratie.…` gives for it, by key; ``records`` gives the records of an object that it has.
    """

    document: Received
    administration: str
    own: Mapping[str, Value | None] = Factory(dict)
    records: Callable[[str], Sequence[Stored]] = lambda _: ()


ToEvent = Callable[[Delivery], Mapping[str, object]]
"""Makes the event of a document, as JSON data: its `gebeurtenis` and `record`. Files go by their names."""


def installed(domain: str) -> ToEvent | None:
    """The function of a domain that takes documents; another package's takes the place of a shipped one."""
    points = plugins.installed(ENTRY_POINTS, domain)
    if not points:
        return None
    chosen = next((one for one in points if not one.is_shipped), points[0])
    loaded = chosen.load()
    if not callable(loaded):
        raise TypeError(f"entry point {chosen.name} of {ENTRY_POINTS} is no function")
    found: ToEvent = loaded
    return found


@frozen
class Addresses:
    """The administrations of a project. ``given`` is the user's choice.

    ``mailboxes`` tells for which administrations mail to an address is; the address in lower case.
    """

    names: tuple[str, ...] = ()
    mailboxes: Mapping[str, tuple[str, ...]] = Factory(dict)
    given: str | None = None

    def administration_of(self, document: Received) -> str | Text:
        """Where a document belongs: as the user said, by the address of its mail, by its folder, or the only one.

        Otherwise the reason why that can't be told.
        """
        if self.given is not None:
            return self.unknown_choice() or self.given
        by_address = self._by_address(document)
        if len(by_address) == 1:
            return by_address[0]
        if by_address:
            return _several(by_address)
        by_folder = self._by_folder(document)
        if by_folder is not None:
            return by_folder
        if len(self.names) > 1:
            return self._untold()
        return self.names[0] if self.names else DEFAULT_ADMINISTRATION

    def unknown_choice(self) -> Text | None:
        """Why the user's choice is no administration of the project; a project without any takes each name."""
        if self.given is None or not self.names or self.given in self.names:
            return None
        close = meant(self.given, self.names)
        return Text(
            nl=f"administratie `{self.given}` staat niet in regeltaal.toml{close.nl}",
            en=f"administration `{self.given}` is not in regeltaal.toml{close.en}",
        )

    def _by_address(self, document: Received) -> tuple[str, ...]:
        """By where servers delivered the mail; only when that tells nothing, by what the sender wrote."""
        mail = document.mail
        if mail is None:
            return ()
        for addresses in (mail.delivered_to, (*mail.to, *mail.copied)):
            found = [name for one in addresses for name in self.mailboxes.get(one.lower(), ())]
            if found:
                return tuple(dict.fromkeys(found))
        return ()

    def _by_folder(self, document: Received) -> str | None:
        """By the innermost folder that is named like an administration."""
        by_name = {name.casefold(): name for name in self.names}
        found = (by_name.get(one_line(folder).casefold()) for folder in reversed(document.folders))
        return next((name for name in found if name is not None), None)

    def _untold(self) -> Text:
        named = _listed(self.names)
        return Text(
            nl=f"niet te zeggen voor welke administratie; zet het bestand in een map met haar naam ({named}), geef haar"
            " een `postadres`, of lees dit bestand apart in met `--administratie`",
            en=f"can't tell for which administration; put the file in a folder of its name ({named}), give it a"
            " `postadres`, or read this file in by itself with `--administratie`",
        )


def _several(names: Sequence[str]) -> Text:
    named = _listed(names)
    return Text(
        nl=f"de e-mail gaat naar meer administraties: {named}; kies met `--administratie`",
        en=f"the mail goes to several administrations: {named}; choose with `--administratie`",
    )


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(f"`{name}`" for name in names[:_MOST_NAMED])
    return f"{shown}, …" if len(names) > _MOST_NAMED else shown
