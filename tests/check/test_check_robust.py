"""Whatever a user writes: checking never raises, says the same twice, and keeps healthy rules from broken ones."""

import re
from collections.abc import Callable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.check.checker import Checked

CheckRules = Callable[..., tuple[Checked, list[Diagnostic]]]
GOLDEN = Path(__file__).parent / "golden"
CHUNKS = [
    text if "DOMEIN" in text else f"DOMEIN werkbonnen\n{text}"
    for path in sorted(GOLDEN.glob("*.regel"))
    for text in re.split(r"(?m)^---\n", path.read_text(encoding="utf-8"))
]
WORDS = sorted({word for text in CHUNKS for word in re.findall(r'"[^"\n]*"|[\w€%-]+|[^\w\s]', text)})
HEAD = 'DOMEIN werkbonnen\nREGEL "a"\nWANNEER werkbon compleet gemeld\n'
PIECE = re.compile(r'"[^"\n]*"|[\w€%-]+|[^\w\s]|\s+')


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A golden chunk in which a few words are left out, doubled, swapped or replaced by words from elsewhere."""
    pieces = PIECE.findall(draw(st.sampled_from(CHUNKS)))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(pieces) - 1))
        match draw(st.sampled_from(["drop", "double", "swap", "replace"])):
            case "drop":
                pieces[at] = " "
            case "double":
                pieces[at] = f"{pieces[at]} {pieces[at]}"
            case "swap":
                other = draw(st.integers(0, len(pieces) - 1))
                pieces[at], pieces[other] = pieces[other], pieces[at]
            case _:
                pieces[at] = draw(st.sampled_from(WORDS))
    return "".join(pieces)


@settings(max_examples=300, deadline=None)
@given(text=mutated())
def test_a_mutated_text_never_raises_and_every_sentence_can_be_shown(text: str, check_rules: CheckRules) -> None:
    _, found = check_rules(text)

    for one in found:
        for language in ("nl", "en"):
            assert one.message(language)
            assert one.advice(language) != ""
        assert 0 <= one.span.start <= one.span.end <= len(one.span.source.text)


@settings(max_examples=50, deadline=None)
@given(text=mutated())
def test_checking_twice_gives_the_same(text: str, check_rules: CheckRules) -> None:
    first, again = check_rules(text), check_rules(text)

    assert [(one.code.id, one.span.start, one.message()) for one in first[1]] == [
        (one.code.id, one.span.start, one.message()) for one in again[1]
    ]
    assert [str(rule.id) for rule in first[0].program.rules] == [str(rule.id) for rule in again[0].program.rules]


def test_deep_nesting_is_refused_and_not_followed(check_rules: CheckRules) -> None:
    for depth in (80, 3000):
        bracketed = "(" * depth + "garantie" + ")" * depth
        for deep in (bracketed, "NIET " * depth + "garantie", "duur" + " + duur" * depth + " > 1"):
            _, found = check_rules(f"{HEAD}EN {deep}\nDAN WIS datum")

            assert {one.code.id for one in found} & {"RT120", "RT156"}


def test_a_chain_of_definitions_is_followed_once(check_rules: CheckRules) -> None:
    chain = "\n".join(f"DEFINITIE d{at + 1} BIJ werkbon = d{at} EN (d{at} OF d{at})" for at in range(25))
    first = "DEFINITIE d0 BIJ werkbon = garantie"

    checked, found = check_rules(f"{HEAD}EN d5\nDAN ARCHIVEER werkbon\n{first}\n{chain}")

    assert [one for one in found if one.is_error] == []
    assert len(checked.program.rules) == 1


def test_a_broken_rule_leaves_the_others_in_the_program(check_rules: CheckRules) -> None:
    rule = 'REGEL "{}"\nWANNEER werkbon compleet gemeld\nEN {}\nDAN ARCHIVEER werkbon\n'
    text = "DOMEIN werkbonnen\n" + rule.format("goed", "garantie") + rule.format("fout", "garntie")

    checked, found = check_rules(text)

    assert [str(one.id) for one in checked.program.rules] == ["goed"]
    assert [one.code.id for one in found] == ["RT201"]


def test_a_use_of_a_broken_definition_is_not_reported_again(check_rules: CheckRules) -> None:
    _, found = check_rules(
        "DOMEIN werkbonnen\nDEFINITIE druk BIJ werkbon = garntie\nLIJST zuid = plaats\n"
        'REGEL "a"\nWANNEER werkbon compleet gemeld\nEN druk\nEN relatie.plaats IN zuid\nDAN ARCHIVEER werkbon'
    )

    assert [one.code.id for one in found] == ["RT201", "RT220"]


def test_a_definition_that_did_not_parse_registers_its_name(check_rules: CheckRules) -> None:
    _, found = check_rules(
        'DOMEIN werkbonnen\nDEFINITIE druk BIJ werkbon = EN EN\nREGEL "a"\nWANNEER werkbon compleet gemeld\nEN druk\n'
        "DAN ARCHIVEER werkbon"
    )

    assert found
    assert all(one.code.id.startswith("RT1") for one in found)
