"""Defects of loops, of stopping, and rules that were switched off as a comment."""

from tests.seeded import choice
from tests.seeded.choice import written
from tests.seeded.plant import WHOLE_FILE, Plan, Site, planter, same_name
from tests.seeded.planters.common import goes_on, note, scalar_name, writable

from regeltaal.schema.model import Object
from regeltaal.syntax import tree


def _loop_rows(site: Site) -> tuple[str, str]:
    """A list of rows that no action of this domain is about by itself."""
    items, row, _ = choice.rows(site)
    site.need(row != "formulier" and row not in site.own_text)
    about = {one.lower() for action in site.world.schema.actions.values() for one in action.objects}
    site.need(row.lower() not in about)
    return items, row


@planter("lus-zonder-rij", "telkens dezelfde taak")
def loop_without_row(site: Site) -> Plan:
    items, row = _loop_rows(site)
    body = note(site, "Kijk de regels na")
    return Plan([site.action(f"VOOR ELKE {row} IN {items} DOE\n    {body}\n  KLAAR")])


@planter("lus-zonder-rij", "eigen veld gezet")
def loop_sets_own(site: Site) -> Plan:
    items, row = _loop_rows(site)
    path, field = writable(site, "tekst")
    value = choice.values(site, scalar_name(field))[0]
    return Plan([site.action(f"VOOR ELK {row} IN {items} DOE\n    ZET {path} = {value}\n  KLAAR")])


@planter("lus-zonder-rij", "verkeerde naam in de tekst")
def loop_shows_other(site: Site) -> Plan:
    items, row = _loop_rows(site)
    key = next(one.name for one in site.record.fields.values() if one.key)
    body = note(site, f"Loop {{{key}}} na")
    return Plan([site.action(f"VOOR ELKE {row} IN {items} DOE\n    {body}\n  KLAAR")])


def _rules_of(site: Site, event: str) -> list[tree.Rule]:
    return [
        item
        for file in site.world.files
        for item in file.items
        if isinstance(item, tree.Rule)
        and any(isinstance(one, tree.EventTrigger) and same_name(one.event.text, event) for one in item.triggers)
    ]


def _only_rule(site: Site) -> None:
    goes_on(site)
    for one in site.rule.triggers:
        site.need(isinstance(one, tree.EventTrigger) and len(_rules_of(site, one.event.text)) == 1)
    site.need(not any(isinstance(one, tree.PerRow) for one in site.rule.metas))


@planter("stop-zonder-gevolg", "enige regel van de gebeurtenis")
def stop_alone(site: Site) -> Plan:
    _only_rule(site)
    return Plan([site.action("STOP VERDERE REGELS", last=True)])


@planter("stop-zonder-gevolg", "enige regel, met een taak erbij")
def stop_alone_with_task(site: Site) -> Plan:
    _only_rule(site)
    return Plan([site.action(f"{note(site, 'Handel dit af')}\n  STOP VERDERE REGELS", last=True)])


@planter("stop-zonder-gevolg", "laatste van twee")
def stop_last_of_two(site: Site) -> Plan:
    _only_rule(site)
    site.need(len(site.world.schema.phases_of(site.record.name)) < 2)
    heading = site.text[site.rule.triggers[0].span.start : site.rule.triggers[-1].span.end]
    text = written(site, "{t} = {t1}")
    rule = (
        f'REGEL "Tot slot nog dit"\n  PRIORITEIT 900\nWANNEER {heading}\nEN {text}\n'
        f"DAN\n  {note(site, 'Sluit dit af')}\n"
        "  STOP VERDERE REGELS"
    )
    return Plan([site.before(rule)], ["regel Tot slot nog dit"])


@planter("uitgeschakelde-code", "voorwaarde")
def commented_condition(site: Site) -> Plan:
    site.need(site.rule.condition is not None)
    text = written(site, "{t} = {t1}")
    at = site.rule.triggers[-1].span.end
    return Plan([(at, at, f"\n# EN {text}")])


@planter("uitgeschakelde-code", "actie")
def commented_action(site: Site) -> Plan:
    text = note(site, "Bel {nummer}")
    start = site.rule.then[0].span.start
    return Plan([(start, start, f"# {text}\n  ")])


@planter("uitgeschakelde-code", "hele regel")
def commented_rule(site: Site) -> Plan:
    text = site.own_text.replace(site.name, "Zoals het eerst was")
    commented = "\n".join(f"# {line}".rstrip() for line in text.rstrip().split("\n"))
    return Plan([site.before(commented)], [WHOLE_FILE])


