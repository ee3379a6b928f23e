"""Problems with what a piece of syntax means: mixed EN and OF, loose values, literals that are no value."""

from collections.abc import Iterable

from regeltaal.base.codes import declare
from regeltaal.base.diagnostic import Diagnostic, Edit, Fix, Severity
from regeltaal.base.source import Span
from regeltaal.base.text import Fact, Text
from regeltaal.check.problems.samples import condition
from regeltaal.check.problems.suggestions import DID_YOU_MEAN, meaning, replace
from regeltaal.syntax import tree

MIXTURE = declare(
    "RT150",
    Severity.ERROR,
    title=Text(nl="EN en OF door elkaar", en="EN and OF mixed"),
    message=Text(
        nl="EN en OF staan hier door elkaar zonder haakjes", en="EN and OF are mixed here without parentheses"
    ),
    why=Text(
        nl="`a EN b OF c` lezen mensen op twee manieren. Met haakjes staat er wat u bedoelt.",
        en="People read `a EN b OF c` in two ways. With parentheses it says what you mean.",
    ),
    wrong=condition('(garantie EN werk gereed OF status = "Compleet")'),
    right=condition('((garantie EN werk gereed) OF status = "Compleet")'),
    hint=Text(nl="Zet haakjes om wat bij elkaar hoort.", en="Put parentheses around what belongs together."),
)


def mixture(node: tree.Mixture) -> Diagnostic:
    readings = [_grouped(node, junction) for junction in ("EN", "OF") if junction in node.junctions]
    if len(readings) > 1 and _behind_en(node.span):
        readings[0] = f"({readings[0]})"
    return Diagnostic(MIXTURE, node.span, fixes=tuple(_reading(node.span, text) for text in readings))


def _behind_en(span: Span) -> bool:
    """Whether this stands behind the EN of a rule's conditions, with which `a OF b` is a mixture again."""
    return span.source.text[: span.start].split()[-1:] == ["EN"]


def _grouped(node: tree.Mixture, tight: str) -> str:
    """The parts with parentheses around those that ``tight`` joins."""
    groups: list[list[str]] = [[node.parts[0].span.text]]
    for junction, part in zip(node.junctions, node.parts[1:], strict=True):
        if junction == tight:
            groups[-1].append(part.span.text)
        else:
            groups.append([part.span.text])
    loose = "OF" if tight == "EN" else "EN"
    shown = [group[0] if len(group) == 1 else f"({f' {tight} '.join(group)})" for group in groups]
    return f" {loose} ".join(shown)


def _reading(span: Span, text: str) -> Fix:
    shown = " ".join(text.split())
    title = Text(nl=f"Ik bedoel: `{shown}`", en=f"I mean: `{shown}`")
    return Fix(title, (Edit(span, text),))


NO_CONDITION = declare(
    "RT151",
    Severity.ERROR,
    title=Text(nl="Geen voorwaarde", en="No condition"),
    message=Text(
        nl="hier hoort een voorwaarde; `{shown}` is van het type {type}",
        en="a condition belongs here; `{shown}` is of type {type}",
    ),
    why=Text(
        nl="Een voorwaarde vergelijkt iets, of is een veld van het type ja-nee.",
        en="A condition compares something, or is a yes/no field.",
    ),
    wrong=condition("commentaar"),
    right=condition("commentaar IS GEVULD"),
)


def no_condition(span: Span, type_: str, *, is_path: bool) -> Diagnostic:
    """A field that is no condition by itself was probably meant to be there at all."""
    facts: dict[str, Fact] = {"shown": " ".join(span.text.split()), "type": type_}
    if is_path:
        return meaning(NO_CONDITION, span, facts, f"{span.text} IS GEVULD")
    return Diagnostic(NO_CONDITION, span, facts)


LOOSE_VALUE = declare(
    "RT152",
    Severity.ERROR,
    title=Text(nl="Losse waarde achter EN of OF", en="Loose value behind EN or OF"),
    message=Text(nl="`{value}` is een losse waarde, geen voorwaarde", en="`{value}` is a loose value, no condition"),
    why=Text(
        nl='Achter EN en OF staat een hele voorwaarde. `status = "a" OF "b"` zegt niet waarmee "b" vergeleken wordt.',
        en='Behind EN and OF stands a whole condition. `status = "a" OF "b"` does not say what "b" is compared with.',
    ),
    wrong=condition('(status = "Compleet" OF "Afgehandeld")'),
    right=condition('status IN ("Compleet"; "Afgehandeld")'),
)


