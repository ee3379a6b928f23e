"""The recipes of CONTRIBUTING.md hold: each is carried out on a copy of the project, in the number of files it names.

And the other way round: with a file forgotten, the test that guards it fails by name.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from textwrap import dedent

import pytest
from attrs import define, evolve, field, frozen

ROOT = Path(__file__).resolve().parents[1]
GRAMMAR = "grammar/regeltaal.lark"
TEXTUAL_OPERATORS = "src/regeltaal/values/operators/textual.py"
TEXTUAL_FUNCTIONS = "src/regeltaal/values/functions/textual.py"
KINDS = "src/regeltaal/values/common.py"
HELP = "src/regeltaal/assist/completion_words.py"

DECIDE = """
import json, sys
from regeltaal.loading import rule_set
from regeltaal.pipeline import analyse

folder, events = sys.argv[1:]
analysis = analyse(folder)
rules = rule_set(analysis)
verdicts = [rules.decide(event).rules[0].truth.value for event in json.loads(events)]
json.dump({"problems": [found.code.id for found in analysis.problems], "verdicts": verdicts}, sys.stdout)
"""


# ---------------------------------------------------------------- a copy of the project, and running things in it


@frozen
class Decided:
    """The codes that checking gave, and the verdict of the rule on each record."""

    problems: list[str]
    verdicts: list[str]


@define
class House:
    """A copy of the project that a recipe is carried out on."""

    root: Path
    environment: dict[str, str] = field(factory=dict)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(self.root / "src"), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.root,
            env={**environment, "PYTHONHASHSEED": "0", "PYTEST_ADDOPTS": "", **self.environment},
            capture_output=True,
            check=False,
            text=True,
        )

    def failures(self, *tests: str) -> list[str]:
        """The tests that fail, by name; none of them at all is no proof."""
        found = self.run(
            "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "pytest_asyncio.plugin", "--tb=line", *tests
        )
        assert re.search(r"\d+ (?:passed|failed)", found.stdout), found.stdout + found.stderr
        assert "error" not in found.stdout.splitlines()[-1], found.stdout
        return re.findall(r"^FAILED .+?::(.+?)(?: - .*)?$", found.stdout, re.MULTILINE)

    def documentation(self) -> str:
        """The pages as the program makes them."""
        made = "import runpy; print(*runpy.run_path('docs/maak.py')['made']().values())"
        found = self.run("-c", made)
        assert found.returncode == 0, found.stderr
        return found.stdout

    def decide(self, rules: str, *records: Mapping[str, object], domain: str | None = None) -> Decided:
        """What a project of these rules makes of an event with each of the records."""
        folder = self.root / "project"
        folder.mkdir()
        if domain is not None:
            (folder / "eigen.domein").write_text(domain, encoding="utf-8")
        name, event = ("eigen.domein", "ding veranderd") if domain else ("werkbonnen", "werkbon planbord update")
        (folder / "regeltaal.toml").write_text(
            f'[project]\ndomein = "{name}"\nregels = ["*.regel"]\n', encoding="utf-8"
        )
        (folder / "regels.regel").write_text(rules, encoding="utf-8")
        events = [{"id": "e", "gebeurtenis": event, "record": {"nummer": "1", **one}} for one in records]
        found = self.run("-c", DECIDE, str(folder), json.dumps(events))
        assert found.returncode == 0, found.stderr
        said: dict[str, list[str]] = json.loads(found.stdout)
        return Decided(**said)


@frozen
class Recipe:
    """What is edited by hand: a change of the text per file; a new file begins empty."""

    edits: Mapping[str, Callable[[str], str]]

    def carry_out(self, root: Path) -> House:
        for name in ("src", "grammar", "pyproject.toml", "docs/maak.py", "docs/taal.md"):
            _copy(name, root)
        for name in ("spec", "values", "check", "syntax", "test_catalogue.py", "test_codes.py", "chunks.py", "assist"):
            _copy(f"tests/{name}", root)
        for name, edit in self.edits.items():
            path = root / name
            before = path.read_text(encoding="utf-8") if path.exists() else ""
            after = edit(before)
            assert after != before
            path.write_text(after, encoding="utf-8")
        return House(root, {"XDG_CACHE_HOME": str(root / "cache")} if GRAMMAR in self.edits else {})

    def without(self, *forgotten: str) -> "Recipe":
        assert set(forgotten) <= set(self.edits)
        return evolve(self, edits={name: edit for name, edit in self.edits.items() if name not in forgotten})


def _copy(name: str, root: Path) -> None:
    source, target = ROOT / name, root / name
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        # Compiled modules go along: with the times of their sources they count, and spare the work.
        shutil.copytree(source, target)
    else:
        shutil.copy2(source, target)


def new(text: str) -> Callable[[str], str]:
    def edit(before: str) -> str:
        assert before == ""
        return dedent(text).lstrip("\n")

    return edit


def put(*pieces: tuple[str, str]) -> Callable[[str], str]:
    """Puts texts before the one place where an anchor stands, or at the end (an empty anchor)."""

    def edit(text: str) -> str:
        for anchor, piece in pieces:
            assert not anchor or text.count(anchor) == 1, anchor
            text = text.replace(anchor, piece + anchor) if anchor else text + piece
        return text

    return edit


# ---------------------------------------------------------------- the recipes

RHYMING = """\
          | sum "RIJMT" _not "OP" _exact sum -> op_rhymes_with
          | sum "NIET" "RIJMT" "OP" _exact sum -> op_rhymes_with
