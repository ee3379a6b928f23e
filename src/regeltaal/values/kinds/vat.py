"""btw-nummer: a VAT number of the Netherlands (both check schemes) or another country of the EU."""

import re

from regeltaal.base.patterns import lazily
from regeltaal.base.text import Text
from regeltaal.values.kinds.checked import checked_text

_DUTCH_WITHOUT_COUNTRY = lazily(r"[0-9]{9}B[0-9]{2}", re.ASCII)


def _spelling(text: str) -> str:
    joined = re.sub(r"[\s.\-]", "", text).upper()
    return "NL" + joined if _DUTCH_WITHOUT_COUNTRY.fullmatch(joined) else joined


def _is_right(text: str) -> bool:
    # Imported where it is first needed: the rules of all member states come with it.
    from stdnum.eu import vat  # noqa: PLC0415

    return text.isascii() and text.isalnum() and text[:2].isalpha() and bool(vat.is_valid(text))


KIND = checked_text(
    "btw-nummer",
    Text(nl="Een btw-nummer uit Nederland of een ander EU-land.", en="A VAT number of an EU country."),
    "NL004495445B01",
    spelling=_spelling,
    is_right=_is_right,
)
