"""Defects of fields that are written, and of texts that show what is empty."""

from tests.seeded import choice
from tests.seeded.choice import written
from tests.seeded.plant import NoPlaceError, Plan, Site, planter, same_name
from tests.seeded.planters.common import end_of, goes_on, has_phase, note, scalar_name, writable

from regeltaal.syntax import tree
from regeltaal.values.types import Enumeration


@planter("zet-op-zichzelf", "veld")
def set_itself(site: Site) -> Plan:
    path, _ = writable(site, "tekst", "lange tekst", "datum", "tijd", "geheel getal", "ja-nee", "keuze")
    return Plan([site.action(f"ZET {path} = {path}")])


@planter("zet-op-zichzelf", "met haakjes")
def set_itself_in_brackets(site: Site) -> Plan:
    path, _ = writable(site, "tekst", "lange tekst", "datum", "tijd", "geheel getal", "keuze")
    return Plan([site.action(f"ZET {path} = ({path})")])


@planter("zet-op-zichzelf", "van een ander record")
def set_itself_nested(site: Site) -> Plan:
    found = [
        (path, one)
        for path, one in choice.fields(site)
        if one.writable and "." in path and scalar_name(one) in {"tekst", "datum", "geheel getal"}
    ]
    path, _ = site.pick(found)
    site.need(f"zet {path}".lower() not in site.world.text.lower())
    if len(site.world.schema.phases_of(site.record.name)) > 1 and not has_phase(site):
        raise NoPlaceError
    return Plan([site.action(f"ZET {path} = {path}")])


@planter("zet-op-zichzelf", "andere schrijfwijze")
def set_itself_case(site: Site) -> Plan:
    path, _ = writable(site, "tekst", "lange tekst", "datum", "keuze")
    return Plan([site.action(f"ZET {path} = {path[0].upper()}{path[1:].replace(' ', '  ')}")])


@planter("zet-zoals-getoetst", "getal of datum")
def set_as_tested(site: Site) -> Plan:
    site.plain()
    path, field = writable(site, "geheel getal", "datum", "bedrag", "tijd")
    value = choice.values(site, scalar_name(field))[0]
    return Plan([site.part(f"{path} = {value}"), site.action(f"ZET {path} = {value}")])


@planter("zet-zoals-getoetst", "keuze")
def set_choice_as_tested(site: Site) -> Plan:
    site.plain()
    path, field = writable(site, "keuze")
    assert isinstance(field.type, Enumeration)
    value = site.pick(field.type.values)
    return Plan([site.part(f'{path} = "{value}"'), site.action(f'ZET {path} = "{value}"')])


@planter("zet-zoals-getoetst", "ja-nee")
def set_yes_as_tested(site: Site) -> Plan:
    site.plain()
    path, _ = writable(site, "ja-nee")
    return Plan([site.part(path), site.action(f"ZET {path} = JA")])


@planter("zet-zoals-getoetst", "wissen wat leeg is")
def clear_what_is_empty(site: Site) -> Plan:
    site.plain()
    path, _ = writable(site, "tekst", "datum", "geheel getal", "keuze")
    return Plan([site.part(f"{path} IS LEEG"), site.action(f"WIS {path}")])


@planter("zet-zoals-getoetst", "na NAAR")
def set_as_triggered(site: Site) -> Plan:
    site.need(len(site.rule.triggers) == 1)
    trigger = site.rule.triggers[0]
    site.need(isinstance(trigger, tree.EventTrigger) and trigger.new is not None and site.event.follows is not None)
    assert isinstance(trigger, tree.EventTrigger)
    assert trigger.new is not None
    field = site.record.field(str(site.event.follows))
    site.need(field is not None and field.writable)
    return Plan([site.action(f"ZET {site.event.follows} = {trigger.new.span.text}")])


def _printable(site: Site) -> str:
    return choice.scalar(site, "tekst", "datum", "geheel getal", nested=True, optional=True).path


@planter("leeg-veld-getoond", "in een tekst, IS LEEG")
def shows_empty(site: Site) -> Plan:
    site.plain()
    path = _printable(site)
    return Plan([site.part(f"{path} IS LEEG"), site.action(note(site, f"Kijk naar {{{path}}}"))])


@planter("leeg-veld-getoond", "als parameter")
def passes_empty(site: Site) -> Plan:
    site.plain()
    site.need(site.world.schema.name in {"werkbonnen", "boekhouding"})
    path = choice.scalar(site, "tekst", optional=True).path
    return Plan(
        [site.part(f"{path} IS NIET GEVULD"), site.action(note(site, "Bekijk dit") + f"; omschrijving = {path}")]
    )


