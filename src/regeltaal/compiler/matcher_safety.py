"""Which conditions are surely never FOUT, so that what is not WAAR of them need not be looked into."""

from typing import assert_never

from regeltaal.program import tree


def is_safe(cond: tree.Cond) -> bool:
    """Whether a condition is surely never FOUT: it computes nothing that can fail and reads no other record."""
    match cond:
        case tree.All(parts=parts) | tree.Any(parts=parts) | tree.Counted(parts=parts):
            return all(map(is_safe, parts))
        case tree.Negation(part=part) | tree.DefinedCond(body=part):
            return is_safe(part)
        case tree.Test(overload=overload, operands=operands):
            return not overload.faults and all(map(_is_safe_value, operands))
        case tree.IsTrue(value=value) | tree.Was(value=value):
            return _is_safe_value(value)
        case tree.Changed(old=old, new=new):
            return all(value is None or _is_safe_value(value) for value in (old, new))
        case tree.Quantified():
            return False
        case _:
            assert_never(cond)


def _is_safe_value(expr: tree.Expr) -> bool:
    match expr:
        case tree.Const() | tree.Root() | tree.NamedRead() | tree.Now():
            return True
        case tree.Read(previous=previous, target=target):
            return previous or (isinstance(target, tree.Root) and target.kind is tree.RootKind.RECORD)
        case tree.Apply(overload=overload, operands=operands):
            return not overload.faults and all(map(_is_safe_value, operands))
        case tree.MakeList(items=items):
            return all(map(_is_safe_value, items))
        case tree.Defined(body=body):
            return _is_safe_value(body)
        case tree.Truth(condition=condition):
            return is_safe(condition)
        case _:
            return False
