"""The tables of docs/snelheid.md, out of what was measured; the words around them are written by hand.

What stands between `<!-- meting: naam -->` and `<!-- einde -->` is made here.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from .goals import Goal, goals
from .plot import plot
from .registry import ADAPTERS
from .results import BUILT, FOLDER, OWN, Results

PAGE = FOLDER.parent / "docs" / "snelheid.md"
PLOT = PAGE.with_suffix(".svg")
_PART = re.compile(r"(<!-- meting: (?P<name>[\w-]+) -->\n).*?(<!-- einde -->)", re.DOTALL)


def write_page(found: Results) -> None:
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8"), found), encoding="utf-8", newline="\n")
    PLOT.write_text(plot(found), encoding="utf-8", newline="\n")


def filled(text: str, found: Results) -> str:
    return _PART.sub(lambda part: f"{part[1]}\n{PARTS[part['name']](found)}\n{part[3]}", text)


# ---------------------------------------------------------------- numbers and tables


def number(value: float | None, unit: str = "") -> str:
    """Three digits that count, in Dutch notation."""
    if value is None:
        return "–"
    rounded = float(f"{value:.3g}")
    digits = 0 if abs(rounded) >= 100 else 1 if abs(rounded) >= 10 else 2
    shown = f"{rounded:,.{digits}f}".translate(str.maketrans(",.", ".,"))
    return f"{shown} {unit}".strip()


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The first column is words, the others numbers."""
    marks = ["---", *["---:"] * (len(heads) - 1)]
    return "".join("| " + " | ".join(line) + " |\n" for line in [heads, marks, *rows])


# ---------------------------------------------------------------- the parts


def _goals(found: Results) -> str:
    return table(
        ("wat", "doel", "gemeten", "gehaald"),
        [(one.what, _aim(one), number(one.value, one.unit), _reached(one)) for one in goals(found)],
    )


def _aim(goal: Goal) -> str:
    aim = _told(int(goal.aim)) if goal.aim == int(goal.aim) else number(goal.aim)
    return f"{'≤' if goal.at_most else '≥'} {aim} {goal.unit}"


def _reached(goal: Goal) -> str:
    return {True: "ja", False: "**nee**", None: "niet gemeten"}[goal.reached]


def _missed(found: Results) -> str:
    """Of each goal that was not reached, where the time goes."""
    blocks = []
    for goal in goals(found):
        if goal.reached is False:
            told = f"**{goal.what}**: {number(goal.value, goal.unit)}, het doel was {_aim(goal)}.\n"
            shares = _shares(found, goal.watched)
            blocks.append(f"{told}\n{shares}" if shares else told)
    return "\n".join(blocks) or "Alle doelen die gemeten zijn, zijn gehaald.\n"


def _shares(found: Results, job: str | None) -> str:
    shares = found.measured.get(job or "", {}).get("share", [])
    if not shares:
        return ""
    return table(("waar de tijd heen gaat", "deel"), [(f"`{place}`", f"{part:.0%}") for place, part in shares[:8]])


def _singles(found: Results) -> str:
    names = [name for name in ADAPTERS if f"single {name}" in found.measured]
    names.sort(key=lambda name: found.get(f"single {name}", "whole", "complex") or 0.0)
    own = found.get(f"single {OWN}", "whole", "complex")
    rows = []
    for name in names:
        job = f"single {name}"
        whole = found.get(job, "whole", "complex")
        warm = [number(found.get(job, "warm", one)) for one in ("simple", "amount", "medium", "complex")]
        times = number(whole / own, "×") if whole and own else "–"
        rows.append((ADAPTERS[name].title, *warm, number(found.get(job, "prepare")), number(whole), times))
    heads = (
        "ns per oordeel",
        "keuze =",
        "bedrag >",
        "drie vragen",
        "samengesteld",
        "klaarmaken",
        "samen",
        "verhouding",
    )
    return table(heads, rows)


def _many(profile: str, what: str) -> Callable[[Results], str]:
    def made(found: Results) -> str:
        counts = [int(one) for one in found.facts["counts"]]
        names = [name for name in ADAPTERS if any(found.many(name, profile, count, what) for count in counts)]
        names.sort(key=lambda name: _slope(found, name, profile, what, counts))
        last = counts[-1]
        own = found.many(OWN, profile, last, what)
        rows = []
        for name in names:
            values = [found.many(name, profile, count, what) for count in counts]
            times = number(values[-1] / own, "×") if values[-1] and own else "–"
            rows.append((ADAPTERS[name].title, *map(number, values), times))
        return table(("µs per gebeurtenis", *(_told(count) for count in counts), "verhouding"), rows)

    return made


