"""A major mode for Emacs. Its regular expressions see nothing ahead, so what a pattern looks for is tested apart."""

from collections.abc import Iterator, Sequence
from importlib.resources import files

from regeltaal.base.node import Node
from regeltaal.highlight.dialects import Dialect
from regeltaal.highlight.looks import LOOKS
from regeltaal.highlight.regex import Chars, Choice, Look, Regex, parse, parts, sequence
from regeltaal.highlight.roles import Language, Role, spelled
from regeltaal.highlight.tokens import Region, Token, rules

_SKIPPED = frozenset({Role.COMMENT, Role.TEXT})
"""What the syntax table of the mode finds."""


class Emacs(Dialect):
    """What is looked for in the middle is left out: what follows decides there as well."""

    alone = {r"\s": "[[:space:]\u00a0\u202f]"}  # noqa: RUF012 - as in the class above it
    classes = {r"\w": "[:alnum:]_", r"\d": "0-9", r"\s": "[:space:]\u00a0\u202f"}  # noqa: RUF012 - idem
    specials = r"\^$.?*+[]"
    set_specials = ""
    possessive = False

    def choice(self, options: Sequence[str]) -> str:
        return r"\|".join(options)

    def group(self, text: str) -> str:
        return rf"\(?:{text}\)"

    def count(self, count: str) -> str:
        return super().count(count).replace("{", r"\{").replace("}", r"\}")

    def look(self, text: str, *, behind: bool, negated: bool) -> str:  # noqa: ARG002 - see above
        return ""

    def character(self, one: str) -> str:
        return one if one == "\n" else super().character(one)

    def in_set(self, item: str) -> str:
        return self.classes.get(item, item)

    def set(self, items: Sequence[str], *, negated: bool) -> str:
        # A hyphen is itself at the end, a bracket at the begin.
        rest = [item for item in items if item not in "]-^"]
        kept = ("]" if "]" in items else "") + "".join(map(self.in_set, rest))
        return f"[{'^' if negated else ''}{kept}{'^' if '^' in items else ''}{'-' if '-' in items else ''}]"

    def but(self, kept: str, others: Sequence[str]) -> str:
        if kept == r"\s":
            return "[ \t\u00a0\u202f]"
        return "[[:lower:]]" if "A-Z" in others else "[[:alpha:]]"


_print = Emacs().print


class _Rule(Node):
    """A pattern without looks, and what it looked for: before it, at its begin and at its end."""

    role: Role
    pattern: str
    tests: tuple[str, ...]


def emacs(languages: Sequence[Language]) -> str:
    """The file `regeltaal-mode.el`."""
    text = files("regeltaal.highlight").joinpath("regeltaal-mode.el.template").read_text(encoding="utf-8")
    for language in languages:
        found = "\n    ".join(_lisp(rule) for rule in _rules(language))
        text = text.replace(f"RULES-OF-{language.name}", found)
        openers = "\n    ".join(_entry(word) for word in sorted(spelled(language, Role.OPENER)))
        text = text.replace(f"OPENERS-OF-{language.name}", openers)
    regions = [rule for rule in rules(languages[0]) if isinstance(rule, Region)]
    text = text.replace("NEXT-DECLARATION", _string("\n" + next(_next(one.until) for one in regions if one.until)))
    inside = [_lisp(_rule(one.role, one.pattern)) for one in regions[0].inside]
    text = text.replace("INSIDE", "\n    ".join(inside).replace("(font-lock-string-face ", "(nil "))
    texts = [_print(_whole(one.begin)) for one in regions if not one.until]
    return text.replace("TEXTS", "\n    ".join(map(_string, texts)))


def _next(until: Regex) -> str:
    """The begin of a declaration: its line up to and including its first word."""
    *_, look = parts(until)
    return _print(look.body) + r"\_>" if isinstance(look, Look) else _print(until)


def _whole(begin: Regex) -> Regex:
    """A text on one line: what the begin of its region looks for, taken. An open one goes on to the end of its line."""
    *row, last = parts(begin)
    return sequence(*row, last.body) if isinstance(last, Look) else sequence(begin, parse(r"(?:[^\\\n]|\\.)*"))


def _entry(word: str) -> str:
    pattern = rf"^[ \t]*{word}[ \t]+\(.+\)$"
    return f"({_string(word.capitalize())} {_string(pattern)} 1)"


def _rules(language: Language) -> Iterator[_Rule]:
    for rule in rules(language):
        if isinstance(rule, Token) and rule.role not in _SKIPPED:
            for option in _spread(rule.pattern):
                yield _rule(rule.role, option)


def _spread(pattern: Regex) -> Iterator[Regex]:
    """Alternatives that look for something each as a pattern of their own."""
    if isinstance(pattern, Choice) and any(isinstance(part, Look) for one in pattern.options for part in parts(one)):
        yield from pattern.options
    else:
        yield pattern


def _rule(role: Role, pattern: Regex) -> _Rule:
    row = parts(pattern)
    first = next(at for at, part in enumerate(row) if not isinstance(part, Look))
    last = next(at for at in range(len(row), 0, -1) if not isinstance(row[at - 1], Look))
    text = rf"\({_print(sequence(*row[first:last]))}\)"
    decides = row[last] if last < len(row) else None
    if isinstance(decides, Look) and decides.negated and isinstance(decides.body, Chars):
        # A shorter match must stay possible, so the pattern takes the character that decides.
        text += rf"\(?:{_print(Chars(decides.body.items, not decides.body.negated))}\|$\)"
        last += 1
    before = (_test(one, "behind" if one.behind else "begin") for one in row[:first] if isinstance(one, Look))
    behind = (_test(one, "end") for one in row[last:] if isinstance(one, Look))
    return _Rule(role, text, (*before, *behind))


def _test(look: Look, place: str) -> str:
    return f"({place} {'nil' if look.negated else 't'} {_string(_print(look.body))})"


def _lisp(rule: _Rule) -> str:
    face = LOOKS[rule.role].emacs or "nil"
    return f"({face} {_string(rule.pattern)}{''.join(' ' + one for one in rule.tests)})"


def _string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'
