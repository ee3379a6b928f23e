"""Building the parameters of an action, with those that come from the fields of an object."""

from collections.abc import Mapping

from regeltaal.base.text import Text
from regeltaal.schema import declarations as written
from regeltaal.schema import marks, properties
from regeltaal.schema.events import field_at
from regeltaal.schema.model import Object, Parameter, key_of
from regeltaal.schema.names import Names, plain, shown
from regeltaal.schema.problems import actions as problems
from regeltaal.schema.problems import fields as field_problems
from regeltaal.schema.problems import names as name_problems
from regeltaal.schema.types import fits, resolve
from regeltaal.syntax import tree
from regeltaal.values import common
from regeltaal.values.types import ListOf, Type, Unknown

_PARAMETER = Text(nl="de parameter", en="the parameter")


def build(clause: written.ActionClause, objects: Mapping[str, Object], names: Names) -> dict[str, Parameter]:
    """The parameters by key, in the order of declaration; of two with one name the first counts."""
    found: dict[str, Parameter] = {}
    for one in clause.parameters:
        made = [_parameter(one, names)] if isinstance(one, written.ParameterClause) else _of_fields(one, objects, names)
        for parameter in made:
            first = found.setdefault(key_of(parameter.name), parameter)
            if first is not parameter:
                span = parameter.span or one.span
                names.problems.add(name_problems.twice(span, _PARAMETER, parameter.name, first.span))
    return found


def _parameter(clause: written.ParameterClause, names: Names) -> Parameter:
    marks.report_repeats(clause.marks, names.problems)
    required = marks.one(clause.marks, properties.Required)
    default = marks.one(clause.marks, properties.Default)
    level = marks.one(clause.marks, properties.AtLevel)
    module = marks.one(clause.marks, properties.NeedsModule)
    type_, template = _type(clause.type, names)
    found = Parameter(
        name=shown(clause.name),
        type=type_,
        required=required is not None and required.condition is None,
        required_if=required.condition if required else None,
        default=default.value if default else None,
        single_value=marks.has(clause.marks, properties.SingleValue),
        level=names.level(level.level) if level else None,
        module=names.module(module.module) if module else None,
        template=template,
        doc=marks.doc(clause.marks, names.problems),
        example=marks.example(clause.marks),
        span=clause.name.span,
    )
    _check(clause, found, names)
    return found


def _type(clause: written.TypeExpr, names: Names) -> tuple[Type, str | None]:
    """The type, and the kind of template where it is one: a template is named by a text."""
    match clause:
        case written.TemplateType(kind):
            return common.TEXT, (plain(kind, names.problems) or "") if kind else ""
        case written.NamedType():
            return resolve(clause, names, _PARAMETER), None


def _check(clause: written.ParameterClause, found: Parameter, names: Names) -> None:
    if found.required and found.default is not None:
        names.problems.add(problems.required_with_default(found.default.span, found.name))
    if isinstance(found.type, Unknown):
        return
    example = marks.one(clause.marks, properties.Example)
    for value in (found.default, example.value if example else None):
        if value is not None and not fits(value, found.type):
            names.problems.add(field_problems.wrong_value(value.span, found.name, found.type))
    if found.single_value and isinstance(found.type, ListOf):
        names.problems.add(problems.single_list(clause.name.span, found.name))


def _of_fields(clause: written.FieldsOf, objects: Mapping[str, Object], names: Names) -> list[Parameter]:
    """A parameter for each field, save the key and the fields behind BEHALVE.

    Fields that rules may not change are among them: a new record has to get them from somewhere.
    """
    owner = names.object(clause.object)
    if owner is None:
        return []
    fields = objects[key_of(owner)].fields
    left_out = {_key_of(path, objects[key_of(owner)], names) for path in clause.without}
    return [
        Parameter(
            one.name,
            one.type,
            level=one.level,
            module=one.module,
            from_field=True,
            field_of=owner,
            doc=one.doc,
            example=one.example,
        )
        for key, one in fields.items()
        if not one.key and key not in left_out
    ]


def _key_of(path: tree.Path, owner: Object, names: Names) -> str:
    found = field_at(path, owner, names)
    return key_of(found.name) if found else ""
