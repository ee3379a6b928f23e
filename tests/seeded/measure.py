"""Plants defects, checks the rule set as `controleer` does, and compares what was found with what was planted."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from random import Random

from attrs import Factory, define, frozen
from tests.seeded.also_right import ALSO_RIGHT
from tests.seeded.goodsets import KNOWN, World, worlds
from tests.seeded.plant import PLANTERS, NoPlaceError, Plan, Plant, Site, key_of_item, load_planters, planted, sites
from tests.seeded.sampling import holds

from regeltaal.base import codes
from regeltaal.base.diagnostic import Diagnostic, Label
from regeltaal.base.source import Source, Span
from regeltaal.project.model import RULE_SUFFIX
from regeltaal.rechecking import Rechecker
from regeltaal.report.codes import load_codes
from regeltaal.syntax import tree
from regeltaal.syntax.parser import parse

TRIES = 40
"""Rules of a set that a shape is tried on before the next set."""
OF_THE_WHOLE = frozenset(
    {
        "ongebruikt-gebruik",
        "ongebruikt-sjabloon",
        "ongebruikte-definitie",
        "ongebruikte-lijst",
        "overbodige-uitzondering",
        "stop-zonder-gevolg",
    }
)
"""Kinds that loose files don't show: there may be more files than these."""
SAME_AS = {
    "gelijke-prioriteit": ("RT527",),
    "kettinggevolg": ("RT528",),
    "te-veel-gevraagd": ("altijd-waar", "nooit-waar"),
    "datum-vast": ("altijd-waar", "nooit-waar", "regel-gaat-nooit-af"),
}
"""Kinds that another code reports."""
COPIED = frozenset({"naam-zegt-niets", "dubbele-regel", "dubbele-actie", "zelfde-takken"})
"""Kinds that copy a text or give it a new name: what was told of the text is told of it there."""
TOLD_AS = {
    ("bereik-van-een-waarde", "VANAF TOT"): "nooit-waar",
    ("dubbele-voorwaarde", "lijst in andere volgorde"): "omvatte-voorwaarde",
    ("dubbele-voorwaarde", "andere hoofdletters"): "omvatte-voorwaarde",
    ("regel-gaat-nooit-af", "leeg na NAAR"): "nooit-waar",
    ("onbereikbare-anders", "alleen verplichte velden"): "altijd-waar",
    ("onbereikbare-anders", "beide kanten van een grens"): "altijd-waar",
    ("onbereikbare-anders", "gelijk of ongelijk"): "altijd-waar",
}
"""By kind and shape: another code that says what is wrong; of one mistake there is one message."""


@frozen
class Seen:
    """A finding, apart from its line: a shift of lines makes no new one."""

    code: str
    path: str
    declaration: str
    message: str


@define
class Judged:
    """What came of one plant."""

    plant: Plant
    found: bool
    also: Sequence[Diagnostic]
    false: Sequence[Diagnostic]
    crash: str = ""


@define
class Kind:
    """The figures of a kind of defect."""

    planted: int = 0
    found: int = 0
    also: int = 0
    false: int = 0
    shapes: Counter[str] = Factory(Counter)


@define
class Tally:
    """The figures, with every miss and every false finding."""

    kinds: dict[str, Kind] = Factory(lambda: defaultdict(Kind))
    good: list[tuple[World, Diagnostic]] = Factory(list)
    missed: list[Judged] = Factory(list)
    wrong: list[Judged] = Factory(list)
    crashed: list[Judged] = Factory(list)
    no_place: Counter[tuple[str, str]] = Factory(Counter)

    @property
    def right(self) -> int:
        return sum(one.found + one.also for one in self.kinds.values())

    @property
    def false(self) -> int:
        return sum(one.false for one in self.kinds.values()) + len(self.good)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.false)

    @property
    def recall(self) -> float:
        """Of the kinds that something reports: there is a list of ideas beyond those."""
        built = [one for slug, one in self.kinds.items() if is_built(slug)]
        return sum(one.found for one in built) / max(1, sum(one.planted for one in built))


class Measurer:
    """One rechecker for each good set, which has seen it whole."""

    def __init__(self) -> None:
        load_planters()
        load_codes()
        self._recheckers = {one.name: Rechecker() for one in worlds()}
        self.known = {one.name: self._known(one) for one in worlds()}

    def _known(self, world: World) -> Counter[Seen]:
        return Counter(map(seen, self._recheckers[world.name].check(world.project).problems))

    def good(self) -> Iterator[tuple[World, Diagnostic]]:
        """What is said of the good sets."""
        for world in worlds():
            for one in self._recheckers[world.name].check(world.project).problems:
                known = world.name.startswith("paper/") and one.code.name is None
                if not known and not any((world.name, name) in KNOWN for name in names(one)):
                    yield world, one

    def judge(self, plant: Plant) -> Judged:
        try:
            found = self._recheckers[plant.world.name].check(plant.project).problems
        except Exception as error:  # noqa: BLE001 - that nothing comes out is what is measured
            return Judged(plant, found=False, also=(), false=(), crash=f"{type(error).__name__}: {error}")
        known = self.known[plant.world.name]
        new = _new(found, known)
        if plant.slug in COPIED:
            before = {(one.code, one.message) for one in known}
            new = [one for one in new if (one.code.id, one.message()) not in before]
        wanted = {plant.slug, *SAME_AS.get(plant.slug, ()), TOLD_AS.get((plant.slug, plant.shape), plant.slug)}
        allowed = {*wanted, *ALSO_RIGHT.get(plant.slug, {})}
        hit = [one for one in new if names(one) & wanted and _is_at(one, plant.places)]
        rest = [one for one in new if not names(one) & wanted or not _is_at(one, plant.places)]
        also = [one for one in rest if names(one) & allowed and _is_at(one, plant.places)]
        false = [one for one in rest if one not in also]
        return Judged(plant, found=bool(hit), also=also, false=false)

    def is_sound(self, plant: Plant) -> bool:
        """Whether the planted text has no error."""
        try:
            found = self._recheckers[plant.world.name].check(plant.project).problems
        except Exception:  # noqa: BLE001 - judging it reports the crash
            return True
        return not any(one.is_error for one in found)


