"""What a healthy rule becomes: names bound, literals typed, overloads chosen."""

from collections.abc import Callable, Iterator
from time import process_time

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.check.checker import Checked
from regeltaal.program import testing
from regeltaal.program import tree as out
from regeltaal.values.types import Enumeration, ListOf, ObjectType
from regeltaal.values.value import Duration, DurationKind

CheckRules = Callable[..., tuple[Checked, list[Diagnostic]]]
HEAD = 'DOMEIN werkbonnen\nREGEL "a"\nWANNEER werkbon compleet gemeld\n'


def _rule(check_rules: CheckRules, text: str) -> out.Rule:
    checked, found = check_rules(text)
    assert [one.message() for one in found if one.is_error] == []
    (rule,) = checked.program.rules
    return rule


def _tests(cond: out.Cond) -> Iterator[out.Test]:
    match cond:
        case out.All(parts=parts) | out.Any(parts=parts):
            for part in parts:
                yield from _tests(part)
        case out.Test():
            yield cond
        case _:
            pass


def test_a_text_beside_an_enum_is_its_value_in_the_spelling_of_the_schema(check_rules: CheckRules) -> None:
    rule = _rule(check_rules, f'{HEAD}EN status IN ("COMPLEET"; "opgehaald")\nDAN ARCHIVEER werkbon')
    (test,) = _tests(rule.condition)
    listed = test.operands[1]

    assert isinstance(listed, out.Const)
    assert listed.value == ("Compleet", "Opgehaald")
    assert isinstance(listed.type, ListOf)
    assert isinstance(listed.type.element, Enumeration)


def test_a_text_beside_a_reference_is_its_key(check_rules: CheckRules) -> None:
    rule = _rule(check_rules, f'{HEAD}EN medewerker = "1042"\nDAN ZET medewerker = "1043"')
    (test,) = _tests(rule.condition)
    (write,) = rule.then

    assert isinstance(test.operands[1], out.Const)
    assert (test.operands[1].value, test.operands[1].type) == ("1042", ObjectType("medewerker"))
    assert isinstance(write, out.SetField)
    assert isinstance(write.value, out.Const)
    assert write.value.value == "1043"


def test_a_checked_text_gets_its_canonical_spelling(check_rules: CheckRules) -> None:
    rule = _rule(check_rules, f'{HEAD}EN relatie.postcode = "3701gk"\nDAN ARCHIVEER werkbon')
    (test,) = _tests(rule.condition)

    assert isinstance(test.operands[1], out.Const)
    assert test.operands[1].value == "3701 GK"


def test_a_row_of_a_table_is_a_rule_of_its_own(check_rules: CheckRules) -> None:
    checked, _ = check_rules(
        'DOMEIN werkbonnen\nREGEL "a"\n  VOOR ELKE RIJ\n    | plaats |\n    | "Zeist" |\n    | "Breda" |\n'
        "WANNEER werkbon compleet gemeld\nEN relatie.plaats = rij.plaats\nDAN ARCHIVEER werkbon"
    )

    assert [str(rule.id) for rule in checked.program.rules] == ["a (rij 1)", "a (rij 2)"]
    values = [test.operands[1] for rule in checked.program.rules for test in _tests(rule.condition)]
    assert [value.value for value in values if isinstance(value, out.Const)] == ["Zeist", "Breda"]


def test_rules_stand_in_order_of_execution(check_rules: CheckRules) -> None:
    rule = 'REGEL "{}"\n  PRIORITEIT {}\nWANNEER werkbon compleet gemeld\nDAN ARCHIVEER werkbon\n'
    texts = {
        "b.regel": "DOMEIN werkbonnen\n" + rule.format("laat", 200) + rule.format("omgeving", 10),
        "c.regel": 'DOMEIN werkbonnen\nADMINISTRATIE "Jansen BV"\n' + rule.format("eigen", 10),
        "a.regel": "DOMEIN werkbonnen\n" + rule.format("vroeg in a", 10),
    }

    checked, _ = check_rules(texts)

    assert [rule.id.name for rule in checked.program.rules] == ["eigen", "vroeg in a", "omgeving", "laat"]


def test_an_action_has_its_defaults_delay_conditions_and_template(check_rules: CheckRules) -> None:
    rule = _rule(
        check_rules,
        f"{HEAD}DAN VERSTUUR e-mail NA 30 minuten MITS garantie "
        'MET ontvanger = relatie.e-mailadres; sjabloon = "Bedankt"\n'
        'MAAK taak MET titel = "x"',
    )
    mail, task = rule.then

    assert isinstance(mail, out.Perform)
    assert isinstance(task, out.Perform)
    assert isinstance(dict(mail.arguments)["ontvanger"], out.MakeList)
    assert mail.wait is not None
    assert isinstance(mail.wait.amount, out.Const)
    assert mail.wait.amount.value == Duration(DurationKind.EXACT, 30)
    assert isinstance(mail.wait.provided, out.IsTrue)
    ((key, template),) = mail.templates
    assert (key, template.headers[0][0], template.html) == ("sjabloon", "Onderwerp", False)
    assert set(dict(task.arguments)) == {"titel", "automatisch geopend", "automatisch gestart"}


