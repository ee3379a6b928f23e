"""Defects that the checker itself warned about before there were lint rules."""

from tests.seeded import choice
from tests.seeded.plant import NoPlaceError, Plan, Site, planter
from tests.seeded.planters.common import action_of, goes_on, note, scalar_name, writable

from regeltaal.syntax import tree
from regeltaal.values.types import Enumeration, ListOf, ObjectType, Scalar

NOT_PLANTED = {
    "RT612": "no domain of a good set has a function without code",
    "geldigheid-zonder-dagen": "an error of the checker already",
    "test-zonder-verwachting": "an error of the grammar already: a step ends in VERWACHT",
}
"""Kinds that are no lint: a planted text has no error."""


@planter("RT526", "zelf uitgesloten")
def nobody_by_name(site: Site) -> Plan:
    _no_scope(site)
    name = site.pick(list(site.world.project.config.administrations))
    return Plan([site.head(f'VOOR administraties "{name}" BEHALVE "{name}"')])


@planter("RT526", "iedereen uitgesloten")
def nobody_of_all(site: Site) -> Plan:
    _no_scope(site)
    names = "; ".join(f'"{one}"' for one in site.world.project.config.administrations)
    site.need(names)
    return Plan([site.head(f"VOOR ALLE administraties BEHALVE {names}")])


@planter("RT526", "uitgesloten langs een tag")
def nobody_by_tag(site: Site) -> Plan:
    _no_scope(site)
    found = [(name, tag) for name, one in site.world.project.config.administrations.items() for tag in one.tags]
    name, tag = site.pick(found)
    return Plan([site.head(f'VOOR administraties "{name}" BEHALVE MET TAG "{tag}"')])


def _no_scope(site: Site) -> None:
    site.need(not site.is_administration and not any(isinstance(one, tree.Scope) for one in site.rule.metas))


@planter("RT602", "twee teksten")
def two_texts(site: Site) -> Plan:
    return _two(site, "tekst", "=")


@planter("RT602", "twee datums")
def two_dates(site: Site) -> Plan:
    return _two(site, "datum", "=")


@planter("RT602", "twee bedragen")
def two_numbers(site: Site) -> Plan:
    return _two(site, "bedrag", "=")


def _two(site: Site, kind: str, sign: str) -> Plan:
    site.plain()
    found = [
        path
        for path, one in choice.fields(site)
        if isinstance(one.type, Scalar) and one.type.kind.name == kind and not one.required
    ]
    site.need(len(found) > 1)
    one, other = site.random.sample(found, 2)
    return Plan([site.part(f"{one} {sign} {other}")])


@planter("RT603", "ANDERS erbij")
def else_added(site: Site) -> Plan:
    site.plain()
    found = choice.scalar(site, *choice.ORDERED, optional=True)
    end = site.rule.then[-1].span.end
    return Plan(
        [site.part(f"{found.path} > {found.values[1]}"), (end, end, f"\nANDERS\n  {note(site, 'Het kan ook later')}")]
    )


@planter("RT603", "BIJ ONBEKEND weggehaald")
def unknown_removed(site: Site) -> Plan:
    site.need(site.rule.on_unknown and site.rule.otherwise)
    assert site.rule.on_unknown
    assert site.rule.otherwise
    return Plan([(site.rule.otherwise[-1].span.end, site.rule.on_unknown[-1].span.end, "")])


@planter("RT603", "ANDERS in plaats van BIJ ONBEKEND")
def unknown_becomes_else(site: Site) -> Plan:
    site.need(site.rule.on_unknown and not site.rule.otherwise)
    assert site.rule.on_unknown
    end = site.rule.then[-1].span.end
    return Plan([(end, site.rule.on_unknown[0].span.start, "\nANDERS\n  ")])


@planter("RT606", "boven de grens")
def beyond_cap(site: Site) -> Plan:
    return _capped(site, ">")


@planter("RT606", "gelijk aan meer")
def equals_beyond_cap(site: Site) -> Plan:
    return _capped(site, ">=")


