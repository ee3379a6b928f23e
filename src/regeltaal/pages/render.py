"""Rendering the pages. The one place that knows the templates; what a project holds is escaped wherever it stands."""

import base64
import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from attrs import frozen
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from regeltaal.base.node import Node
from regeltaal.base.text import Language
from regeltaal.pages.highlight import Piece, pieces
from regeltaal.pages.picture import picture
from regeltaal.pages.words import WORDS
from regeltaal.report.action_words import Step, steps_of
from regeltaal.report.flow import Chart, charts, flow_of
from regeltaal.report.overview_columns import COLUMNS, Column
from regeltaal.report.rule_words import outline, triggers_of
from regeltaal.report.sentences import sentences
from regeltaal.report.style import printable
from regeltaal.report.told_tests import ToldTest
from regeltaal.runtime.overview import RuleFacts
from regeltaal.schema.model import Match, Schema

INDEX = "index.html"
PICTURE = "beeld.html"
ADMINISTRATIONS = "administraties.html"
TESTS = "tests.html"
_LONGEST_SLUG = 60


class Subject(Node):
    """What a site is about."""

    project: str
    rules: Sequence[RuleFacts]
    schema: Schema
    tests: Sequence[ToldTest] = ()
    administrations: Sequence[str] = ()


def site(subject: Subject, language: Language) -> Mapping[str, str]:
    """The pages by path: the overview, the picture, the administrations, the tests, and one for each rule."""
    links = _links(subject.rules)
    pages = {
        INDEX: overview_page(subject.project, subject.rules, COLUMNS, language, links),
        PICTURE: _picture_page(subject, language, links),
        ADMINISTRATIONS: _administrations_page(subject, language, links),
        TESTS: _tests_page(subject, language, links),
    }
    for at, link in enumerate(links):
        pages[link] = _rule_page(subject, at, language, links)
    return pages


def overview_page(
    project: str,
    rules: Sequence[RuleFacts],
    columns: Sequence[Column],
    language: Language,
    links: Sequence[str] | None = None,
) -> str:
    """The overview by itself, or (with ``links``) as the first page of a site."""
    rows = [
        _Row(
            facts,
            [column.show(facts, language) for column in columns],
            links[at] if links else None,
            " ".join((*sentences(facts.rule, language), facts.rule.description, facts.rule.span.text)),
        )
        for at, facts in enumerate(rules)
    ]
    return _page(
        "overzicht.html", language, project=project, rows=rows, columns=columns, folder="", linked=links is not None
    )


@frozen
class _Row:
    facts: RuleFacts
    cells: list[tuple[str, ...]]
    link: str | None
    search: str
    """What is searched besides the cells."""


@frozen
class _Part:
    """A branch of a rule: its heading and its steps."""

    title: str
    steps: tuple[Step, ...]


def _rule_page(subject: Subject, at: int, language: Language, links: Sequence[str]) -> str:
    facts = subject.rules[at]
    rule = facts.rule
    branches = (("then", rule.then), ("otherwise", rule.otherwise), ("on_unknown", rule.on_unknown))
    flow = flow_of(at, rule, subject.schema, language)
    return _page(
        "regel.html",
        language,
        project=subject.project,
        folder="../",
        rule=rule,
        facts=facts,
        shown=[(one.name.show(language), one.show(facts, language)) for one in COLUMNS if one.key not in _ELSEWHERE],
        sentences=sentences(rule, language),
        picture=picture(Chart(str(rule.id), (flow,)), {}, language),
        triggers=triggers_of(rule),
        condition=outline(rule.condition),
        parts=[_Part(WORDS[name].show(language), steps_of(rule, body, language)) for name, body in branches if body],
        pieces=list(pieces(rule.span)),
        tests=[_Test(one.name, list(pieces(one.span)), ()) for one in subject.tests if at in one.rules],
        first=facts.match is Match.FIRST,
        previous=links[at - 1] if at else None,
        next=links[at + 1] if at + 1 < len(links) else None,
    )


@frozen
class _Test:
    """A test with its text, and the rules that it is about, each with its link."""

    name: str
    pieces: list[Piece]
    rules: tuple[tuple[str, str], ...]


def _picture_page(subject: Subject, language: Language, links: Sequence[str]) -> str:
    drawn = charts([one.rule for one in subject.rules], subject.schema, language)
    shown = [(one.title, picture(one, dict(enumerate(links)), language)) for one in drawn]
    return _page("beeld.html", language, project=subject.project, folder="", charts=shown)


def _administrations_page(subject: Subject, language: Language, links: Sequence[str]) -> str:
    """For each administration the rules that are for it."""
    rows = [
        (name, [(str(facts.rule.id), link) for facts, link in _both(subject, links) if name in facts.applies_to])
        for name in subject.administrations
    ]
    return _page("administraties.html", language, project=subject.project, folder="", rows=rows)


def _both(subject: Subject, links: Sequence[str]) -> Iterator[tuple[RuleFacts, str]]:
    return zip(subject.rules, links, strict=True)


def _tests_page(subject: Subject, language: Language, links: Sequence[str]) -> str:
    tests = [
        _Test(one.name, list(pieces(one.span)), tuple((str(subject.rules[at].rule.id), links[at]) for at in one.rules))
        for one in subject.tests
    ]
    return _page("tests.html", language, project=subject.project, folder="", tests=tests)


_ELSEWHERE = frozenset({"naam", "omschrijving", "gebeurtenis", "voorwaarde", "acties", "uitgesloten"})


def _links(rules: Sequence[RuleFacts]) -> list[str]:
    """A path for each rule, made of its name; equal ones get a number."""
    found: list[str] = []
    for facts in rules:
        slug = _slug(str(facts.rule.id))
        count = 1
        while (link := f"regels/{slug}{f'-{count}' if count > 1 else ''}.html") in found:
            count += 1
        found.append(link)
    return found


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_SLUG].rstrip("-") or "regel"


# ---------------------------------------------------------------- templates


def _page(name: str, language: Language, **values: object) -> str:
    words = {key: text.show(language, {"project": "{project}", "count": "{count}"}) for key, text in WORDS.items()}
    style, script = _asset("stijl.css"), _asset("overzicht.js")
    template = _environment().get_template(name)
    return template.render(
        words=words,
        language=language,
        style=Markup(style),  # noqa: S704 - a file of ours
        script=Markup(script),  # noqa: S704 - idem
        nav=(
            (INDEX, WORDS["all_rules"]),
            (PICTURE, WORDS["picture_short"]),
            (ADMINISTRATIONS, WORDS["administrations"]),
            (TESTS, WORDS["tests"]),
        ),
        policy=f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'",
        **values,
    )


def _hash(content: str) -> str:
    """What a browser lets through by its content, so that nothing else on a page can run."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("regeltaal.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )


@cache
def _asset(name: str) -> str:
    environment = _environment()
    source = environment.loader.get_source(environment, name)[0] if environment.loader is not None else ""
    return f"\n{source.strip()}\n"


def _shown(value: object) -> object:
    """What a project holds, as a page may hold it."""
    return value if isinstance(value, Markup) or not isinstance(value, str) else printable(value)
