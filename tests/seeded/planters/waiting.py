"""Defects of waiting, and of values that a rule gives without need."""

from tests.seeded import choice
from tests.seeded.plant import Plan, Planter, Site, planter
from tests.seeded.planters.common import action_of, note, scalar_name, writable

from regeltaal.syntax import tree
from regeltaal.values.types import Enumeration


def _delayable(site: Site) -> tree.Perform:
    return site.pick([one for one in site.performs() if one.delay is None and one.alias is None and not site.ends(one)])


def _wait(site: Site, amount: str) -> Plan:
    found = _delayable(site)
    at = found.name.span.end
    return Plan([(at, at, f" NA {amount}")])


def _waiting(amount: str) -> Planter:
    return lambda site: _wait(site, amount)


for _amount in ("0 minuten", "0 uur", "0 dagen", "0 weken"):
    planter("wachttijd-nul", _amount)(_waiting(_amount))


@planter("wachttijd-nul", "met MITS")
def no_wait_with_condition(site: Site) -> Plan:
    found = site.pick(
        [one for one in site.performs() if one.delay is not None and isinstance(one.delay.amount, tree.Literal)]
    )
    assert found.delay is not None
    return Plan([site.replace(found.delay.amount.span, "0 minuten")])


@planter("wacht-zonder-mits", "MITS weggehaald")
def without_proviso(site: Site) -> Plan:
    found = site.pick([one for one in site.performs() if one.delay is not None and one.delay.provided is not None])
    assert found.delay is not None
    assert found.delay.provided is not None
    trigger = site.rule.triggers[0]
    site.need(
        (isinstance(trigger, tree.EventTrigger) and trigger.new is not None)
        or "status =" in site.own_text.split("DAN")[0]
    )
    return Plan([(found.delay.amount.span.end, found.delay.provided.span.end, "")])


@planter("wacht-zonder-mits", "status getoetst, dagen gewacht")
def waits_on_status(site: Site) -> Plan:
    site.plain()
    found = site.pick(
        [
            one
            for one in site.performs()
            if one.delay is None and one.alias is None and not site.ends(one) and action_of(site, one).is_outside
        ]
    )
    fields = [
        one
        for one in site.record.fields.values()
        if one.writable
        and isinstance(one.type, Enumeration)
        and "status" in one.name
        and one.name not in site.own_text
        and one.type.values
    ]
    field = site.pick(fields)
    assert isinstance(field.type, Enumeration)
    followed = site.world.schema.events_following(site.record.name, field.name)
    site.need(not followed)
    at = found.name.span.end
    return Plan([site.part(f'{field.name} = "{site.pick(field.type.values)}"'), (at, at, " NA 3 dagen")])


@planter("wacht-zonder-mits", "na een overgang")
def waits_after_change(site: Site) -> Plan:
    trigger = site.rule.triggers[0]
    site.need(isinstance(trigger, tree.EventTrigger) and trigger.new is not None)
    found = _delayable(site)
    at = found.name.span.end
    return Plan([(at, at, f" NA {site.random.choice(('2 dagen', '1 week', '5 werkdagen', '4 uur'))}")])


@planter("pad-als-tekst", "parameter")
def path_as_text(site: Site) -> Plan:
    site.need(site.world.schema.name in {"werkbonnen", "boekhouding"})
    path = site.pick(
        [path for path, one in choice.fields(site) if scalar_name(one) in {"tekst", "lange tekst"} and "." in path]
    )
    return Plan([site.action(note(site, "Bekijk dit") + f'; omschrijving = "{path}"')])


@planter("pad-als-tekst", "in een vergelijking")
def path_as_text_compared(site: Site) -> Plan:
    site.plain()
    found = [path for path, one in choice.fields(site) if scalar_name(one) == "tekst" and "." in path]
    site.need(len(found) > 1)
    one, other = site.random.sample(found, 2)
    return Plan([site.part(f'{one} = "{other}"')])


@planter("pad-als-tekst", "bij ZET")
def path_as_text_set(site: Site) -> Plan:
    path, _ = writable(site, "tekst")
    other = site.pick([one for one, field in choice.fields(site) if scalar_name(field) == "tekst" and "." in one])
    return Plan([site.action(f'ZET {path} = "{other}"')])


@planter("standaard-prioriteit", "in de kop")
def default_priority(site: Site) -> Plan:
    site.need(not any(isinstance(one, tree.Priority) for one in site.rule.metas))
    return Plan([site.head("PRIORITEIT 100")])


@planter("standaard-prioriteit", "onderaan de kop")
def default_priority_last(site: Site) -> Plan:
    site.need(not any(isinstance(one, tree.Priority) for one in site.rule.metas) and len(site.rule.metas) > 0)
    return Plan([site.head("PRIORITEIT 100", last=True)])


@planter("standaard-prioriteit", "in plaats van een andere")
def default_priority_instead(site: Site) -> Plan:
    found = site.pick([one for one in site.rule.metas if isinstance(one, tree.Priority)])
    return Plan([site.replace(found.value.span, "100")])


def _defaults(site: Site) -> tuple[tree.Perform, str]:
    """An action and `parameter = value` with the value that it has by itself."""
    found = []
    for one in site.performs():
        given = {argument.parameter.span.text.lower() for argument in one.arguments}
        for key, parameter in action_of(site, one).parameters.items():
            if parameter.default is not None and key not in given and one.arguments:
                found.append((one, f"{parameter.name} = {parameter.default.span.text}"))
    return site.pick(found)


@planter("standaard-parameter", "achteraan")
def default_parameter(site: Site) -> Plan:
    perform, text = _defaults(site)
    at = perform.arguments[-1].span.end
    return Plan([(at, at, f"; {text}")])


@planter("standaard-parameter", "vooraan")
def default_parameter_first(site: Site) -> Plan:
    perform, text = _defaults(site)
    at = perform.arguments[0].span.start
    return Plan([(at, at, f"{text}; ")])


@planter("standaard-parameter", "de enige parameter")
def only_default_parameter(site: Site) -> Plan:
    found = site.pick(
        [
            (one, f"{parameter.name} = {parameter.default.span.text}")
            for one in site.performs()
            if not one.arguments and one.alias is None and one.delay is None
            for parameter in action_of(site, one).parameters.values()
            if parameter.default is not None
        ]
    )
    at = found[0].span.end
    return Plan([(at, at, f" MET {found[1]}")])