WHOLE_CONDITION = Text(
    nl='Schrijf ook waarmee `{value}` vergeleken wordt, zoals `veld = "waarde"`.',
    en='Write what `{value}` is compared with too, such as `field = "value"`.',
)


def is_loose(node: tree.Expr) -> bool:
    """A literal by itself, where a condition belongs."""
    match node:
        case tree.TextLiteral() | tree.ListLiteral():
            return True
        case tree.Literal(kind=kind):
            return kind not in ("yes", "no")
        case _:
            return False


def loose_value(node: tree.Conjunction | tree.Disjunction | tree.Mixture, index: int) -> Diagnostic:
    """A loose value at ``index``; with a comparison before it, its two readings."""
    part = node.parts[index]
    facts: dict[str, Fact] = {"value": " ".join(part.span.text.split())}
    start = next((at for at in range(index - 1, -1, -1) if not is_loose(node.parts[at])), None)
    comparison = None if start is None else node.parts[start]
    if start is None or not isinstance(comparison, tree.Operation) or len(comparison.operands) < 2:  # noqa: PLR2004 - a comparison
        return Diagnostic(LOOSE_VALUE, part.span, facts, WHOLE_CONDITION)
    stop = next((at for at in range(index, len(node.parts)) if not is_loose(node.parts[at])), len(node.parts))
    loose = node.parts[start + 1 : stop]
    stretch = comparison.span.to(loose[-1].span)
    subject, first = comparison.operands[0].span, comparison.operands[1].span
    values = [first.text, *(one.span.text for one in loose)]
    between = Span(subject.source, subject.end, first.start).text
    repeated = f" {_junction(node, index)} ".join(f"{subject.text}{between}{value}" for value in values)
    if isinstance(node, tree.Mixture):
        repeated = f"({repeated})"
    readings = dict.fromkeys((_any_of(subject.text, between, values), repeated))
    meant = " ".join(next(iter(readings)).split())
    fixes = tuple(_reading(stretch, text) for text in readings)
    return Diagnostic(LOOSE_VALUE, part.span, {**facts, "meant": meant}, DID_YOU_MEAN, fixes)


def _junction(node: tree.Conjunction | tree.Disjunction | tree.Mixture, index: int) -> str:
    """What stands before a part: EN or OF."""
    if isinstance(node, tree.Mixture):
        return node.junctions[index - 1]
    return "EN" if isinstance(node, tree.Conjunction) else "OF"


def values_joined(span: Span, loose: Span, listed: str) -> Diagnostic:
    """`("a" OF "b")` where a list belongs."""
    facts: dict[str, Fact] = {"value": " ".join(loose.text.split())}
    return Diagnostic(LOOSE_VALUE, loose, facts, fixes=(_reading(span, listed),))


def _any_of(subject: str, between: str, values: list[str]) -> str:
    """The reading with a list: `status IN ("a"; "b")`, `x BEVAT ("a"; "b")`."""
    items = f"({'; '.join(values)})"
    sign = between.strip()
    if sign == "=":
        return f"{subject} IN {items}"
    if sign == "<>":
        return f"{subject} NIET IN {items}"
    return f"{subject}{between}{items}"


BAD_LITERAL = declare(
    "RT153",
    Severity.ERROR,
    title=Text(nl="Geen geldige waarde", en="Not a valid value"),
    message=Text(nl="{reason}", en="{reason}"),
    why=Text(
        nl="Getallen, bedragen, datums en tijden staan in Nederlandse schrijfwijze en moeten bestaan.",
        en="Numbers, amounts, dates and times are in Dutch notation and must exist.",
    ),
    wrong=condition("datum = 31-2-2027"),
    right=condition("datum = 28-2-2027"),
)


def bad_literal(span: Span, reason: Text, readings: Iterable[str] = ()) -> Diagnostic:
    fixes = tuple(replace(span, text) for text in readings)
    return Diagnostic(BAD_LITERAL, span, {"reason": reason}, None if fixes else NOTATIONS, fixes)


NOTATIONS = Text(
    nl="Schrijf een getal als `1.250,50`, een datum als `31-12-2027` die bestaat en een tijd als `9:30`.",
    en="Write a number as `1.250,50`, a date as `31-12-2027` that exists and a time as `9:30`.",
)


