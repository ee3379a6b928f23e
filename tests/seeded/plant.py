"""What planting is: a site (a rule of a good set), edits to its file, and which declarations the defect then is of."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from importlib import import_module
from pathlib import Path
from random import Random
from typing import TypeVar

from attrs import field, frozen
from tests.seeded.goodsets import World, with_text

from regeltaal.base.node import Node, evolve
from regeltaal.base.source import Source, Span
from regeltaal.project import Project
from regeltaal.schema.model import Event, Object, key_of
from regeltaal.syntax import tree
from regeltaal.syntax.parser import parse

T = TypeVar("T")
Edit = tuple[int, int, str]
"""From, up to, and what comes in its place."""


class NoPlaceError(Exception):
    """This defect can't be planted here."""


@frozen
class Plan:
    """Edits of the site's file; ``targets`` are the keys (see ``keys``) of the declarations that then have the defect.

    ``confirm``: "never" or "always" of the whole condition, or "known" (never ONBEKEND), as the reference decides.
    ``scratch`` is the planted part of the condition, where that alone must be so.
    """

    edits: Sequence[Edit] = ()
    targets: Sequence[str] = ()
    templates: Mapping[str, str] = field(factory=dict)
    confirm: str = ""
    scratch: str = ""


@frozen(eq=False)
class Plant:
    """A planted defect: the project with it, and where it is."""

    slug: str
    shape: str
    world: World
    path: str
    project: Project
    places: Sequence[Span]
    changed: str
    """The new text of what changed, for people."""


@frozen(eq=False)
class Site:
    """A rule in a good set, with a die."""

    world: World
    file: tree.RuleFile
    rule: tree.Rule
    random: Random

    # ------------------------------------------------------------ reading

    @property
    def text(self) -> str:
        return self.file.source.text

    @property
    def own_text(self) -> str:
        return self.rule.span.text

    @property
    def name(self) -> str:
        return str(self.rule.name.plain)

    @property
    def key(self) -> str:
        return f"regel {self.name}"

    @cached_property
    def record(self) -> Object:
        trigger = self.rule.triggers[0]
        name = self.event.object if isinstance(trigger, tree.EventTrigger) else trigger.object.key
        found = self.world.schema.object(name)
        assert found is not None
        return found

    @cached_property
    def event(self) -> Event:
        trigger = self.rule.triggers[0]
        if not isinstance(trigger, tree.EventTrigger):
            raise NoPlaceError
        found = self.world.schema.event(trigger.event.key)
        assert found is not None
        return found

    @property
    def is_administration(self) -> bool:
        return self.file.header.administration is not None

    @property
    def parts(self) -> Sequence[tree.Expr]:
        """The parts of the condition that all must hold."""
        match self.rule.condition:
            case None:
                return ()
            case tree.Conjunction(parts):
                return parts
            case other:
                return (other,)

    def performs(self) -> list[tree.Perform]:
        return [one for one in self.rule.then if isinstance(one, tree.Perform)]

    def nodes(self, *kinds: type) -> Iterator[Node]:
        return (one for one in walk(self.rule) if isinstance(one, kinds))

    # ------------------------------------------------------------ choosing

    def pick(self, among: Sequence[T]) -> T:
        if not among:
            raise NoPlaceError
        return self.random.choice(among)

    def need(self, holds: object) -> None:
        if not holds:
            raise NoPlaceError

    def plain(self) -> None:
        """A rule to which a condition can be added: no ANDERS that it could make unreachable or unsure."""
        self.need(not self.rule.otherwise and not self.rule.on_unknown and not self.rule.as_one)

    # ------------------------------------------------------------ writing

    def part(self, text: str, *, first: bool | None = None) -> Edit:
        """A condition more, behind the others or before them."""
        before = self.random.random() < 0.3 if first is None else first
        at = self.rule.triggers[-1].span.end
        if not before and self.rule.condition is not None:
            at = self.rule.condition.span.end
        return (at, at, f"\nEN {text}")

    def action(self, text: str, *, last: bool = False) -> Edit:
        """An action more in DAN, as the first or (where the rule ends nothing) as the last."""
        if last:
            self.need(not any(isinstance(one, tree.Stop) or self.ends(one) for one in self.rule.then))
            end = self.rule.then[-1].span.end
            return (end, end, f"\n  {text}")
        start = self.rule.then[0].span.start
        return (start, start, f"{text}\n  ")

    def head(self, text: str, *, last: bool = False) -> Edit:
        """A line more in the head."""
        metas = [one for one in self.rule.metas if not isinstance(one, tree.PerRow)]
        at = metas[-1].span.end if last and metas else self.rule.name.span.end
        return (at, at, f"\n  {text}")

    def before(self, text: str) -> Edit:
        """A declaration more, before the rule."""
        return (self.rule.span.start, self.rule.span.start, f"{text}\n\n")

    def after(self, text: str) -> Edit:
        """A declaration more, at the end of the file."""
        end = len(self.text)
        return (end, end, f"\n\n{text}\n")

    def replace(self, span: Span, text: str) -> Edit:
        return (span.start, span.end, text)

    def ends(self, action: tree.Action) -> bool:
        if not isinstance(action, tree.Perform):
            return False
        known = self.world.schema.action(action.verb.text, action.name.text)
        return known is not None and known.ends is not None


