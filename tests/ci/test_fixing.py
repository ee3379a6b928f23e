"""Mending what was found: what is applied, what is left, and that nothing else changes."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ci.samples import NAME, check, lay_out

from regeltaal.base.diagnostic import Code, Diagnostic, Edit, Fix
from regeltaal.base.node import Node, evolve
from regeltaal.base.source import Source, Span
from regeltaal.base.text import same
from regeltaal.checking import Checked, Way
from regeltaal.edited import ChangedMeanwhileError, Edits, Row, clash, edited, rewrite
from regeltaal.fixing import Mended, mend
from regeltaal.rechecking import Rechecked
from regeltaal.syntax.parser import parse

WAY = Way(afresh=True)


def write(mended: Mended) -> None:
    for one in mended.rewrites:
        rewrite(one.file, one.before.original, one.after)


def project(folder: Path, **files: str) -> Path:
    (folder / "regeltaal.toml").write_text('[project]\ndomein = "werkbonnen"\nregels = ["*.regel"]\n')
    for name, text in files.items():
        (folder / f"{name}.regel").write_bytes(text.encode())
    return folder


def errors(checked: Checked) -> list[str]:
    return [one.code.id for one in checked.problems if one.is_error]


# ------------------------------------------------------------------------------------------------ every sample


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
def test_every_sample_is_mended_as_far_as_it_can_be(
    tmp_path: Path, wrong_samples: Mapping[Code, Checked], *, unsafe: bool
) -> None:
    """Where the only fix is safe the code is gone; safe fixes never bring an error; and again does nothing."""
    tried = 0
    for code, before in wrong_samples.items():
        can_be_mended = any(_has_safe_fix(one) for one in before.problems if one.code.id == code.id)
        if not any(one.fixes for one in before.problems) or before.parts[0][0].opened.project is None:
            continue  # there are no fixes, or its settings can't be read: then nothing is known of it
        folder = tmp_path / code.id
        folder.mkdir()
        found = mend(check(lay_out(code.wrong, folder)), WAY, unsafe=unsafe)
        write(found)
        after = check(folder)
        assert [one.code.id for one in after.problems] == [one.code.id for one in found.checked.problems], code.id
        assert not can_be_mended or code.id not in {one.code.id for one in after.problems}, code.id
        assert unsafe or len(errors(after)) <= len(errors(before)), code.id
        if found.count:
            again = mend(after, WAY, unsafe=unsafe)
            assert (again.count, again.rewrites) == (0, ()), code.id
        tried += can_be_mended
    assert tried > 5


def _has_safe_fix(problem: Diagnostic) -> bool:
    return sum(fix.safe for fix in problem.fixes) == 1


# ------------------------------------------------------------------------------------------------ the law of edits

MISTAKES = (
    ('"Uitgevoerd"', "'Uitgevoerd'"),
    ('"Uitgevoerd"', "‘Uitgevoerd’"),
    ("; ", ", "),
    ("<>", "!="),
    ("<>", "≠"),
)
GOOD = """DOMEIN werkbonnen

# Een opmerking, met een komma, en een ‘aanhaling’.
REGEL "Een, ‘twee’; drie {i}"
WANNEER werkbon compleet gemeld
EN werkstatus = "Uitgevoerd"
EN korte omschrijving BEVAT ("a, b"; "c"; "d")
EN commentaar <> "é, 😀"
DAN
  MAAK taak MET titel = "Klaar, {{nummer}}"; omschrijving = "x, y"
