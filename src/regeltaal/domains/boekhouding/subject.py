"""What the subject of a mail names between brackets: `Factuur maart [INK]`, a journal or a category."""

import re

from regeltaal.base.text import Text
from regeltaal.domains.common.reading import Fields
from regeltaal.runtime.bindings import Derivation
from regeltaal.runtime.world import administration_ref

_BRACKETED = re.compile(r"\[([^\[\]]{1,100})\]")
_SLASH = re.compile(r"\s*/\s*")


def named_in(subject: str | None) -> list[str]:
    return _BRACKETED.findall(subject or "")


def path_of(category: str) -> str:
    """A category as it is compared: space round the slashes does not count."""
    return _SLASH.sub("/", category.strip()).casefold()


def tell(step: Derivation) -> None:
    """Notes that a subject names nothing that there is, so that nobody waits for the document in a journal."""
    named = named_in(Fields.of(step.records, step.record).text("onderwerp"))
    if not named or _known(step).intersection(map(path_of, named)):
        return
    shown = ", ".join(f"`[{name}]`" for name in named)
    step.note(
        Text(
            nl=f"het onderwerp noemt {shown}: zo heet geen dagboek en geen categorie",
            en=f"the subject names {shown}: no journal and no category goes by that",
        )
    )


def _known(step: Derivation) -> set[str]:
    own = Fields.of(step.records, administration_ref(step.administration))
    journals = (Fields.of(step.records, one).text("code") for one in step.records.all_of("dagboek"))
    return {path_of(one) for one in (*journals, *own.texts("categorielijst")) if one is not None}