def test_a_template_with_a_loop_is_read_in_parts(check_rules: CheckRules) -> None:
    rule = _rule(check_rules, f'{HEAD}DAN VERSTUUR e-mail MET ontvanger = relatie.e-mailadres; sjabloon = "Overzicht"')
    (mail,) = rule.then
    assert isinstance(mail, out.Perform)
    ((_, template),) = mail.templates
    loop, rest = template.body

    assert isinstance(loop, out.TemplateLoop)
    assert [part if isinstance(part, str) else "…" for part in loop.body] == ["- ", "…", ": ", "…", "\n"]
    assert rest == "{} {niet\n"


def test_an_action_in_a_loop_is_about_the_row(check_rules: CheckRules) -> None:
    rule = _rule(
        check_rules,
        'DOMEIN boekhouding\nREGEL "a"\nWANNEER boeking aangemaakt\nDAN VOOR ELKE regel IN regels DOE\n'
        'BEOORDEEL regel MET oordeel = "juist"\nKLAAR',
    )
    (loop,) = rule.then
    assert isinstance(loop, out.Loop)
    (action,) = loop.body

    assert isinstance(action, out.Perform)
    assert action.target == loop.variable
    assert rule.phase == "regels beoordelen"


def test_candidates_and_preconditions_come_with_the_action(check_rules: CheckRules) -> None:
    rule = _rule(
        check_rules,
        'DOMEIN boekhouding\nREGEL "a"\nWANNEER document ontvangen\nDAN WIJS bestemming toe MET dagboekcode = "INK"',
    )
    (action,) = rule.then

    assert isinstance(action, out.Perform)
    assert action.candidates is not None
    assert action.candidates.variable.type == ObjectType("dagboek")
    assert len(action.preconditions) == 1


def test_a_definition_is_its_body_under_its_name(check_rules: CheckRules) -> None:
    rule = _rule(
        check_rules,
        'DOMEIN werkbonnen\nDEFINITIE vaste klant BIJ relatie = naam BEGINT MET "A"\n'
        'REGEL "a"\nWANNEER werkbon compleet gemeld\nEN relatie.vaste klant\nDAN ARCHIVEER werkbon',
    )

    assert isinstance(rule.condition, out.DefinedCond)
    assert isinstance(rule.condition.body, out.Test)
    read = rule.condition.body.operands[0]
    assert isinstance(read, out.Read)
    assert isinstance(read.target, out.Read)
    assert (read.target.field.name, read.field.name) == ("relatie", "naam")


def test_a_list_of_another_file_is_used_and_not_handed_on(check_rules: CheckRules) -> None:
    rule = 'REGEL "{}"\nWANNEER werkbon compleet gemeld\nEN relatie.plaats IN zuid\nDAN ARCHIVEER werkbon\n'
    texts = {
        "map/regels.regel": 'DOMEIN werkbonnen\nGEBRUIK "../lijsten.regel"\n' + rule.format("a"),
        "lijsten.regel": 'DOMEIN werkbonnen\nLIJST zuid = "Breda"; "Tilburg"',
        "derde.regel": 'DOMEIN werkbonnen\nGEBRUIK "map/regels.regel"\n' + rule.format("b"),
    }

    checked, found = check_rules(texts)

    assert [rule.id.name for rule in checked.program.rules] == ["a"]
    assert [(one.code.id, one.span.source.path) for one in found] == [("RT201", "derde.regel")]


def test_a_test_becomes_a_case_per_example(check_rules: CheckRules) -> None:
    checked, found = check_rules(
        f'{HEAD}EN garantie\nDAN ARCHIVEER werkbon\nTEST "t"\nGEGEVEN werkbon MET garantie = voorbeeld.garantie\n'
        'WANNEER werkbon compleet gemeld\nVERWACHT REGEL "a" = voorbeeld.klopt\n'
        "VOORBEELDEN\n  | garantie | klopt |\n  | JA | JA |\n  | NEE | NEE |"
    )

    assert [one.message() for one in found] == []
    assert [case.row for case in checked.tests] == [1, 2]
    outcomes = [one for case in checked.tests for step in case.steps for one in step.expectations]
    assert [one.outcome for one in outcomes if isinstance(one, testing.ExpectRule)] == ["waar", "niet waar"]


def test_without_administrations_nothing_is_said_about_them(check_rules: CheckRules) -> None:
    from regeltaal.check.setting import Setting  # noqa: PLC0415 - the one test with another setting

    _, found = check_rules(
        'DOMEIN werkbonnen\nADMINISTRATIE "Wie dan ook"\nREGEL "a"\nWANNEER werkbon compleet gemeld\n'
        'DAN SYNCHRONISEER naar KoudSmart VERSTUUR e-mail MET ontvanger = "a@b.nl"; sjabloon = "Wat dan ook"',
        Setting(),
    )

    assert [one.message() for one in found] == []


def test_ten_times_the_rules_take_about_ten_times_as_long(check_rules: CheckRules) -> None:
    def rules(count: int) -> str:
        rule = (
            'REGEL "Regel {0}"\nWANNEER werkbon compleet gemeld\nEN werkstatus = "Uitgevoerd {0}"\n'
            'EN (relatie.plaats IN ("Utrecht"; "Zeist") OF duur > 30)\nEN contract IS LEEG\n'
            'DAN MAAK taak MET titel = "Nabellen {{relatie.naam}}"\nZET commentaar = "x"\n'
        )
        return "DOMEIN werkbonnen\n" + "".join(rule.format(number) for number in range(count))

    def seconds(count: int) -> float:
        text, start = rules(count), process_time()
        check_rules(text)
        return process_time() - start

    seconds(50)
    few, many = seconds(150), seconds(1500)
    assert many < 30 * few
