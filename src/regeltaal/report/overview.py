"""The overview of rules, to read, as data or for a spreadsheet, with the rules and in the order that were asked for."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from attrs import frozen

from regeltaal.base.patterns import lazily
from regeltaal.base.suggest import meant, nearest
from regeltaal.base.text import DUTCH, Language, Text, same
from regeltaal.report.columns import layout, lists, wrapped
from regeltaal.report.outcome import View
from regeltaal.report.overview_columns import BY_NAME, Column, names
from regeltaal.report.spreadsheet import csv_text
from regeltaal.runtime.overview import RuleFacts
from regeltaal.values.literals import read_literal
from regeltaal.values.value import NotAValueError

_TEST = lazily(r"(?P<column>[^=!~<>]+?)\s*(?P<sign>!=|<=|>=|=|~|<|>)\s*(?P<value>.*)", re.DOTALL)
_NONE = Text(nl="geen regels", en="no rules")
_NO_RULE_MEETS_ALL = Text(nl="geen regel voldoet aan alle filters samen", en="no rule meets all filters together")


class AskedWrongError(Exception):
    """A column or filter that there is not, with the reason."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


# ---------------------------------------------------------------- which columns, which rules, in which order


def column_of(name: str) -> Column:
    """A column by its name in either language.

    Raises:
        AskedWrongError: there is none.
    """
    wanted = " ".join(name.lower().split())
    if wanted in BY_NAME:
        return BY_NAME[wanted]
    near = nearest(wanted, BY_NAME, limit=1)
    if near:
        nl, en = f"bedoelde u `{near[0]}`?", f"did you mean `{near[0]}`?"
    else:
        known = ", ".join(dict.fromkeys(column.key for column in BY_NAME.values()))
        nl, en = f"kies uit {known}", f"choose from {known}"
    raise AskedWrongError(Text(nl=f"`{name}` is geen kolom; {nl}", en=f"`{name}` is no column; {en}"))


@frozen
class Filter:
    """One thing that a rule must meet. Without a column: a text that stands in any of them."""

    column: Column | None
    sign: str
    value: str

    def accepts(self, facts: RuleFacts, shown: Sequence[Column]) -> bool:
        wanted = self.value.casefold()
        if self.column is None:
            return any(wanted in cell.casefold() for one in shown for cell in _cells(one, facts))
        cells = [cell.casefold() for cell in _cells(self.column, facts)] or [""]
        match self.sign:
            case "=":
                return wanted in cells
            case "!=":
                return wanted not in cells
            case "~":
                return any(wanted in cell for cell in cells)
            case sign:
                return _compared(self.column.data(facts), sign, self.value)


def nothing_found(every: Sequence[RuleFacts], filters: Sequence[Filter], shown: Sequence[Column]) -> Text:
    """That no rule is left, and by which filter; with the value that was meant, where one is near."""
    alone = next((one for one in filters if not any(one.accepts(facts, shown) for facts in every)), None)
    if alone is None:
        return _NO_RULE_MEETS_ALL
    column = alone.column
    known = {cell for facts in every for cell in _cells(column, facts)} if column is not None else set()
    close = meant(alone.value, sorted(known)) if alone.sign == "=" else same("")
    asked = alone.value if column is None else f"{column.key}{alone.sign}{alone.value}"
    return Text(nl=f"geen regel voldoet aan `{asked}`{close.nl}", en=f"no rule meets `{asked}`{close.en}")


def _cells(column: Column, facts: RuleFacts) -> Iterable[str]:
    """What a filter goes by: what is shown in either language, and every name of a list."""
    data = column.data(facts)
    listed = [one for one in data if isinstance(one, str)] if isinstance(data, list) else []
    return {*column.show(facts, DUTCH), *column.show(facts, "en"), *listed}


def filter_of(text: str) -> Filter:
    """`niveau=omgeving`, `acties~e-mail`, `prioriteit<100`, or a word to look for.

    Raises:
        AskedWrongError: there is no such column, or what is behind `<` can't be compared with.
    """
    found = _TEST.fullmatch(text.strip())
    if found is None:
        return Filter(None, "~", text.strip())
    sign, value = found["sign"], found["value"].strip()
    if sign[0] in "<>" and _comparable(value) is None:
        reason = Text(
            nl=f"achter `{sign}` hoort een getal of een datum, niet `{value}`",
            en=f"a number or a date belongs after `{sign}`, not `{value}`",
        )
        raise AskedWrongError(reason)
    return Filter(column_of(found["column"]), sign, value)


