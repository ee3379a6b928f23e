"""What mends a finding: each of its fixes, an exception with a reason, and what the finding means."""

from collections.abc import Iterable, Iterator, Sequence

from regeltaal.assist.actions_offered import Action, Asked, Kind, line_start
from regeltaal.base.diagnostic import Diagnostic, Edit, Fix, Severity
from regeltaal.base.source import Span
from regeltaal.base.text import Text
from regeltaal.syntax import tree

REASON = "(vul hier de reden in)"
"""What stands in for the reason of an exception until the author gives it."""
_LONGEST_SHOWN = 60
_AROUND = "; ,()"


# ---------------------------------------------------------------- fixes


def fixes(findings: Iterable[Diagnostic]) -> Iterator[Action]:
    for found in findings:
        only = sum(one.safe for one in found.fixes) == 1
        for fix in found.fixes:
            if any(one.span.text != one.replacement for one in fix.edits):
                yield Action(_title(fix), Kind.MEND, fix.edits, mends=(found,), preferred=fix.safe and only)


def _title(fix: Fix) -> Text:
    """What it does, with the very text that it puts in or takes out."""
    title = Text(nl=_capital(fix.title.nl), en=_capital(fix.title.en))
    put_in = " … ".join(filter(None, (_shown(one.replacement) for one in fix.edits)))
    changed = put_in or " … ".join(filter(None, (_shown(one.span.text) for one in fix.edits)))
    if changed.strip(_AROUND) in " ".join(title.nl.split()):
        return title
    shown = changed if len(changed) <= _LONGEST_SHOWN else f"{changed[: _LONGEST_SHOWN - 1]}…"
    return Text(nl=f"{title.nl}: `{shown}`", en=f"{title.en}: `{shown}`")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _shown(text: str) -> str:
    return " ".join(text.split())


# ---------------------------------------------------------------- exceptions and explanations


def exceptions(asked: Asked) -> Iterator[Action]:
    """For each code that is no error: not to report it for this declaration, with a reason."""
    done = set[str]()
    for found in asked.found:
        code = found.code
        if code.severity is Severity.ERROR or code.id in done:
            continue
        done.add(code.id)
        edit = _exception(asked, found)
        if edit is not None:
            title = Text(
                nl=f"Schakel {code.id} hier uit, met reden: `{_comment(code.id)}`",
                en=f"Turn {code.id} off here, with a reason: `{_comment(code.id)}`",
            )
            yield Action(title, Kind.MEND, (edit,), mends=(found,), blank=REASON)


def _comment(code: str) -> str:
    return f"# regeltaal: uit {code} omdat …"


def _exception(asked: Asked, found: Diagnostic) -> Edit | None:
    """The comment above the declaration that the finding stands in; None where it stands in none that it can be for."""
    place = asked.state.locate(found.span)
    part = asked.sheet.part_at(place.start[0])
    offset = asked.sheet.spot(*place.start).offset
    around = (one for one in part.parsed.file.items if one.span.start <= offset < max(one.span.end, one.span.start + 1))
    item = next(around, None)
    if item is None or isinstance(item, tree.Broken):
        return None
    text = part.source.text
    start = line_start(text, item.span.start)
    before = text[start : item.span.start]
    if before.strip("\ufeff \t"):
        return None
    at = Span(part.source, item.span.start, item.span.start)
    return Edit(at, f"# regeltaal: uit {found.code.id} omdat {REASON}\n{before.lstrip(chr(0xFEFF))}")


def explanations(findings: Sequence[Diagnostic]) -> Iterator[Action]:
    """What each code means."""
    for code in dict.fromkeys(found.code for found in findings):
        title = Text(nl=f"Leg {code.id} uit: {code.title.nl.lower()}", en=f"Explain {code.id}: {code.title.en.lower()}")
        mends = tuple(found for found in findings if found.code is code)
        yield Action(title, Kind.MEND, mends=mends, code=code.id)