"""


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(MISTAKES), max_size=3), min_size=1, max_size=3),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "\ufeff"]),
)
def test_a_rule_set_with_mistakes_becomes_what_it_was(
    tmp_path_factory: pytest.TempPathFactory, mistakes: list[list[tuple[str, str]]], end: str, mark: str
) -> None:
    """Idempotent, read without errors, and the meaning is that of the text before the mistakes."""
    folder = tmp_path_factory.mktemp("law")
    good = [GOOD.replace("{i}", str(at)).replace("{{", "{").replace("}}", "}") for at in range(len(mistakes))]
    project(folder)
    for at, (text, made) in enumerate(zip(good, mistakes, strict=True)):
        (folder / f"r{at}.regel").write_bytes((mark + _spoilt(text, made).replace("\n", end)).encode())
    found = mend(check(folder), WAY, unsafe=False)
    write(found)
    assert errors(check(folder)) == []
    for at, text in enumerate(good):
        content = (folder / f"r{at}.regel").read_bytes().decode()
        assert content.startswith(mark)
        assert content.removeprefix(mark).count("\r\n") == (text.count("\n") if end == "\r\n" else 0)
        assert _tree(content.removeprefix(mark).replace("\r\n", "\n")) == _tree(text)
        assert _comments(content) == _comments(text)
    assert mend(check(folder), WAY, unsafe=False).count == 0


def _spoilt(text: str, mistakes: list[tuple[str, str]]) -> str:
    head, _, rule = text.partition("EN werkstatus")
    rule = "EN werkstatus" + rule
    for right, wrong in mistakes:
        rule = rule.replace(right, wrong, 1)
    return head + rule


def _tree(text: str) -> Node:
    parsed = parse(Source("a.regel", text))
    assert parsed.problems == ()
    return parsed.file


def _comments(text: str) -> list[str]:
    return [line.rstrip("\r") for line in text.split("\n") if line.startswith("#")]


# ------------------------------------------------------------------------------------------------ one by one

HARMFUL = """DOMEIN werkbonnen
REGEL "a"
WANNEER werkbon compleet gemeld
EN werkstatus = 'Uitgevoerd'
DAN
  MAAK taak MET titel = "x"; titl = "y"