OUTSIDE_WHERE = declare(
    "RT157",
    Severity.ERROR,
    title=Text(nl="Voorwaarde over de rij buiten WAARVOOR", en="Condition about the row outside WAARVOOR"),
    message=Text(
        nl="`{variable}` is hier niet meer bekend: zonder haakjes hoort bij WAARVOOR maar één voorwaarde",
        en="`{variable}` is no longer known here: without parentheses one condition belongs to WAARVOOR",
    ),
    why=Text(
        nl="WAARVOOR geldt voor de voorwaarde die er direct achter staat. Gaan er meer over die rij, dan staan zij "
        "samen tussen haakjes.",
        en="WAARVOOR is for the condition right behind it. Several about the same row stand together between "
        "parentheses.",
    ),
    wrong=condition("EEN m IN materialen WAARVOOR m.aantal > 2 EN m.prijs > € 10"),
    right=condition("EEN m IN materialen WAARVOOR (m.aantal > 2 EN m.prijs > € 10)"),
    hint=Text(nl="Zet haakjes om wat bij WAARVOOR hoort.", en="Put parentheses around what belongs to WAARVOOR."),
)


def outside_where(span: Span, variable: str, stretch: Span) -> Diagnostic:
    fix = _reading(stretch, f"({stretch.text})")
    return Diagnostic(OUTSIDE_WHERE, span, {"variable": variable}, fixes=(fix,))


COUNT_TOO_HIGH = declare(
    "RT154",
    Severity.ERROR,
    title=Text(nl="Aantal hoger dan er voorwaarden zijn", en="Count above the number of conditions"),
    message=Text(
        nl="hier staan {parts} voorwaarden, er kunnen er nooit {count} waar zijn",
        en="there are {parts} conditions here, {count} can never be true",
    ),
    why=Text(
        nl="MINSTENS en PRECIES tellen hoeveel van de voorwaarden tussen de haakjes waar zijn.",
        en="MINSTENS and PRECIES count how many of the conditions between the parentheses are true.",
    ),
    hint=Text(
        nl="Verlaag het aantal, of zet er meer voorwaarden bij.",
        en="Lower the number, or add more conditions.",
    ),
    wrong=condition("MINSTENS 3 VAN (garantie; werk gereed)"),
    right=condition("MINSTENS 2 VAN (garantie; werk gereed)"),
)


def count_too_high(span: Span, count: int, parts: int) -> Diagnostic:
    return Diagnostic(COUNT_TOO_HIGH, span, {"count": count, "parts": parts})


NO_OWN_FIELD = declare(
    "RT155",
    Severity.ERROR,
    title=Text(nl="Geen veld van het record zelf", en="Not a field of the record itself"),
    message=Text(
        nl="`{shown}` is geen veld van het record waar de gebeurtenis over gaat",
        en="`{shown}` is no field of the record that the event is about",
    ),
    why=Text(
        nl="WAS en IS GEWIJZIGD vergelijken met de waarde van voor de gebeurtenis; die is alleen van het record zelf "
        "bekend.",
        en="WAS and IS GEWIJZIGD compare with the value before the event; that is known of the record itself only.",
    ),
    hint=Text(
        nl="Gebruik een veld van het record zelf, zonder punt erin.",
        en="Use a field of the record itself, without a point in it.",
    ),
    wrong=condition('relatie.plaats WAS "Zeist"'),
    right=condition('commentaar WAS "Zeist"'),
)


def no_own_field(span: Span) -> Diagnostic:
    return Diagnostic(NO_OWN_FIELD, span, {"shown": " ".join(span.text.split())})


TOO_DEEP = declare(
    "RT156",
    Severity.ERROR,
    title=Text(nl="Te veel in elkaar", en="Nested too deeply"),
    message=Text(
        nl="deze regel is te diep in elkaar gezet om te controleren", en="this rule is nested too deeply to be checked"
    ),
    why=Text(
        nl="Meer dan honderd haakjes in elkaar kan niemand lezen. Een DEFINITIE geeft een deel een naam.",
        en="Nobody can read more than a hundred nested parentheses. A DEFINITIE gives a part a name.",
    ),
    wrong=condition("NIET " * 150 + "garantie"),
    right=condition("NIET (garantie OF garantie IS LEEG)"),
    hint=Text(nl="Geef een deel een naam met DEFINITIE.", en="Give a part a name with DEFINITIE."),
)


def too_deep(span: Span) -> Diagnostic:
    return Diagnostic(TOO_DEEP, span)
