"""Defects of two rules together: they write one field, the one hides the other, or they start one another."""

from tests.seeded import choice
from tests.seeded.choice import written
from tests.seeded.plant import NoPlaceError, Plan, Site, planter
from tests.seeded.planters.common import following

from regeltaal.schema.model import Match
from regeltaal.syntax import tree


def _writable(site: Site) -> choice.Choice:
    """A text field that rules may write, and none does."""
    _goes_on(site)
    found = [
        (path, one)
        for path, one in choice.fields(site, nested=False)
        if one.writable
        and getattr(getattr(one.type, "kind", None), "name", "") in {"tekst", "lange tekst"}
        and f"ZET {path}".lower() not in site.world.text.lower()
        and f"WIS {path}".lower() not in site.world.text.lower()
    ]
    path, one = site.pick(found)
    return choice.Choice(path, one, choice.values(site, "tekst"))


def _goes_on(site: Site) -> None:
    """After this rule the others still run, of the same event: what a clock brings is for one rule alone."""
    site.need(all(isinstance(one, tree.EventTrigger) for one in site.rule.triggers))
    phase = _phase(site)
    phases = site.world.schema.phases_of(site.record.name)
    site.need(all(one.match is Match.ALL for one in phases if f"FASE {one.name}" == phase))
    site.need(not any(isinstance(one, tree.Stop) or site.ends(one) for one in site.rule.then))


def _second(name: str, triggers: str, condition: str, actions: str, head: str = "") -> str:
    lines = [
        f'REGEL "{name}"',
        *([f"  {head}"] if head else []),
        f"WANNEER {triggers}",
        *([condition] if condition else []),
    ]
    return "\n".join([*lines, "DAN", f"  {actions}"])


def _heading(site: Site) -> str:
    return site.text[site.rule.triggers[0].span.start : site.rule.triggers[-1].span.end]


def _phase(site: Site) -> str:
    """What the head of a rule with only ZET needs: the phase of this rule, where there are phases."""
    phases = site.world.schema.phases_of(site.record.name)
    if len(phases) < 2:
        return ""
    for one in site.rule.metas:
        if isinstance(one, tree.PhaseClause):
            return one.span.text
    for action in site.performs():
        known = site.world.schema.action(action.verb.text, action.name.text)
        if known is not None and known.phase is not None:
            return f"FASE {known.phase}"
    raise NoPlaceError


@planter("gelijke-prioriteit", "zonder voorwaarden")
def same_field(site: Site) -> Plan:
    found = _writable(site)
    second = _second("Ook hierbij", _heading(site), "", f"ZET {found.path} = {found.values[1]}", _phase(site))
    edits = [site.action(f"ZET {found.path} = {found.values[0]}"), site.after(second)]
    return Plan(edits, [site.key, "regel Ook hierbij"])


@planter("gelijke-prioriteit", "overlappende grenzen")
def same_field_overlap(site: Site) -> Plan:
    site.plain()
    found = _writable(site)
    number = choice.ordered(site, nested=False)
    second = _second(
        "Grote gevallen",
        _heading(site),
        f"EN {number.path} > {number.values[1]}",
        f"ZET {found.path} = {found.values[1]}",
        _phase(site),
    )
    edits = [
        site.part(f"{number.path} < {number.values[3]}"),
        site.action(f"ZET {found.path} = {found.values[0]}"),
        site.after(second),
    ]
    return Plan(edits, [site.key, "regel Grote gevallen"])


@planter("gelijke-prioriteit", "vullen en wissen")
def set_and_clear(site: Site) -> Plan:
    found = _writable(site)
    second = _second("Eerst opruimen", _heading(site), "", f"WIS {found.path}", _phase(site))
    edits = [site.action(f"ZET {found.path} = {found.values[0]}"), site.before(second)]
    return Plan(edits, [site.key, "regel Eerst opruimen"])


_DECIDING = {"verwijder document": "VERWIJDER document", "blokkeer document": "BLOKKEER document"}


def _decides(site: Site) -> str:
    """An action that always goes through and decides its phase, as this rule has it without more."""
    site.need(len(site.rule.then) == 1 and not any(isinstance(one, tree.PerRow) for one in site.rule.metas))
    site.need(not any(isinstance(one, tree.Scope | tree.Validity) for one in site.rule.metas))
    site.need(not site.is_administration and site.rule.condition is not None)
    (action,) = site.rule.then
    title = action.span.text.lower()
    site.need(title in _DECIDING or title.startswith('wijs boekingswijze toe met boekingswijze = "laatste'))
    return action.span.text