def _compared(found: object, sign: str, wanted: str) -> bool:
    have, limit = _comparable(found), _comparable(wanted)
    if have is None or limit is None or isinstance(have, date) is not isinstance(limit, date):
        return False
    order = (have > limit) - (have < limit)  # type: ignore[operator] # both a date or both a number
    return order in {"<": (-1,), "<=": (-1, 0), ">": (1,), ">=": (0, 1)}[sign]


def _comparable(found: object) -> date | Decimal | None:
    match found:
        case bool() | None:
            return None
        case int():
            return Decimal(found)
        case str():
            return _date(found) or _number(found)
        case _:
            return None


def _date(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text).date() if text[:4].isdecimal() else _dutch_date(text)
    except (ValueError, NotAValueError):
        return None


def _dutch_date(text: str) -> date | None:
    found = read_literal("date", text)
    return found if isinstance(found, date) else None


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def chosen(
    every: Sequence[RuleFacts], filters: Sequence[Filter], order: Sequence[str], shown: Sequence[Column]
) -> tuple[RuleFacts, ...]:
    """The rules that meet all filters, sorted by the columns named (`-` before one turns it round).

    Raises:
        AskedWrongError: there is no such column.
    """
    found = [facts for facts in every if all(one.accepts(facts, shown) for one in filters)]
    for name in reversed(order):
        column, turned = column_of(name.removeprefix("-")), name.startswith("-")
        found.sort(key=lambda facts, by=column: _sort_key(by, facts), reverse=turned)  # type: ignore[misc] # a default
    return tuple(found)


def _sort_key(column: Column, facts: RuleFacts) -> tuple[bool, Decimal, str]:
    """Numbers by size, moments by time, the rest by how it reads; what is not known comes first."""
    data = column.data(facts)
    number = Decimal(data) if isinstance(data, int) else Decimal(0)
    text = data if isinstance(data, str) else "; ".join(column.show(facts, DUTCH))
    return (data not in (None, "", []), number, "" if isinstance(data, int) else text.casefold())


# ---------------------------------------------------------------- forms


def show_overview(
    rules: Sequence[RuleFacts],
    columns: Sequence[Column],
    view: View,
    limit: int | None,
    dispensable: Sequence[Column] = (),
) -> str:
    """A table where it fits in ``limit`` columns, else a list for each rule; ``view.drawn`` off: always lists.

    To make it fit the ``dispensable`` columns are left out, the first of them first, and what was left out is told.
    """
    if not rules:
        return f"{_NONE.show(view.language)}\n"
    for count in range(len(dispensable) + 1 if view.drawn else 0):
        shown = [column for column in columns if column not in dispensable[:count]]
        heading, rows = names(shown, view.language), _rows(rules, shown, view)
        table = layout(heading, rows, limit)
        if table is not None:
            left_out = names([column for column in columns if column not in shown], view.language)
            top = [view.style.paint("strong", line) for line in table.heading]
            return "\n".join([*top, *table.rows, *_told(left_out, view, limit)]) + "\n"
    return "\n".join(lists(names(columns, view.language), _rows(rules, columns, view), limit)) + "\n"


def _rows(rules: Sequence[RuleFacts], columns: Sequence[Column], view: View) -> list[list[tuple[str, ...]]]:
    return [[column.show(facts, view.language) for column in columns] for facts in rules]


def _told(left_out: Sequence[str], view: View, limit: int | None) -> list[str]:
    if not left_out:
        return []
    text = Text(
        nl="Niet getoond: {names}; kies kolommen met --kolommen.", en="Left out: {names}; choose with --kolommen."
    )
    lines = wrapped(text.show(view.language, {"names": ", ".join(left_out)}), limit)
    return ["", *(view.style.paint("faint", line) for line in lines)]


def overview_json(rules: Sequence[RuleFacts], columns: Sequence[Column]) -> list[dict[str, object]]:
    return [{column.key: column.data(facts) for column in columns} for facts in rules]


def overview_csv(rules: Sequence[RuleFacts], columns: Sequence[Column], language: Language) -> str:
    rows = (["; ".join(column.show(facts, language)) for column in columns] for facts in rules)
    return csv_text(names(columns, language), rows)
