"""How each peer is asked, in its fastest documented way. A package that is missing is left out, and told."""

import json
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any, ClassVar

from . import translate
from .workload import FIELDS, TEXTS, Condition, Record

Test = Callable[..., object]
"""Gives something true where the condition holds."""
Match = Callable[[Any], Sequence[int]]
"""The numbers of the conditions that hold, in any order."""


class Adapter:
    """A peer.

    Not on the clock: ``given`` makes of a record what a caller has at hand, ``spell`` writes the conditions in the
    peer's language. On the clock: ``prepare`` makes of what is given what the peer takes, ``matcher`` and ``single``
    build, and what they give is called.
    """

    in_python: ClassVar[bool] = False
    """Whether all that it holds is Python's, so that what it takes can be counted exactly."""
    single_only: ClassVar[bool] = False
    """Whether it only knows the rules of ``SINGLE``."""
    spread: ClassVar[bool] = False
    """Whether a single test takes what was prepared as several arguments."""

    def given(self, record: Record) -> Any:  # noqa: ANN401  # each peer has a form of its own
        return record

    def prepare(self, given: Any) -> Any:  # noqa: ANN401
        return translate.plain_record(given)

    def prepare_set(self, given: Any) -> Any:  # noqa: ANN401
        """The same for what ``matcher`` gives."""
        return self.prepare(given)

    def says(self, answer: object) -> bool:
        """What a single test answered."""
        return bool(answer)

    def spell(self, conditions: Sequence[Condition]) -> Sequence[Any]:
        return [self.spelled(number, one) for number, one in enumerate(conditions)]

    def spelled(self, number: int, condition: Condition) -> Any:  # noqa: ANN401
        del number
        return condition

    def single(self, spelled: Any) -> Test:  # noqa: ANN401
        match = self.matcher([spelled])
        return lambda prepared: bool(match(prepared))

    def matcher(self, spelled: Sequence[Any]) -> Match:
        """Without one of its own a peer is asked one by one."""
        tests = [(number, self.single(one)) for number, one in enumerate(spelled)]
        return lambda prepared: [number for number, test in tests if test(prepared)]


class Datalogic(Adapter):
    """A compiled rule, data parsed beforehand, one session."""

    def __init__(self) -> None:
        self.module = import_module("datalogic_py")
        self.engine = self.module.Engine()
        self.session = self.engine.session()

    def prepare(self, given: Record) -> object:
        return self.module.DataHandle(json.dumps(translate.plain_record(given)))

    def spelled(self, number: int, condition: Condition) -> translate.Plain:
        del number
        return translate.json_logic(condition)

    def single(self, spelled: translate.Plain) -> Test:
        rule, evaluate = self.engine.compile(spelled), self.session.evaluate_data
        return lambda data: evaluate(rule, data)


class DatalogicMany(Datalogic):
    """One native call for all rules; the results come back as JSON."""

    def matcher(self, spelled: Sequence[translate.Plain]) -> Match:
        compiled = [self.engine.compile(one) for one in spelled]
        evaluate = self.session.evaluate_many
        return lambda data: [number for number, found in enumerate(evaluate(compiled, data)) if found == "true"]


class RustCel(Adapter):
    def __init__(self) -> None:
        self.module = import_module("cel")

    def prepare(self, given: Record) -> object:
        return self.module.Context(translate.plain_record(given))

    def spelled(self, number: int, condition: Condition) -> str:
        del number
        return translate.cel(condition)

    def single(self, spelled: str) -> Test:
        execute: Test = self.module.compile(spelled).execute
        return execute


class CppCel(Adapter):
    def __init__(self) -> None:
        module = import_module("cel_expr_python.cel")
        names = [*(name for name in FIELDS if "." not in name), "relatie", "id", *(f"{name}_lc" for name in TEXTS)]
        self.environment = module.NewEnv(variables=dict.fromkeys(names, module.Type.DYN))

    def prepare(self, given: Record) -> object:
        return self.environment.Activation(translate.plain_record(given))

    def spelled(self, number: int, condition: Condition) -> str:
        del number
        return translate.cel(condition)

    def single(self, spelled: str) -> Test:
        evaluate = self.environment.compile(spelled).eval
        return lambda data: evaluate(data).value()


