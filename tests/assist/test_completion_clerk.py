"""A clerk writes a rule and a test with completion alone: a few letters, and an item that stands high in the list.

Only what nobody else can know is typed in full: the name of the rule, a number, the text of a title.
"""

from collections.abc import Sequence
from pathlib import Path

from tests.assist.assist_project import Opened
from tests.assist.test_completion import OTHERS, SETTINGS

from regeltaal.assist.completion import completion

HIGH = 6
"""A list is read this far."""

Step = tuple[str, str] | str
"""Letters with the label that is chosen then; or what is typed in full."""

RULE: Sequence[Step] = (
    ("gebr", "GEBRUIK"), ' "',
    ("", "lijsten.regel"), "\n\n",
    ("reg", "REGEL"), ' "Spoed in de eigen regio: bel de klant"\n  ',
    ("pri", "PRIORITEIT"), " 10\n",
    ("wan", "WANNEER"), " ",
    ("aangem", "werkbon aangemaakt"), "\n",
    ("", "EN"), " ",
    ("type", "type werkzaamheden"), " ",
    ("", "="), " ",
    ("sto", '"Storing"'), "\n",
    ("e", "EN"), " ",
    ("sp", "spoed"), "\n",
    ("e", "EN"), " relatie.",
    ("pla", "plaats"), " ",
    ("in", "IN"), " ",
    ("eig", "eigen regio"), "\n",
    ("e", "EN"), " ",
    ("een mat", "EEN materiaal IN materialen WAARVOOR …"),
    ("aan", "aantal"), " > 2\n",
    ("da", "DAN"), "\n  ",
    ("maak t", "MAAK taak"), '"Bel {rel',
    ("", "relatie.naam"), "} over {",
    ("num", "nummer"), '}";\n    ',
    ("prio", "prioriteit"),
    ("ho", '"Hoog"'), "; ",
    ("str", "streefdatum"),
    ("van", "VANDAAG + 3 werkdagen OM 9:00"), "\n  ",
    ("e-m", "VERSTUUR e-mail"),
    ("bed", '"Bedankt"'), "; ",
    ("ontv", "ontvanger"),
    ("", "relatie.e-mailadres"), "\n  ",
    ("zet", "ZET"), " ",
    ("comm", "commentaar"), ' = "Gebeld"\n',
    ("and", "ANDERS"), "\n  ",
    ("wis", "WIS"), " ",
    ("comm", "commentaar"), "\n\n",
)  # fmt: skip
WRITTEN = """GEBRUIK "lijsten.regel"

REGEL "Spoed in de eigen regio: bel de klant"
  PRIORITEIT 10
WANNEER werkbon aangemaakt
EN type werkzaamheden = "Storing"
EN spoed
EN relatie.plaats IN eigen regio
EN EEN materiaal IN materialen WAARVOOR materiaal.aantal > 2
DAN
  MAAK taak MET titel = "Bel {relatie.naam} over {nummer}";
    prioriteit = "Hoog"; streefdatum = VANDAAG + 3 werkdagen OM 9:00
  VERSTUUR e-mail MET sjabloon = "Bedankt"; ontvanger = relatie.e-mailadres
  ZET commentaar = "Gebeld"
ANDERS
  WIS commentaar
"""


def _write(steps: Sequence[Step], folder: Path, start: str) -> str:
    opened = Opened(folder, {"regels.regel": start, **OTHERS}, SETTINGS)
    text = start
    for step in steps:
        if isinstance(step, str):
            text += step
            continue
        typed, label = step
        text += typed
        state = opened.put(text)
        line = text.count("\n")
        spot = state.sheets[opened.path].spot(line, len(text) - text.rfind("\n") - 1)
        items = completion(state, opened.path, spot).items
        labels = [item.label for item in items]
        assert label in labels[:HIGH], f"{text[-60:]!r}: {labels[:HIGH]}"
        chosen = items[labels.index(label)]
        part = spot.source.text
        text = text[: len(text) - len(part)] + part[: chosen.span.start] + chosen.plain
    return text


def test_a_rule_is_written_with_completion_alone(tmp_path: Path) -> None:
    start = "DOMEIN werkbonnen\n"
    written = _write(RULE, tmp_path, start)
    assert written.removeprefix(start).rstrip() == WRITTEN.rstrip()
    state = Opened(tmp_path, {"regels.regel": written, **OTHERS}, SETTINGS).state
    own = [one for file, found in state.findings.items() if file.name == "regels.regel" for one in found]
    assert [one.message() for one in own if one.is_error] == []


TEST: Sequence[Step] = (
    ("te", "TEST"), ' "spoed geeft een taak"\n',
    ("geg", "GEGEVEN"), " ",
    ("wer", "werkbon"), " ",
    ("met", "MET"), " ",
    ("type", "type werkzaamheden"), " = ",
    ("sto", '"Storing"'), "; relatie.",
    ("pl", "plaats"), ' = "Zeist"\n',
    ("wan", "WANNEER"), " ",
    ("aan", "werkbon aangemaakt"), "\n",
    ("ver", "VERWACHT"), " ",
    ("taak", "MAAK taak"), " ",
    ("", "MET"), " ",
    ("prio", "prioriteit"), " ",
    ("", "="), " ",
    ("hoog", '"Hoog"'), "\n",
    ("ver", "VERWACHT"), " ",
    ("reg", "REGEL"), ' "',
    ("eer", "Eerste"), " ",
    ("onw", "ONWAAR"), "\n",
)  # fmt: skip


def test_a_test_is_written_with_completion_alone(tmp_path: Path) -> None:
    written = _write(TEST, tmp_path, "DOMEIN werkbonnen\n\n")
    assert written.endswith("""TEST "spoed geeft een taak"
GEGEVEN werkbon MET type werkzaamheden = "Storing"; relatie.plaats = "Zeist"
WANNEER werkbon aangemaakt
VERWACHT MAAK taak MET prioriteit = "Hoog"
VERWACHT REGEL "Eerste" ONWAAR
""")
