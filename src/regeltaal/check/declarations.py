"""GEBRUIK, LIJST and DEFINITIE: which names each file sees, and what is wrong with the declarations themselves."""

import posixpath
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from regeltaal.base.diagnostic import Diagnostic, Problems
from regeltaal.base.node import Node, evolve
from regeltaal.check import definitions, dependencies, lists, lowering, noting
from regeltaal.check.problems import declarations as declaration_problems
from regeltaal.check.problems import names as problems
from regeltaal.check.problems import types as type_problems
from regeltaal.check.scope import Asked, DefinitionSite, FileNames, ListSite, Scope, is_same, record_root
from regeltaal.program import tree as out
from regeltaal.schema.model import Level, Object, Schema, key_of
from regeltaal.syntax import tree
from regeltaal.values.common import YES_NO

Files = Mapping[str, tree.RuleFile]
"""Files of a project by path, with all that they use."""
Bags = Mapping[str, Problems]
"""What is wrong with each file."""


def names_of(files: Files, paths: Collection[str], bags: Bags) -> Mapping[str, FileNames]:
    """What each file sees: its own declarations and those of the files that it uses. ``paths`` are all there are."""
    own = {path: _own_names(file, bags[path]) for path, file in files.items()}
    seen = {
        path: FileNames(path, dict(names.definitions), dict(names.lists), incomplete=names.incomplete)
        for path, names in own.items()
    }
    for path, file in files.items():
        for use in file.items:
            if isinstance(use, tree.Use):
                used = _used(use, path, paths, bags[path])
                _take_over(seen[path], None if used is None else own[used], use, bags[path])
    for path, names in own.items():
        for site in names.definitions.values():
            site.home = seen[path]
    return seen


def _own_names(file: tree.RuleFile, found: Problems) -> FileNames:
    names = FileNames(file.source.path)
    for item in file.items:
        match item:
            case tree.ListDeclaration(name=name):
                if _is_free(name, names, file, found):
                    names.lists[name.key] = ListSite(name.key, item)
            case tree.Definition(name=name):
                if _is_free(name, names, file, found):
                    names.definitions[name.key] = DefinitionSite(name.key, item, names)
            case tree.Broken(keyword="DEFINITIE" | "LIJST", name=str() as broken):
                names.definitions.setdefault(key_of(broken), DefinitionSite(key_of(broken), None, names, broken=True))
            case tree.Broken(keyword="GEBRUIK" | "DOMEIN" | "ADMINISTRATIE" | "TAAL"):
                names.incomplete = True
            case _:
                pass
    return names


def _is_free(name: tree.Name, names: FileNames, file: tree.RuleFile, found: Problems) -> bool:
    taken = name.key in names.definitions or name.key in names.lists
    if taken:
        found.add(declaration_problems.twice(name.span, name.text, file.source.path))
    return not taken


def used_by(file: tree.RuleFile) -> Iterator[str]:
    """The paths that a file names behind GEBRUIK, whether they are there or not."""
    return (_target(item, file.source.path) for item in file.items if isinstance(item, tree.Use))


def with_used(paths: Iterable[str], known: Collection[str], file_of: Callable[[str], tree.RuleFile]) -> list[str]:
    """Files with all that they use, as far as they are known, in the order of those; ``file_of`` gives each by path."""
    waiting, found = list(paths), set[str]()
    while waiting:
        path = waiting.pop()
        if path in known and path not in found:
            found.add(path)
            waiting.extend(used_by(file_of(path)))
    return [path for path in known if path in found] if len(found) > 1 else list(found)


def _target(use: tree.Use, path: str) -> str:
    written = use.path.plain or ""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), written.replace("\\", "/")))


def _used(use: tree.Use, path: str, paths: Collection[str], found: Problems) -> str | None:
    """The file that GEBRUIK names, None (reported) when there is none."""
    written, target = use.path.plain or "", _target(use, path)
    if posixpath.isabs(written) or (target not in paths and target.startswith("..")):
        found.add(declaration_problems.use_outside(use.path.span, written))
        return None
    if target not in paths:
        here = posixpath.dirname(path)
        known = [posixpath.relpath(one, here or ".") for one in paths]
        found.add(declaration_problems.use_missing(use.path.span, written, known))
        return None
    return target


