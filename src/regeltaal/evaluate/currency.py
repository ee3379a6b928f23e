"""What an amount is in: some fields of amounts go with one that tells the currency (SAMEN MET)."""

from regeltaal.base.node import evolve
from regeltaal.program import tree


def readings(expr: tree.Expr, *, before: bool) -> tuple[tree.Read, ...]:
    """The readings that can tell the currency of an amount, the best first; none where it has none but the euro.

    Of ``before`` the event it may not be known, as it was not sent: then it did not change.
    """
    while isinstance(expr, tree.Defined):
        expr = expr.body
    if not isinstance(expr, tree.Read) or expr.currency is None:
        return ()
    now = evolve(expr.currency, previous=False)
    return (evolve(now, previous=True), now) if before or expr.previous else (now,)
