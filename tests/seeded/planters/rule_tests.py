"""Defects of tests."""

from tests.seeded.plant import NoPlaceError, Plan, Site, planter

from regeltaal.syntax import tree


def _test(site: Site, name: str, expectations: str, second: str = "") -> str:
    heading = site.rule.triggers[0].span.text
    return (
        f'TEST "{name}"\nGEGEVEN {site.record.name} MET {_given(site)}\nOP 12-4-2027 10:00\nWANNEER {heading}'
        + (f"\n{expectations}" if expectations else "")
        + second
    )


def _given(site: Site) -> str:
    key = site.record.key_field
    if key is None:
        raise NoPlaceError
    return f'{key.name} = "X-1"'


def _event_rule(site: Site) -> None:
    site.need(
        isinstance(site.rule.triggers[0], tree.EventTrigger)
        and not any(isinstance(one, tree.PerRow) for one in site.rule.metas)
    )


def _copied_test(site: Site, name: str, change: tuple[str, str] = ("", "")) -> Plan:
    tests = [one for one in site.file.items if isinstance(one, tree.Test)]
    test = site.pick(tests)
    text = test.span.text.replace(f'"{test.name.plain}"', f'"{name}"', 1)
    if change[0]:
        site.need(change[0] in text)
        text = text.replace(*change)
    return Plan([site.after(text)], [f"test {name}", f"test {test.name.plain}"])


@planter("dubbele-test", "andere naam")
def test_again(site: Site) -> Plan:
    return _copied_test(site, "nog eens voor de zekerheid")


@planter("dubbele-test", "andere opmaak")
def test_again_laid_out(site: Site) -> Plan:
    return _copied_test(site, "zelfde geval, andere maand", ("\nVERWACHT", "\n    VERWACHT"))


@planter("dubbele-test", "met commentaar")
def test_again_commented(site: Site) -> Plan:
    return _copied_test(site, "controle van Henk", ("\nWANNEER", "\n# gebeld op dinsdag\nWANNEER"))


def _with_expectation(site: Site, pattern: type, write: "object") -> Plan:
    found = [
        (test, one)
        for test in site.file.items
        if isinstance(test, tree.Test)
        for step in test.steps
        for one in step.expectations
        if isinstance(one, pattern)
    ]
    test, one = site.pick(found)
    assert callable(write)
    end = one.span.end
    return Plan([(end, end, f"\n{write(one)}")], [f"test {test.name.plain}"])


@planter("strijdige-verwachtingen", "wel en niet de actie")
def act_and_not(site: Site) -> Plan:
    def write(one: tree.ExpectPerform) -> str:
        site.need(one.mode in {"happens", "not"} and (one.mode == "happens" or not one.arguments))
        other = "NIET " if one.mode == "happens" else ""
        return f"VERWACHT {other}{one.verb.text} {one.name.text}"

    return _with_expectation(site, tree.ExpectPerform, write)


@planter("strijdige-verwachtingen", "regel waar en onwaar")
def rule_true_and_false(site: Site) -> Plan:
    def write(one: tree.ExpectRule) -> str:
        site.need(one.outcome in {"true", "false", "unknown"})
        return f'VERWACHT REGEL "{one.rule.plain}" {"ONWAAR" if one.outcome != "false" else "WAAR"}'

    return _with_expectation(site, tree.ExpectRule, write)


@planter("strijdige-verwachtingen", "nieuwe test, twee uitkomsten")
def two_outcomes(site: Site) -> Plan:
    _event_rule(site)
    lines = f'VERWACHT REGEL "{site.name}" WAAR\nVERWACHT REGEL "{site.name}" NIET'
    return Plan([site.after(_test(site, "kan niet allebei", lines))], ["test kan niet allebei"])


@planter("strijdige-verwachtingen", "nieuwe test, veld gezet en niet gezet")
def set_and_not(site: Site) -> Plan:
    _event_rule(site)
    found = site.pick([one for one in site.rule.then if isinstance(one, tree.Set)])
    line = f"ZET {found.target.span.text} = {found.value.span.text}"
    lines = f"VERWACHT {line}\nVERWACHT NIET {line}"
    site.need("rij." not in lines and "VANDAAG" not in lines)
    return Plan([site.after(_test(site, "gezet of niet", lines))], ["test gezet of niet"])
