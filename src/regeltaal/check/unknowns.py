"""A name that is not known, and what it was meant to be: a text without quotes, a keyword, a field, a slip."""

from collections.abc import Iterator

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.source import Span
from regeltaal.base.suggest import folded, nearest
from regeltaal.check import remedies
from regeltaal.check.problems import names as problems
from regeltaal.check.problems.loops import Along
from regeltaal.check.scope import Scope
from regeltaal.check.spelling import Spell, quoted, with_keywords
from regeltaal.schema.model import ADMINISTRATION, FREE_FIELDS, Object
from regeltaal.syntax import tree
from regeltaal.values.common import DATE, MOMENT, NUMBERS, YES_NO
from regeltaal.values.notation import MONTHS
from regeltaal.values.types import Enumeration, ListOf, ObjectType, Scalar, Type

_AND = "EN"
_LITERALS = {"ja": "JA", "nee": "NEE", "leeg": "LEEG", "vandaag": "VANDAAG", "nu": "NU"}


_FREE = ("vrijveld", "vrijeveld")


def report(path: tree.Path, scope: Scope, wanted: Type | None) -> None:
    """Reports the first name of a path; ``wanted`` is the type of what it is compared with or written to.

    Once for all uses in a rule: they are one mistake. And not where a GEBRUIK that failed, or
    an action that is not known, may have been meant to bring the name.
    """
    name = path.parts[0]
    if name.key in scope.problems.lost_names or (len(path.parts) == 1 and scope.names.may_lack_some):
        return
    found = _of_literal(path, wanted) or _of_other_path(path, scope) or _of_name(name, path, scope, wanted)
    if found.code is not problems.UNKNOWN_NAME or scope.problems.is_first(name.key):
        scope.report(found)


def _of_literal(path: tree.Path, wanted: Type | None) -> Diagnostic | None:
    name = path.parts[0]
    literal = _literal(name.text, wanted) if len(path.parts) == 1 else None
    if literal is None:
        return None
    if literal.lower() == name.text.lower():
        return problems.keyword_in_name(name.span, name.text, literal)
    return problems.path_meant(name.span, name.text, name.span, literal)


def _of_other_path(path: tree.Path, scope: Scope) -> Diagnostic | None:
    meant = _path_meant(path, scope)
    return None if meant is None else problems.path_meant(path.parts[0].span, path.parts[0].text, *meant)


def _of_name(name: tree.Name, path: tree.Path, scope: Scope, wanted: Type | None) -> Diagnostic:
    known = scope.known_names()
    capitalised = with_keywords(name.text, known, _speller(scope.object))
    if capitalised is not None:
        return problems.keyword_in_name(name.span, name.text, capitalised)
    constant = _constant(name.text) if len(path.parts) == 1 else None
    if constant is not None:
        return problems.path_meant(name.span, name.text, name.span, constant)
    if len(path.parts) == 1 and _takes_texts(wanted):
        return _of_text(name, known, wanted, scope)
    row = _row_of_list(name, scope) if path.parts[1:] else None
    if row is not None:
        return problems.row_of_list(name.span, name.text, row, path.parts[1].text)
    if len(name.key.split()) >= _SENTENCE and not nearest(name.text, known, 1):
        return problems.no_comparison(name.span, name.text, _example(scope.object))
    alone = _with_free_fields(scope.object) if len(path.parts) == 1 else None
    return problems.unknown_name(name.span, name.text, known, alone)


_SENTENCE = 3
"""No name has so many words that are not known, so that it is rather a sentence."""


def _example(owner: Object | None) -> str:
    """A condition on a field of the record that is compared with a fixed value."""
    fields = owner.fields.values() if owner is not None else ()
    chosen = next((one for one in fields if isinstance(one.type, Enumeration) and one.type.values), None)
    if chosen is None or not isinstance(chosen.type, Enumeration):
        return 'plaats = "Utrecht"'
    return f'{chosen.name} = "{chosen.type.values[0]}"'


