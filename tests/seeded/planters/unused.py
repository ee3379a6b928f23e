"""Defects of declarations: nobody uses them, or they hold a value twice."""

from tests.seeded import choice
from tests.seeded.choice import written
from tests.seeded.plant import Edit, Plan, Site, planter, same_name, walk
from tests.seeded.planters.common import (
    note,
)

from regeltaal.syntax import tree


@planter("ongebruikte-lijst", "nieuwe lijst")
def unused_list(site: Site) -> Plan:
    name, items = site.random.choice(
        (
            ("oude postcodes", '"3701 AA"; "3702 BB"'),
            ("feestmaanden", '"december"; "januari"'),
            ("grenzen", "€ 10; € 25"),
        )
    )
    return Plan([site.before(f"LIJST {name} = {items}")], [f"lijst {name}"])


@planter("ongebruikte-lijst", "alleen in commentaar genoemd")
def list_in_comment(site: Site) -> Plan:
    name = "reservewoorden"
    text = f'# Zie reservewoorden voor de rest.\nLIJST {name} = "later"; "ooit"; "misschien"'
    return Plan([site.after(text)], [f"lijst {name}"])


@planter("ongebruikte-lijst", "laatste gebruik uitgeschreven")
def list_written_out(site: Site) -> Plan:
    item, uses = _used_once(site, tree.ListDeclaration)
    assert isinstance(item, tree.ListDeclaration)
    text = "; ".join(one.span.text for one in item.items)
    return Plan([site.replace(uses[0].span, f"({text})")], [f"lijst {item.name.key}"])


@planter("ongebruikte-lijst", "naam in een tekst")
def list_in_text(site: Site) -> Plan:
    name = "wachtwoorden van vroeger"
    edits = [site.before(f'LIJST {name} = "sesam"; "abracadabra"'), site.action(note(site, f"Zoek op in {name}"))]
    return Plan(edits, [f"lijst {name}"])


def _used_once(site: Site, kind: type) -> tuple[tree.ListDeclaration | tree.Definition, list[tree.Path]]:
    """A list or definition of this file with one use, which is in this file too."""
    found = []
    for item in site.file.items:
        if isinstance(item, kind) and isinstance(item, tree.ListDeclaration | tree.Definition):
            uses = [
                one
                for file in site.world.files
                for one in walk(file.items)
                if isinstance(one, tree.Path) and any(same_name(part.text, item.name.text) for part in one.parts)
            ]
            if len(uses) == 1 and len(uses[0].parts) == 1 and uses[0].span.source.path == site.file.source.path:
                found.append((item, uses))
    return site.pick(found)


@planter("ongebruikte-definitie", "nieuwe voorwaarde")
def unused_definition(site: Site) -> Plan:
    text = written(site, "{t} BEVAT {t1} OF {n} > {n2}")
    return Plan([site.before(f"DEFINITIE later nodig BIJ {site.record.name} = {text}")], ["definitie later nodig"])


@planter("ongebruikte-definitie", "berekening")
def unused_computation(site: Site) -> Plan:
    found = choice.scalar(site, "bedrag", "geheel getal", "getal")
    text = f"DEFINITIE dubbel zoveel BIJ {site.record.name} = {found.path} * 2"
    return Plan([site.after(text)], ["definitie dubbel zoveel"])


@planter("ongebruikte-definitie", "laatste gebruik uitgeschreven")
def definition_written_out(site: Site) -> Plan:
    item, uses = _used_once(site, tree.Definition)
    assert isinstance(item, tree.Definition)
    return Plan([site.replace(uses[0].span, f"({item.body.span.text})")], [f"definitie {item.name.key}"])


@planter("ongebruikte-definitie", "keten van twee")
def unused_chain(site: Site) -> Plan:
    first = written(site, "{t} BEVAT {t1}")
    second = written(site, "{n} > {n2}")
    name = site.record.name
    text = f"DEFINITIE eerste stap BIJ {name} = {first}\nDEFINITIE tweede stap BIJ {name} = eerste stap EN {second}"
    return Plan([site.before(text)], ["definitie tweede stap", "definitie eerste stap"])