"""
OPERATOR = Recipe(
    {
        GRAMMAR: put(
            (
                '          | sum "LIJKT" _not "OP"',
                RHYMING,
            ),
            ('STOP_KW: "STOP"', 'RIJMT_KW: "RIJMT"\n'),
        ),
        TEXTUAL_OPERATORS: put(
            (
                "ALL = (CONTAINS,",
                dedent("""
                    RHYMES_WITH = Operator(
                        key="rhymes_with",
                        spelling="RIJMT OP",
                        negated_spelling="RIJMT NIET OP",
                        doc=Text(nl="De tekst rijmt hierop.", en="The text rhymes with this."),
                        overloads=(_text_overload(lambda text, part: text[-3:] == part[-3:]),),
                        example='korte omschrijving RIJMT OP "ketel"',
                    )

                    """).lstrip(),
            ),
            ("MATCHES)", "RHYMES_WITH, "),
        ),
        "tests/spec/operators/rhymes_with.txt": new("""
            "lekt de ketel" | "Vlekkenetel" => WAAR
            "lekt de ketel" | "kraan" => ONWAAR
            "lekt de ketel" | ("kraan"; "netel") => WAAR
            LEEG | "netel" => ONWAAR
            "ketel" | LEEG => ONWAAR
            LEEG | LEEG => ONWAAR
            FOUT | "netel" => FOUT
            "ketel" | FOUT => FOUT
            EXACT: "ketel" | "NETEL" => ONWAAR
            EXACT: "ketel" | "netel" => WAAR
            """),
    }
)
FUNCTION = Recipe(
    {
        TEXTUAL_FUNCTIONS: put(
            (
                "ALL = (LENGTE,",
                dedent("""
                    def _reversed(environment: Environment, text: str) -> str:
                        del environment
                        return text[::-1]


                    OMGEKEERD = Function(
                        name="OMGEKEERD",
                        doc=Text(nl="De tekst van achter naar voren.", en="The text from back to front."),
                        overloads=(Overload((TEXT,), _reversed, result=TEXT, when_empty=WhenEmpty.CARRIES),),
                        example='OMGEKEERD(commentaar) = "negel"',
                        parameters=("tekst",),
                    )

                    """).lstrip(),
            ),
            ("LENGTE,)", "OMGEKEERD, "),
        ),
        "tests/spec/functions/OMGEKEERD.txt": new("""
            "legen" => "negel"
            "" => ""
            LEEG => LEEG
            FOUT => FOUT
            3 => GEEN: tekst
            """),
    }
)
KIND = Recipe(
    {
        "src/regeltaal/values/kinds/kenteken.py": new("""
            '''kenteken: the number plate of a Dutch vehicle.'''

            import re

            from regeltaal.base.text import Text
            from regeltaal.values.kinds.checked import checked_text


            def _is_right(text: str) -> bool:
                return re.fullmatch(r"[A-Z0-9]{1,3}-[A-Z0-9]{2,3}-[A-Z0-9]{1,2}", text) is not None


            KIND = checked_text(
                "kenteken",
                Text(nl="Een Nederlands kenteken.", en="A Dutch number plate."),
                "G-123-BB",
                spelling=str.upper,
                is_right=_is_right,
            )
            """),
        KINDS: put(
            ("    kvk,\n", "    kenteken,\n"),
            ("VAT = Scalar", "KENTEKEN = Scalar(kenteken.KIND)\n"),
            ("VAT, MONTH)", "KENTEKEN, "),
        ),
        "tests/spec/kinds/kenteken.txt": new("""
            json: "g-123-bb" => "G-123-BB"
            json: 3 => FOUT: is geen kenteken
            toon: "g-123-bb" => G-123-BB
            vergelijk: "g-123-bb" = "G-123-BB"
            geldig: G-123-BB => JA
            geldig: 123 => NEE
            """),
    }
)
PRIORITY_CHECK = """\
        if value == DEFAULT_PRIORITY:
            self.found.add(head_problems.usual_priority(literal.span))