@planter("RT606", "onder een hogere grens")
def below_beyond_cap(site: Site) -> Plan:
    return _capped(site, "<")


def _capped(site: Site, sign: str) -> Plan:
    site.plain()
    found = [one for one in site.record.fields.values() if one.at_most is not None and one.name not in site.own_text]
    field = site.pick(found)
    assert field.at_most is not None
    return Plan([site.part(f"{field.name} {sign} {field.at_most + site.random.randrange(5, 60)}")])


@planter("RT607", "naam zonder punt")
def bare_name(site: Site) -> Plan:
    site.plain()
    items, row, other = choice.rows(site)
    same = [
        one.name
        for one in other.fields.values()
        if scalar_name(one) in {"tekst", "geheel getal"}
        and (own := site.record.field(one.name)) is not None
        and own.type == one.type
        and one.name not in site.own_text
    ]
    name = site.pick(same)
    value = choice.values(site, scalar_name(other.fields[name.lower()]))[0]
    return Plan([site.part(f"EEN {row} IN {items} WAARVOOR {name} = {value}")])


@planter("RT607", "bij een telling")
def bare_name_counted(site: Site) -> Plan:
    site.plain()
    items, row, other = choice.rows(site)
    same = [
        one.name
        for one in other.fields.values()
        if scalar_name(one) == "tekst" and site.record.field(one.name) is not None and one.name not in site.own_text
    ]
    name = site.pick(same)
    return Plan([site.part(f"AANTAL({row} IN {items} WAARVOOR {name} IS GEVULD) > 2")])


@planter("RT607", "in een lus")
def bare_name_in_loop(site: Site) -> Plan:
    items, row, other = choice.rows(site)
    same = [
        one.name
        for one in other.fields.values()
        if scalar_name(one) == "tekst" and site.record.field(one.name) is not None and one.name not in site.own_text
    ]
    name = site.pick(same)
    field = next(one.name for one in other.fields.values() if scalar_name(one) == "tekst" and one.name != name)
    body = note(site, f"Zie {{{row}.{field}}}")
    return Plan([site.action(f"VOOR ELKE {row} IN {items} WAARVOOR {name} IS GEVULD DOE\n    {body}\n  KLAAR")])


@planter("RT608", "twee waarden")
def set_twice(site: Site) -> Plan:
    path, field = writable(site, "tekst")
    one, other, *_ = choice.values(site, scalar_name(field))
    return Plan([site.action(f"ZET {path} = {one}\n  ZET {path} = {other}")])


@planter("RT608", "gezet en gewist")
def set_then_clear(site: Site) -> Plan:
    path, field = writable(site, "tekst")
    return Plan([site.action(f"ZET {path} = {choice.values(site, scalar_name(field))[0]}\n  WIS {path}")])


@planter("RT608", "met iets ertussen")
def set_twice_apart(site: Site) -> Plan:
    goes_on(site)
    path, field = writable(site, "tekst")
    one, other, *_ = choice.values(site, scalar_name(field))
    return Plan([site.action(f"ZET {path} = {one}"), site.action(f"ZET {path} = {other}", last=True)])


@planter("RT609", "letter te weinig")
def open_choice_short(site: Site) -> Plan:
    return _near_choice(site, lambda text: text[:-2] + text[-1:])


@planter("RT609", "verkeerde letter")
def open_choice_wrong(site: Site) -> Plan:
    return _near_choice(site, lambda text: text[:-1] + ("t" if text[-1] != "t" else "d"))


@planter("RT609", "letters omgewisseld")
def open_choice_swapped(site: Site) -> Plan:
    return _near_choice(site, lambda text: text[:2] + text[3] + text[2] + text[4:])


