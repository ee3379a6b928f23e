"""The functions that a domain declares, as records like those of the language."""

from collections.abc import Mapping

from regeltaal.base.text import Text
from regeltaal.check.setting import Setting
from regeltaal.schema.model import FunctionDeclaration, Schema
from regeltaal.values.environment import Environment
from regeltaal.values.operator import Function, Overload, Scalar, WhenEmpty
from regeltaal.values.value import ComputationError


def of_domain(schema: Schema, setting: Setting) -> Mapping[str, Function]:
    """By name in capitals."""
    return {one.name.upper(): _function(one, setting) for one in schema.functions.values()}


def unbound(schema: Schema, setting: Setting) -> frozenset[str]:
    """Those that are bound to no code, in capitals: a rule that uses one can only give FOUT."""
    names = {one.name.upper() for one in schema.functions.values()}
    return frozenset(names - set(setting.functions))


def _function(declared: FunctionDeclaration, setting: Setting) -> Function:
    scalar = setting.functions.get(declared.name.upper()) or _unbound(declared.name)
    types = tuple(type_ for _, type_ in declared.parameters)
    overload = Overload(types, scalar, result=declared.result, when_empty=WhenEmpty.CARRIES, faults=True)
    doc = Text(nl=f"Functie {declared.name} van het domein.", en=f"Function {declared.name} of the domain.")
    names = tuple(name for name, _ in declared.parameters)
    return Function(declared.name.upper(), doc, (overload,), f"{declared.name}({'; '.join(names)})", names)


def _unbound(name: str) -> Scalar:
    """The scalar of a function without code: it can be checked and shown, and gives FOUT."""

    def scalar(environment: Environment, *operands: object) -> object:
        del environment, operands
        raise ComputationError(
            Text(nl=f"functie `{name}` is niet aan code gekoppeld", en=f"function `{name}` is bound to no code")
        )

    return scalar
