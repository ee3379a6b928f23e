"""What a problem of the syntax says better once the domain is known.

With its names the parser sees where one name ends and the next begins, and an action tells which parameter a bare value
was meant for.
"""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from regeltaal.base.diagnostic import Diagnostic, sort
from regeltaal.base.source import Span
from regeltaal.base.suggest import nearest
from regeltaal.check.problems.suggestions import DID_YOU_MEAN, replace
from regeltaal.check.remedies import is_text, spelled
from regeltaal.schema.model import FREE_FIELDS, Action, Parameter, Schema, key_of
from regeltaal.syntax.parser import Parsed, parse
from regeltaal.syntax.problems.structure import UNNAMED_PARAMETER
from regeltaal.syntax.problems.words import CAPITALS_IN_NAME
from regeltaal.syntax.tree import Broken, Definition, ListDeclaration, RuleFile
from regeltaal.values.types import Enumeration, ListOf, ObjectType, Scalar

_MOST = 2
_OWN_WORDS = ("administraties", "vorige", "rij", "voorbeeld", "gebeurtenis", "administratie", "vrije velden")


def told(parsed: Parsed, schema: Schema, declared: AbstractSet[str] | None = None) -> tuple[Diagnostic, ...]:
    """What parsing a file found, said with the names of the domain and of the file at hand.

    Of a piece of a file ``declared`` is what the whole of it declares.
    """
    if not any(one.is_error for one in parsed.problems):
        return parsed.problems
    names = names_of(schema).union(declared_in(parsed.file) if declared is None else declared)
    broken = [item.span for item in parsed.file.items if isinstance(item, Broken)]
    again = parse(parsed.file.source, names).problems
    certain = [one for one in parsed.problems if not _is_in(one, broken)]  # what is checked is as these say
    return tuple(sharpened(one, schema) for one in sort((*certain, *(one for one in again if _is_in(one, broken)))))


def names_of(schema: Schema) -> frozenset[str]:
    """Every name that a rule may use, by key."""
    fields = (field for one in schema.objects.values() for field in one.fields)
    parameters = (key for action in schema.actions.values() for key in action.parameters)
    actions = (key_of(action.name) for action in schema.actions.values())
    phases = (key_of(phase.name) for some in schema.phases.values() for phase in some)
    own = (key.removeprefix(f"{FREE_FIELDS}.") for key in fields)
    return frozenset((*schema.objects, *own, *schema.events, *actions, *parameters, *phases, *_OWN_WORDS))


def _is_in(found: Diagnostic, spans: Iterable[Span]) -> bool:
    return any(span.start <= found.span.start <= span.end for span in spans)


def declared_in(file: RuleFile) -> Iterator[str]:
    """The names of lists and definitions, and of declarations that can't be read."""
    for item in file.items:
        match item:
            case ListDeclaration(name=name) | Definition(name=name):
                yield name.key
            case Broken(name=str() as name):
                yield key_of(name)
            case _:
                pass


def sharpened(found: Diagnostic, schema: Schema) -> Diagnostic:
    """The problem as it was, or with the parameters of the action that was written."""
    verb, _, name = str(found.facts.get("action", "")).partition(" ")
    action = schema.action(verb, name) or _action_meant(verb, name, schema)
    if found.code is CAPITALS_IN_NAME and action is not None and verb:
        return _with_title(found, f"{verb} {found.facts['found']}", action.title)
    if found.code is not UNNAMED_PARAMETER or action is None:
        return found
    value = str(found.facts["value"])
    word = found.span.text.split()[0] if not found.span.text.startswith(value) else ""
    more = ";" if found.facts.get("more") else ""
    meant = [f"MET {one.name} = {value}{more}" for one in _meant(action, word.lower(), value)][:_MOST]
    if not meant:
        return found
    stretch, facts = found.span, {**found.facts}
    if action.title != found.facts["action"]:  # then its own name is mended too
        start = found.span.source.text.rfind(verb, 0, found.span.start)
        stretch, meant = Span(found.span.source, start, found.span.end), [f"{action.title} {one}" for one in meant]
    fixes = tuple(replace(stretch, text) for text in meant)
    return Diagnostic(found.code, found.span, {**facts, "meant": meant[0]}, DID_YOU_MEAN, fixes)


def _action_meant(verb: str, name: str, schema: Schema) -> Action | None:
    """`STUUR een email` as `VERSTUUR e-mail`."""
    words = [word for word in name.split() if word.lower() not in _ARTICLES]
    about = " ".join(words).lower()
    alike = [one for one in schema.actions.values() if key_of(one.name) == about]
    if len(alike) == 1:
        return alike[0]
    titles = {one.title: one for one in schema.actions.values()}
    near = nearest(" ".join([verb, *words]), titles, 1) if verb else []
    return titles[near[0]] if near else None


_ARTICLES = frozenset({"de", "het", "een", "'n"})


def _with_title(found: Diagnostic, written: str, title: str) -> Diagnostic:
    """The whole action as it is called, with its verb."""
    start = found.span.source.text.rfind(written.split(maxsplit=1)[0], 0, found.span.start)
    stretch = Span(found.span.source, start, found.span.end)
    return Diagnostic(found.code, found.span, {**found.facts, "meant": title}, DID_YOU_MEAN, (replace(stretch, title),))


def _meant(action: Action, word: str, value: str) -> Iterable[Parameter]:
    """The parameters that a value was most likely meant for, the likeliest first.

    Behind a preposition that is one with that word in its name, then who or what is referred to; without one it is what
    the action needs.
    """
    fitting = [one for one in action.parameters.values() if not one.from_field and _takes(one, value)]
    if word:
        return sorted(fitting, key=lambda one: (word not in one.name.lower().split(), not _refers(one)))
    needed = {name.lower() for name in action.exactly_one_of}
    ranked = sorted(fitting, key=lambda one: (one.level is not None, one.name.lower() not in needed))
    return [one for one in ranked if one.required] or ranked


def _refers(parameter: Parameter) -> bool:
    return isinstance(_element(parameter), ObjectType)


def _element(parameter: Parameter) -> object:
    return parameter.type.element if isinstance(parameter.type, ListOf) else parameter.type


def _takes(parameter: Parameter, value: str) -> bool:
    """Whether a value, as it is written, can go there as far as that can be seen."""
    wanted, text = _element(parameter), value.strip('"')
    if parameter.template is not None or not value.startswith('"'):
        return parameter.template is None and not isinstance(wanted, Enumeration)
    if isinstance(wanted, Enumeration):
        return wanted.open or spelled(wanted, text) is not None
    return isinstance(wanted, ObjectType) or (isinstance(wanted, Scalar) and is_text(wanted, text))