def _slope(found: Results, name: str, profile: str, what: str, counts: Sequence[int]) -> float:
    """What it is sorted by: the time for the most rules that it was asked, a rule."""
    known = [(count, value) for count in counts if (value := found.many(name, profile, count, what)) is not None]
    count, value = known[-1]
    return value * counts[-1] / count


def _told(count: int) -> str:
    return f"{count:,}".replace(",", ".")


def _building(found: Results) -> str:
    counts = [count for count in BUILT if count in found.facts["counts"]]
    rows = []
    for name, entry in ADAPTERS.items():
        built = [found.many(name, "typical", count, "build") for count in counts]
        if any(built):
            held = [found.get(f"memory {count:>5} {name}", "held") for count in counts]
            resident = [found.many(name, "typical", count, "resident") for count in counts]
            sizes = [mine if mine is not None else outside for mine, outside in zip(held, resident, strict=True)]
            rows.append((entry.title, *map(number, built), *(number(one and one / 1024) for one in sizes)))
    heads = [f"opbouw µs per regel, {_told(one)}" for one in counts] + [f"kB per regel, {_told(one)}" for one in counts]
    return table(("", *heads), rows)


def _starts(found: Results) -> str:
    titles = {
        "start python": "Python zelf, leeg",
        "start project": "Regeltaal, een klein project van `regeltaal nieuw`",
    }
    titles["start example"] = "Regeltaal, het voorbeeld `examples/werkbonnen`"
    titles |= {f"start {name}": f"{one.title}, een regel" for name, one in ADAPTERS.items()}
    timed = [(title, cpu * 1000) for job, title in titles.items() if (cpu := found.get(job, "cpu")) is not None]
    return table(("van niets tot het eerste oordeel", "ms CPU"), [(one, number(cpu)) for one, cpu in timed])


def _checking(found: Results) -> str:
    return _told_by(found, ("again", "checking"))


def _end_to_end(found: Results) -> str:
    return f"{_told_by(found, ('endtoend',))}\n{_shares(found, 'endtoend')}".rstrip("\n") + "\n"


def _told_by(found: Results, jobs: Sequence[str]) -> str:
    """What a measurement with a command of its own says of itself: rows of words and a number."""
    rows = [(str(what), str(value)) for job in jobs for what, value in found.measured.get(job, {}).get("rows", [])]
    return table(("wat", "gemeten"), rows) if rows else "Niet gemeten.\n"


def _versions(found: Results) -> str:
    facts = found.facts
    packages = ", ".join(f"{name} {one}" for name, one in facts["versions"].items())
    told = f"Python {facts['python']}, {facts['processor']}, {facts['processors']} kernen; {packages}.\n"
    return told if facts["whole"] else f"{told}\nDit is de korte meting (`--snel`).\n"


def _left_out(found: Results) -> str:
    rows = [f"- {_job_title(job)}: {why}\n" for job, why in found.left_out.items()]
    compared = sum(int(one.get("compared", 0)) for one in found.measured.values())
    told = f"Vooraf zijn {_told(compared)} antwoorden vergeleken met wat de regels zelf zeggen.\n"
    return told + ("\nNiet meegeteld:\n\n" + "".join(rows) if rows else "\nNiemand viel af.\n")


def _job_title(job: str) -> str:
    return ADAPTERS[job].title if job in ADAPTERS else f"`{job}`"


PARTS: Mapping[str, Callable[[Results], str]] = {
    "doelen": _goals,
    "niet-gehaald": _missed,
    "een-regel": _singles,
    **{f"veel-{profile}": _many(profile, "whole") for profile in ("typical", "selective", "hard")},
    **{f"klaar-{profile}": _many(profile, "warm") for profile in ("typical", "selective", "hard")},
    "opbouw": _building,
    "start": _starts,
    "controleren": _checking,
    "door-en-door": _end_to_end,
    "versies": _versions,
    "afvallers": _left_out,
}


def page_of(path: Path = PAGE) -> str:
    return path.read_text(encoding="utf-8")
