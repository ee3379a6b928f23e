"""What is told of the place under the pointer; the cases are in `hover/`, read as an office clerk reads them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.assist.cases import cases, opened

from regeltaal.assist.cards import Card, Code, Facts, Said, markdown, plain
from regeltaal.assist.domain_hover import domain_hover
from regeltaal.assist.hover import hover
from regeltaal.base.source import Source

Golden = Callable[[Path, str], None]


@pytest.mark.parametrize("case", cases("hover"), ids=lambda path: path.stem)
def test_each_place_tells_what_is_there(case: Path, tmp_path: Path, golden: Golden) -> None:
    project = opened(case, tmp_path)

    found = [hover(project.state, project.path, spot) for spot in project.marks]

    told = [
        f"--- {number}: {'' if one is None else one.span.text}\n{'(niets)' if one is None else plain(one.card)}\n"
        for number, one in enumerate(found, start=1)
    ]
    golden(case, "\n".join(told))


def test_it_is_told_in_english_too(tmp_path: Path) -> None:
    case = next(one for one in cases("hover") if one.stem == "veld")
    project = opened(case, tmp_path)

    found = [hover(project.state, project.path, spot, "en") for spot in project.marks]

    assert all("Bron:" not in plain(one.card) for one in found if one is not None)
    assert any("Source: domain `werkbonnen`" in plain(one.card) for one in found if one is not None)


@pytest.mark.parametrize("case", cases("domain_hover"), ids=lambda path: path.stem)
def test_a_domain_tells_what_rules_will_see(case: Path, golden: Golden) -> None:
    marked = case.read_text(encoding="utf-8").partition("=== verwacht\n")[0]
    pieces = marked.split("‸")
    source = Source("proef.domein", "".join(pieces))
    places = [len("".join(pieces[:count])) for count in range(1, len(pieces))]

    found = [domain_hover(source, place) for place in places]

    told = [
        f"--- {number}: {'' if one is None else one.span.text}\n{'(niets)' if one is None else plain(one.card)}\n"
        for number, one in enumerate(found, start=1)
    ]
    golden(case, "\n".join(told))


def test_what_a_user_wrote_is_no_markdown() -> None:
    card = Card("a*b_c", "<b>veld</b>", (Said("Zie `x*y` en [hier](z)."), Facts((("Soort", "1 | 2 # 3"),))))

    assert markdown(card) == (
        "**a\\*b\\_c** · \\<b\\>veld\\</b\\>\n\nZie `x*y` en \\[hier\\](z).\n\n- Soort: 1 \\| 2 \\# 3"
    )


def test_code_with_fences_in_it_stays_code() -> None:
    card = Card("sjabloon", "", (Code("```\nx", "text"),))

    assert markdown(card).endswith("````text\n```\nx\n````")
