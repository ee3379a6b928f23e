"""What the problems of a domain share: samples, and “bedoelde u …?”."""

from collections.abc import Iterable, Sequence

from regeltaal.base.diagnostic import Edit, Fix, Sample, SampleKind
from regeltaal.base.source import Span
from regeltaal.base.suggest import nearest
from regeltaal.base.text import Text

_MOST_LISTED = 8
_LONGEST_SHOWN = 40
_OBJECT = (
    "OBJECT werkbon\n  VELD nummer: tekst VERPLICHT SLEUTEL\n  VELD status: tekst WIJZIGBAAR\n  VELD datum: datum\n"
)


def domain(text: str) -> Sample:
    """A domain of only these lines."""
    return Sample(f"DOMEIN voorbeeld\n{text}\n", SampleKind.SCHEMA)


def with_object(text: str) -> Sample:
    """A domain with one object, `werkbon`, and these lines."""
    return domain(_OBJECT + text)


def suggestion(span: Span, wrong: str, known: Iterable[str]) -> tuple[Text | None, tuple[Fix, ...]]:
    """“Bedoelde u …?” with fixes when a name is near; else the names there are, when those are few."""
    names = sorted(dict.fromkeys(known))
    near = nearest(wrong, names)
    if near:
        return did_you_mean(span, near)
    if not names or len(names) > _MOST_LISTED:
        return None, ()
    listed = ", ".join(f"`{_escaped(name)}`" for name in names)
    return Text(nl=f"Bekend zijn hier: {listed}.", en=f"Known here are: {listed}."), ()


def shortened(text: str) -> str:
    """A stretch of source for in a message: on one line, and not too long."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_SHOWN else f"{line[: _LONGEST_SHOWN - 1]}…"


def did_you_mean(span: Span, near: Sequence[str]) -> tuple[Text, tuple[Fix, ...]]:
    hint = Text(nl=f"Bedoelde u `{_escaped(near[0])}`?", en=f"Did you mean `{_escaped(near[0])}`?")
    return hint, tuple(_replacement(span, name) for name in near)


def _replacement(span: Span, name: str) -> Fix:
    title = Text(nl=f"Vervang door `{_escaped(name)}`", en=f"Replace by `{_escaped(name)}`")
    quoted = f'"{name}"' if span.text.startswith('"') else name
    return Fix(title, (Edit(span, quoted),))


def _escaped(name: str) -> str:
    """A name in a hint: a brace of its own must not look like a place for a fact."""
    return name.replace("{", "{{").replace("}", "}}")
