"""Defects of what actions make and show: results and templates that nobody reads, actions that are done twice."""

from tests.seeded.plant import Plan, Site, planter, same_name
from tests.seeded.planters.common import action_of, end_of, goes_on, note

from regeltaal.syntax import tree


@planter("ongebruikt-resultaat", "GENAAMD erbij")
def result_named(site: Site) -> Plan:
    found = site.pick(
        [one for one in site.performs() if one.alias is None and one.delay is None and action_of(site, one).gives]
    )
    at = found.name.span.end
    return Plan([(at, at, f" GENAAMD {site.random.choice(('gemaakt', 'dit werk', 'nieuw stuk'))}")])


@planter("ongebruikt-resultaat", "gebruik weggehaald")
def result_no_longer_read(site: Site) -> Plan:
    found = site.pick([one for one in site.performs() if one.alias is not None])
    assert found.alias is not None
    uses = [
        one
        for one in site.nodes(tree.Interpolation)
        if isinstance(one, tree.Interpolation) and same_name(one.path.parts[0].text, found.alias.text)
    ]
    site.need(uses)
    others = [
        one
        for one in site.nodes(tree.Path)
        if isinstance(one, tree.Path) and same_name(one.parts[0].text, found.alias.text)
    ]
    site.need(len(others) == len(uses) and not _in_template(site, found.alias.text))
    return Plan([site.replace(one.span, "het nieuwe") for one in uses])


def _in_template(site: Site, name: str) -> bool:
    texts = [one.text.lower() for one in site.world.project.templates.values()]
    return any(f"{{{name.lower()}." in one for one in texts)


@planter("ongebruikt-resultaat", "twee namen, een gebruikt")
def one_of_two_results(site: Site) -> Plan:
    goes_on(site)
    key = {"werkbonnen": "{eerste taak.titel}", "boekhouding": "{eerste taak.titel}"}.get(site.world.schema.name)
    site.need(key)
    first = note(site, "Eerst dit nakijken").replace("taak", "taak GENAAMD eerste taak")
    second = note(site, f"Daarna: {key}").replace("taak", "taak GENAAMD tweede taak", 1)
    return Plan([site.action(f"{first}\n  {second}", last=True)])


@planter("ongebruikt-sjabloon", "tekst die niemand noemt")
def unused_template(site: Site) -> Plan:
    name = "Oude bevestiging.txt"
    site.need(not site.world.project.loose)
    return Plan(
        templates={name: "Onderwerp: Uw bericht\n\nGoedendag,\n\nWij hebben uw bericht ontvangen.\n"},
        targets=[f"sjabloon {name}"],
    )


@planter("ongebruikt-sjabloon", "html in een map")
def unused_template_in_folder(site: Site) -> Plan:
    name = "archief/Nieuwjaarswens.html"
    site.need(not site.world.project.loose)
    return Plan(templates={name: "<p>Een gelukkig nieuwjaar.</p>\n"}, targets=[f"sjabloon {name}"])


@planter("ongebruikt-sjabloon", "nieuwe versie naast de oude")
def second_version_of_template(site: Site) -> Plan:
    names = sorted(site.world.project.templates)
    old = site.pick(names)
    stem, dot, suffix = old.rpartition(".")
    name = f"{stem} 2{dot}{suffix}"
    return Plan(templates={name: site.world.project.templates[old].text}, targets=[f"sjabloon {name}"])


def _body(site: Site, actions: tuple[tree.Action, ...] | None) -> str:
    assert actions
    return site.text[actions[0].span.start : actions[-1].span.end]


@planter("zelfde-takken", "ANDERS doet wat DAN doet")
def else_like_then(site: Site) -> Plan:
    site.plain()
    site.need(site.rule.condition is not None)
    return Plan([(end_of(site), end_of(site), f"\nANDERS\n  {_body(site, site.rule.then)}")])


@planter("zelfde-takken", "ANDERS wordt als DAN")
def else_becomes_then(site: Site) -> Plan:
    site.need(site.rule.otherwise)
    assert site.rule.otherwise
    return Plan([(site.rule.otherwise[0].span.start, site.rule.otherwise[-1].span.end, _body(site, site.rule.then))])


@planter("zelfde-takken", "parameters in andere volgorde")
def else_like_then_reordered(site: Site) -> Plan:
    site.plain()
    site.need(site.rule.condition is not None and len(site.rule.then) == 1)
    found = site.pick([one for one in site.performs() if len(one.arguments) > 1])
    return Plan([(end_of(site), end_of(site), f"\nANDERS\n  {_reordered(found)}")])


@planter("zelfde-takken", "anders opgemaakt")
def else_like_then_laid_out(site: Site) -> Plan:
    site.plain()
    site.need(site.rule.condition is not None and '"""' not in site.own_text)
    body = "\n     ".join(_body(site, site.rule.then).split("\n"))
    return Plan([(end_of(site), end_of(site), f"\nANDERS # nog nakijken\n     {body}")])


def _reordered(found: tree.Perform) -> str:
    """An action with its parameters the other way round."""
    arguments = "; ".join(one.span.text for one in reversed(found.arguments))
    start, end = found.arguments[0].span.start, found.arguments[-1].span.end
    return found.span.text[: start - found.span.start] + arguments + found.span.text[end - found.span.start :]


def _repeatable(site: Site) -> tree.Perform:
    return site.pick([one for one in site.performs() if one.alias is None and not site.ends(one)])


@planter("dubbele-actie", "direct erachter")
def same_action(site: Site) -> Plan:
    found = _repeatable(site)
    return Plan([(found.span.end, found.span.end, f"\n  {found.span.text}")])


@planter("dubbele-actie", "parameters in andere volgorde")
def same_action_reordered(site: Site) -> Plan:
    found = site.pick(
        [one for one in site.performs() if one.alias is None and not site.ends(one) and len(one.arguments) > 1]
    )
    return Plan([(found.span.end, found.span.end, f"\n  {_reordered(found)}")])


@planter("dubbele-actie", "met iets ertussen")
def same_action_apart(site: Site) -> Plan:
    goes_on(site)
    found = _repeatable(site)
    between = note(site, "Tussendoor nakijken")
    return Plan([site.action(f"{between}\n  {found.span.text}", last=True)])


@planter("dubbele-actie", "in ANDERS")
def same_action_in_else(site: Site) -> Plan:
    found = site.pick(
        [one for one in site.rule.otherwise or () if isinstance(one, tree.Perform) and not site.ends(one)]
    )
    return Plan([(found.span.end, found.span.end, f"\n  {found.span.text}")])


@planter("dubbele-actie", "in een lus")
def same_action_in_loop(site: Site) -> Plan:
    loop = site.pick([one for one in site.rule.then if isinstance(one, tree.ForEach)])
    found = site.pick([one for one in loop.body if isinstance(one, tree.Perform)])
    return Plan([(found.span.end, found.span.end, f"\n    {found.span.text}")])


@planter("dubbele-actie", "witruimte in de naam")
def same_action_spaced(site: Site) -> Plan:
    found = _repeatable(site)
    name = found.name.span.text
    site.need(" " in name)
    text = found.span.text.replace(name, name.replace(" ", "  ").capitalize(), 1)
    return Plan([(found.span.end, found.span.end, f"\n  {text}")])
