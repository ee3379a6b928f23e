"""What regeltaal.toml says of administrations in the domain's own fields: read by the types of the schema."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from regeltaal.base.diagnostic import Problems
from regeltaal.base.text import Text, same
from regeltaal.project.model import Administration, ProjectConfig, SettingValue
from regeltaal.project.problems import settings as setting_problems
from regeltaal.runtime.codec import decode
from regeltaal.schema.model import ADMINISTRATION, ADMINISTRATION_FIELDS, Field, Schema, key_of
from regeltaal.values.types import ListOf, ObjectType, Type
from regeltaal.values.value import NotAValueError, Value

Values = dict[str, Value | None]

_ONE_VALUE = Text(nl="hier hoort één waarde", en="one value belongs here")
_FIXED = (*(name for name in ADMINISTRATION_FIELDS if name != "naam"), "rechten", "postadres")
"""What every administration may be given, whatever the domain."""


def read_all(config: ProjectConfig, schema: Schema, found: Problems) -> Mapping[str, Values]:
    """The values of each administration by field key; what is no field or does not fit is reported."""
    zone = ZoneInfo(config.zone)
    for one in config.administrations.values():
        _watch_modules(one, schema, found)
    return {name: _read(one, schema, zone, found) for name, one in config.administrations.items()}


def _watch_modules(administration: Administration, schema: Schema, found: Problems) -> None:
    known = {key_of(module.name) for module in schema.modules.values()}
    for name in administration.modules or ():
        if known and key_of(name) not in known and administration.modules_span is not None:
            names = [module.name for module in schema.modules.values()]
            found.add(setting_problems.unknown_module(administration.modules_span, name, names))


def _read(administration: Administration, schema: Schema, zone: ZoneInfo, found: Problems) -> Values:
    own = _own_fields(schema)
    values: dict[str, Value | None] = {}
    for setting in administration.settings:
        field = own.get(key_of(setting.name))
        if field is None:
            known = [*_FIXED, *(one.name for one in own.values())]
            title = same(f'`[administraties."{administration.name}"]`')
            found.add(setting_problems.unknown_key(setting.key_span, setting.name, title, known))
            continue
        try:
            values[key_of(field.name)] = _value(setting, field.type, zone)
        except NotAValueError as error:
            found.add(setting_problems.no_value(setting.span, setting.name, error.reason))
    return values


def _own_fields(schema: Schema) -> dict[str, Field]:
    """The fields that the domain adds, save references: there are no records yet to refer to."""
    declared = schema.object(ADMINISTRATION)
    fields = declared.fields if declared is not None else {}
    return {key: one for key, one in fields.items() if key not in ADMINISTRATION_FIELDS and not _refers(one.type)}


def _refers(type_: Type) -> bool:
    return _refers(type_.element) if isinstance(type_, ListOf) else isinstance(type_, ObjectType)


def _value(setting: SettingValue, type_: Type, zone: ZoneInfo) -> Value | None:
    if isinstance(type_, ListOf):
        items = setting.value if isinstance(setting.value, list) else [setting.value]
        read = (decode(item, type_.element, zone) for item in items)
        return tuple(item for item in read if item is not None)
    if isinstance(setting.value, list | dict):
        raise NotAValueError(_ONE_VALUE)
    return decode(setting.value, type_, zone)