def of_field(name: tree.Name, before: str, owner: Object) -> Diagnostic:
    """A field that an object further along a path does not have; ``before`` is the path up to it."""
    if owner.field(f"{FREE_FIELDS}.{name.key}") is not None:
        return problems.free_field_meant(name.span, before, name.text, f"{FREE_FIELDS}.{name.text}")
    known = [one.name for one in owner.fields.values()]
    capitalised = with_keywords(name.text, known, _speller(owner))
    if capitalised is not None:
        return problems.keyword_in_name(name.span, name.text, capitalised)
    return problems.unknown_field(name.span, before, name.text, known, _with_free_fields(owner))


def _speller(owner: Object | None) -> Spell:
    """How values of the object's fields are written: those of a choice as the domain spells them."""

    def spell(field: str, words: str) -> str:
        found = owner.field(field) if owner is not None else None
        if found is None or not isinstance(found.type, Enumeration):
            return quoted(field, words)
        near = nearest(words, found.type.values, 1)
        return quoted(field, near[0] if near else words)

    return spell


def _with_free_fields(owner: Object | None) -> str | None:
    """The name of an object to which a project may add fields: one with records of its own."""
    return owner.name if owner is not None and owner.key_field is not None and owner.name != ADMINISTRATION else None


def _of_text(name: tree.Name, known: list[str], wanted: Type | None, scope: Scope) -> Diagnostic:
    """A name where a text goes."""
    near = nearest(name.text, known, 2)
    element = wanted.element if isinstance(wanted, ListOf) else wanted
    if isinstance(element, Scalar) and not remedies.is_text(element, name.text) and not near:
        fitting = list(_of_type(element, scope))
        if fitting:
            return problems.of_type(name.span, name.text, str(element), fitting[0])
    if not isinstance(element, Enumeration):
        return problems.unquoted(name.span, name.text, f'"{name.text}"', near)
    values = nearest(name.text, element.values, 1) or ([name.text] if element.open else [])
    quoted = remedies.spelled(element, name.text) or (f'"{values[0]}"' if values else None)
    if quoted is None and not near:
        return problems.no_choice(name.span, name.text, element.values)
    if quoted is None:
        return problems.unknown_name(name.span, name.text, known)
    return problems.unquoted(name.span, name.text, quoted, near)


def _of_type(wanted: Type, scope: Scope) -> Iterator[str]:
    """Paths to a field of a type: of the record, or of what it refers to."""
    owner = scope.object
    for one in owner.fields.values() if owner is not None else ():
        if one.type == wanted:
            yield one.name
        target = scope.object_of(one.type)
        if target is not None and not isinstance(one.type, ListOf):
            yield from (f"{one.name}.{field.name}" for field in target.fields.values() if field.type == wanted)


def _literal(written: str, wanted: Type | None) -> str | None:
    """A fixed word of the language in lower case, or another word for one."""
    word = written.lower()
    if wanted == YES_NO:
        return remedies.yes_or_no(word)
    if wanted in (DATE, MOMENT) and word in remedies.DAYS:
        return remedies.day(word, wanted)
    if wanted in NUMBERS and word in MONTHS:
        return str(MONTHS.index(word) + 1)
    return _LITERALS.get(word)


def _constant(written: str) -> str | None:
    """`VANDAAGG`: one of the fixed words, misspelled in capitals."""
    return next(iter(nearest(written, _LITERALS.values(), 1)), None) if written.isupper() else None


def _takes_texts(wanted: Type | None) -> bool:
    element = wanted.element if isinstance(wanted, ListOf) else wanted
    return isinstance(element, Enumeration | ObjectType) or (isinstance(element, Scalar) and element.kind.text_like)


# ---------------------------------------------------------------- fields further along