@planter("leeg-veld-getoond", "net gewist")
def shows_cleared(site: Site) -> Plan:
    path, _ = writable(site, "tekst", "datum", "geheel getal")
    text = note(site, f"Was het {{{path}}}?")
    return Plan([site.action(f"WIS {path}\n  {text}")])


@planter("leeg-veld-getoond", "in een sjabloon")
def template_shows_empty(site: Site) -> Plan:
    """A field that the template of the rule shows, and that is empty here."""
    site.plain()
    found = []
    for one in site.performs():
        for argument in one.arguments:
            if isinstance(argument.value, tree.TextLiteral) and same_name(argument.parameter.span.text, "sjabloon"):
                source = next(
                    (
                        text
                        for name, text in site.world.project.templates.items()
                        if name.rsplit(".", 1)[0].endswith(str(argument.value.plain))
                    ),
                    None,
                )
                if source is not None:
                    found += [
                        path
                        for path, field in choice.fields(site)
                        if f"{{{path}" in source.text and not field.required and scalar_name(field)
                    ]
    return Plan([site.part(f"{site.pick(found)} IS LEEG")])


@planter("leeg-veld-getoond", "ANDERS van IS GEVULD")
def else_shows_empty(site: Site) -> Plan:
    site.need(site.rule.condition is None and not site.rule.otherwise)
    path = _printable(site)
    text = note(site, f"Vul {{{path}}} aan")
    return Plan([site.part(f"{path} IS GEVULD"), (end_of(site), end_of(site), f"\nANDERS\n  {text}")])


_MADE = 'MAAK taak GENAAMD nieuwe taak MET titel = "Bekijk de bon"'


@planter("veld-nooit-gevuld", "in een tekst")
def never_filled(site: Site) -> Plan:
    goes_on(site)
    site.need(site.world.schema.name in {"werkbonnen", "boekhouding"})
    second = note(site, "Ook doen: {nieuwe taak.omschrijving}")
    return Plan([site.action(f"{_MADE}\n  {second}", last=True)])


@planter("veld-nooit-gevuld", "na ZONDER")
def never_filled_without(site: Site) -> Plan:
    goes_on(site)
    found = site.pick([one for one in site.performs() if one.alias is not None and one.without])
    assert found.alias is not None
    path = site.pick([one.span.text for one in found.without if not same_name(one.span.text, "handtekening")])
    text = note(site, f"De monteur komt om {{{found.alias.text}.{path}}}")
    return Plan([site.action(text, last=True)])


@planter("veld-nooit-gevuld", "als parameter")
def never_filled_passed(site: Site) -> Plan:
    goes_on(site)
    site.need(site.world.schema.name in {"werkbonnen", "boekhouding"})
    second = note(site, "Volgt op een andere taak") + "; omschrijving = nieuwe taak.omschrijving"
    return Plan([site.action(f"{_MADE}\n  {second}", last=True)])


@planter("zet-op-zichzelf", "in een tekst")
def set_itself_as_text(site: Site) -> Plan:
    path, _ = writable(site, "tekst", "lange tekst")
    return Plan([site.action(f'ZET {path} = "{{{path}}}"')])


@planter("leeg-veld-getoond", "lege verwijzing")
def shows_empty_reference(site: Site) -> Plan:
    site.plain()
    path = site.pick(
        [path for path, _ in choice.fields(site) if "." in path and "relatie" not in path.rpartition(".")[0]]
    )
    owner = path.rpartition(".")[0]
    site.need(owner.lower() not in site.own_text.lower())
    field = choice.fields(site, nested=False)
    site.need(any(name == owner and not one.required for name, one in field))
    return Plan([site.part(f"{owner} IS LEEG"), site.action(note(site, f"Bel over {{{path}}}"))])


@planter("leeg-veld-getoond", "in een groep")
def shows_empty_of_group(site: Site) -> Plan:
    site.plain()
    path = _printable(site)
    other = written(site, "{t} = {t1}")
    return Plan([site.part(f"ALLE VAN ({path} IS LEEG; {other})"), site.action(note(site, f"Is {{{path}}} goed?"))])


@planter("leeg-veld-getoond", "NIET om gevuld")
def shows_not_filled(site: Site) -> Plan:
    site.plain()
    path = _printable(site)
    return Plan([site.part(f"NIET ({path} IS GEVULD)"), site.action(note(site, f"Bekijk {{{path}}} eens"))])