class Zen(Adapter):
    def __init__(self) -> None:
        self.module = import_module("zen")

    def spelled(self, number: int, condition: Condition) -> str:
        del number
        return translate.zen(condition)

    def single(self, spelled: str) -> Test:
        evaluate: Test = self.module.compile_expression(spelled).evaluate
        return evaluate


class ZenTable(Adapter):
    """One decision table that collects, a row for each rule."""

    def __init__(self) -> None:
        self.engine = import_module("zen").ZenEngine()

    def spelled(self, number: int, condition: Condition) -> str:
        del number
        return translate.zen(condition)

    def matcher(self, spelled: Sequence[str]) -> Match:
        rows = [{"_id": f"r{number}", "in1": one, "out1": str(number)} for number, one in enumerate(spelled)]
        content = {
            "hitPolicy": "collect",
            "inputs": [{"id": "in1", "name": "x"}],
            "outputs": [{"id": "out1", "name": "o", "field": "o"}],
            "rules": rows,
        }
        decision = self.engine.create_decision(json.dumps({"nodes": _nodes(content), "edges": _EDGES}))
        return lambda data: [int(found["o"]) for found in decision.evaluate(data)["result"]]


_EDGES = [
    {"id": "e1", "sourceId": "i", "targetId": "t", "type": "edge"},
    {"id": "e2", "sourceId": "t", "targetId": "o", "type": "edge"},
]


def _nodes(content: Mapping[str, object]) -> list[Mapping[str, object]]:
    place = {"x": 0, "y": 0}
    return [
        {"id": "i", "name": "in", "type": "inputNode", "position": place},
        {"id": "t", "name": "t", "type": "decisionTableNode", "position": place, "content": content},
        {"id": "o", "name": "out", "type": "outputNode", "position": place},
    ]


class Clips(Adapter):
    """Rete in C: assert the fact, run, read what fired, retract."""

    def __init__(self) -> None:
        self.module = import_module("clips")

    def prepare(self, given: Record) -> dict[str, object]:
        made = translate.plain_record(given)
        customer = made.pop("relatie")
        made.update({f"relatie_{name}": value for name, value in customer.items()})
        del made["id"]
        return {name: self._value(value) for name, value in made.items()}

    def _value(self, value: object) -> object:
        match value:
            case None:
                return self.module.Symbol("nil")
            case bool():
                return self.module.Symbol("TRUE" if value else "FALSE")
            case int() | float():
                return float(value)
            case _:
                return value

    def spelled(self, number: int, condition: Condition) -> list[str]:
        return translate.clips(number, condition)

    def matcher(self, spelled: Sequence[list[str]]) -> Match:
        environment = self.module.Environment()
        slots = [translate.clips_slot(name) for name in FIELDS] + [f"{name}_lc" for name in TEXTS]
        environment.build("(deftemplate wo " + " ".join(f"(slot {one})" for one in slots) + ")")
        environment.build("(defglobal ?*hits* = (create$))")
        for rules in spelled:
            for rule in rules:
                environment.build(rule)
        template, hits = environment.find_template("wo"), environment.find_global("hits")

        def match(data: Mapping[str, object]) -> list[int]:
            fact = template.assert_fact(**data)
            environment.run()
            found = sorted(set(hits.value))
            fact.retract()
            hits.value = ()
            return found

        return match


class RuleEngine(Adapter):
    """The only peer that takes decimals, dates and a search without case as they are."""

    in_python = True

    def __init__(self) -> None:
        self.module = import_module("rule_engine")

    def prepare(self, given: Record) -> Record:
        return given

    def spelled(self, number: int, condition: Condition) -> str:
        del number
        return translate.rule_engine(condition)

    def single(self, spelled: str) -> Test:
        matches: Test = self.module.Rule(spelled).matches
        return matches
