"""How a name comes out wrong under Dutch hands: each way once for a name, at a place that follows from the name."""

import re
from collections.abc import Callable, Iterator, Mapping
from zlib import crc32

_NEIGHBOURS: Mapping[str, str] = {
    one: near
    for row, below in (("qwertyuiop", "asdfghjkl"), ("asdfghjkl", "zxcvbnm"), ("zxcvbnm", ""))
    for at, one in enumerate(row)
    for near in [f"{row[at - 1 : at]}{row[at + 1 : at + 2]}{below[max(0, at - 1) : at + 1]}"]
}
_SOUNDS = (
    *(("ij", "ei"), ("ei", "ij"), ("ij", "y"), ("au", "ou"), ("ou", "au")),
    *(("dt", "d"), ("c", "k"), ("k", "c"), ("s", "z"), ("z", "s"), ("ch", "g"), ("g", "ch"), ("f", "v"), ("v", "f")),
)
_ENDINGS = (("d", "t"), ("t", "d"), ("d", "dt"), ("t", "dt"))
_PLURALS = (("en", ""), ("s", ""), ("ie", "ies"), ("e", "es"), ("um", "a"), ("", "en"))

Slip = Callable[[str, int], str | None]
"""A name with a slip in it; the number chooses the place. None: this way does not fit the name."""


def _letters(name: str, first: int = 1) -> list[int]:
    return [at for at in range(first, len(name)) if name[at].isalpha()]


def _neighbour_key(name: str, seed: int) -> str | None:
    places = [at for at in _letters(name) if _NEIGHBOURS.get(name[at].lower())]
    if not places:
        return None
    at = places[seed % len(places)]
    near = _NEIGHBOURS[name[at].lower()]
    return name[:at] + near[seed % len(near)] + name[at + 1 :]


def _doubled(name: str, seed: int) -> str | None:
    places = _letters(name)
    at = places[seed % len(places)] if places else 0
    return name[:at] + name[at] + name[at:] if places else None


def _missing(name: str, seed: int) -> str | None:
    places = _letters(name) if len(name) > 3 else []
    at = places[seed % len(places)] if places else 0
    return name[:at] + name[at + 1 :] if places else None


def _swapped(name: str, seed: int) -> str | None:
    places = [at for at in _letters(name) if name[at - 1].isalpha() and name[at - 1].lower() != name[at].lower()]
    if not places:
        return None
    at = places[seed % len(places)]
    return name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :]


def _extra(name: str, seed: int) -> str | None:
    places = [at for at in _letters(name) if _NEIGHBOURS.get(name[at].lower())]
    if not places:
        return None
    at = places[seed % len(places)]
    return name[:at] + _NEIGHBOURS[name[at].lower()][0] + name[at:]


def _one_of_double(name: str, seed: int) -> str | None:
    found = list(re.finditer(r"([a-z])\1", name, re.IGNORECASE))
    at = found[seed % len(found)].start() if found else 0
    return name[:at] + name[at + 1 :] if found else None


def _sound(name: str, seed: int) -> str | None:
    fitting = [(one, other) for one, other in _SOUNDS if one in name.lower()]
    if not fitting:
        return None
    one, other = fitting[seed % len(fitting)]
    return re.sub(re.escape(one), other, name, count=1, flags=re.IGNORECASE)


def _ending(name: str, seed: int) -> str | None:
    fitting = [(one, other) for one, other in _ENDINGS if name.endswith(one)]
    one, other = fitting[seed % len(fitting)] if fitting else ("", "")
    return name[: len(name) - len(one)] + other if fitting else None


def _without_sign(name: str, _seed: int) -> str | None:
    """`e-mail` as `email`, `pagina's` as `paginas`."""
    return re.sub(r"[-'’]", "", name, count=1) if re.search(r"[-'’]", name) else None


def _space_for_hyphen(name: str, _seed: int) -> str | None:
    return name.replace("-", " ", 1) if "-" in name.strip("-") else None