def seen(one: Diagnostic) -> Seen:
    return Seen(one.code.id, one.span.source.path, _declaration(one.span), one.message())


def _declaration(span: Span) -> str:
    """What the declaration is called that a place is in."""
    if not span.source.path.endswith(RULE_SUFFIX):
        return ""
    items = _items(span.source.path, span.source.text)
    return next((name for start, end, name in items if start <= span.start < end), "")


@lru_cache(maxsize=1 << 9)
def _items(path: str, text: str) -> Sequence[tuple[int, int, str]]:
    items = parse(Source(path, text)).file.items
    return [(one.span.start, one.span.end, " ".join(sorted(key_of_item(one)))) for one in items]


def names(one: Diagnostic) -> set[str]:
    return {one.code.id, one.code.name or one.code.id}


def _new(found: Sequence[Diagnostic], known: Counter[Seen]) -> list[Diagnostic]:
    left = Counter(known)
    new = []
    for one in found:
        key = seen(one)
        if left[key] > 0:
            left[key] -= 1
        else:
            new.append(one)
    return new


def _is_at(one: Diagnostic, places: Sequence[Span]) -> bool:
    spans = [one.span, *(label.span for label in one.labels if isinstance(label, Label))]
    return any(_within(span, place) for span in spans for place in places)


def _within(span: Span, place: Span) -> bool:
    return span.source.path == place.source.path and place.start <= span.start <= place.end


# ---------------------------------------------------------------- planting


def plants(slug: str, count: int, seed: int, measurer: Measurer, tally: Tally) -> Iterator[Plant]:
    """Defects of a kind, each of its shapes in turn, on rules drawn at random."""
    shapes = list(PLANTERS[slug])
    for number in range(count):
        random = Random(f"{seed} {slug} {number}")
        shape = shapes[number % len(shapes)]
        found = _planted(slug, shape, random, measurer)
        if found is None:
            tally.no_place[slug, shape] += 1
        else:
            yield found


def _planted(slug: str, shape: str, random: Random, measurer: Measurer) -> Plant | None:
    order = [one for one in worlds() if not (one.project.loose and slug in OF_THE_WHOLE)]
    random.shuffle(order)
    for world in order:
        for number, site in enumerate(sites(world, random)):
            if number == TRIES:
                break
            found = _tried(slug, shape, site, measurer)
            if found is not None:
                return found
    return None


def _tried(slug: str, shape: str, site: Site, measurer: Measurer) -> Plant | None:
    try:
        plan = PLANTERS[slug][shape](site)
    except NoPlaceError:
        return None
    made = planted(slug, shape, site, plan)
    if not made.places or not measurer.is_sound(made) or not _confirmed(site, plan, made):
        return None
    return made


def _confirmed(site: Site, plan: Plan, made: Plant) -> bool:
    """Whether the reference evaluator agrees with what the planter claims, of what was planted by itself."""
    if not plan.confirm:
        return True
    source = next(one for one in made.project.rules if one.path == made.path)
    if plan.scratch:
        span = site.rule.condition.span if site.rule.condition is not None else None
        at = site.rule.triggers[-1].span.end
        end = span.end if span is not None else at
        text = f"{site.text[:at]}\nEN {plan.scratch}{site.text[end:]}"
        source = type(source)(source.path, text)
    files: list[tree.RuleFile] = [parse(source if one.path == source.path else one).file for one in made.project.rules]
    assert site.world.ground.checker is not None
    program = site.world.ground.checker.check(files).program
    rules = [one for one in program.rules if one.id.name == site.name]
    return holds(plan.confirm, site.world, rules, site.random.randrange(1 << 30))


def run(seed: int, count: int, among: Sequence[str] = ()) -> Tally:
    """Plants ``count`` defects of each kind, and judges what is said of them."""
    measurer, tally = Measurer(), Tally()
    tally.good = list(measurer.good())
    for slug in among or sorted(PLANTERS):
        for plant in plants(slug, count, seed, measurer, tally):
            _add(tally, measurer.judge(plant))
    return tally


def _add(tally: Tally, judged: Judged) -> None:
    kind = tally.kinds[judged.plant.slug]
    kind.planted += 1
    kind.found += judged.found
    kind.also += len(judged.also)
    kind.false += len(judged.false)
    kind.shapes[judged.plant.shape] += 1
    if judged.crash:
        tally.crashed.append(judged)
    if not judged.found:
        tally.missed.append(judged)
    if judged.false:
        tally.wrong.append(judged)


def is_built(slug: str) -> bool:
    """Whether there is a rule for a kind, or an older code that reports it."""
    return any(codes.find(one) is not None for one in (slug, *SAME_AS.get(slug, ())))


def shapes() -> Mapping[str, int]:
    return {slug: len(found) for slug, found in PLANTERS.items()}
