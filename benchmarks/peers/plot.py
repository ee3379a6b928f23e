"""The plot: microseconds an event against the number of rules, a panel for each profile, both scales logarithmic.

It writes the SVG itself: an image that shows the same in ten years, and one dependency less.
"""

from collections.abc import Sequence
from html import escape
from math import log10

from attrs import frozen

from .registry import ADAPTERS
from .results import Results
from .workload import PROFILES

TITLES = {"typical": "gewone regels", "selective": "gerichte regels", "hard": "zonder gelijkheid"}
COLOURS = {
    "Regeltaal": "#c8102e",
    "OneFunction": "#333333",
    "Clips": "#1f6fb4",
    "RustCel": "#d97f0e",
    "Datalogic": "#2a8f3c",
    "CppCel": "#8a5fb0",
    "ZenTable": "#0f9aa5",
    "RuleEngine": "#96591f",
}
"""What is drawn; of a peer with two ways the one that it has to itself."""
WIDTH, HEIGHT = 1200, 500
_LEFT, _TOP, _BOTTOM, _GAP, _KEY = 84, 88, 56, 40, 200
_PANEL = (WIDTH - _LEFT - _KEY - 2 * _GAP) / 3
_LINE_HEIGHT = 17
Point = tuple[float, float]


@frozen
class Scale:
    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        part = (log10(value) - log10(self.low)) / (log10(self.high) - log10(self.low))
        return self.start + part * (self.end - self.start)


def plot(found: Results) -> str:
    counts = [int(one) for one in found.facts["counts"]]
    lines = {profile: _lines(found, profile, counts) for profile in PROFILES}
    values = [value for one in lines.values() for line in one.values() for _, value in line] or [1.0, 10.0]
    low, high = 10 ** int(log10(min(values)) // 1), 10 ** int(log10(max(values)) // 1 + 1)
    upright = Scale(low, high, HEIGHT - _BOTTOM, _TOP)
    parts = [_HEAD, _text(_LEFT, 26, "Tijd per gebeurtenis om alle regels te vinden die gelden", size=17, bold=True)]
    parts.append(
        _text(_LEFT, 45, "microseconden CPU, met het klaarmaken van het record; lager is beter", colour="#555")
    )
    for number, profile in enumerate(PROFILES):
        start = _LEFT + number * (_PANEL + _GAP)
        across = Scale(min(counts), max(counts), start, start + _PANEL)
        parts += _panel(across, upright, TITLES[profile], counts, named=number == 0)
        parts += [_line(COLOURS[name], line, across, upright, name) for name, line in lines[profile].items()]
    parts += _key(lines[PROFILES[-1]], upright)
    return "\n".join([*parts, "</svg>\n"])


def _lines(found: Results, profile: str, counts: Sequence[int]) -> dict[str, list[Point]]:
    every = {
        name: [(float(count), value) for count in counts if (value := found.many(name, profile, count)) is not None]
        for name in COLOURS
    }
    return {name: line for name, line in every.items() if line}


# ---------------------------------------------------------------- what is drawn

_HEAD = (
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
    'font-family="Helvetica, Arial, sans-serif">'
    f'\n<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>'
)


def _panel(across: Scale, upright: Scale, title: str, counts: Sequence[int], *, named: bool) -> list[str]:
    parts = [_text((across.start + across.end) / 2, _TOP - 10, title, anchor="middle", bold=True)]
    for value in _decades(upright.low, upright.high):
        height = upright.at(value)
        parts.append(_stroke((across.start, height), (across.end, height)))
        if named:
            parts.append(_text(across.start - 8, height + 4, _told(value), anchor="end", colour="#555"))
    for count in (one for one in _decades(1, 1e6) if min(counts) <= one <= max(counts)):
        place = across.at(count)
        parts.append(_stroke((place, upright.start), (place, upright.end)))
        parts.append(_text(place, upright.start + 18, _told(count), anchor="middle", colour="#555"))
    return [*parts, _text((across.start + across.end) / 2, HEIGHT - 14, "regels", anchor="middle", colour="#555")]


def _line(colour: str, line: Sequence[Point], across: Scale, upright: Scale, name: str) -> str:
    placed = [(across.at(x), upright.at(y)) for x, y in line]
    own = name == "Regeltaal"
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
    dash = ' stroke-dasharray="6 4"' if name == "OneFunction" else ""
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{3.6 if own else 2.4}" fill="{colour}"/>' for x, y in placed)
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{3.4 if own else 1.7}"{dash}/>{dots}'


def _key(lines: dict[str, list[Point]], upright: Scale) -> list[str]:
    """Names beside the ends of the lines of the last panel, moved apart where they would meet."""
    start = WIDTH - _KEY + 10
    ends = sorted((upright.at(line[-1][1]), name) for name, line in lines.items())
    parts, lowest = [], float("-inf")
    places: list[float] = []
    for height, _ in ends:
        lowest = max(height, lowest + _LINE_HEIGHT)
        places.append(lowest)
    over = max(0.0, (places[-1] if places else 0.0) - (HEIGHT - _BOTTOM))
    for (height, name), place in zip(ends, places, strict=True):
        moved = place - over
        parts.append(_stroke((start - 8, height), (start + 2, moved), COLOURS[name]))
        own = name == "Regeltaal"
        parts.append(_text(start + 6, moved + 4, ADAPTERS[name].title, colour=COLOURS[name], bold=own))
    return parts


def _stroke(start: Point, end: Point, colour: str = "#e2e2e2") -> str:
    return (
        f'<line x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}" '
        f'stroke="{colour}" stroke-width="1"/>'
    )


def _text(  # noqa: PLR0913  # what SVG asks of a text
    x: float, y: float, words: str, *, size: int = 13, anchor: str = "start", colour: str = "#111", bold: bool = False
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{colour}"{weight}>'
        f"{escape(words)}</text>"
    )


def _decades(low: float, high: float) -> list[float]:
    return [value for power in range(-3, 8) if low <= (value := 10.0**power) <= high]


def _told(value: float) -> str:
    return f"{value:,.0f}".replace(",", ".") if value >= 1 else f"{value:g}".replace(".", ",")