def _take_over(seen: FileNames, used: FileNames | None, use: tree.Use, found: Problems) -> None:
    if used is None:
        seen.incomplete = True
        return
    for key, site in used.definitions.items():
        if _is_other(seen, key, site):
            found.add(declaration_problems.twice(use.path.span, key, use.path.plain or ""))
        seen.definitions.setdefault(key, site)
    for key, declared in used.lists.items():
        if _is_other(seen, key, declared):
            found.add(declaration_problems.twice(use.path.span, key, use.path.plain or ""))
        seen.lists.setdefault(key, declared)


def _is_other(seen: FileNames, key: str, site: DefinitionSite | ListSite) -> bool:
    """Whether a name that is taken over stands for something else here already."""
    known = seen.definitions.get(key) or seen.lists.get(key)
    return known is not None and known is not site


# ---------------------------------------------------------------- checking them where they stand


class Fate(Node):
    """How a list or definition fared where it stands, and what it asked about other names."""

    node: tree.Definition | tree.ListDeclaration
    object: Object | None
    broken: bool
    problems: tuple[Diagnostic, ...]
    asked: Asked

    def holds(self, site: DefinitionSite | ListSite, seen: Mapping[str, FileNames]) -> bool:
        """Whether it would fare the same now."""
        is_alike = isinstance(site, ListSite) or site.object is self.object
        return is_alike and still(self.asked, seen)


Fates = Mapping[int, Fate]
"""By the identity of the node."""
_UNKNOWN: Fates = {}


def still(asked: Asked, seen: Mapping[str, FileNames]) -> bool:
    """Whether all that was asked about names has the same answer."""
    return all(path in seen and is_same(told, seen[path].standing(key)) for (path, key), told in asked.items())


def check(files: Files, scopes: Mapping[str, Scope], known: Fates = _UNKNOWN) -> Fates:
    """Each list and definition where it stands; what is wrong is marked broken, so that its uses are not reported.

    ``known`` is how they fared before: one for which all is as it was is not checked again.
    """
    sites = [(site, scope) for path, scope in scopes.items() for site in _declared_in(files[path], scope.names)]
    for one, scope in sites:
        _find_object(one, scope)
    dependencies.refuse_cycles(sites)
    seen = {path: scope.names for path, scope in scopes.items()}
    found: dict[int, Fate] = {}
    declared: list[tuple[DefinitionSite | ListSite, Scope]] = [*sites, *_lists_in(files, scopes)]
    for site, scope in declared:
        if site.node is None or site.broken:
            continue
        before = known.get(id(site.node))
        fate = before if before is not None and before.holds(site, seen) else _fate(site, scope)
        site.broken = fate.broken
        scope.problems.extend(fate.problems)
        found[id(site.node)] = fate
    return found


def _lists_in(files: Files, scopes: Mapping[str, Scope]) -> Iterator[tuple[ListSite, Scope]]:
    for path, scope in scopes.items():
        for item in files[path].items:
            if isinstance(item, tree.ListDeclaration):
                site = scope.names.lists.get(item.name.key)
                if site is not None and site.node is item:
                    yield site, scope


def _fate(site: DefinitionSite | ListSite, base: Scope) -> Fate:
    """Checks one."""
    found, asked = Problems(), Asked()
    scope = evolve(base, names=base.names.watched(asked), problems=found)
    match site:
        case DefinitionSite(node=tree.Definition() as definition):
            _check_definition(site, definition, scope)
            return Fate(definition, site.object, found.has_errors, tuple(found), asked)
        case ListSite(node=tree.ListDeclaration() as declared):
            _check_list(declared, scope)
            return Fate(declared, None, found.has_errors, tuple(found), asked)
        case _:
            raise ValueError("only what is declared can be checked")


def note(item: tree.Item, path: str, scope: Scope) -> None:
    """Notes what the names in a list, definition or GEBRUIK stand for; what is wrong there is found by ``check``."""
    scope = evolve(scope, problems=Problems())
    match item:
        case tree.Definition():
            _note_definition(item, scope)
        case tree.ListDeclaration(name=name):
            site = scope.names.lists.get(name.key)
            is_sound = site is not None and site.node is item and not site.broken
            noting.new_list(scope, name, lists.of_items(item.items, item.span, scope, None).type if is_sound else None)
        case tree.Use(path=written):
            noting.file(scope, written, _target(item, path))
        case _:
            pass


