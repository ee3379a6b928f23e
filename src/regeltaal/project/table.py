"""A table of regeltaal.toml, read key by key: what nothing asked for is unknown, what does not fit is reported."""

from collections.abc import Iterator, Mapping

from regeltaal.base.diagnostic import Problems
from regeltaal.base.source import Span
from regeltaal.base.text import Text, same
from regeltaal.project.model import SettingValue
from regeltaal.project.places import LIST_MARK, Places
from regeltaal.project.problems import settings as setting_problems

_A_TEXT = Text(nl='tekst tussen aanhalingstekens (`"…"`)', en='a quoted text (`"…"`)')
_TEXTS = Text(nl='een lijst van teksten (`["…", "…"]`)', en='a list of texts (`["…", "…"]`)')
_YES_NO = Text(nl="`true` of `false`", en="`true` or `false`")
_WHOLE = Text(nl="een heel getal", en="a whole number")
_A_TABLE = Text(nl="een kop met instellingen (`[…]`)", en="a heading with settings (`[…]`)")


class Table:
    """One table. ``path`` is where it stands; the names asked for make up what is known."""

    def __init__(self, data: Mapping[str, object], path: tuple[str, ...], places: Places, found: Problems) -> None:
        self._data = data
        self._path = path
        self._places = places
        self._found = found
        self._known: list[str] = []

    @property
    def title(self) -> Text:
        shown = ".".join(_quoted(one) for one in self._path if not one.startswith("[["))
        return same(f"`[{shown}]`") if self._path else setting_problems.TOP_LEVEL

    @property
    def span(self) -> Span:
        return self._places.key(self._path)

    def key_span(self, key: str) -> Span:
        return self._places.key((*self._path, key))

    def value_span(self, key: str) -> Span:
        return self._places.value((*self._path, key))

    def __contains__(self, key: str) -> bool:
        return key in self._data

    def text(self, key: str, hint: Text | None = None) -> str | None:
        value = self._ask(key)
        if value is None or isinstance(value, str):
            return value
        self._wrong(key, value, _A_TEXT, hint)
        return None

    def yes_no(self, key: str) -> bool | None:
        value = self._ask(key)
        if value is None or isinstance(value, bool):
            return value
        self._wrong(key, value, _YES_NO)
        return None

    def whole(self, key: str) -> int | None:
        value = self._ask(key)
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            return value
        self._wrong(key, value, _WHOLE)
        return None

    def texts(self, key: str) -> tuple[str, ...] | None:
        value = self._ask(key)
        if value is None:
            return None
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        self._wrong(key, value, _TEXTS, _as_list(value))
        return None

    def table(self, key: str) -> "Table":
        """The table below ``key``; an empty one when it is not there or is no table."""
        value = self._ask(key)
        if not (value is None or isinstance(value, dict)):
            self._wrong(key, value, _A_TABLE)
        return Table(value if isinstance(value, dict) else {}, (*self._path, key), self._places, self._found)

    def tables(self) -> Iterator[tuple[str, "Table"]]:
        """Every table below this one: its keys are names of the user's choice."""
        for key in self._data:
            yield key, self.table(key)

    def one_or_more(self, key: str) -> tuple["Table", ...]:
        """The table below ``key``, or each of a list of them (`[[…]]`); nothing when it is not there."""
        value = self.raw(key)
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            found = self.table(key)
            return (found,) if isinstance(value, dict) else ()
        self._known.append(key)
        path = (*self._path, key)
        return tuple(
            Table(one, (*path, LIST_MARK.format(at)), self._places, self._found) for at, one in enumerate(value)
        )

    def names(self) -> tuple[str, ...]:
        """Every key, where they are names of the user's choice."""
        return tuple(self._data)

    def is_known(self, key: str) -> bool:
        """Whether something asked for it."""
        return key in self._known

    def skip(self, key: str) -> None:
        """Takes a key for known: what is wrong with it was told already."""
        self._known.append(key)

    def raw(self, key: str) -> object | None:
        """What stands there, of any kind."""
        return self._data.get(key)

    def holds_table(self, key: str) -> bool:
        return isinstance(self._data.get(key), dict)

    def anything(self) -> Mapping[str, object]:
        """The whole table, for those whose keys are not ours."""
        self._known.extend(self._data)
        return self._data

    def others(self) -> Iterator[SettingValue]:
        """The keys that nothing asked for, for those who know what they mean."""
        for key, value in self._data.items():
            if key not in self._known:
                yield SettingValue(key, value, self.key_span(key), self.value_span(key))

    def close(self) -> None:
        """Reports the keys that nothing asked for."""
        for key in self._data:
            if key not in self._known:
                self._found.add(setting_problems.unknown_key(self.key_span(key), key, self.title, self._known))

    def _ask(self, key: str) -> object | None:
        self._known.append(key)
        return self._data.get(key)

    def _wrong(self, key: str, value: object, expected: Text, hint: Text | None = None) -> None:
        self._found.add(setting_problems.wrong_kind(self.value_span(key), key, _kind_of(value), expected, hint))


def _kind_of(value: object) -> Text:
    match value:
        case bool():
            return Text(nl="ja of nee", en="true or false")
        case str():
            return Text(nl="een tekst", en="a text")
        case int() | float():
            return Text(nl="een getal", en="a number")
        case list():
            return Text(nl="een lijst", en="a list")
        case dict():
            return Text(nl="een kop met instellingen", en="a heading with settings")
        case _:
            return Text(nl="een datum of tijd", en="a date or time")


def _as_list(value: object) -> Text | None:
    """One text where a list belongs: the same with brackets. Braces are doubled, for a hint is a template."""
    if not isinstance(value, str):
        return None
    shown = f'`["{value}"]`'.replace("{", "{{").replace("}", "}}")
    return Text(nl=f"Schrijf {shown}.", en=f"Write {shown}.")


def _quoted(key: str) -> str:
    return key if key.replace("_", "").replace("-", "").isalnum() and key.isascii() else f'"{key}"'
