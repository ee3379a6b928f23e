"""Rules made at random, as text in the language: every operator, function, node and sort; the same for a seed."""

from random import Random

from attrs import frozen
from tests.compiler import domain
from tests.compiler.catalogue import COMPUTED
from tests.compiler.random_conditions import Writer
from tests.compiler.random_values import Here
from tests.compiler.sorts import SORTS

PLAIN = 5
"""Every so many seeds the rules are what most are made of: fields beside literals."""


@frozen
class Written:
    """The text of a file, with the event that all its rules listen to."""

    text: str
    event: str


def rule_file(seed: int, rules: int) -> Written:
    """A file with so many rules on one event, and definitions and lists that they use."""
    writer = Writer(Random(seed), plain=seed % PLAIN == 0)
    follows = writer.random.choice(domain.FOLLOWED) if writer.chance(0.6) else None
    event = domain.PLAIN_EVENT if follows is None else domain.event_of(follows)
    parts = [f"DOMEIN {domain.NAME}", *_declarations(writer)]
    parts += [_rule(writer, number, event, follows) for number in range(rules)]
    return Written("\n".join(parts) + "\n", event)


def _declarations(writer: Writer) -> list[str]:
    found: list[str] = []
    for number, sort in enumerate(writer.random.sample([one for one in SORTS if one.literals], 2)):
        name = f"keur {'ab'[number]}"
        found.append(f"LIJST {name} = {'; '.join(writer.literal(sort) for _ in range(3))}")
        writer.lists[name] = sort
    inside = Here(free=False)
    for name, sort in zip(("som a", "som b"), writer.random.sample(sorted(COMPUTED, key=str), 2), strict=True):
        found.append(f"DEFINITIE {name} BIJ stuk = {writer.value(sort, inside)}")
        writer.values[name] = sort
    for name in ("geval a", "geval b"):
        found.append(f"DEFINITIE {name} BIJ stuk = {writer.condition(inside, writer.random.choice((1, 2, 3)))}")
        writer.conditions.append(name)
    return found


def _rule(writer: Writer, number: int, event: str, follows: str | None) -> str:
    triggers = "; ".join(_trigger(writer, event, follows) for _ in range(writer.random.choice((1, 1, 2))))
    size = writer.random.choices((0, 1, 2, 3, 4, 6, 8, 16), (4, 24, 24, 16, 12, 10, 6, 4))[0]
    condition = ""
    if size:
        form = Writer.typical if writer.plain and writer.chance(0.4) else Writer.condition
        condition = f"\n  ALS {form(writer, Here(), size)}"
    otherwise = '\nANDERS ZET tekst = "anders"' if writer.chance(0.3) else ""
    unknown = '\nBIJ ONBEKEND ZET tekst = "onbekend"' if writer.chance(0.3) else ""
    return f'REGEL "r{number}"\nWANNEER {triggers}{condition}\nDAN ZET tekst = "dan"{otherwise}{unknown}'


def _trigger(writer: Writer, event: str, follows: str | None) -> str:
    if follows is None or writer.chance(0.4):
        return event
    sort = next(one for one in SORTS if follows in (one.name, one.plural))
    old = f" VAN {writer.wanted(follows, sort, Here())}" if writer.chance(0.5) else ""
    new = f" NAAR {writer.wanted(follows, sort, Here())}" if writer.chance(0.6) else ""
    return f"{event}{old}{new}"
