"""Publications, to read or as JSON: what changed, level by level, and the history of versions."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import unified_diff

from regeltaal.base.text import Language, Text
from regeltaal.publication.change import Change, Difference, Part, change_in, in_order
from regeltaal.report.outcome import View, show_moment
from regeltaal.report.style import one_line, table
from regeltaal.runtime.storage import Publication

Json = dict[str, object]

_SIGNS = {
    Difference.ADDED: "+",
    Difference.CHANGED: "~",
    Difference.MOVED: ">",
    Difference.RENAMED: ">",
    Difference.REMOVED: "-",
}
_ROLES = {"+": "good", "~": "warning", ">": "hint", "-": "error"}
_DIFFERENCES = {
    Difference.ADDED: Text(nl="toegevoegd", en="added"),
    Difference.CHANGED: Text(nl="gewijzigd", en="changed"),
    Difference.MOVED: Text(nl="verplaatst", en="moved"),
    Difference.RENAMED: Text(nl="hernoemd", en="renamed"),
    Difference.REMOVED: Text(nl="verwijderd", en="removed"),
}
_PARTS = {
    Part.RULE: Text(nl="regel", en="rule"),
    Part.LIST: Text(nl="lijst", en="list"),
    Part.DEFINITION: Text(nl="definitie", en="definition"),
    Part.TEST: Text(nl="test", en="test"),
    Part.USE: Text(nl="GEBRUIK", en="GEBRUIK"),
    Part.FILE: Text(nl="bestand", en="file"),
    Part.TEMPLATE: Text(nl="sjabloon", en="template"),
    Part.DOMAIN: Text(nl="domein", en="domain"),
    Part.SETTING: Text(nl="instelling", en="setting"),
    Part.ACCESS: Text(nl="recht", en="right"),
}
_ENVIRONMENT = Text(nl="Omgeving", en="Environment")
_ADMINISTRATION = Text(nl="Administratie {name}", en="Administration {name}")
_LAYOUT = Text(nl="opmaak of opmerkingen", en="layout or comments")
_COUNT = Text(nl="{count} wijzigingen", en="{count} changes")
_ONE = Text(nl="1 wijziging", en="1 change")
_NONE = Text(nl="geen wijzigingen", en="no changes")
_RETURNS = Text(nl="terug naar versie {number}", en="back to version {number}")
_VERSION = Text(nl="versie {number}", en="version {number}")
_BY = Text(nl="door {by}", en="by {by}")
_ACCOUNT = Text(nl="door {by} (aangemeld als {account})", en="by {by} (logged in as {account})")
_NO_HISTORY = Text(nl="er is nog niets gepubliceerd", en="nothing was published yet")


# ---------------------------------------------------------------- changes


def show_changes(changes: Sequence[Change], view: View) -> str:
    """Changes by the level that they stand at, each on a line; how many of them below."""
    lines: list[str] = []
    for level in in_order({change.concerns[0] for change in changes}):
        lines.append(view.style.paint("strong", _level(level, view.language)))
        rows = [_row(change, view) for change in changes if change.concerns[0] == level]
        lines += [_painted(line, view) for line in table(rows)]
    return "\n".join([*lines, count(changes, view.language)]) + "\n"


def count(changes: Sequence[Change], language: Language) -> str:
    """`3 wijzigingen: 2 toegevoegd, 1 verwijderd`."""
    if not changes:
        return _NONE.show(language)
    found = {one: sum(change.difference is one for change in changes) for one in Difference}
    told = ", ".join(f"{number} {_DIFFERENCES[one].show(language)}" for one, number in found.items() if number)
    total = _ONE.show(language) if len(changes) == 1 else _COUNT.show(language, {"count": len(changes)})
    return f"{total}: {told}"


def _level(level: str | None, language: Language) -> str:
    return _ENVIRONMENT.show(language) if level is None else _ADMINISTRATION.show(language, {"name": one_line(level)})


def _row(change: Change, view: View) -> tuple[str, ...]:
    difference = _SIGNS[change.difference] if view.drawn else _DIFFERENCES[change.difference].show(view.language)
    what = _PARTS[change.part].show(view.language)
    return (f"  {difference}", what, one_line(change.name), _detail(change, view.language))


def _detail(change: Change, language: Language) -> str:
    """What it was and what it is, else the file that it stands in."""
    if change.part is Part.FILE and change.difference is Difference.CHANGED:
        return _LAYOUT.show(language)
    if change.was is not None or change.now is not None:
        return " → ".join(one_line(one) for one in (change.was, change.now) if one is not None)
    return change.path if change.path is not None and change.path != change.name else ""


def _painted(line: str, view: View) -> str:
    role = _ROLES.get(line.strip()[:1]) if view.drawn else None
    return line if role is None else view.style.paint(role, line)


# ---------------------------------------------------------------- versions


def show_history(publications: Sequence[Publication], view: View) -> str:
    """The versions, newest first."""
    if not publications:
        return _NO_HISTORY.show(view.language) + "\n"
    rows = [_line(one, view) for one in reversed(publications)]
    return "\n".join(table(rows)) + "\n"


def _line(publication: Publication, view: View) -> tuple[str, ...]:
    language = view.language
    returns = publication.returns_to
    told = [] if returns is None else [_RETURNS.show(language, {"number": returns})]
    told += [one_line(publication.message)] if publication.message else []
    return (
        view.style.paint("strong", _VERSION.show(language, {"number": publication.number})),
        show_moment(publication.moment.isoformat()),
        _BY.show(language, {"by": one_line(publication.by)}),
        count(_changes(publication), language),
        "; ".join(told),
    )


def show_publication(publication: Publication, texts: Iterable[tuple[str, str, str]], view: View) -> str:
    """One version: who and when, what changed, and the texts that differ, line by line."""
    language = view.language
    facts = {"by": one_line(publication.by), "account": one_line(publication.account)}
    who = (_BY if publication.account in ("", publication.by) else _ACCOUNT).show(language, facts)
    head = _VERSION.show(language, {"number": publication.number})
    lines = [view.style.paint("strong", f"{head}, {show_moment(publication.moment.isoformat())}, {who}")]
    if publication.returns_to is not None:
        lines.append(_RETURNS.show(language, {"number": publication.returns_to}))
    lines += [one_line(publication.message)] if publication.message else []
    lines += ["", show_changes(_changes(publication), view)]
    lines += [line for path, was, now in texts for line in _diff(path, was, now, view)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _diff(path: str, was: str, now: str, view: View) -> Iterator[str]:
    yield view.style.paint("strong", path)
    for line in list(unified_diff(was.splitlines(), now.splitlines(), lineterm=""))[2:]:
        role = {"+": "good", "-": "error", "@": "faint"}.get(line[:1])
        shown = line[:1] + _indented(line[1:])
        yield shown if role is None else view.style.paint(role, shown)
    yield ""


def _indented(text: str) -> str:
    """A line with its indentation, and nothing in it that a terminal acts on."""
    rest = text.lstrip(" ")
    return " " * (len(text) - len(rest)) + one_line(rest)


# ---------------------------------------------------------------- JSON


def publication_json(publication: Publication) -> Json:
    return {
        "versie": publication.number,
        "digest": publication.digest,
        "door": publication.by,
        "account": publication.account,
        "moment": publication.moment.isoformat(),
        "bericht": publication.message,
        "terug_naar": publication.returns_to,
        "wijzigingen": [dict(change) for change in publication.changes],
    }


def diff_json(texts: Iterable[tuple[str, str, str]]) -> list[Json]:
    return [
        {"bestand": path, "verschil": list(unified_diff(was.splitlines(), now.splitlines(), lineterm=""))[2:]}
        for path, was, now in texts
    ]


def _changes(publication: Publication) -> tuple[Change, ...]:
    return tuple(change_in(change) for change in publication.changes)