def _path_meant(path: tree.Path, scope: Scope) -> tuple[Span, str] | None:
    """A stretch of the path, and how it was probably meant: with a point more, or less."""
    name = path.parts[0]
    for variable, element in reversed(scope.elements):
        if element.field(name.key) is not None:
            return name.span, f"{variable}.{name.text}"
    owner = scope.object
    if owner is None:
        return None
    if len(path.parts) > 1 and owner.free_fields and name.key.replace(" ", "").startswith(_FREE):
        return name.span, FREE_FIELDS
    if owner.field(f"{FREE_FIELDS}.{name.key}") is not None:
        return name.span, f"{FREE_FIELDS}.{name.text}"
    if len(path.parts) > 1:
        return _one_point_less(path, owner)
    same = folded(name.text)
    if any(folded(one) == same for one in scope.known_names()):
        return None
    split = next(_splits(name.text, owner, scope), None) or _glued(name.text, owner, scope)
    split = split or _two_names(name, scope)
    return None if split is None else (name.span, split)


def _glued(written: str, owner: Object, scope: Scope) -> str | None:
    """`relatienaam` and `relatie-naam` as `relatie.naam`."""
    run = folded(written)
    for reference in owner.fields.values():
        target, start = scope.object_of(reference.type), folded(reference.name)
        if target is not None and len(start) < len(run) and run.startswith(start):
            rest = run[len(start) :]
            found = next((one.name for one in target.fields.values() if folded(one.name) == rest), None)
            if found is not None:
                return f"{reference.name}.{found}"
    return None


def _two_names(name: tree.Name, scope: Scope) -> str | None:
    """`garantie werk gereed` as `garantie EN werk gereed`: the word between two names was forgotten."""
    words = name.text.split()
    known = {one.lower() for one in scope.known_names()}
    for at in range(len(words) - 1, 0, -1):
        first, second = " ".join(words[:at]), " ".join(words[at:])
        if first.lower() in known and second.lower() in known:
            return f"{first} {_AND} {second}"
    return None


def _one_point_less(path: tree.Path, owner: Object) -> tuple[Span, str] | None:
    """`werkbon.status` in a rule about a werkbon is `status`; `bedrag incl. btw` is `bedrag incl btw`."""
    first, second = path.parts[:2]
    if first.key == owner.name.lower():
        names = (second.text, f"{FREE_FIELDS}.{second.text}")
        own = next((one for one in names if owner.field(one.lower()) is not None), None)
        if own is not None:
            return first.span.to(second.span), own
    run = folded(f"{first.text}{second.text}")
    found = next((one.name for one in owner.fields.values() if folded(one.name) == run), None)
    return None if found is None else (first.span.to(second.span), found)


def _splits(written: str, owner: Object, scope: Scope) -> Iterator[str]:
    """`relatie naam` and `naam van de relatie` as `relatie.naam`."""
    words = written.split()
    halves = [(words[:at], words[at:]) for at in range(1, len(words))]
    halves += [(_without_article(behind[1:]), before) for before, behind in halves if behind[0].lower() == "van"]
    for before, behind in halves:
        reference = owner.field(" ".join(before).lower())
        target = None if reference is None else scope.object_of(reference.type)
        if reference is None or target is None or not behind:
            continue
        fields = [one.name for one in target.fields.values()]
        near = nearest(" ".join(behind), fields, 1)
        if near:
            yield f"{reference.name}.{near[0]}"


def _without_article(words: list[str]) -> list[str]:
    return words[1:] if words and words[0].lower() in ("de", "het", "een") else words


def loop_meant(path: tree.Path, action: Span, scope: Scope) -> Along | None:
    """The loop in which a path stands that begins with the name of a row, where there is no such row."""
    name = path.parts[0]
    owner = scope.object
    known = name.key in scope.variables or name.key in scope.problems.lost_names
    if len(path.parts) == 1 or owner is None or known or owner.field(name.key) is not None:
        return None
    items = _row_of_list(name, scope)
    return None if items is None else Along(name.text, items, action)


def _row_of_list(name: tree.Name, scope: Scope) -> str | None:
    """The list of which this is the name of a row: `materiaal` of `materialen`."""
    owner = scope.object
    for one in owner.fields.values() if owner else ():
        if isinstance(one.type, ListOf) and str(one.type.element).lower() == name.key:
            return one.name
    return None
