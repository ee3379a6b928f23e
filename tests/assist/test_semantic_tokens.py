"""The colours of names; the cases in `tokens/` list each name with what it is."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.assist.cases import cases, opened

from regeltaal.assist.colours import COLOURS, Mark, Modifier
from regeltaal.assist.domain_tokens import domain_marks
from regeltaal.assist.semantic_tokens import marks
from regeltaal.base.source import Source

DOMAIN = """\
DOMEIN proef
KEUZE kleur: "rood"; "blauw"
OBJECT doos
  VELD nummer: tekst VERPLICHT SLEUTEL
  VELD tint: kleur
  VELD inhoud: LIJST VAN doos
GEBEURTENIS doos geopend BIJ doos VOLGT tint
ACTIE VERF doos BIJ doos
  PARAMETER verf: kleur
  GEVOLG doos geopend
"""


def told(line: str, mark: Mark) -> str:
    modifiers = " ".join(str(one.name).lower() for one in Modifier if one & mark.modifiers)
    return f"{line[mark.start : mark.end]} · {COLOURS[mark.colour].value} {modifiers}".rstrip()


@pytest.mark.parametrize("case", cases("tokens"), ids=lambda path: path.stem)
def test_each_name_has_the_colour_of_what_it_is(
    case: Path, tmp_path: Path, golden: Callable[[Path, str], None]
) -> None:
    project = opened(case, tmp_path)
    rows = []

    for part in project.state.sheets[project.path].parts:
        lines = part.source.original.split("\n")
        rows += [told(lines[one.line], one) for one in marks(project.state, project.path, part)]

    golden(case, "\n".join([*rows, ""]))


def test_the_names_of_a_domain_are_told_apart() -> None:
    source = Source("proef.domein", DOMAIN)
    lines = DOMAIN.split("\n")

    found = [told(lines[one.line], one) for one in domain_marks(source)]

    assert found == [
        "kleur · enum declaration",
        '"rood" · enumMember declaration',
        '"blauw" · enumMember declaration',
        "doos · class declaration",
        "nummer · property declaration",
        "tekst · type",
        "tint · property declaration",
        "kleur · enum",
        "inhoud · property declaration",
        "doos · class",
        "doos geopend · event declaration",
        "doos · class",
        "tint · property",
        "doos · method declaration",
        "doos · class",
        "verf · parameter declaration",
        "kleur · enum",
        "doos geopend · event",
    ]


def test_marks_of_a_part_are_kept_until_what_they_follow_from_changes(tmp_path: Path) -> None:
    project = opened(next(one for one in cases("tokens") if one.stem == "namen"), tmp_path)
    part = project.state.sheets[project.path].parts[-1]

    first = marks(project.state, project.path, part)
    again = marks(project.put(project.text.replace("duur > 240", "duur > 24")), project.path, part)

    assert again is first
