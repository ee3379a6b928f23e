"""The good rule sets: those made for this, and those that the repository has anyway, with what was left out and why."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from attrs import field, frozen

from regeltaal.base.node import evolve
from regeltaal.base.source import Source, at_start
from regeltaal.pipeline import Ground, domain_of
from regeltaal.project import Project, open_project
from regeltaal.project.model import FreeField, ProjectConfig
from regeltaal.rechecking import Rechecker
from regeltaal.schema.model import Schema
from regeltaal.syntax import tree
from regeltaal.syntax.parser import parse

TESTS = Path(__file__).resolve().parents[1]
ROOT = TESTS.parent
OWN = TESTS / "seeded" / "goed"
PAPER = ROOT.parent / "shared" / "design" / "paper"
"""The automations with which the language was tried on paper lie beside the repository, or not at all."""

ELSEWHERE = {
    "examples/werkbonnen": "",
    "examples/boekhouding": "",
    "tests/kantoor": "klussen.regel",
    "tests/language/eigen": "",
    "tests/language/boekhouding": "",
}
"""Of each the file that is no good set, if there is one."""

LEFT_OUT = {
    "tests/kantoor klussen.regel, bakker.regel": "rules that write over one another and start each other on purpose",
    "tests/language/werkbonnen": "one rule per construct of the language, many of them true of every record on purpose",
    "shared/design/paper": "the rules that the finished language refuses (see tests/language/test_paper.py)",
}
_LEFT_FILES = {"tests/kantoor": ("regels/klussen.regel", "regels/bakker.regel")}

FREE_FIELDS = tuple(
    FreeField("werkbon", name, type_, at_start(Source("regeltaal.toml", "")))
    for name, type_ in (("meterstand", "getal"), ("sleutel aanwezig", "ja-nee"))
)

KNOWN = {
    ("examples/werkbonnen", "RT601"): "the checker's own warning, and so: empty counts as no there",
    ("paper/werkbonnen", "RT601"): "idem: sketches from before there was a checker",
    ("paper/boekhouding", "RT601"): "idem",
    ("paper/werkbonnen", "standaard-parameter"): "so: a sketch gives `aantal = 1`",
    ("tests/language/boekhouding", "selectie-zonder-gevolg"): "so: a text that shows each way to exclude",
}
"""What is rightly said of the sets that were there: by the checker before there were lint rules, or of sketches."""


@frozen(eq=False)
class World:
    """A good rule set, read and understood."""

    name: str
    project: Project
    schema: Schema
    ground: Ground = field(repr=False)
    files: tuple[tree.RuleFile, ...] = field(repr=False)

    def file(self, path: str) -> tree.RuleFile:
        return next(one for one in self.files if one.source.path == path)

    @property
    def text(self) -> str:
        return "\n".join(one.text for one in self.project.rules)


@cache
def worlds() -> tuple[World, ...]:
    """Every good rule set."""
    own = (_opened(f"goed/{path.name}", path, ()) for path in sorted(OWN.iterdir()))
    others = (_opened(name, ROOT / name, _LEFT_FILES.get(name, ())) for name in ELSEWHERE)
    return (*own, *others, *_on_paper())


def _opened(name: str, path: Path, without: tuple[str, ...]) -> World:
    project = open_project(path).project
    assert project is not None, name
    return world_of(name, evolve(project, rules=tuple(one for one in project.rules if one.path not in without)))


def world_of(name: str, project: Project) -> World:
    files = tuple(parse(one).file for one in project.rules)
    ground = Ground(project, domain_of(project, files))
    assert ground.schema is not None, name
    return World(name, project, ground.schema, ground, files)


def _on_paper() -> Iterator[World]:
    """The sketches, a set for each domain, without the rules that the finished language refuses."""
    for domain, pattern in (("werkbonnen", "os_*.regel"), ("boekhouding", "zv_*.regel")):
        paths = sorted(PAPER.glob(pattern))
        if paths:
            rules = tuple(Source(path.name, path.read_text(encoding="utf-8")) for path in paths)
            config = ProjectConfig(domain=domain, free_fields=FREE_FIELDS if domain == "werkbonnen" else ())
            yield _without_errors(f"paper/{domain}", Project(PAPER, config, rules, loose=True))


def _without_errors(name: str, project: Project) -> World:
    """Cuts out every declaration with an error, until there is none."""
    while errors := [one for one in Rechecker().check(project).problems if one.is_error]:
        found = errors[0]
        source = next(one for one in project.rules if one.path == found.span.source.path)
        item = next(one for one in parse(source).file.items if one.span.start <= found.span.start < one.span.end)
        project = with_text(project, source.path, source.text[: item.span.start] + source.text[item.span.end :])
    return world_of(name, project)


def with_text(project: Project, path: str, text: str) -> Project:
    rules = tuple(Source(path, text) if one.path == path else one for one in project.rules)
    return evolve(project, rules=rules)
