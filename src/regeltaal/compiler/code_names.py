"""The names in generated code: what they stand for, and the values that are worked out once.

INVARIANT: the source is made of fixed pieces, generated names and whole numbers. Whatever somebody wrote (a text, a
name of a field, a label) is bound to a name in the namespace, so that none of it is ever read as code.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from attrs import Factory, define, frozen

from regeltaal.program import tree

_MARK = re.compile(r"@([0-9]+)(?:([tf])|([=~])(v[0-9]+))?@")
_DEEPEST = 12

DOUBT = "@doubt@"
"""A false expression that notes that something could not be told, where anybody wants to know."""
NOTING = "((u := True) is None)"


@frozen
class Code:
    """An expression of generated code that gives a value, with what else may come out of it.

    ``absent`` is a condition on which it is FOUT, to be asked before the value itself.
    """

    text: str
    none: bool = False
    computed: bool = False
    faulty: bool = False
    absent: str | None = None
    constant: bool = False
    value: object = None
    """Of a constant."""
    cost: float = 1


@frozen
class Piece:
    """A condition in generated code: truthy where it surely has the verdict that was asked for.

    ``cost`` is about the nanoseconds that it takes, ``chance`` that it holds: for asking cheap and telling parts first.
    """

    text: str
    certain: bool
    """It is never ONBEKEND or FOUT."""
    faults: bool
    """It can be FOUT."""
    cost: float
    chance: float


@frozen
class Direct:
    """A test that is asked only once, for either verdict: without a detour over a local."""

    when_true: str
    when_false: str
    certain: bool


@define(eq=False)
class Unit:
    """What is compiled at once: a namespace, and the functions that share it.

    ``value`` and ``bits`` give the code of an expression, and of a condition as a verdict. They need each other, so
    they are found here.
    """

    namespace: dict[str, object]
    value: "Callable[[tree.Expr, Body], Code]"
    bits: "Callable[[tree.Cond, Body], str]"
    functions: list[str] = Factory(list)
    _names: dict[object, str] = Factory(dict)
    _kept: list[object] = Factory(list)
    _made: int = 0

    def bind(self, value: object) -> str:
        """A name for a value; the same text or the same object gets the same name."""
        key = ("text", value) if type(value) is str else ("object", id(value))
        name = self._names.get(key)
        if name is None:
            name = self._names[key] = f"k{len(self._names)}"
            self.namespace[name] = value
            self._kept.append(value)  # so that no other object gets its id
        return name

    def function_name(self) -> str:
        self._made += 1
        return f"p{self._made}"

    def load(self) -> Mapping[str, object]:
        """Runs the source of all functions; they are found in the namespace by their names."""
        source = "\n".join(self.functions)
        exec(compile(source, "<regeltaal>", "exec"), self.namespace)  # noqa: S102 - our own text, see the invariant
        return self.namespace


@define(eq=False)
class Body:
    """One function under way.

    A piece of code may hold marks, each of which stands for a value that the function may need more than once. Which
    it does is known at the end: then a mark becomes the code itself, or a local that is filled when first needed.
    """

    unit: Unit
    slots: tuple[int, ...] = ()
    """The variables that it gets as arguments: rows of quantifiers around it."""
    shares: bool = False
    """Whether much is asked of the same fields, so that a local is worth its while for what is told of them."""
    level: int = 0
    """How deep in the tree it is: Python reads only so many brackets, so what is too deep gets its own function."""
    _codes: list[str] = Factory(list)
    _marks: dict[str, str] = Factory(dict)
    _eager: set[int] = Factory(set)
    _tests: dict[int, Direct] = Factory(dict)
    _temps: int = 0

    def bind(self, value: object) -> str:
        return self.unit.bind(value)

    def once(self, code: str, *, eager: bool = False) -> str:
        """A mark for a value; ``eager`` where working it out costs no more than telling whether that was done."""
        mark = self._marks.get(code)
        if mark is None:
            mark = self._marks[code] = f"@{len(self._codes)}@"
            if eager:
                self._eager.add(len(self._codes))
            self._codes.append(code)
        return mark

    def is_eager(self, code: str) -> bool:
        """Whether code is no more than what is worked out beforehand."""
        mark = _MARK.fullmatch(code)
        return mark is not None and int(mark[1]) in self._eager

    def test_once(self, code: str, direct: "Direct", *, sense: bool) -> str:
        """A mark for a test that may be asked more than once; ``code`` gives None where it can't be told."""
        index = int(self.once(code)[1:-1])
        self._tests[index] = direct
        return f"@{index}{'t' if sense else 'f'}@"

    def held(self, code: str, local: str) -> tuple[str, str]:
        """A value to be asked and then used again: in a local of the test, unless it is in one already."""
        mark = _MARK.fullmatch(code)
        return (f"@{mark[1]}={local}@", f"@{mark[1]}~{local}@") if mark else (f"({local} := {code})", local)

    def temp_of(self, code: str) -> str:
        """A local for what a piece of code gives; always the same for the same code."""
        return f"r{self.once(code)[1:-1]}"

    def new_leaf(self) -> None:
        """Locals of one test may be used again by the next."""
        self._temps = 0

    def temp(self) -> str:
        self._temps += 1
        return f"v{self._temps}"

    @property
    def is_deep(self) -> bool:
        return self.level > _DEEPEST

    def arguments(self) -> str:
        return ", ".join(("own", "facts", *(f"s{slot}" for slot in self.slots)))

    def resolved(self, lines: Iterable[str]) -> list[str]:
        """Lines without marks, behind those that make the locals ready."""
        kept = list(lines)
        uses = self._uses(kept)
        texts: dict[int, str] = {}
        ready = [f"a{index} = {self._start(index, uses, texts)}" for index in sorted(uses) if uses[index] > 1]
        return [*ready, *(self._expanded(line, uses, texts) for line in kept)]

    def _start(self, index: int, uses: Mapping[int, int], texts: dict[int, str]) -> str:
        return self._expanded(self._codes[index], uses, texts) if index in self._eager else "U"

    def _uses(self, lines: Iterable[str]) -> dict[int, int]:
        """How often each value is asked for, counting what a shared value needs once. Outer ones come later."""
        uses: dict[int, int] = {}
        waiting = [index for line in lines for index in _asked(line)]
        while waiting:
            index = waiting.pop()
            uses[index] = uses.get(index, 0) + 1
            if uses[index] == 1:
                waiting.extend(_asked(self._codes[index]))
        return uses

    def _expanded(self, code: str, uses: Mapping[int, int], texts: dict[int, str]) -> str:
        return _MARK.sub(lambda found: self._use(found, uses, texts), code)

    def _use(self, found: "re.Match[str]", uses: Mapping[int, int], texts: dict[int, str]) -> str:
        index, shared = int(found[1]), uses[int(found[1])] > 1
        if found[2] is not None:
            return self._test(index, uses, texts, sense=found[2] == "t")
        if found[3] == "~":
            return f"a{index}" if shared else found[4]
        text = self._text(index, uses, texts)
        return text if shared or found[3] is None else f"({found[4]} := {text})"

    def _test(self, index: int, uses: Mapping[int, int], texts: dict[int, str], *, sense: bool) -> str:
        direct = self._tests[index]
        if uses[index] == 1:
            return self._expanded(direct.when_true if sense else direct.when_false, uses, texts)
        asked = self._text(index, uses, texts)
        if direct.certain:
            return asked if sense else f"(not {asked})"
        return f"((w := {asked}) is {sense} or (w is None and {DOUBT}))"

    def _text(self, index: int, uses: Mapping[int, int], texts: dict[int, str]) -> str:
        if index not in texts:
            code = self._expanded(self._codes[index], uses, texts)
            if uses[index] == 1:
                texts[index] = code
            elif index in self._eager:
                texts[index] = f"a{index}"
            else:
                texts[index] = f"(a{index} if a{index} is not U else (a{index} := {code}))"
        return texts[index]


def _asked(code: str) -> Iterator[int]:
    """The marks in a piece of code that stand for asking a value, not for using it again."""
    return (int(found[1]) for found in _MARK.finditer(code) if found[3] != "~")


def define_function(body: Body, name: str, lines: Iterable[str], *, more: str = "") -> None:
    """Adds a function of the fields of the record, the facts and the rows around it (and ``more``)."""
    inside = "\n".join(f"    {line}" for line in body.resolved(lines)).replace(DOUBT, NOTING)
    body.unit.functions.append(f"def {name}({body.arguments()}{more}):\n{inside}")
