"""After whatever somebody did all is found that a check of all finds; and only what has to be is done again."""

import gc
import shutil
import weakref
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.again.conftest import FILES, write_files
from tests.messages.changes import mutants
from tests.workspace.edits import EDITS
from tests.workspace.session import Session

from regeltaal.base.codes import all_codes
from regeltaal.base.diagnostic import Code, SampleKind
from regeltaal.base.source import Source
from regeltaal.check.scope import FileNames
from regeltaal.report.codes import load_codes
from regeltaal.workspace import open_file
from regeltaal.workspace.part import Part
from regeltaal.workspace.part_check import PartCheck, Surroundings, check_part

ROOT = Path(__file__).parents[2]
load_codes()
SAMPLES = [code for code in all_codes() if code.wrong.kind is SampleKind.RULES]
KLUSSEN, BEGRIPPEN, LIJSTEN = "regels/klussen.regel", "regels/begrippen.regel", "regels/lijsten.regel"
Start = Callable[[], Session]


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Start:
    """A session on the project in which files lean on one another every way there is."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder, mirror = tmp_path / "project", tmp_path / "spiegel"

    def started() -> Session:
        for one in (folder, mirror):
            shutil.rmtree(one, ignore_errors=True)
            one.mkdir()
        write_files(folder, FILES)
        return Session(folder, mirror)

    return started


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each part was checked, by its first line."""
    counted: Counter[str] = Counter()

    def counting(part: Part, now: Surroundings) -> PartCheck:
        counted[part.text.partition("\n")[0]] += 1
        return check_part(part, now)

    monkeypatch.setattr(open_file, "check_part", counting)
    return counted


Step = tuple[str, int]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(sorted(EDITS)), st.integers(0, 2**32)), min_size=1, max_size=8))
@example(steps=[("open", 1), ("domain", 3), ("begin", 5), ("template", 1), ("settings", 4), ("remove", 2)])
def test_whatever_was_edited_all_is_found_that_a_check_of_all_finds(start: Start, steps: Sequence[Step]) -> None:
    session = start()
    for name, seed in steps:
        EDITS[name](session, Random(seed))  # noqa: S311 - chance that can be repeated
        if name not in ("begin", "look"):
            assert session.found() == session.found_at_once()
    assert session.found_afresh() == session.found()


