"""What lint rules find in the parts of a file is what they find in the file: so each rule is of the kind it says."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

import pytest
from tests.chunks import chunks
from tests.messages.changes import mutants
from tests.workspace.comparing import problem

from regeltaal.base.codes import all_codes
from regeltaal.base.diagnostic import Code, Diagnostic, SampleKind
from regeltaal.base.node import evolve
from regeltaal.base.source import Source, Span
from regeltaal.check.checker import CheckedFile, Checker, Group
from regeltaal.lint import exemptions
from regeltaal.lint.linter import LintedPart, Unit, lint, lint_part, lint_project, lint_together
from regeltaal.lint.view import FileView, ProjectView, view_of, view_of_part
from regeltaal.pipeline import Ground, domain_of, told_by
from regeltaal.project import Project, open_project
from regeltaal.report.codes import load_codes
from regeltaal.syntax.parser import Parsed, parse
from regeltaal.workspace.part import Part
from regeltaal.workspace.sheet import Sheet

ROOT = Path(__file__).resolve().parent.parent.parent
GOLDEN = ROOT / "tests" / "lint" / "golden"
PROJECTS = ("examples/werkbonnen", "examples/boekhouding", "tests/language/werkbonnen", "tests/kantoor")
STEP = 997
Found = Counter[str]


def _plain(found: Sequence[Diagnostic], sheets: Mapping[str, Sheet]) -> Found:
    """With places in the whole file, whichever text they are in."""

    def shift(source: Source) -> int:
        sheet = sheets.get(source.path)
        number = sheet.number_of(source) if sheet else None
        return 0 if sheet is None or number is None else sum(len(one.source.text) for one in sheet.parts[:number])

    return Counter(repr(problem(one, shift)) for one in found)


class Whole:
    """The files of a project, each linted as a whole."""

    def __init__(self, project: Project, checker: Checker) -> None:
        self.told: list[Diagnostic] = []
        parsed = {one.path: parse(one) for one in project.rules}
        group = checker.group({path: one.file for path, one in parsed.items()}, parsed)
        linted = {path: lint(self._view(one, group, checker)) for path, one in parsed.items()}
        read = {path: exemptions.read(one.file) for path, one in parsed.items()}
        units = {path: (Unit(parsed[path].file.source, one.facts),) for path, one in linted.items()}
        view = ProjectView(project.templates)
        self.across = tuple(lint_project(units, view))
        self.own = [found for one in linted.values() for found in one.problems]
        self.own += [found for one in read.values() for found in one.problems]
        exempted = [(parsed[path].file.source, one.exemptions) for path, one in read.items()]
        self.heeded = list(exemptions.heed((*self.own, *self.across), exempted, tell_unused=True))

    def _view(self, parsed: Parsed, group: Group, checker: Checker) -> FileView:
        path = parsed.file.source.path
        checked = group.check(path)
        told = told_by(parsed, checker.schema)
        self.told += told
        setting = evolve(checker.setting, templates=checked.templates)
        errors = [one.span.start for one in (*told, *checked.problems) if one.is_error]
        return view_of(parsed.file, checked.rules, checker.schema, setting, errors)


class InParts:
    """The same, each file linted part by part."""

    def __init__(self, project: Project, checker: Checker) -> None:
        self._checker = checker
        self.sheets = {one.path: Sheet(one) for one in project.rules}
        self._group = checker.group({path: one.file for path, one in self.sheets.items()}, self.sheets)
        self.told: list[Diagnostic] = []
        self.own: list[Diagnostic] = []
        units = {path: self._units(sheet) for path, sheet in self.sheets.items()}
        self.across = tuple(lint_project(units, ProjectView(project.templates)))
        self.own += [found for one in self.sheets.values() for found in one.exemptions.problems]
        exempted = [(one.source, one.exemptions.exemptions) for one in self.sheets.values()]
        found = (*self.own, *self.across)
        self.heeded = list(exemptions.heed(found, exempted, tell_unused=True, at=self._offset))

    def _offset(self, span: Span) -> int:
        return self.sheets[span.source.path].offset_of(span)

    def _units(self, sheet: Sheet) -> Sequence[Unit]:
        checked = {
            part: self._group.part(part.file_in(sheet.header), is_first=part is sheet.parts[0]) for part in sheet.parts
        }
        declared = self._group.wrong[sheet.path]
        told = [one for part in checked for one in told_by(part.parsed, self._checker.schema, sheet.declared)]
        self.told += told
        found = (*told, *declared, *(found for one in checked.values() for found in one.problems))
        errors = [one for one in found if one.is_error]
        linted = {part: self._linted(part, sheet, one, errors) for part, one in checked.items()}
        units = [Unit(part.source, one.facts) for part, one in linted.items()]
        for one in linted.values():
            self.own += (*one.problems, *(() if errors else one.when_sound))
        self.own += lint_together(units)
        return units

    def _linted(self, part: Part, sheet: Sheet, checked: CheckedFile, errors: Sequence[Diagnostic]) -> LintedPart:
        setting = evolve(self._checker.setting, templates=checked.templates)
        own = [one.span.start for one in errors if one.span.source is part.source]
        file = part.file_in(sheet.header)
        return lint_part(view_of_part(file, checked.rules, self._checker.schema, setting, own))


def _assert_alike(project: Project) -> None:
    ground = Ground(project, domain_of(project, (parse(one).file for one in project.rules)))
    if ground.checker is None:
        return
    whole, parts = Whole(project, ground.checker), InParts(project, ground.checker)
    for found, wanted in (
        (parts.told, whole.told),
        (parts.own, whole.own),
        (parts.across, whole.across),
        (parts.heeded, whole.heeded),
    ):
        assert _plain(found, parts.sheets) == _plain(wanted, {})


def _opened(folder: Path) -> Project:
    project = open_project(folder).project
    assert project is not None
    return project


@pytest.mark.parametrize("folder", PROJECTS)
def test_a_project_is_found_the_same_by_its_parts(folder: str) -> None:
    _assert_alike(_opened(ROOT / folder))


@pytest.mark.parametrize("folder", PROJECTS)
def test_so_is_one_with_any_mistake_in_it(folder: str) -> None:
    project = _opened(ROOT / folder)
    for number, file in enumerate(project.rules):
        for mutant in islice(mutants(file), number * 31 % STEP, None, STEP):
            changed = Source(file.path, mutant.text)
            _assert_alike(evolve(project, rules=(changed,)))


def _written(folder: Path, files: Mapping[str, str], domain: str) -> Project:
    settings = f'[project]\ndomein = "{domain}"\nregels = ["**/*.regel"]\n'
    for path, text in {"regeltaal.toml": settings, **files}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return _opened(folder)


load_codes()
SAMPLES = [code for code in all_codes() if code.wrong.kind is SampleKind.RULES]


@pytest.mark.parametrize("code", SAMPLES, ids=lambda code: code.id)
def test_a_sample_of_each_code_is_found_the_same_by_its_parts(code: Code, tmp_path: Path) -> None:
    for name, sample in (("fout", code.wrong), ("goed", code.right)):
        text = sample.text if sample.text.startswith("DOMEIN") else f"DOMEIN {sample.domain}\n{sample.text}"
        files = {"voorbeeld.regel": text, **dict(sample.files)}
        _assert_alike(_written(tmp_path / name, files, sample.domain))


def _by_file() -> Iterator[tuple[str, Sequence[str]]]:
    texts: dict[str, list[str]] = {}
    for chunk in chunks(GOLDEN):
        texts.setdefault(chunk.file, []).append(chunk.text)
    yield from texts.items()


@pytest.mark.parametrize(("name", "texts"), list(_by_file()), ids=[name for name, _ in _by_file()])
def test_the_golden_texts_are_found_the_same_by_their_parts(name: str, texts: Sequence[str], tmp_path: Path) -> None:
    """Each by itself, and all of them as one file: there what one declaration brings is beside every other one."""
    domains = {"DOMEIN boekhouding" in text for text in texts}
    for number, text in enumerate(texts):
        domain = "boekhouding" if "DOMEIN boekhouding" in text else "werkbonnen"
        own, *others = text.split("\n=== ")
        headed = own if "DOMEIN " in own else f"DOMEIN {domain} {own}"
        files = {"regels.regel": headed}
        for other in others:
            path, content = other.split("\n", 1)
            if path.strip().endswith(".regel"):
                files[path.strip()] = content if "DOMEIN " in content else f"DOMEIN {domain} {content}"
        _assert_alike(_written(tmp_path / str(number), files, domain))
    if domains == {False}:
        together = "DOMEIN werkbonnen\n" + "\n".join(texts)
        _assert_alike(_written(tmp_path / name, {"samen.regel": together}, "werkbonnen"))