def _together(name: str, _seed: int) -> str | None:
    return name.replace(" ", "", 1) if " " in name else None


def _with_hyphen(name: str, _seed: int) -> str | None:
    return name.replace(" ", "-", 1) if " " in name else None


def _with_underscore(name: str, _seed: int) -> str | None:
    return name.replace(" ", "_") if " " in name else None


def _apart(name: str, seed: int) -> str | None:
    """`werkbon` as `werk bon`."""
    words = list(re.finditer(r"[^\W\d_]{8,}", name))
    if not words:
        return None
    word = words[seed % len(words)]
    at = word.start() + 3 + seed % (len(word[0]) - 5)
    return f"{name[:at]} {name[at:]}"


def _other_number(name: str, _seed: int) -> str | None:
    """Plural for singular, and the other way round."""
    one, other = next((pair for pair in _PLURALS if name.endswith(pair[0])), ("", ""))
    changed = name[: len(name) - len(one)] + other
    return changed if len(changed) > 2 else None


def _words_turned(name: str, _seed: int) -> str | None:
    words = name.split()
    return " ".join([*words[1:], words[0]]) if len(words) > 1 else None


def _word_missing(name: str, seed: int) -> str | None:
    words = name.split()
    if len(words) < 2:
        return None
    at = seed % len(words)
    return " ".join([*words[:at], *words[at + 1 :]])


def _word_more(name: str, seed: int) -> str | None:
    """`de status`, `status nu`."""
    return f"de {name}" if seed % 2 else f"het {name}"


def _two_slips(name: str, seed: int) -> str | None:
    first = _swapped(name, seed)
    return _neighbour_key(first, seed // 7) if first and len(name) > 7 else None


def _in_english(name: str, _seed: int) -> str | None:
    words = [_ENGLISH.get(word, word) for word in name.lower().split()]
    return " ".join(words) if words != name.lower().split() else None


_ENGLISH = dict(
    pair.split(":")
    for pair in [
        "naam:name",
        "nummer:number",
        "datum:date",
        "bedrag:amount",
        "onderwerp:subject",
        "prijs:price",
        "omschrijving:description",
        "klant:customer",
        "leverancier:supplier",
        "medewerker:employee",
        "straat:street",
        "plaats:city",
        "land:country",
        "titel:title",
        "telefoonnummer:phone",
        "e-mailadres:email",
        "ontvanger:recipient",
        "sjabloon:template",
        "aantal:quantity",
        "duur:duration",
        "garantie:warranty",
        "bijlagen:attachments",
        "factuurnummer:invoice_number",
        "factuurdatum:invoice_date",
    ]
)
"""As who writes English would call it; not taken from what suggestions know."""


SLIPS: Mapping[str, Slip] = {
    "toets ernaast": _neighbour_key,
    "letter dubbel": _doubled,
    "letter weg": _missing,
    "letters omgewisseld": _swapped,
    "letter erbij": _extra,
    "dubbele letter enkel": _one_of_double,
    "klank": _sound,
    "d of t": _ending,
    "zonder streepje": _without_sign,
    "spatie voor streepje": _space_for_hyphen,
    "aan elkaar": _together,
    "met streepje": _with_hyphen,
    "met laag streepje": _with_underscore,
    "los geschreven": _apart,
    "meervoud": _other_number,
    "woorden omgedraaid": _words_turned,
    "woord weg": _word_missing,
    "lidwoord erbij": _word_more,
    "twee fouten": _two_slips,
    "Engels": _in_english,
}


def slips(name: str) -> Iterator[tuple[str, str]]:
    """The name with each slip that fits it, behind what the slip is called."""
    for kind, slip in SLIPS.items():
        wrong = slip(name, crc32(f"{kind} {name}".encode()))
        if wrong is not None and wrong.lower() != name.lower():
            yield kind, wrong.upper() if name.isupper() else wrong