def walk(node: object) -> Iterator[Node]:
    """A node and all that is in it."""
    if isinstance(node, tuple):
        for one in node:
            yield from walk(one)
    elif isinstance(node, Node) and not isinstance(node, Span):
        yield node
        for name in type(node).__fields__:
            yield from walk(getattr(node, name))


WHOLE_FILE = "het bestand"
"""As a target: a comment is of no declaration."""
Planter = Callable[[Site], Plan]
PLANTERS: dict[str, dict[str, Planter]] = defaultdict(dict)
"""By kind of defect and by shape."""


def planter(slug: str, shape: str) -> Callable[[Planter], Planter]:
    def keep(function: Planter) -> Planter:
        assert shape not in PLANTERS[slug], (slug, shape)
        PLANTERS[slug][shape] = function
        return function

    return keep


def sites(world: World, random: Random) -> Iterator[Site]:
    """Every rule of a set, in any order."""
    found = [(file, item) for file in world.files for item in file.items if isinstance(item, tree.Rule)]
    random.shuffle(found)
    return (Site(world, file, rule, random) for file, rule in found)


def applied(text: str, edits: Sequence[Edit]) -> str:
    for start, end, new in sorted(edits, key=lambda one: one[0], reverse=True):
        text = text[:start] + new + text[end:]
    return text


def planted(slug: str, shape: str, site: Site, plan: Plan) -> Plant:
    """The project with the defect in it."""
    path = site.file.source.path
    text = applied(site.text, plan.edits)
    project = with_text(site.world.project, path, text) if plan.edits else site.world.project
    templates = {name: Source(template_path(project, name), one) for name, one in plan.templates.items()}
    if templates:
        project = evolve(project, templates={**project.templates, **templates})
    targets = set(plan.targets or (site.key,))
    places = [item.span for source in project.rules for item in parse(source).file.items if key_of_item(item) & targets]
    places += [Span(one, 0, len(one.text)) for name, one in templates.items() if f"sjabloon {name}" in targets]
    if WHOLE_FILE in targets:
        places.append(Span(Source(path, text), 0, len(text)))
    changed = "\n\n".join(one.text for one in places) or text
    return Plant(slug, shape, site.world, path, project, places, changed)


def template_path(project: Project, name: str) -> str:
    return f"{project.config.templates}/{name}"


def key_of_item(item: tree.Item) -> frozenset[str]:
    """What a declaration is called in ``targets``."""
    match item:
        case tree.Rule():
            return frozenset({f"regel {item.name.plain}"})
        case tree.Test():
            return frozenset({f"test {item.name.plain}"})
        case tree.ListDeclaration():
            return frozenset({f"lijst {item.name.key}"})
        case tree.Definition():
            return frozenset({f"definitie {item.name.key}"})
        case tree.Use():
            return frozenset({f"gebruik {item.path.plain}"})
        case _:
            return frozenset()


def same_name(one: str, other: str) -> bool:
    return key_of(one) == key_of(other)


def load_planters() -> None:
    """Imports every module with planters, so that ``PLANTERS`` is complete."""
    for path in sorted((Path(__file__).parent / "planters").glob("*.py")):
        import_module(f"tests.seeded.planters.{path.stem}")