"""
PRIORITY_CASE = """\
---
REGEL "a"
  PRIORITEIT 100  #! RT699 ook 100
WANNEER werkbon compleet gemeld
DAN ARCHIVEER werkbon
"""
DIAGNOSTIC = Recipe(
    {
        "src/regeltaal/check/problems/heads.py": put(
            (
                "",
                dedent("""

                    USUAL_PRIORITY = declare(
                        "RT699",
                        Severity.WARNING,
                        title=Text(nl="Prioriteit die al gold", en="Priority that was there already"),
                        message=Text(nl="zonder PRIORITEIT is die ook 100", en="without PRIORITEIT it is 100 too"),
                        why=Text(nl="Een regel zonder prioriteit krijgt 100.", en="A rule without priority gets 100."),
                        wrong=head("PRIORITEIT 100"),
                        right=head("PRIORITEIT 90"),
                    )


                    def usual_priority(span: Span) -> Diagnostic:
                        return Diagnostic(USUAL_PRIORITY, span)
                    """),
            )
        ),
        "src/regeltaal/check/head.py": put(
            (
                "        return int(value)\n\n    def _validity",
                PRIORITY_CHECK,
            )
        ),
        "tests/check/golden/scope.regel": put(
            (
                "",
                PRIORITY_CASE,
            )
        ),
    }
)
KEYWORD = Recipe(
    {
        GRAMMAR: put(('"ELK" | "ELKE"', '"IEDER" | '), ('IN_KW: "IN"', 'IEDER_KW: "IEDER"\n')),
        HELP: put(('    "IN": _t(', '    "IEDER": _t("Elke rij van de lijst.", "Every row of the list."),\n')),
    }
)

OPERATOR_TESTS = "tests/values/test_operator_spec.py"
KIND_TESTS = "tests/values/test_kind_spec.py"
GRAMMAR_TESTS = "tests/syntax/test_grammar.py"
HELP_TESTS = "tests/assist/test_completion.py"
CATALOGUE = "tests/test_catalogue.py"
KEYWORD_PROOF = "every_keyword or every_production or every_word or test_expectations"
OPERATOR_PROOF = f"test_operator_spec or operators_are_those or spelled or rhymes_with or {KEYWORD_PROOF}"
RULE = 'DOMEIN werkbonnen\nREGEL "a"\nWANNEER werkbon planbord update\nEN {}\nDAN ZET commentaar = "raak"\n'


def test_an_operator_costs_three_files(tmp_path: Path) -> None:
    house = OPERATOR.carry_out(tmp_path)
    assert len(OPERATOR.edits) == 3
    rule = RULE.format('korte omschrijving RIJMT OP "netel" EN korte omschrijving RIJMT NIET OP EXACT "KRAAN"')
    found = house.decide(rule, {"korte omschrijving": "Lekke ketel"}, {"korte omschrijving": "kraan"}, {})
    assert found == Decided([], ["waar", "onwaar", "onwaar"])
    assert house.failures(OPERATOR_TESTS, CATALOGUE, GRAMMAR_TESTS, HELP_TESTS, "-k", OPERATOR_PROOF) == []
    assert "`RIJMT NIET OP`" in house.documentation()


def test_a_function_costs_two_files(tmp_path: Path) -> None:
    house = FUNCTION.carry_out(tmp_path)
    assert len(FUNCTION.edits) == 2
    found = house.decide(
        RULE.format('OMGEKEERD(commentaar) = "negel"'), {"commentaar": "legen"}, {"commentaar": "a"}, {}
    )
    assert found == Decided([], ["waar", "onwaar", "onbekend"])
    assert house.failures(OPERATOR_TESTS, CATALOGUE, "-k", "test_operator_spec or OMGEKEERD") == []
    assert "OMGEKEERD(tekst)" in house.documentation()


def test_a_kind_of_value_costs_three_files(tmp_path: Path) -> None:
    house = KIND.carry_out(tmp_path)
    assert len(KIND.edits) == 3
    domain = """DOMEIN eigen
        OBJECT ding
          VELD nummer: tekst SLEUTEL
          VELD kenteken: kenteken VOORBEELD "G-123-BB" WIJZIGBAAR
        GEBEURTENIS ding veranderd BIJ ding
        """
    rule = """DOMEIN eigen
        REGEL "a" WANNEER ding veranderd
        EN kenteken IS GELDIG EN kenteken = "g-123-bb"
        DAN WIS kenteken
        """
    found = house.decide(rule, {"kenteken": "G-123-bb"}, {"kenteken": "123"}, domain=domain)
    assert found == Decided([], ["waar", "onwaar"])
    assert house.failures(KIND_TESTS, OPERATOR_TESTS, "-k", "test_kind_spec or is_valid or kenteken") == []
    assert "`kenteken`" in house.documentation()


def test_a_diagnostic_costs_three_files(tmp_path: Path) -> None:
    house = DIAGNOSTIC.carry_out(tmp_path)
    assert len(DIAGNOSTIC.edits) == 3
    rule = RULE.format("garantie").replace('"a"', '"a" PRIORITEIT 100')
    assert house.decide(rule, {"garantie": True}) == Decided(["RT699"], ["waar"])
    before, _, _ = (tmp_path / "tests/check/golden/scope.regel").read_text(encoding="utf-8").partition(PRIORITY_CASE)
    line = before.count("\n") + 2
    chosen = f"RT699 or scope.regel:{line}"
    assert house.failures("tests/check/test_check_golden.py", "tests/test_codes.py", CATALOGUE, "-k", chosen) == []
    assert "RT699" in house.documentation()


def test_a_keyword_costs_two_files(tmp_path: Path) -> None:
    house = KEYWORD.carry_out(tmp_path)
    assert list(KEYWORD.edits) == [GRAMMAR, HELP]
    rule = RULE.format("materialen IS GEVULD EN IEDER materiaal IN materialen WAARVOOR materiaal.aantal > 1")
    found = house.decide(rule, {"materialen": [{"aantal": 2}]}, {"materialen": [{"aantal": 1}]})
    assert found == Decided([], ["waar", "onwaar"])
    assert house.failures(GRAMMAR_TESTS, HELP_TESTS, "tests/syntax/test_expectations.py", "-k", KEYWORD_PROOF) == []


# ---------------------------------------------------------------- an action: nothing of the project changes

ACTION_DOMAIN = """DOMEIN eigen
OBJECT ding
  VELD nummer: tekst SLEUTEL
  VELD kleur: tekst WIJZIGBAAR