def _near_choice(site: Site, mistake: "object") -> Plan:
    site.plain()
    found = [
        (path, value)
        for path, one in choice.fields(site)
        if isinstance(one.type, Enumeration) and one.type.open
        for value in one.type.values
        if len(value) > 6 and value.isalpha() and value[2] != value[3]
    ]
    path, value = site.pick(found)
    assert callable(mistake)
    return Plan([site.part(f'{path} = "{mistake(value)}"')])


def _sure_end(site: Site) -> tree.Perform:
    """The last action, where it ends the record whatever that holds: one that may be skipped ends nothing then."""
    last = site.rule.then[-1]
    site.need(isinstance(last, tree.Perform) and site.ends(last))
    assert isinstance(last, tree.Perform)
    site.need(not action_of(site, last).preconditions and last.delay is None)
    return last


@planter("RT611", "taak na het einde")
def after_end(site: Site) -> Plan:
    last = _sure_end(site)
    return Plan([(last.span.end, last.span.end, f"\n  {note(site, 'Kijk dit later nog na')}")])


@planter("RT611", "veld gezet na het einde")
def set_after_end(site: Site) -> Plan:
    last = _sure_end(site)
    path, field = writable(site, "tekst")
    return Plan([(last.span.end, last.span.end, f"\n  ZET {path} = {choice.values(site, scalar_name(field))[0]}")])


@planter("RT611", "twee taken na het einde")
def end_first(site: Site) -> Plan:
    last = _sure_end(site)
    start = last.span.start
    tasks = "\n  ".join(note(site, text) for text in ("Eerst bellen", "Daarna een brief"))
    return Plan([(start, last.span.end, f"{last.span.text}\n  {tasks}")])


@planter("RT613", "munt weggehaald")
def currency_removed(site: Site) -> Plan:
    _currencies(site)
    part = site.pick([one for one in site.parts if one.span.text == 'valuta = "EUR"'])
    site.need(any(one.span.text.startswith("bedrag ") for one in site.parts))
    text = site.text
    start = text.rindex("EN", 0, part.span.start)
    return Plan([(start, part.span.end, "")])


@planter("RT613", "nieuw bedrag zonder munt")
def amount_without_currency(site: Site) -> Plan:
    site.plain()
    return _alone(site, "> € 750")


@planter("RT613", "bedrag tussen grenzen")
def range_without_currency(site: Site) -> Plan:
    site.plain()
    return _alone(site, "TUSSEN € 10 EN € 90")


def _currencies(site: Site) -> None:
    """An administration with more currencies than one: elsewhere an amount needs none."""
    settings = [one for each in site.world.project.config.administrations.values() for one in each.settings]
    site.need(any(one.name == "valuta" and isinstance(one.value, list) and len(one.value) > 1 for one in settings))


def _alone(site: Site, test: str) -> Plan:
    _currencies(site)
    found = [
        one.name
        for one in site.record.fields.values()
        if one.together is not None
        and scalar_name(one) == "bedrag"
        and one.together not in site.own_text
        and one.name not in site.own_text
    ]
    return Plan([site.part(f"{site.pick(found)} {test}")])


@planter("RT614", "puntkomma in de tekst")
def list_in_text(site: Site) -> Plan:
    return _listed(site, "; ")


@planter("RT614", "zonder spatie")
def list_in_text_tight(site: Site) -> Plan:
    return _listed(site, ";")


def _listed(site: Site, between: str) -> Plan:
    found = []
    for perform in site.performs():
        known = action_of(site, perform)
        for one in perform.arguments:
            parameter = known.parameters.get(one.parameter.span.text.lower())
            if parameter is not None and isinstance(parameter.type, ListOf) and isinstance(one.value, tree.TextLiteral):
                element = parameter.type.element
                if isinstance(element, ObjectType) or scalar_name_of(element) == "tekst":
                    found.append(one.value)
    value = site.pick(found)
    if value.plain is None:
        raise NoPlaceError
    return Plan([site.replace(value.span, f'"{value.plain}{between}{value.plain}9"')])


def scalar_name_of(type_: object) -> str:
    return type_.kind.name if isinstance(type_, Scalar) else ""
