"""Defects of what a rule asks beside its trigger, and of triggers among themselves."""

from tests.seeded import choice
from tests.seeded.choice import written
from tests.seeded.plant import Plan, Site, planter, same_name
from tests.seeded.planters.common import Following, following, mentions, other_value, text_of

from regeltaal.syntax import tree
from regeltaal.values.types import Enumeration


@planter("toets-herhaalt-aanleiding", "zelfde waarde na NAAR")
def repeats_new(site: Site) -> Plan:
    trigger, event, _ = _given_new(site)
    return Plan([site.part(f"{event.follows} = {text_of(trigger.new)}")])


@planter("toets-herhaalt-aanleiding", "WAS na VAN")
def repeats_old(site: Site) -> Plan:
    trigger, event, _ = _given_old(site)
    return Plan([site.part(f"{event.follows} WAS {text_of(trigger.old)}")])


@planter("toets-herhaalt-aanleiding", "IS GEWIJZIGD NAAR")
def repeats_change(site: Site) -> Plan:
    """With VAN as well: an event from outside with NAAR alone may bring the value that was there."""
    site.plain()
    trigger, event, _ = following(site)
    site.need(trigger.old is not None and trigger.new is not None and len(site.rule.triggers) == 1)
    return Plan([site.part(f"{event.follows} IS GEWIJZIGD NAAR {text_of(trigger.new)}")])


@planter("toets-herhaalt-aanleiding", "waarde in een lijst")
def repeats_in(site: Site) -> Plan:
    trigger, event, values = _given_new(site)
    other = other_value(site, values, text_of(trigger.new))
    return Plan([site.part(f"{event.follows} IN ({text_of(trigger.new)}; {other})")])


def _given_new(site: Site) -> Following:
    """The only trigger, which says what its field becomes; nothing else is asked of that field."""
    site.plain()
    _one_phase(site)
    trigger, event, values = following(site)
    site.need(trigger.new is not None and len(site.rule.triggers) == 1 and not mentions(site, str(event.follows)))
    return trigger, event, values


def _given_old(site: Site) -> Following:
    """The only trigger, which says what its field was."""
    site.plain()
    trigger, event, values = following(site)
    site.need(trigger.old is not None and len(site.rule.triggers) == 1)
    return trigger, event, values


def _one_phase(site: Site) -> None:
    """An earlier phase may have given the field another value since."""
    site.need(len(site.world.schema.phases_of(site.record.name)) < 2)


@planter("regel-gaat-nooit-af", "andere waarde dan NAAR")
def against_new(site: Site) -> Plan:
    trigger, event, values = _given_new(site)
    return Plan([site.part(f"{event.follows} = {other_value(site, values, text_of(trigger.new))}")])


@planter("regel-gaat-nooit-af", "andere waarde dan VAN")
def against_old(site: Site) -> Plan:
    trigger, event, values = _given_old(site)
    return Plan([site.part(f"{event.follows} WAS {other_value(site, values, text_of(trigger.old))}")])


@planter("regel-gaat-nooit-af", "leeg na NAAR")
def empty_after_new(site: Site) -> Plan:
    _, event, _ = _given_new(site)
    return Plan([site.part(f"{event.follows} IS LEEG")])


@planter("regel-gaat-nooit-af", "buiten WAARVOOR van de klok")
def against_clock(site: Site) -> Plan:
    site.plain()
    clock = site.rule.triggers[0]
    site.need(isinstance(clock, tree.ClockTrigger) and clock.where is not None)
    assert isinstance(clock, tree.ClockTrigger)
    tests = [
        (one.operands[0], one.operands[1])
        for part in _conjuncts(clock.where)
        if isinstance(part, tree.Operation) and part.key in {"eq", "equals", "equal"}
        for one in (part,)
        if isinstance(one.operands[1], tree.TextLiteral)
    ]
    left, right = site.pick(tests)
    field = site.record.field(left.span.text)
    site.need(field is not None and isinstance(field.type, Enumeration))
    assert field is not None
    assert isinstance(field.type, Enumeration)
    other = other_value(site, [f'"{one}"' for one in field.type.values], right.span.text)
    return Plan([site.part(f"{left.span.text} = {other}")])


def _conjuncts(expr: tree.Expr | None) -> list[tree.Expr]:
    match expr:
        case tree.Parenthesised(inner):
            return _conjuncts(inner)
        case tree.Conjunction(parts):
            return list(parts)
        case None:
            return []
        case other:
            return [other]


@planter("regel-gaat-nooit-af", "tegen ZOLANG van het domein")
def against_as_long_as(site: Site) -> Plan:
    site.plain()
    site.need(len(site.rule.triggers) == 1 and site.event.as_long_as is not None)
    contradiction = {
        "sla-beleid in afwachting van reactie": "reactiemoment IS GEVULD",
        "sla-beleid in afwachting van oplossing": "oplosmoment IS GEVULD",
        "offerte staat open": 'status = "Akkoord"',
        "offerte verloopt": 'status = "Afgewezen"',
        "factuur vervalt": 'status = "PAYED"',
        "beslistermijn": 'fase = "Verleend"',
    }
    return Plan([site.part(contradiction[site.event.name.lower()])])


@planter("regel-gaat-nooit-af", "niet gewijzigd, terwijl het gewijzigd is")
def unchanged(site: Site) -> Plan:
    """Idem."""
    site.plain()
    trigger, event, _ = following(site)
    site.need(trigger.old is not None and trigger.new is not None and len(site.rule.triggers) == 1)
    return Plan([site.part(f"{event.follows} IS NIET GEWIJZIGD")])


def _trigger(site: Site, text: str) -> tuple[int, int, str]:
    end = site.rule.triggers[-1].span.end
    return (end, end, f"; {text}")


