"""ELK or ELKE: the author knows whether a noun takes `het`; where nobody wrote it, it is guessed by the noun."""

import re

from regeltaal.base.patterns import lazily
from regeltaal.base.source import Span
from regeltaal.formatting import words
from regeltaal.syntax.tree import Name

_WRITTEN = lazily(r"(?<![\w-])(ELKE?)(?:\s+|#[^\n]*\n)+$")
_HET = lazily(
    r"(?:.*\s)?(?:\w*(?:je|ment|isme|adres|artikel|bedrag|bericht|bestand|bezoek|boek|contract|deel|dossier|formulier"
    r"|gebouw|gesprek|gewicht|jaar|kanaal|kantoor|kenmerk|kwartaal|materiaal|nummer|object|pand|percentage|product"
    r"|project|rapport|sjabloon|stuk|systeem|team|tarief|toestel|traject|type|uur|veld|verslag|verzoek|woord))",
    re.IGNORECASE,
)
_LONGEST = 200


def each(noun: Name) -> str:
    """The word before a noun of which all are meant."""
    span: Span | None = noun.span
    if span is not None:
        before = span.source.text[max(0, span.start - _LONGEST) : span.start]
        found = _WRITTEN.search(before)
        if found is not None:
            return found[1]
    return "ELK" if _HET.fullmatch(words.name(noun).strip("`")) else "ELKE"