@planter("onbereikbare-regel", "zelfde voorwaarde en iets meer")
def unreachable_narrower(site: Site) -> Plan:
    action = _decides(site)
    assert site.rule.condition is not None
    extra = written(site, "{t} = {t1}")
    second = _second(
        "Bijzonder geval", _heading(site), f"EN {site.rule.condition.span.text}\nEN {extra}", action, "PRIORITEIT 300"
    )
    return Plan([site.after(second)], ["regel Bijzonder geval", site.key])


@planter("onbereikbare-regel", "hogere grens later")
def unreachable_bound(site: Site) -> Plan:
    action = _decides(site)
    number = choice.ordered(site)
    first = _second("Ruime grens", _heading(site), f"EN {number.path} > {number.values[0]}", action, "PRIORITEIT 250")
    second = _second("Nauwe grens", _heading(site), f"EN {number.path} > {number.values[3]}", action, "PRIORITEIT 260")
    return Plan([site.after(f"{second}\n\n{first}")], ["regel Nauwe grens", "regel Ruime grens"])


@planter("onbereikbare-regel", "deel van een lijst")
def unreachable_list(site: Site) -> Plan:
    action = _decides(site)
    found = choice.text(site)
    one, two, three, _ = found.values
    first = _second(
        "Alle drie", _heading(site), f"EN {found.path} IN ({one}; {two}; {three})", action, "PRIORITEIT 250"
    )
    second = _second("Deze ook", _heading(site), f"EN {found.path} = {two}", action, "PRIORITEIT 255")
    return Plan([site.after(f"{first}\n\n{second}")], ["regel Deze ook", "regel Alle drie"])


@planter("onbereikbare-regel", "langer stuk tekst")
def unreachable_text(site: Site) -> Plan:
    action = _decides(site)
    found = choice.text(site)
    first = _second("Kort woord", _heading(site), f'EN {found.path} BEVAT "wind"', action, "PRIORITEIT 240")
    second = _second(
        "Lang woord",
        _heading(site),
        f'EN {found.path} BEVAT ("windkracht"; "windscherm")',
        action,
        "PRIORITEIT 241",
    )
    return Plan([site.after(f"{second}\n\n{first}")], ["regel Lang woord", "regel Kort woord"])


@planter("kettinggevolg", "regel start zichzelf")
def own_loop(site: Site) -> Plan:
    _, event, values = following(site)
    one = site.pick(values)
    second = _second("Steeds opnieuw", event.name, "", f"ZET {event.follows} = {one}", _phase(site))
    return Plan([site.after(second)], ["regel Steeds opnieuw"])


@planter("kettinggevolg", "twee regels om en om")
def two_loop(site: Site) -> Plan:
    _, event, values = following(site)
    site.need(len(values) > 1)
    one, other = site.random.sample(values, 2)
    first = _second("Heen", f"{event.name} NAAR {one}", "", f"ZET {event.follows} = {other}", _phase(site))
    second = _second("Terug", f"{event.name} NAAR {other}", "", f"ZET {event.follows} = {one}", _phase(site))
    return Plan([site.after(f"{first}\n\n{second}")], ["regel Heen", "regel Terug"])


@planter("kettinggevolg", "nieuw record start de regel weer")
def created_loop(site: Site) -> Plan:
    site.need(site.record.name == "werkbon" and site.world.schema.name == "werkbonnen")
    second = _second(
        "Altijd een vervolg",
        "werkbon aangemaakt",
        'EN type werkzaamheden = "Onderhoud"',
        "MAAK vervolgwerkbon MET datum = VANDAAG + 1 jaar ZONDER uitvoertijd",
    )
    return Plan([site.after(second)], ["regel Altijd een vervolg"])


@planter("kettinggevolg", "met een uitgestelde actie")
def delayed_loop(site: Site) -> Plan:
    site.need(site.record.name == "werkbon" and site.world.schema.name == "werkbonnen")
    second = _second(
        "Jaarlijks terug",
        "werkbon aangemaakt",
        'EN type werkzaamheden = "Verhuur"',
        "MAAK vervolgwerkbon NA 1 jaar MET datum = VANDAAG + 1 jaar ZONDER uitvoertijd",
    )
    return Plan([site.after(second)], ["regel Jaarlijks terug"])
