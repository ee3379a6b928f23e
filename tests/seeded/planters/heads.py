"""Defects of who a rule is for, and of braces in a text."""

from tests.seeded.plant import Plan, Site, planter
from tests.seeded.planters.common import note

from regeltaal.syntax import tree


def _no_scope(site: Site) -> list[tuple[str, tuple[str, ...]]]:
    """The administrations with their tags, for a rule that says nothing of them."""
    site.need(not site.is_administration and not any(isinstance(one, tree.Scope) for one in site.rule.metas))
    return [(name, one.tags) for name, one in site.world.project.config.administrations.items()]


@planter("selectie-zonder-gevolg", "uitgesloten wie niet meedoet")
def excluded_outsider(site: Site) -> Plan:
    found = _no_scope(site)
    site.need(len(found) > 1)
    one, other = site.random.sample(found, 2)
    return Plan([site.head(f'VOOR administraties "{one[0]}" BEHALVE "{other[0]}"')])


@planter("selectie-zonder-gevolg", "bij naam en langs een tag")
def named_and_tagged(site: Site) -> Plan:
    name, tag = site.pick([(name, tag) for name, tags in _no_scope(site) for tag in tags])
    return Plan([site.head(f'VOOR administraties "{name}"; MET TAG "{tag}"')])


@planter("selectie-zonder-gevolg", "twee keer uitgesloten")
def excluded_twice(site: Site) -> Plan:
    found = _no_scope(site)
    site.need(len(found) > 1)
    name, tag = site.pick([(name, tag) for name, tags in found for tag in tags])
    site.need(any(tag not in tags for _, tags in found))
    return Plan([site.head(f'VOOR ALLE administraties BEHALVE "{name}"; MET TAG "{tag}"')])


@planter("selectie-zonder-gevolg", "dezelfde naam twee keer")
def named_twice(site: Site) -> Plan:
    found = _no_scope(site)
    site.need(len(found) > 1)
    name = site.pick(found)[0]
    return Plan([site.head(f'VOOR administraties "{name}"; "{name}"')])


def _braced(site: Site, pattern: str) -> Plan:
    key = site.record.key_field
    site.need(key is not None)
    assert key is not None
    return Plan([site.action(note(site, pattern.replace("VELD", key.name)))])


@planter("losse-accolade", "dubbele accolades")
def double_braces(site: Site) -> Plan:
    return _braced(site, "Bekijk {{VELD}} vandaag")


@planter("losse-accolade", "niet gesloten")
def unclosed_brace(site: Site) -> Plan:
    return _braced(site, "Bekijk {VELD vandaag")


@planter("losse-accolade", "niet geopend")
def unopened_brace(site: Site) -> Plan:
    return _braced(site, "Bekijk VELD} vandaag")