@planter("dubbele-aanleiding", "twee keer dezelfde")
def same_trigger(site: Site) -> Plan:
    first = site.pick([one for one in site.rule.triggers if isinstance(one, tree.EventTrigger)])
    return Plan([_trigger(site, first.span.text)])


@planter("dubbele-aanleiding", "andere hoofdletters en spaties")
def same_trigger_otherwise(site: Site) -> Plan:
    first = site.pick([one for one in site.rule.triggers if isinstance(one, tree.EventTrigger)])
    name = first.event.span.text
    return Plan([_trigger(site, first.span.text.replace(name, name[0].upper() + name[1:].replace(" ", "  ")))])


@planter("dubbele-aanleiding", "zonder NAAR erbij")
def wider_trigger(site: Site) -> Plan:
    trigger, event, _ = following(site)
    site.need(trigger.new is not None or trigger.old is not None)
    return Plan([_trigger(site, event.name)])


@planter("dubbele-aanleiding", "nauwer erbij")
def narrower_trigger(site: Site) -> Plan:
    trigger, event, values = following(site)
    site.need(trigger.new is not None and trigger.old is None)
    return Plan(
        [
            _trigger(
                site, f"{event.name} VAN {other_value(site, values, text_of(trigger.new))} NAAR {text_of(trigger.new)}"
            )
        ]
    )


@planter("dubbele-aanleiding", "zelfde klok in andere eenheid")
def same_clock(site: Site) -> Plan:
    trigger = site.rule.triggers[0]
    site.need(isinstance(trigger, tree.EventTrigger) and trigger.moment is not None)
    assert isinstance(trigger, tree.EventTrigger)
    assert trigger.moment is not None
    duration = trigger.moment.duration
    site.need(duration is not None)
    assert duration is not None
    amount, unit = duration.text.split()
    factor, other = {"uur": (60, "minuten"), "weken": (7, "dagen"), "week": (7, "dagen")}.get(unit, (0, ""))
    site.need(factor)
    text = trigger.span.text.replace(duration.text, f"{int(amount) * factor} {other}")
    return Plan([_trigger(site, text)])


@planter("van-is-naar", "bij de gebeurtenis")
def from_is_to(site: Site) -> Plan:
    trigger, event, values = following(site)
    value = text_of(trigger.new) if trigger.new is not None else site.pick(values)
    return Plan([site.replace(trigger.span, f"{event.name} VAN {value} NAAR {value}")])


@planter("van-is-naar", "andere hoofdletters")
def from_is_to_case(site: Site) -> Plan:
    trigger, event, values = following(site)
    value = text_of(trigger.new) if trigger.new is not None else site.pick(values)
    return Plan([site.replace(trigger.span, f"{event.name} VAN {value.lower()} NAAR {value}")])


@planter("van-is-naar", "in IS GEWIJZIGD")
def changed_from_is_to(site: Site) -> Plan:
    site.plain()
    site.need(not site.event.creates)
    found = choice.enumeration(site, nested=False)
    return Plan([site.part(f"{found.path} IS GEWIJZIGD VAN {found.values[0]} NAAR {found.values[0]}")])


@planter("gemiste-aanleiding", "bij het maken al de eindstand")
def too_early(site: Site) -> Plan:
    site.plain()
    site.need(site.event.creates and len(site.rule.triggers) == 1)
    return Plan([site.part(_followed(site))])


@planter("gemiste-aanleiding", "langs een definitie")
def too_early_defined(site: Site) -> Plan:
    site.plain()
    site.need(site.event.creates and len(site.rule.triggers) == 1)
    definition = f"DEFINITIE zo ver is het BIJ {site.record.name} = {_followed(site)}"
    return Plan([site.before(definition), site.part("zo ver is het")], [site.key])


@planter("gemiste-aanleiding", "in een OF met iets anders")
def too_early_in_or(site: Site) -> Plan:
    site.plain()
    site.need(site.event.creates and len(site.rule.triggers) == 1)
    return Plan([site.part(written(site, f"({_followed(site)} OF {{t}} = {{t1}})"))])


def _followed(site: Site) -> str:
    """A test that a field which some event follows, and none of the rule's, has come to the end of its list."""
    own = {trigger.event.key for trigger in site.rule.triggers if isinstance(trigger, tree.EventTrigger)}
    found = []
    for event in site.world.schema.events.values():
        if event.follows is not None and same_name(event.object, site.record.name) and event.name.lower() not in own:
            field = site.record.field(event.follows)
            if field is None or field.module is not None or event.follows.lower() in site.own_text.lower():
                continue
            if isinstance(field.type, Enumeration) and len(field.type.values) > 2:
                found.append(f'{event.follows} = "{field.type.values[-1]}"')
    return site.pick(found)


@planter("datum-vast", "na het begin van de geldigheid")
def after_validity_starts(site: Site) -> Plan:
    return _dated(site, "GELDIG VANAF 1-1-2027", "VANDAAG >= 1-7-2026")


@planter("datum-vast", "voor het eind van de geldigheid")
def before_validity_ends(site: Site) -> Plan:
    return _dated(site, "GELDIG TOT EN MET 31-12-2027", "VANDAAG < 1-2-2028")


@planter("datum-vast", "na het eind van de geldigheid")
def after_validity_ends(site: Site) -> Plan:
    return _dated(site, "GELDIG VANAF 1-1-2027 TOT 1-7-2027", "VANDAAG > 1-9-2027")


def _dated(site: Site, validity: str, test: str) -> Plan:
    site.plain()
    site.need(not any(isinstance(one, tree.Validity) for one in site.rule.metas))
    return Plan([site.head(validity), site.part(test)])
