"""Defects of ANDERS and BIJ ONBEKEND: branches that are never reached."""

import re

from tests.seeded import choice
from tests.seeded.choice import written
from tests.seeded.plant import Plan, Site, planter
from tests.seeded.planters.common import end_of, note

from regeltaal.syntax import tree

_UNSURE = re.compile(r"[<>](?!>)|\b(?:tussen|vanaf|vorige|som)\b")
_LATER = "Kijk hier nog naar"


@planter("onbereikbare-anders", "zonder voorwaarde")
def else_without_condition(site: Site) -> Plan:
    site.plain()
    site.need(site.rule.condition is None)
    return Plan([(end_of(site), end_of(site), f"\nANDERS\n  {note(site, _LATER)}")])


@planter("onbereikbare-anders", "alleen verplichte velden")
def else_of_required(site: Site) -> Plan:
    site.plain()
    site.need(site.rule.condition is None)
    text = f"{choice.required(site).path} IS GEVULD"
    return Plan(
        [site.part(text), (end_of(site), end_of(site), f"\nANDERS\n  {note(site, _LATER)}")],
        confirm="not false",
    )


@planter("onbereikbare-anders", "beide kanten van een grens")
def else_of_both_sides(site: Site) -> Plan:
    site.plain()
    site.need(site.rule.condition is None)
    text = written(site, "({n} > {n2} OF {n} <= {n2})")
    return Plan(
        [site.part(text), (end_of(site), end_of(site), f"\nANDERS\n  {note(site, _LATER)}")],
        confirm="not false",
    )


@planter("onbereikbare-anders", "gelijk of ongelijk")
def else_of_equal_or_not(site: Site) -> Plan:
    site.plain()
    site.need(site.rule.condition is None)
    text = written(site, "({t} = {t1} OF {t} <> {t1})")
    return Plan(
        [site.part(text), (end_of(site), end_of(site), f"\nANDERS\n  {note(site, _LATER)}")],
        confirm="not false",
    )


def _of_now(site: Site) -> None:
    """No part that may be ONBEKEND by itself: of a rule with many parts the samples seldom show it."""
    site.need(not any(site.nodes(tree.Changed, tree.Was)) and not _UNSURE.search(choice.read_text(site)))


@planter("onbereikbaar-bij-onbekend", "wat er staat is altijd te zeggen")
def always_known(site: Site) -> Plan:
    _of_now(site)
    site.need(site.rule.condition is not None and site.rule.on_unknown is None and site.rule.otherwise is None)
    return Plan([(end_of(site), end_of(site), f"\nBIJ ONBEKEND\n  {note(site, _LATER)}")], confirm="known")


@planter("onbereikbaar-bij-onbekend", "gevuld en groter")
def known_when_filled(site: Site) -> Plan:
    _of_now(site)
    site.plain()
    text = written(site, "{n} IS GEVULD\nEN {n} > {n2}")
    end = (end_of(site), end_of(site), f"\nBIJ ONBEKEND\n  {note(site, _LATER)}")
    return Plan([site.part(text), end], confirm="known")


@planter("onbereikbaar-bij-onbekend", "zonder voorwaarde")
def unknown_without_condition(site: Site) -> Plan:
    site.plain()
    site.need(site.rule.condition is None)
    return Plan([(end_of(site), end_of(site), f"\nBIJ ONBEKEND\n  {note(site, _LATER)}")])


@planter("onbereikbaar-bij-onbekend", "achter ANDERS")
def known_with_else(site: Site) -> Plan:
    _of_now(site)
    site.need(site.rule.condition is not None and site.rule.otherwise and site.rule.on_unknown is None)
    assert site.rule.otherwise is not None
    end = site.rule.otherwise[-1].span.end
    return Plan([(end, end, f"\nBIJ ONBEKEND\n  {note(site, _LATER)}")], confirm="known")