"""


def test_a_fix_that_brings_an_error_is_taken_back_and_the_others_are_made(tmp_path: Path) -> None:
    folder = project(tmp_path, a=HARMFUL)
    found = mend(check(folder), WAY, unsafe=True)
    write(found)
    assert (folder / "a.regel").read_text() == HARMFUL.replace("'", '"')
    assert (found.count, [one.fix.edits[0].replacement for one in found.harmful]) == (1, ["titel"])
    assert errors(check(folder)) == ["RT403"]


def test_between_two_fixes_the_author_chooses(tmp_path: Path) -> None:
    text = (
        'DOMEIN werkbonnen\nREGEL "a"\nWANNEER werkbon compleet gemeld\n'
        'EN status = "Compleet" EN spoed OF contract IS LEEG\nDAN WIS commentaar\n'
    )
    folder = project(tmp_path, a=text)
    before = check(folder)
    assert max(len(one.fixes) for one in before.problems) > 1
    assert mend(before, WAY, unsafe=True).count == 0


def test_the_settings_of_a_project_can_be_mended(tmp_path: Path) -> None:
    folder = project(tmp_path, a=GOOD)
    settings_file = folder / "regeltaal.toml"
    settings_file.write_text(settings_file.read_text() + 'tijdzon = "Europe/Amsterdam"\n')
    found = mend(check(folder), WAY, unsafe=False)
    write(found)
    assert 'tijdzone = "Europe/Amsterdam"' in settings_file.read_text()
    assert errors(check(folder)) == []


def test_what_is_not_asked_for_is_not_mended(tmp_path: Path) -> None:
    wrong = GOOD.replace('"Uitgevoerd"', "'Uitgevoerd'")
    folder = project(tmp_path, a=wrong, b=wrong.replace("{i}", "b"))
    write(mend(check(folder / "b.regel"), WAY, unsafe=False))
    assert (folder / "a.regel").read_text() == wrong
    assert "'" not in (folder / "b.regel").read_text()


def test_a_file_without_a_project_is_mended(tmp_path: Path) -> None:
    file = tmp_path / "los.regel"
    file.write_text(GOOD.replace('"Uitgevoerd"', "'Uitgevoerd'"))
    write(mend(check(file), WAY, unsafe=False))
    assert file.read_text() == GOOD


# ------------------------------------------------------------------------------------------------ what a fix may do


def _found(folder: Path, *asked: tuple[Sequence[tuple[Source, str, str]], str]) -> Checked:
    """As if in this project problems were found, each at a word of a.regel, with these replacements as its fix."""
    checked = check(folder)
    ((target, found),) = checked.parts
    rules = _texts(checked)["a.regel"]
    problems = []
    for edits, word in asked:
        made = tuple(_edit(source, at := source.text.index(old), at + len(old), new) for source, old, new in edits)
        start = rules.text.index(word)
        place = Span(rules, start, start + len(word))
        problems.append(Diagnostic(NAME, place, {"name": word}, fixes=(Fix(same("zo"), made, safe=True),)))
    assert found.project is not None
    return Checked(((target, Rechecked(found.project, tuple(problems), found.rule_counts)),))


def _texts(checked: Checked) -> Mapping[str, Source]:
    project = checked.parts[0][0].opened.project
    assert project is not None
    assert project.settings is not None
    return {one.path: one for one in (*project.rules, *project.templates.values(), project.settings)}


def test_a_fix_may_change_several_files_of_the_project(tmp_path: Path) -> None:
    folder = project(tmp_path, a=GOOD, b=GOOD.replace("{i}", "b"))
    (folder / "sjablonen").mkdir()
    (folder / "sjablonen" / "Brief.txt").write_text("Beste")
    texts = _texts(check(folder))
    words = [
        ("a.regel", "Klaar", "Gereed"),
        ("sjablonen/Brief.txt", "Beste", "Geachte"),
        ("regeltaal.toml", "[", "# x\n["),
    ]
    found = mend(_found(folder, ([(texts[path], old, new) for path, old, new in words], "REGEL")), WAY, unsafe=False)
    write(found)
    assert (found.count, len(found.rewrites)) == (1, 3)
    assert (folder / "sjablonen" / "Brief.txt").read_text() == "Geachte"
    assert (folder / "regeltaal.toml").read_text().startswith("# x\n[project]")


def test_a_fix_outside_the_project_or_of_an_older_text_is_not_made(tmp_path: Path) -> None:
    folder = project(tmp_path, a=GOOD)
    outside, older = (
        Source("werkbonnen.domein", "DOMEIN werkbonnen"),
        Source("a.regel", GOOD.replace("Klaar", "Vroeger")),
    )
    asked = [([(outside, "DOMEIN", "X")], "REGEL"), ([(older, "Vroeger", "X")], "WANNEER")]
    found = mend(_found(folder, *asked), WAY, unsafe=False)
    assert (found.count, found.rewrites, found.harmful) == (0, (), ())


def test_of_two_that_meet_the_first_is_made(tmp_path: Path) -> None:
    folder = project(tmp_path, a=GOOD)
    rules = _texts(check(folder))["a.regel"]
    asked = [([(rules, "Een opmerking", "Geen woord")], "REGEL"), ([(rules, "opmerking", "X")], "WANNEER")]
    write(mend(_found(folder, *asked), WAY, unsafe=False))
    assert "# Geen woord, met" in (folder / "a.regel").read_text()


def test_a_fix_after_which_the_problem_is_still_there_is_taken_back(tmp_path: Path) -> None:
    """It would be made again and again."""
    wrong = GOOD.replace("EN werkstatus", "EN qqq")
    folder = project(tmp_path, a=wrong)
    ((target, found),) = check(folder).parts
    rules = _texts(check(folder))["a.regel"]
    problem = next(one for one in found.problems if one.code.id == "RT201")
    vain = Fix(same("zo"), (_edit(rules, at := rules.text.index("# Een"), at, "# nog een\n"),), safe=True)
    assert found.project is not None
    told = Rechecked(found.project, (evolve(problem, fixes=(vain,)),), found.rule_counts)
    result = mend(Checked(((target, told),)), WAY, unsafe=False)
    assert (result.count, result.rewrites, len(result.harmful)) == (0, (), 1)


# ------------------------------------------------------------------------------------------------ files


def test_a_file_keeps_its_mark_its_rights_and_its_link(tmp_path: Path) -> None:
    real, link = tmp_path / "echt.regel", tmp_path / "link.regel"
    real.write_bytes("\ufeffa\r\nb\r\n".encode())
    real.chmod(0o640)
    link.symlink_to(real)
    rewrite(link, "a\r\nb\r\n", "a\r\nc\r\n")
    assert real.read_bytes() == "\ufeffa\r\nc\r\n".encode()
    assert (real.stat().st_mode & 0o777, link.is_symlink()) == (0o640, True)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["echt.regel", "link.regel"]


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "a.regel"
    file.write_text("nieuw")
    with pytest.raises(ChangedMeanwhileError):
        rewrite(file, "oud", "hersteld")
    assert file.read_text() == "nieuw"


def _edit(source: Source, start: int, end: int, text: str) -> Edit:
    return Edit(Span(source, start, end), text)


def _made(source: Source, *edits: Edit) -> str:
    together = Edits()
    assert all(together.take((one,)) for one in edits)
    return edited(source, together.by_path[source.path])


def test_letters_with_their_accent_apart_stay_as_they_are() -> None:
    source = Source("a.regel", "cafe\u0301 x cafe\u0301\r\nde\u0301 y\r\n")
    at = [source.text.index(one) for one in "xy"]
    made = _made(source, _edit(source, at[1], at[1] + 1, "q\nq"), _edit(source, at[0], at[0] + 1, ""))
    assert made == "cafe\u0301  cafe\u0301\r\nde\u0301 q\r\nq\r\n"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((0, 2, "x"), (2, 4, "y"), False),
        ((0, 3, "x"), (2, 4, "y"), True),
        ((0, 2, "x"), (0, 2, "x"), False),
        ((0, 2, "x"), (0, 2, "y"), True),
        ((2, 2, "x"), (2, 4, "y"), True),
        ((2, 2, "x"), (2, 2, "y"), True),
        ((2, 2, "x"), (3, 4, "y"), False),
    ],
)
def test_edits_that_meet(one: tuple[int, int, str], other: tuple[int, int, str], *, expected: bool) -> None:
    source = Source("a.regel", "abcdef")
    assert clash(Row(*one), Row(*other)) is clash(Row(*other), Row(*one)) is expected
    together = Edits()
    assert together.take((_edit(source, *one),))
    assert together.take((_edit(source, *other),)) is not expected
    assert Edits().take((_edit(source, *one), _edit(source, *other))) is not expected


PLACE = st.tuples(st.integers(0, 12), st.integers(0, 3), st.sampled_from(["", "X", "YZ"]))


@given(st.lists(PLACE, max_size=8))
def test_edits_that_were_taken_are_made_as_one_by_one_from_the_end(places: list[tuple[int, int, str]]) -> None:
    """None meets another, whatever the order they came in; and what stands behind them is where it is said to be."""
    source = Source("a.regel", "abcdefghijklmno")
    together, taken = Edits(), set[Row]()
    for start, length, text in places:
        if together.take((_edit(source, start, start + length, text),)):
            taken.add(Row(start, start + length, text))
        else:
            assert any(clash(Row(start, start + length, text), one) for one in taken)
    expected = source.text
    for one in sorted(taken, key=lambda one: (one.start, one.end), reverse=True):
        expected = expected[: one.start] + one.replacement + expected[one.end :]
    assert edited(source, together.by_path.get("a.regel", [])) == expected
    untouched = (at for at in range(15) if not any(one.start <= at < max(one.end, one.start + 1) for one in taken))
    assert all(expected[together.moved("a.regel", at)] == source.text[at] for at in untouched)
