"""The picture of a chart as SVG: events on the left, rules in the middle, effects on the right, lines between them.

Rules stand in the order in which they run. An event or effect stands at the middle of the rules that it belongs to,
pushed down where another one stands there already. Everything is placed here, with numbers only: a page needs no script
to show it, and colours come from its style sheet.
"""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

import markupsafe
from markupsafe import Markup

from regeltaal.base.node import Node
from regeltaal.base.text import Language
from regeltaal.pages.words import WORDS
from regeltaal.report.flow import Chart, Effect, Flow
from regeltaal.report.style import printable

K = TypeVar("K")
_WIDTHS = (230, 300, 250)
_GAP = 110
_LINE = 18
_ASCENT = 13
_MARGIN = 2
_PADDING = 9
_BETWEEN = 14
_TOP = 34
_LETTER = 7.4
"""How wide a letter is at most, on average, in the size that the style sheet gives."""
_STARTS = (0, _WIDTHS[0] + _GAP, _WIDTHS[0] + _WIDTHS[1] + 2 * _GAP)
_WHOLE = _STARTS[2] + _WIDTHS[2]


class _Box(Node):
    """A text in a box; ``more`` are lines in another voice below it."""

    column: int
    lines: tuple[str, ...]
    more: tuple[str, ...] = ()

    @property
    def height(self) -> int:
        return _LINE * (len(self.lines) + len(self.more)) + 2 * _PADDING

    @property
    def left(self) -> int:
        return _STARTS[self.column]

    @property
    def right(self) -> int:
        return _STARTS[self.column] + _WIDTHS[self.column]


class _Placed(Node):
    box: _Box
    top: int

    @property
    def middle(self) -> int:
        return self.top + self.box.height // 2


def picture(chart: Chart, links: Mapping[int, str], language: Language) -> Markup:
    """The chart as an SVG element; ``links`` lead to the page of a rule, by its place among all rules."""
    rules = _stacked(_rule_box(flow) for flow in chart.flows)
    events = _beside(_by_start(chart.flows, rules))
    effects = _beside(_by_effect(chart.flows, rules))
    bottom = max((one.top + one.box.height for one in (*rules, *events.values(), *effects.values())), default=_TOP)
    parts = [_headings(language)]
    for flow, placed in zip(chart.flows, rules, strict=True):
        lines = [_line(events[start], placed) for start in flow.starts]
        lines += [_line(placed, effects[effect]) for effect in flow.effects]
        parts.append(_rule(flow, placed, lines, links.get(flow.at)))
    parts += [_box(one, "gebeurtenis") for one in events.values()]
    parts += [_box(one, "gevolg") for one in effects.values()]
    title = escape(f"{WORDS['picture'].show(language)}: {chart.title}")
    width, height = _WHOLE + 2 * _MARGIN, bottom + _MARGIN
    return Markup(  # noqa: S704 - each part is escaped where it is made
        f'<svg class="beeld" role="img" viewBox="-{_MARGIN} 0 {width} {height}" width="{width}" height="{height}">'
        f"<title>{title}</title>{''.join(parts)}</svg>"
    )


# ---------------------------------------------------------------- places


def _rule_box(flow: Flow) -> _Box:
    return _Box(1, _wrapped(flow.name, 1))


def _wrapped(text: str, column: int) -> tuple[str, ...]:
    most = int((_WIDTHS[column] - 2 * _PADDING) / _LETTER)
    return tuple(textwrap.wrap(" ".join(text.split()), most)) or ("",)


def _stacked(boxes: Iterable[_Box]) -> list[_Placed]:
    placed: list[_Placed] = []
    top = _TOP
    for box in boxes:
        placed.append(_Placed(box, top))
        top += box.height + _BETWEEN
    return placed


def _by_start(flows: Sequence[Flow], rules: Sequence[_Placed]) -> Mapping[str, tuple[_Box, list[int]]]:
    found: dict[str, tuple[_Box, list[int]]] = {}
    for flow, placed in zip(flows, rules, strict=True):
        for start in flow.starts:
            found.setdefault(start, (_Box(0, _wrapped(start, 0)), []))[1].append(placed.middle)
    return found


def _by_effect(flows: Sequence[Flow], rules: Sequence[_Placed]) -> Mapping[Effect, tuple[_Box, list[int]]]:
    found: dict[Effect, tuple[_Box, list[int]]] = {}
    for flow, placed in zip(flows, rules, strict=True):
        for effect in flow.effects:
            found.setdefault(effect, (_effect_box(effect), []))[1].append(placed.middle)
    return found


def _effect_box(effect: Effect) -> _Box:
    more = tuple(line for event in effect.events for line in _wrapped(f"→ {event}", 2))
    return _Box(2, _wrapped(effect.title, 2), more)


def _beside(wanted: Mapping[K, tuple[_Box, list[int]]]) -> dict[K, _Placed]:
    """Each at the mean of what it belongs to, or below what stands there already."""
    placed: dict[K, _Placed] = {}
    free = _TOP
    for key, (box, middles) in sorted(wanted.items(), key=lambda one: sum(one[1][1]) / len(one[1][1])):
        top = max(free, round(sum(middles) / len(middles)) - box.height // 2)
        placed[key] = _Placed(box, top)
        free = top + box.height + _BETWEEN
    return placed


# ---------------------------------------------------------------- drawing


def _headings(language: Language) -> str:
    words = (WORDS["events"], WORDS["rules"], WORDS["effects"])
    return "".join(
        f'<text class="kop" x="{start}" y="18">{escape(word.show(language))}</text>'
        for start, word in zip(_STARTS, words, strict=True)
    )


def _rule(flow: Flow, placed: _Placed, lines: Sequence[str], link: str | None) -> str:
    """The rule with its lines, so that they light up together."""
    box = _box(placed, "regel" if flow.enabled else "regel uit")
    shown = box if link is None else f'<a href="{escape(link)}">{box}</a>'
    return f'<g class="samenhang">{"".join(lines)}{shown}</g>'


def _box(placed: _Placed, role: str) -> str:
    box = placed.box
    rows = [(line, "") for line in box.lines] + [(line, ' class="volgt"') for line in box.more]
    first = placed.top + _PADDING + _ASCENT
    texts = "".join(
        f'<tspan x="{box.left + _PADDING}" y="{first + _LINE * number}"{voice}>{escape(line)}</tspan>'
        for number, (line, voice) in enumerate(rows)
    )
    width = _WIDTHS[box.column]
    return (
        f'<g class="{role}"><rect x="{box.left}" y="{placed.top}" width="{width}" height="{box.height}" rx="7"/>'
        f"<text>{texts}</text></g>"
    )


def _line(left: _Placed, right: _Placed) -> str:
    start, end = left.box.right, right.box.left
    bend = (start + end) // 2
    return f'<path d="M{start} {left.middle}C{bend} {left.middle} {bend} {right.middle} {end} {right.middle}"/>'


def escape(text: str) -> Markup:
    return markupsafe.escape(printable(text))