@pytest.mark.parametrize("project", ["werkbonnen", "boekhouding"])
def test_with_each_mistake_in_an_example_the_same_is_found(project: str, start: Start) -> None:
    session = start()
    shutil.rmtree(session.folder)
    shutil.copytree(ROOT / "examples" / project, session.folder)
    for path in [one for one in session.paths if one.endswith(".regel")][:2]:
        text = session.text(path) or ""
        spoiled = [one.text for one in mutants(Source(path, text))]
        for one in spoiled[7 :: max(1, len(spoiled) // 12)]:
            session.edit(path, one)
            assert session.found() == session.found_at_once()
        session.edit(path, text)
    assert session.found() == session.found_at_once()


def _texts(code: Code) -> Iterator[str]:
    for sample in (code.wrong, code.right, code.wrong):
        yield sample.text if sample.text.startswith("DOMEIN") else f"DOMEIN {sample.domain}\n{sample.text}"


@pytest.mark.parametrize("code", SAMPLES[::3], ids=lambda code: code.id)
def test_a_mistake_and_its_repair_are_found_as_they_are_made(code: Code, start: Start) -> None:
    session = start()
    for path, content in code.wrong.files:
        session.write(path, content)
    session.edit("regeltaal.toml", f'[project]\ndomein = "{code.wrong.domain}"\n')
    for text in _texts(code):
        session.edit(KLUSSEN, text)
        assert session.found() == session.found_at_once()


def test_a_dependency_that_is_not_seen_is_noticed(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """The law above can fail: here names are asked without that being noted."""
    monkeypatch.setattr(FileNames, "_note", lambda _self, _key: None)
    session = start()
    session.edit(KLUSSEN, session.text(KLUSSEN) or "")
    assert session.found() == session.found_at_once()
    session.edit(BEGRIPPEN, (session.text(BEGRIPPEN) or "").replace("DEFINITIE groot", "DEFINITIE groter"))

    assert session.found() != session.found_at_once()


# ---------------------------------------------------------------- what is done again


def test_an_edit_in_a_rule_checks_that_rule_alone(start: Start, checked: Counter[str]) -> None:
    session = start()
    text = session.text(KLUSSEN) or ""
    session.edit(KLUSSEN, text)
    session.found()
    checked.clear()

    session.edit(KLUSSEN, text.replace("PRIORITEIT 20", "PRIORITEIT 30"))
    session.found()

    assert checked == {'REGEL "Klaar"': 1}


def test_a_changed_definition_checks_who_asked_for_it(start: Start, checked: Counter[str]) -> None:
    session = start()
    session.edit(KLUSSEN, session.text(KLUSSEN) or "")
    session.edit(BEGRIPPEN, session.text(BEGRIPPEN) or "")
    session.found()
    checked.clear()

    session.edit(BEGRIPPEN, (session.text(BEGRIPPEN) or "").replace("> 5", "> 6"))
    session.found()

    assert checked == {"DEFINITIE groot BIJ werkbon = AANTAL(materialen) > 6 EN bekend": 1, 'REGEL "Bedankt"': 1}


def test_a_changed_list_checks_who_asked_for_it_by_way_of_a_definition(start: Start, checked: Counter[str]) -> None:
    session = start()
    for path in (KLUSSEN, BEGRIPPEN, LIJSTEN):
        session.edit(path, session.text(path) or "")
    session.found()
    checked.clear()

    session.edit(LIJSTEN, (session.text(LIJSTEN) or "").replace('"Onderhanden"', '"Gepland"'))
    session.found()

    assert sorted(checked) == [
        "DEFINITIE bekend BIJ werkbon = werkstatus IN standen",
        "DEFINITIE groot BIJ werkbon = AANTAL(materialen) > 5 EN bekend",
        'LIJST standen = "Uitgevoerd"; "Gepland"',
        'REGEL "Bedankt"',
    ]


def test_a_changed_template_checks_who_names_it(start: Start, checked: Counter[str]) -> None:
    session = start()
    session.edit(KLUSSEN, session.text(KLUSSEN) or "")
    session.found()
    checked.clear()

    session.edit("sjablonen/Klaar.txt", "Klaar {nummer}")
    session.found()

    assert checked == {'REGEL "Klaar"': 1}


def test_an_edit_before_all_was_checked_loses_nothing(start: Start, checked: Counter[str]) -> None:
    session = start()
    text = session.text(KLUSSEN) or ""
    session.edit(KLUSSEN, text)
    while not checked['REGEL "Klaar"']:
        session.begin(sum(checked.values()) + 8)
    session.edit(KLUSSEN, text.replace('REGEL "Terug"', 'REGEL "Weer terug"'))
    session.found()

    assert checked['REGEL "Bedankt"'] == checked['REGEL "Klaar"'] == 1


def test_a_large_file_is_not_checked_again_when_it_is_closed(start: Start, checked: Counter[str]) -> None:
    session = start()
    rules = (
        f'REGEL "Klaar {number}"\nWANNEER werkbon compleet gemeld\nDAN LEES document in\n' for number in range(900)
    )
    session.write(KLUSSEN, "DOMEIN werkplaats\n" + "".join(rules))
    session.edit(KLUSSEN, session.text(KLUSSEN) or "")
    session.found()
    checked.clear()

    session.close(KLUSSEN)

    assert session.found() == session.found_at_once()
    assert not checked


def test_a_domain_that_is_broken_for_a_while_checks_nothing_again(start: Start, checked: Counter[str]) -> None:
    session = start()
    session.edit(KLUSSEN, session.text(KLUSSEN) or "")
    before = session.found()
    domain = session.text("werkplaats.domein") or ""
    session.edit("werkplaats.domein", domain.replace("OBJECT", "OBJECTT", 1))
    assert session.found() == session.found_at_once() != before
    assert session.state.schema is not None
    assert session.state.scope(KLUSSEN) is not None
    checked.clear()

    session.edit("werkplaats.domein", domain)

    assert session.found() == before
    assert not checked


# ---------------------------------------------------------------- steps, and what is left behind


def test_in_steps_the_same_is_found_as_at_once(start: Start) -> None:
    session = start()
    for path in (KLUSSEN, BEGRIPPEN):
        session.edit(path, session.text(path) or "")
    steps = sum(1 for _ in session.state.settle(first=BEGRIPPEN))

    assert session.found() == session.found_at_once()
    assert steps > len(session.state.sheets[KLUSSEN].parts)
    assert not list(session.state.settle())


def test_a_step_checks_one_part_at_most(start: Start, checked: Counter[str]) -> None:
    session = start()
    session.edit(KLUSSEN, session.text(KLUSSEN) or "")
    before = 0
    for _ in session.state.settle():
        assert sum(checked.values()) - before <= 1
        before = sum(checked.values())
    assert before == len(session.state.sheets[KLUSSEN].parts)


def test_of_the_file_that_is_looked_at_something_is_known_early(start: Start) -> None:
    session = start()
    session.edit(KLUSSEN, (session.text(KLUSSEN) or "").replace("nummer", "nummr").replace("EN groot", "EN grooot"))
    state = session.state
    early = [found for _ in state.settle(first=KLUSSEN) if (found := state.early(KLUSSEN)) is not None]

    assert len(early) > 1
    assert [one.code.id for one in early[0]] == ["RT201"]


def test_a_state_that_was_replaced_is_garbage(start: Start) -> None:
    session = start()
    session.edit(KLUSSEN, session.text(KLUSSEN) or "")
    session.found()
    gone = weakref.ref(session.state)
    for number in range(3):
        session.edit(KLUSSEN, f"{session.text(KLUSSEN)}# {number}\n")
        session.begin(number)
    session.found()
    gc.collect()

    assert gone() is None


def test_findings_that_stayed_are_the_very_same_list(start: Start) -> None:
    session = start()
    session.edit("regels/post.regel", f"{session.text('regels/post.regel')}\n{FAULTY}")
    session.edit(KLUSSEN, f"{session.text(KLUSSEN)}\n{FAULTY}")
    session.found()
    before = session.state.findings
    session.edit(KLUSSEN, f"{session.text(KLUSSEN)}\n# niets")
    after = session.state.findings
    post, klussen = session.folder / "regels/post.regel", session.folder / KLUSSEN

    assert after[post] is before[post]
    session.edit(KLUSSEN, (session.text(KLUSSEN) or "").replace("\n", "\n\n", 1))
    assert session.state.findings[klussen] is not after[klussen]
    assert session.found() == session.found_at_once()


FAULTY = 'REGEL "Zonder"\nWANNEER werkbon compleet gemeld\nEN onbekend veld = 3\nDAN ZET status = "Compleet"\n'