@planter("uitgeschakelde-code", "oude voorwaarde naast de nieuwe")
def commented_part(site: Site) -> Plan:
    part = site.pick([one for one in site.parts if "\n" not in one.span.text])
    return Plan([(part.span.end, part.span.end, f"\n#EN {written(site, '{n} > {n1}')}\n")])


@planter("uitgeschakelde-code", "definitie")
def commented_definition(site: Site) -> Plan:
    text = f"# DEFINITIE van vroeger BIJ {site.record.name} = {written(site, '{t} BEVAT {t1}')}"
    return Plan([site.before(text)], [WHOLE_FILE])


@planter("uitgeschakelde-code", "tak")
def commented_branch(site: Site) -> Plan:
    site.need(not site.rule.otherwise and not site.rule.on_unknown)
    end = site.rule.then[-1].span.end
    return Plan([(end, end, f"\n# ANDERS\n#   {note(site, 'Kijk dan later')}")], [WHOLE_FILE])


@planter("lus-zonder-rij", "voorwaarde op de rij, maar niet in de actie")
def loop_tests_row_only(site: Site) -> Plan:
    items, row = _loop_rows(site)
    body = note(site, "Er is iets met een regel")
    kinds = choice.of_rows(site, "tekst")
    site.need(kinds[0] == items)
    heading = f"VOOR ELKE {row} IN {items} WAARVOOR {kinds[2]} = {kinds[3][0]} DOE"
    return Plan([site.action(f"{heading}\n    {body}\n  KLAAR")])


def _own_test(site: Site, row: Object) -> str:
    """A test of the record itself, by a field that its rows have not."""
    found = choice.text(site)
    site.need(row.field(found.path.split(".")[0]) is None)
    return f"{found.path} = {found.values[0]}"


def _rows_tested(site: Site, before: str, after: str) -> Plan:
    site.plain()
    items, row, other = choice.rows(site)
    site.need(row not in site.own_text)
    return Plan([site.part(f"{before} {row} IN {items} WAARVOOR {_own_test(site, other)}{after}")])


@planter("rij-niet-getoetst", "EEN")
def some_row_untested(site: Site) -> Plan:
    return _rows_tested(site, "EEN", "")


@planter("rij-niet-getoetst", "MINSTENS 2")
def rows_untested(site: Site) -> Plan:
    return _rows_tested(site, "MINSTENS 2", "")


@planter("rij-niet-getoetst", "AANTAL")
def counted_rows_untested(site: Site) -> Plan:
    return _rows_tested(site, "AANTAL(", ") > 2")


@planter("rij-niet-getoetst", "in een lus")
def loop_untested(site: Site) -> Plan:
    items, row, other = choice.rows(site)
    site.need(row not in site.own_text)
    field = next((one.name for one in other.fields.values() if scalar_name(one) == "tekst"), None)
    site.need(field)
    body = note(site, f"Zie {{{row}.{field}}}")
    return Plan([site.action(f"VOOR ELKE {row} IN {items} WAARVOOR {_own_test(site, other)} DOE\n    {body}\n  KLAAR")])


def _against(site: Site, title: str, *tests: str) -> Plan:
    """A rule with an action, and a condition that is against what the domain asks for it."""
    site.plain()
    performs = [f"{one.verb.text} {one.name.text}".lower() for one in site.performs()]
    site.need(title in performs and not any(test.split()[0] in site.own_text.split("DAN")[0] for test in tests))
    return Plan([site.part("\nEN ".join(tests))])


@planter("actie-nooit-mogelijk", "zonder klant")
def without_customer(site: Site) -> Plan:
    return _against(site, "pas prijsafspraken toe", "relatie IS LEEG")


@planter("actie-nooit-mogelijk", "factuur zonder klant")
def invoice_without_customer(site: Site) -> Plan:
    return _against(site, "genereer nieuwe factuur", "relatie IS LEEG", "factuurrelatie IS LEEG")


@planter("actie-nooit-mogelijk", "al in het archief")
def archived_already(site: Site) -> Plan:
    return _against(site, "archiveer werkbon", "gearchiveerd")


@planter("actie-nooit-mogelijk", "zonder bestemming")
def without_destination(site: Site) -> Plan:
    return _against(site, "lees document in", "bestemming IS LEEG")


@planter("actie-nooit-mogelijk", "al goedgekeurd")
def approved_already(site: Site) -> Plan:
    return _against(site, "keur boeking goed", "goedgekeurd")
