"""What a file asks of the rest of its project, and what it was told: while that stays so, so does what was found.

A question is a row of words, of which the first says what is asked; its answer is a text.
"""

from collections.abc import Iterable, Sequence
from copy import copy

from regeltaal.base.digest import digest
from regeltaal.base.source import Source
from regeltaal.check.setting import Templates
from regeltaal.check.summary import Summary

Question = tuple[str, ...]


class WatchedTemplates:
    """Templates, and what was asked of them."""

    def __init__(self, templates: Templates) -> None:
        self._templates = templates
        self._found: dict[tuple[str, str], Source | None] = {}
        self._kinds: set[str] = set()

    def find(self, kind: str, name: str) -> Source | None:
        found = self._found[kind, name] = self._templates.find(kind, name)
        return found

    def names(self, kind: str) -> tuple[str, ...]:
        self._kinds.add(kind)
        return self._templates.names(kind)

    def place(self, kind: str, name: str) -> str:
        return self._templates.place(kind, name)

    def asked(self) -> Iterable[Question]:
        yield from (("sjabloon", *one) for one in self._found)
        yield from (("sjablonen", one) for one in sorted(self._kinds))


class Known:
    """What tests may ask about: the rules by name, and the titles of the actions that any rule does."""

    def __init__(self, rules: Iterable[str], actions: Iterable[str]) -> None:
        self._rules, self._actions = frozenset(rules), frozenset(actions)
        self._folded = frozenset(name.casefold() for name in self._rules)
        self.asked: dict[Question, None] = {}
        self._digest = ""

    def anew(self) -> "Known":
        """The same, of which nothing was asked yet."""
        other = copy(self)
        other.asked = {}
        return other

    def has(self, name: str) -> bool:
        return bool(self.answer(self._ask("regel", name.casefold())))

    def names(self) -> Sequence[str]:
        self._ask("regels")
        return sorted(self._rules)

    def do(self, title: str) -> bool:
        """Whether the rules do an action."""
        return bool(self.answer(self._ask("actie", title)))

    def do_anything(self) -> bool:
        return bool(self.answer(self._ask("acties")))

    def _ask(self, *question: str) -> Question:
        self.asked[question] = None
        return question

    def answer(self, question: Question) -> str:
        match question:
            case ("regel", name):
                return "ja" if name in self._folded else ""
            case ("actie", title):
                return "ja" if title in self._actions else ""
            case ("acties",):
                return "ja" if self._actions else ""
            case _:
                self._digest = self._digest or digest(sorted(self._rules))
                return self._digest


def known_of(summaries: Iterable[Summary]) -> Known:
    """Rule names as written (also of rules with errors), and the actions that rules do."""
    names: set[str] = set()
    actions: set[str] = set()
    for one in summaries:
        names.update(rule.name for rule in one.names)
        names.update(one.broken)
        actions.update(one.actions)
    return Known(names, actions)
