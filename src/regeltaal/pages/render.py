"""Rendering the pages. The one place that knows the templates; what a project holds is escaped wherever it stands."""

import base64
import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache

from attrs import frozen
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from regeltaal.base.text import Language
from regeltaal.pages.highlight import pieces
from regeltaal.pages.words import WORDS
from regeltaal.report.action_words import Step, steps_of
from regeltaal.report.overview_columns import COLUMNS, Column
from regeltaal.report.rule_words import outline, triggers_of
from regeltaal.report.style import visible
from regeltaal.runtime.overview import RuleFacts
from regeltaal.schema.model import Match

INDEX = "index.html"
_LONGEST_SLUG = 60


def site(project: str, rules: Sequence[RuleFacts], language: Language) -> Mapping[str, str]:
    """The pages by path: the overview, and one for each rule."""
    links = _links(rules)
    pages = {INDEX: overview_page(project, rules, COLUMNS, language, links)}
    for at, facts in enumerate(rules):
        around = (links[at - 1] if at else None, links[at + 1] if at + 1 < len(rules) else None)
        pages[links[at]] = _rule_page(project, facts, language, around)
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
        _Row(facts, [column.show(facts, language) for column in columns], links[at] if links else None)
        for at, facts in enumerate(rules)
    ]
    return _page("overzicht.html", language, project=project, rows=rows, columns=columns, folder="")


@frozen
class _Row:
    facts: RuleFacts
    cells: list[tuple[str, ...]]
    link: str | None


@frozen
class _Part:
    """A branch of a rule: its heading and its steps."""

    title: str
    steps: tuple[Step, ...]


def _rule_page(project: str, facts: RuleFacts, language: Language, around: tuple[str | None, str | None]) -> str:
    rule = facts.rule
    branches = (("then", rule.then), ("otherwise", rule.otherwise), ("on_unknown", rule.on_unknown))
    return _page(
        "regel.html",
        language,
        project=project,
        folder="../",
        rule=rule,
        facts=facts,
        shown=[(one.name.show(language), one.show(facts, language)) for one in COLUMNS if one.key not in _ELSEWHERE],
        triggers=triggers_of(rule),
        condition=outline(rule.condition),
        parts=[_Part(WORDS[name].show(language), steps_of(rule, body, language)) for name, body in branches if body],
        pieces=list(pieces(rule.span)),
        first=facts.match is Match.FIRST,
        previous=around[0],
        next=around[1],
    )


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
    """Text of a project with nothing in it that no page may hold, or that turns the direction of what follows."""
    if isinstance(value, Markup) or not isinstance(value, str) or value.isprintable():
        return value
    return "".join(char if char in "\n\t" else visible(char) for char in value)
