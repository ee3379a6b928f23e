"""Defects of tables: columns that nobody reads, rows that stand there twice or meet each other."""

import re

from tests.seeded.plant import Edit, Plan, Site, planter, same_name, walk

from regeltaal.syntax import tree


def _table(site: Site) -> tree.Table:
    found = [one for one in site.rule.metas if isinstance(one, tree.PerRow)]
    return site.pick(found).table


def _row_text(row: tree.Row) -> str:
    return row.span.text


def _cells(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _texts(row: tree.Row) -> list[str]:
    return [one.span.text for one in row.cells]


def _columns(site: Site) -> list[str]:
    return _texts(_table(site).rows[0])


def _reads(site: Site, column: str, part: str | None = None) -> int:
    text = site.own_text if part is None else part
    return len(re.findall(rf"\brij\.{re.escape(column)}(?![\w-])", text))


@planter("ongebruikte-kolom", "achteraan erbij")
def column_added(site: Site) -> Plan:
    return _with_column(site, first=False)


@planter("ongebruikte-kolom", "vooraan erbij")
def column_added_first(site: Site) -> Plan:
    return _with_column(site, first=True)


def _with_column(site: Site, *, first: bool) -> Plan:
    edits: list[Edit] = []
    for number, row in enumerate(_table(site).rows):
        cell = "opmerking" if number == 0 else f'"zie blad {number}"'
        own = _texts(row)
        edits.append((row.span.start, row.span.end, _cells([cell, *own] if first else [*own, cell])))
    return Plan(edits)


@planter("ongebruikte-kolom", "gebruik vervangen door een vaste waarde")
def column_no_longer_read(site: Site) -> Plan:
    table = _table(site)
    found = []
    for index, column in enumerate(_columns(site)):
        uses = [
            one.value
            for one in walk(site.rule.then)
            if isinstance(one, tree.Argument) and same_name(one.value.span.text, f"rij.{column}")
        ]
        if len(uses) == 1 and _reads(site, column) == 1:
            found.append((index, uses[0]))
    index, use = site.pick(found)
    return Plan([site.replace(use.span, _texts(table.rows[1])[index])])


@planter("dubbele-rij", "onderaan nog eens")
def row_again(site: Site) -> Plan:
    rows = _table(site).rows
    row = site.pick(rows[1:])
    return Plan([(rows[-1].span.end, rows[-1].span.end, f"\n    {_row_text(row)}")])


@planter("dubbele-rij", "direct eronder, anders uitgelijnd")
def row_again_below(site: Site) -> Plan:
    row = site.pick(_table(site).rows[1:])
    return Plan([(row.span.end, row.span.end, f"\n    {_cells(_texts(row))}")])


@planter("dubbele-rij", "bedrag anders geschreven")
def row_again_amount(site: Site) -> Plan:
    rows = _table(site).rows
    row = site.pick([one for one in rows[1:] if re.search(r"€ \d+(,00)?\b", one.span.text)])
    cells = [re.sub(r"^€ (\d+)$", r"€ \1,00", re.sub(r"^€ (\d+),00$", r"€ \1", one)) for one in _texts(row)]
    site.need(cells != _texts(row))
    return Plan([(rows[-1].span.end, rows[-1].span.end, f"\n    {_cells(cells)}")])


@planter("dubbele-rij", "in VOORBEELDEN")
def example_again(site: Site) -> Plan:
    test = site.pick([one for one in site.file.items if isinstance(one, tree.Test) and one.examples is not None])
    assert test.examples is not None
    row = site.pick(test.examples.rows[1:])
    end = test.examples.rows[-1].span.end
    return Plan([(end, end, f"\n  {_cells(_texts(row))}")], [f"test {test.name.plain}"])


def _condition_columns(site: Site) -> set[int]:
    """The columns that the condition reads."""
    assert site.rule.condition is not None
    text = site.rule.condition.span.text
    return {index for index, column in enumerate(_columns(site)) if _reads(site, column, text)}


@planter("overlappende-rijen", "zelfde geval, andere uitkomst")
def rows_overlap(site: Site) -> Plan:
    return _other_outcome(site, str)


@planter("overlappende-rijen", "zelfde geval in hoofdletters")
def rows_overlap_case(site: Site) -> Plan:
    return _other_outcome(site, str.upper)


def _other_outcome(site: Site, spelled: "type[str] | object") -> Plan:
    site.need(site.rule.condition is not None)
    rows = _table(site).rows
    tested = _condition_columns(site)
    site.need(tested and len(tested) < len(rows[0].cells) and len(rows) > 2)
    one, other = site.random.sample(rows[1:], 2)
    cells = [
        (_shifted(spelled, mine) if index in tested else theirs)
        for index, (mine, theirs) in enumerate(zip(_texts(one), _texts(other), strict=True))
    ]
    site.need(cells not in [_texts(row) for row in rows])
    return Plan([(rows[-1].span.end, rows[-1].span.end, f"\n    {_cells(cells)}")])


def _shifted(spelled: object, text: str) -> str:
    return text.upper() if spelled is str.upper and text.startswith('"') else text


@planter("overlappende-rijen", "begin van een ander geval")
def rows_overlap_prefix(site: Site) -> Plan:
    site.need(site.rule.condition is not None and "BEGINT MET rij." in site.own_text)
    rows = _table(site).rows
    tested = _condition_columns(site)
    one, other = site.random.sample(rows[1:], 2)
    cells = [
        (f'{mine[:-2]}"' if index in tested else theirs)
        for index, (mine, theirs) in enumerate(zip(_texts(one), _texts(other), strict=True))
    ]
    return Plan([(rows[-1].span.end, rows[-1].span.end, f"\n    {_cells(cells)}")])