GEBEURTENIS ding veranderd BIJ ding
ACTIE VERF ding BIJ ding
  PARAMETER kleur: tekst VERPLICHT
"""
ACTION_RULE = 'DOMEIN eigen\nREGEL "a"\nWANNEER ding veranderd\nDAN VERF ding MET kleur = "rood"\n'
ACTION_CODE = """
from regeltaal import ActionCall, Bindings

BINDINGS = Bindings()


@BINDINGS.action("VERF ding")
def paint(call: ActionCall) -> None:
    call.our_records.write(call.record, "kleur", call.parameter("kleur"))
"""
PROCESS = """
import sys
import regeltaal

with regeltaal.Engine(regeltaal.load(sys.argv[1])) as engine:
    result = engine.process({"id": "e", "gebeurtenis": "ding veranderd", "record": {"nummer": "1", "kleur": "wit"}})
    with engine.store.look() as unit:
        print(result.rules[0].actions[0].status.value, *(one.fields["kleur"] for one in unit.records("ding")))
"""


@pytest.mark.parametrize(("installed", "outcome"), [(True, "uitgevoerd rood"), (False, "overgeslagen wit")])
def test_an_action_costs_no_code_in_the_core(tmp_path: Path, *, installed: bool, outcome: str) -> None:
    project, package = tmp_path / "project", tmp_path / "package"
    written = {
        project / "regeltaal.toml": '[project]\ndomein = "eigen.domein"\nregels = ["*.regel"]\n',
        project / "eigen.domein": ACTION_DOMAIN,
        project / "regels.regel": ACTION_RULE,
        package / "verven.py": ACTION_CODE,
        package / "verven-1.0.dist-info" / "METADATA": "Metadata-Version: 2.1\nName: verven\nVersion: 1.0\n",
        package / "verven-1.0.dist-info" / "entry_points.txt": "[regeltaal.actions]\neigen = verven:BINDINGS\n",
    }
    for path, text in written.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    paths = os.pathsep.join([str(ROOT / "src"), *([str(package)] if installed else [])])
    found = House(ROOT, {"PYTHONPATH": paths}).run("-c", PROCESS, str(project))
    assert (found.stdout.strip(), found.stderr) == (outcome, "")


# ---------------------------------------------------------------- what is forgotten is missed

CASES_OF_RECORD = "test_every_record_has_cases_with_each_operand_filled_empty_and_faulty"
FORGOTTEN = [
    pytest.param(
        OPERATOR,
        "tests/spec/operators/rhymes_with.txt",
        OPERATOR_TESTS,
        {f"{CASES_OF_RECORD}[operators/rhymes_with]", "test_every_spec_file_is_about_a_record"},
        id="operator-cases",
    ),
    pytest.param(
        OPERATOR,
        TEXTUAL_OPERATORS,
        GRAMMAR_TESTS,
        {"test_the_operators_are_those_that_values_know"},
        id="operator-record",
    ),
    pytest.param(
        OPERATOR,
        GRAMMAR,
        CATALOGUE,
        {"test_an_operator_is_read_as_it_is_spelled[RIJMT OP]", "test_an_example_checks[rhymes_with]"},
        id="operator-grammar",
    ),
    pytest.param(
        FUNCTION,
        "tests/spec/functions/OMGEKEERD.txt",
        OPERATOR_TESTS,
        {f"{CASES_OF_RECORD}[functions/OMGEKEERD]"},
        id="function-cases",
    ),
    pytest.param(
        FUNCTION, TEXTUAL_FUNCTIONS, OPERATOR_TESTS, {"test_every_spec_file_is_about_a_record"}, id="function-record"
    ),
    pytest.param(
        KIND,
        "tests/spec/kinds/kenteken.txt",
        KIND_TESTS,
        {"test_every_kind_has_cases_of_every_part[Kind(kenteken)]"},
        id="kind-cases",
    ),
    pytest.param(KIND, KINDS, KIND_TESTS, {"test_every_spec_file_is_about_a_kind"}, id="kind-name"),
    pytest.param(
        DIAGNOSTIC,
        "tests/check/golden/scope.regel",
        CATALOGUE,
        {"test_every_code_has_a_case_of_its_stage[RT699]"},
        id="diagnostic-case",
    ),
    pytest.param(
        DIAGNOSTIC,
        "src/regeltaal/check/head.py",
        "tests/test_codes.py",
        {"test_the_wrong_sample_gives_the_code[RT699]"},
        id="diagnostic-call",
    ),
    pytest.param(KEYWORD, HELP, HELP_TESTS, {"test_every_word_of_the_grammars_has_a_line_of_help"}, id="keyword-help"),
]


@pytest.mark.parametrize(("recipe", "forgotten", "tests", "missed"), FORGOTTEN)
def test_what_is_forgotten_is_missed_by_a_test(
    recipe: Recipe, forgotten: str, tests: str, missed: set[str], tmp_path: Path
) -> None:
    house = recipe.without(forgotten).carry_out(tmp_path)
    assert missed == set(house.failures(*(f"{tests}::{one}" for one in missed)))