@planter("ongebruikt-gebruik", "niets uit dat bestand")
def unused_use(site: Site) -> Plan:
    return _use(site, with_names=True)


@planter("ongebruikt-gebruik", "bestand met alleen regels")
def use_of_rules(site: Site) -> Plan:
    return _use(site, with_names=False)


def _use(site: Site, *, with_names: bool) -> Plan:
    header = site.file.header.domain
    assert header is not None
    own = {one.path.plain for one in site.file.items if isinstance(one, tree.Use)}
    folder = site.file.source.path.rpartition("/")[0]
    found = []
    for other in site.world.files:
        declares = any(isinstance(one, tree.ListDeclaration | tree.Definition) for one in other.items)
        name = other.source.path.rpartition("/")[2]
        if (
            other is not site.file
            and other.source.path.rpartition("/")[0] == folder
            and declares is with_names
            and name not in own
        ):
            found.append(name)
    name = site.pick(found)
    at = (site.file.header.administration or header).span.end
    return Plan([(at, at, f'\nGEBRUIK "{name}"')], [f"gebruik {name}"])


@planter("ongebruikt-gebruik", "laatste gebruikers weggehaald")
def last_users_removed(site: Site) -> Plan:
    use = site.pick([one for one in site.file.items if isinstance(one, tree.Use)])
    path = site.file.source.path.rpartition("/")[0]
    other = next((one for one in site.world.files if one.source.path == f"{path}/{use.path.plain}".lstrip("/")), None)
    site.need(other is not None)
    assert other is not None
    names = [one.name.key for one in other.items if isinstance(one, tree.ListDeclaration | tree.Definition)]
    users = [
        one
        for one in site.file.items
        if isinstance(one, tree.Rule | tree.Test | tree.Definition)
        and any(name in one.span.text.lower() for name in names)
    ]
    rules = [one for one in site.file.items if isinstance(one, tree.Rule) and one not in users]
    site.need(users and rules and not any(isinstance(one, tree.Test) for one in site.file.items))
    tests = [one for file in site.world.files for one in file.items if isinstance(one, tree.Test)]
    edits: list[Edit] = [(one.span.start, one.span.end, "") for one in users]
    unused = [f"{kind} {name}" for name in names for kind in ("lijst", "definitie")]
    return Plan(edits, [f"gebruik {use.path.plain}", *unused, *(f"test {one.name.plain}" for one in tests)])


@planter("dubbele-waarde", "achteraan nog eens")
def value_again(site: Site) -> Plan:
    item = site.pick([one for one in site.file.items if isinstance(one, tree.ListDeclaration)])
    value = site.pick(item.items)
    end = item.items[-1].span.end
    return Plan([(end, end, f"; {value.span.text}")], [f"lijst {item.name.key}"])


@planter("dubbele-waarde", "andere hoofdletters")
def value_again_case(site: Site) -> Plan:
    item = site.pick([one for one in site.file.items if isinstance(one, tree.ListDeclaration)])
    value = site.pick([one for one in item.items if one.span.text.upper() != one.span.text])
    end = item.items[-1].span.end
    return Plan([(end, end, f"; {value.span.text.upper()}")], [f"lijst {item.name.key}"])


@planter("dubbele-waarde", "lijst in een voorwaarde")
def value_twice_in_condition(site: Site) -> Plan:
    found = site.pick([one for one in site.nodes(tree.ListLiteral) if isinstance(one, tree.ListLiteral)])
    value = site.pick([one for one in found.items if isinstance(one, tree.TextLiteral)])
    end = found.items[-1].span.end
    return Plan([(end, end, f"; {value.span.text}")])


@planter("dubbele-waarde", "nieuwe voorwaarde met tekst")
def value_twice_in_new(site: Site) -> Plan:
    site.plain()
    return Plan([site.part(written(site, "{t} BEVAT ({t1}; {t2}; {t3}; {t1})"))])


@planter("dubbele-waarde", "bedrag anders geschreven")
def amount_twice(site: Site) -> Plan:
    site.plain()
    found = choice.scalar(site, "bedrag", "geheel getal")
    one, other, *_ = found.values
    again = one.replace(",00", "") if "€" in one else one
    return Plan([site.part(f"{found.path} IN ({one}; {other}; {again})")])
