"""Defects of rules as a whole: copies, and names and descriptions that say nothing."""

import re

from tests.seeded.choice import written
from tests.seeded.plant import Plan, Planter, Site, planter
from tests.seeded.planters.common import (
    note,
)

from regeltaal.syntax import tree


def _renamed(site: Site, name: str) -> Plan:
    site.need(f'REGEL "{site.name}"' not in site.world.text.replace(f'REGEL "{site.name}"', "", 1))
    return Plan([site.replace(site.rule.name.span, f'"{name}"')], [f"regel {name}"])


@planter("dubbele-regel", "kopie met een andere naam")
def copied_rule(site: Site) -> Plan:
    site.need(not any(isinstance(one, tree.FormerName) for one in site.rule.metas))
    text = site.own_text.replace(f'"{site.name}"', '"Voor het najaar"', 1)
    return Plan([site.after(text)], [site.key, "regel Voor het najaar"])


@planter("dubbele-regel", "anders opgemaakt en met commentaar")
def copied_rule_laid_out(site: Site) -> Plan:
    site.need('"""' not in site.own_text and "|" not in site.own_text)
    text = site.own_text.replace(f'"{site.name}"', '"Nog eens hetzelfde"', 1)
    text = re.sub(r"\n +", "\n      ", text).replace("\nDAN", "   # let op\nDAN", 1)
    return Plan([site.before(text)], [site.key, "regel Nog eens hetzelfde"])


@planter("dubbele-regel", "namen in andere schrijfwijze")
def copied_rule_case(site: Site) -> Plan:
    trigger = site.rule.triggers[0]
    site.need(isinstance(trigger, tree.EventTrigger))
    assert isinstance(trigger, tree.EventTrigger)
    name = trigger.event.span.text
    text = site.own_text.replace(f'"{site.name}"', '"Op verzoek van Karin"', 1)
    text = text.replace(name, name[0].upper() + name[1:].replace(" ", "  "), 1)
    return Plan([site.after(text)], [site.key, "regel Op verzoek van Karin"])


def _named(name: str) -> Planter:
    return lambda site: _renamed(site, name)


for _name in ("Regel 12", "test", "Nieuw", "regel", "Nieuwe regel 2", "test test", "Regel zonder naam"):
    planter("naam-zegt-niets", _name)(_named(_name))


@planter("naam-zegt-niets", "Kopie van")
def copy_of(site: Site) -> Plan:
    return _renamed(site, f"Kopie van {site.name[0].lower()}{site.name[1:]}")


def _near(site: Site, changed: str) -> Plan:
    """A second rule with nearly the name of this one, that does something else."""
    site.need(len(site.name) > 8 and changed != site.name)
    trigger = site.rule.triggers[0]
    site.need(isinstance(trigger, tree.EventTrigger))
    heading = site.text[site.rule.triggers[0].span.start : site.rule.triggers[-1].span.end]
    phase = next((f"\n  {one.span.text}" for one in site.rule.metas if isinstance(one, tree.PhaseClause)), "")
    text = written(site, "{t} = {t1}")
    rule = f'REGEL "{changed}"{phase}\nWANNEER {heading}\nEN {text}\nDAN\n  {note(site, "Kijk na wat hier speelt")}'
    return Plan([site.after(rule)], [site.key, f"regel {changed}"])


@planter("namen-haast-gelijk", "een letter minder")
def near_name_letter(site: Site) -> Plan:
    at = site.random.randrange(3, max(4, len(site.name) - 1))
    site.need(site.name[at : at + 1].isalpha())
    return _near(site, site.name[:at] + site.name[at + 1 :])


@planter("namen-haast-gelijk", "twee letters verwisseld of een andere letter")
def near_name_typo(site: Site) -> Plan:
    at = site.random.randrange(3, max(4, len(site.name) - 1))
    site.need(site.name[at : at + 1].islower())
    return _near(site, f"{site.name[:at]}{'e' if site.name[at] != 'e' else 'o'}{site.name[at + 1 :]}")


@planter("namen-haast-gelijk", "een spatie")
def near_name_space(site: Site) -> Plan:
    site.need(" " in site.name)
    first, rest = site.name.split(" ", 1)
    return _near(site, f"{first}{rest}")


def _described(site: Site, text: str) -> Plan:
    found = next((one for one in site.rule.metas if isinstance(one, tree.Description)), None)
    if found is not None:
        return Plan([site.replace(found.text.span, f'"{text}"')])
    return Plan([site.head(f'OMSCHRIJVING "{text}"')])


@planter("omschrijving-herhaalt-naam", "letterlijk")
def description_is_name(site: Site) -> Plan:
    return _described(site, site.name)


@planter("omschrijving-herhaalt-naam", "met punt en kleine letter")
def description_is_name_with_point(site: Site) -> Plan:
    return _described(site, f"{site.name[0].lower()}{site.name[1:]}.")


@planter("omschrijving-herhaalt-naam", "zonder leestekens")
def description_is_name_plain(site: Site) -> Plan:
    site.need(re.search(r"[:,']", site.name))
    return _described(site, re.sub(r"[:,']", "", site.name))


@planter("omschrijving-herhaalt-naam", "met een aanloop")
def description_is_name_prefixed(site: Site) -> Plan:
    return _described(site, f"Deze regel: {site.name[0].lower()}{site.name[1:]}")