def _note_definition(node: tree.Definition, scope: Scope) -> None:
    site = scope.names.definitions.get(node.name.key)
    owner = None if node.object is None else scope.schema.object(node.object.key)
    if node.object is not None and owner is not None:
        noting.object_(scope, node.object, owner)
    if site is None or site.node is not node:
        noting.new_definition(scope, node.name, None)
        return
    record = None if site.object is None else record_root(site.object, node.name.span)
    inner = evolve(scope, level=Level.ADMINISTRATION, needs=[], uses={}, nesting=type(scope.nesting)())
    found = lowering.either(node.body, definitions.inside(site, record, inner))
    noting.new_definition(scope, node.name, YES_NO if isinstance(found, out.Cond) else found.type)


def _declared_in(file: tree.RuleFile, names: FileNames) -> Iterator[DefinitionSite]:
    for item in file.items:
        if isinstance(item, tree.Definition):
            site = names.definitions.get(item.name.key)
            if site is not None and site.node is item:
                yield site


def _find_object(site: DefinitionSite, base: Scope) -> None:
    """The object that a definition is for: the one behind BIJ, or the only one that has all its names."""
    node, schema = site.node, base.schema
    if node is None:
        return
    if node.object is not None:
        site.object = schema.object(node.object.key)
        if site.object is None:
            known = [one.name for one in schema.objects.values()]
            base.report(problems.unknown_object(node.object.span, node.object.text, known))
            site.broken = True
        return
    names = dependencies.first_names(node.body) - set(site.home.lists)
    fields = {name for name in names if any(one.field(name) is not None for one in schema.objects.values())}
    if not fields:
        site.object = _of_used_definition(names, site)
        return
    fitting = [one for one in schema.objects.values() if all(one.field(name) is not None for name in fields)]
    if len(fitting) == 1:
        site.object = fitting[0]
    else:
        site.broken = True
        base.report(
            declaration_problems.needs_object(
                node.name.span, node.name.text, _names(fitting or schema.objects.values())
            )
        )


def _names(objects: Iterable[Object]) -> list[str]:
    return [one.name for one in objects]


def _of_used_definition(names: set[str], site: DefinitionSite) -> Object | None:
    """A definition that only uses others is for the object that those are for, when they say so with BIJ."""
    used = (site.home.definitions.get(name) for name in sorted(names))
    return next((one.object for one in used if one is not None and one.object is not None), None)


def _check_definition(site: DefinitionSite, node: tree.Definition, base: Scope) -> None:
    record = None if site.object is None else record_root(site.object, node.name.span)
    if _clashes(node.name, site, base.schema):
        base.report(declaration_problems.hiding(node.name.span, node.name.text, declaration_problems.A_FIELD))
    scope = evolve(base, level=Level.ADMINISTRATION, needs=[], uses={}, nesting=type(base.nesting)())
    lowering.either(node.body, definitions.inside(site, record, scope))


def _clashes(name: tree.Name, site: DefinitionSite, schema: Schema) -> bool:
    """Whether a definition has the name of a field of the objects that it is for."""
    objects = schema.objects.values() if site.object is None else [site.object]
    return any(one.field(name.key) is not None for one in objects)


def _check_list(node: tree.ListDeclaration, scope: Scope) -> None:
    for item in node.items:
        if not isinstance(item, tree.Literal | tree.TextLiteral) or _is_template(item):
            scope.report(_no_literal(item, node))
        elif isinstance(item, tree.Literal) and item.kind == "empty":
            scope.report(type_problems.empty_in_list(item.span, None))
    if any(one.field(node.name.key) is not None for one in scope.schema.objects.values()):
        scope.report(declaration_problems.hiding(node.name.span, node.name.text, declaration_problems.A_FIELD))
    if not scope.problems.has_errors:
        lists.of_items(node.items, node.span, scope, None)


def _no_literal(item: tree.Expr, node: tree.ListDeclaration) -> Diagnostic:
    """An item that is no literal; a bare word was meant as a text, and a list has no parentheses here."""
    match item:
        case tree.Path(parts=(_,)):
            return declaration_problems.no_literal(item.span, node.name.text, f'"{item.span.text}"')
        case tree.ListLiteral() | tree.Parenthesised():
            return declaration_problems.no_literal(item.span, node.name.text, item.span.text[1:-1].strip())
        case _:
            return declaration_problems.no_literal(item.span, node.name.text, None)


def _is_template(item: tree.Expr) -> bool:
    return isinstance(item, tree.TextLiteral) and item.plain is None
