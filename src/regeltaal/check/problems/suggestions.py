"""Making diagnostics with “bedoelde u …?” and with fixes."""

from collections.abc import Iterable

from regeltaal.base.diagnostic import Code, Diagnostic, Edit, Fix
from regeltaal.base.source import Span
from regeltaal.base.suggest import nearest
from regeltaal.base.text import Fact, Text
from regeltaal.check.remedies import Remedy

DID_YOU_MEAN = Text(nl="Bedoelde u `{meant}`?", en="Did you mean `{meant}`?")


def suggesting(  # noqa: PLR0913 - a diagnostic and what its suggestion is made from
    code: Code, span: Span, facts: dict[str, Fact], wrong: str, known: Iterable[str], *, quoted: bool = False
) -> Diagnostic:
    """A diagnostic with “bedoelde u …?” and a fix for each near name, when one is near; ``quoted``: it is a text."""
    near = nearest(wrong, known)
    if not near:
        return Diagnostic(code, span, facts)
    meant = [f'"{name}"' for name in near] if quoted else near
    fixes = tuple(replace(span, name) for name in meant)
    return Diagnostic(code, span, {**facts, "meant": meant[0]}, DID_YOU_MEAN, fixes)


def meaning(code: Code, span: Span, facts: dict[str, Fact], meant: str, *, safe: bool = False) -> Diagnostic:
    """A diagnostic with the one thing that was probably meant."""
    return Diagnostic(code, span, {**facts, "meant": meant}, DID_YOU_MEAN, (replace(span, meant, safe=safe),))


def mended(
    code: Code, span: Span, facts: dict[str, Fact], remedy: Remedy | None, hint: Text | None = None
) -> Diagnostic:
    """A diagnostic with a remedy, where there is one; else with a hint."""
    if remedy is None:
        return Diagnostic(code, span, facts, hint)
    shown = " ".join(remedy.text.split())
    fix = Fix(Text(nl=f"Vervang door `{shown}`", en=f"Replace by `{shown}`"), remedy.edits)
    return Diagnostic(code, span, {**facts, "meant": shown}, DID_YOU_MEAN, (fix,))


def replace(span: Span, text: str, *, safe: bool = False) -> Fix:
    """A fix that writes something else here."""
    shown = " ".join(text.split())
    return Fix(Text(nl=f"Vervang door `{shown}`", en=f"Replace by `{shown}`"), (Edit(span, text),), safe)


def insert(span: Span, text: str) -> Fix:
    """A fix that writes something behind this place."""
    after = Span(span.source, span.end, span.end)
    shown = " ".join(text.split())
    return Fix(Text(nl=f"Voeg `{shown}` toe", en=f"Add `{shown}`"), (Edit(after, text),))
