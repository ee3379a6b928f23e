"""The project that real editors work in, and what is at which place in it."""

from pathlib import Path

FILES = {
    "regeltaal.toml": '[project]\ndomein = "werkbonnen"\n',
    "regels/lijsten.regel": """\
DOMEIN werkbonnen

LIJST eigen regio = "Utrecht"; "Zeist"

DEFINITIE grote klus BIJ werkbon = duur > 240
""",
    "regels/werk.regel": """\
DOMEIN werkbonnen
GEBRUIK "lijsten.regel"

REGEL "Één 😀 klus"
WANNEER werkbon compleet gemeld
EN korte omschrijving = "😀" EN werkstaat = "Uitgevoerd"
EN relatie.plaats IN eigen regio
EN grote klus
DAN
  ZET werkstatus = "Gefactureerd"

TEST "grote klus"
GEGEVEN werkbon MET duur = 300; relatie.plaats = "Zeist"
OP 12-3-2027 10:00
WANNEER werkbon compleet gemeld
VERWACHT NIET VERSTUUR e-mail
""",
    "regels/slordig.regel": """\
DOMEIN werkbonnen
REGEL "Slordig"
WANNEER werkbon compleet gemeld
DAN
      ZET   commentaar="slordig"
""",
}
MISSPELT = "werkstaat"
"""A name with a mistake, behind an emoji on its line."""


def write(root: Path) -> Path:
    """The project, on disk."""
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


def lines(path: str) -> list[str]:
    return FILES[path].split("\n")


def place(path: str, words: str) -> tuple[int, int]:
    """The line and the column, from 0 in code points, of words that stand in a file for the first time."""
    return next((number, line.index(words)) for number, line in enumerate(lines(path)) if words in line)
