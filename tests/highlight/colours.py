"""The samples, what our own lexer says of each of their characters, and where another engine says something else."""

from collections.abc import Callable, Sequence
from pathlib import Path

from regeltaal.highlight.pieces import pieces
from regeltaal.highlight.roles import LANGUAGES, Language, Role

ROOT = Path(__file__).resolve().parents[2]
EDITORS = ROOT / "editor-support"
SAMPLES = sorted(
    [
        *(ROOT / "examples").rglob("*.regel"),
        *(ROOT / "src" / "regeltaal" / "domains").rglob("*.domein"),
        *(Path(__file__).parent / "samples").iterdir(),
    ]
)
IDS = [path.relative_to(ROOT).as_posix() for path in SAMPLES]

Lines = Sequence[Sequence[str]]
"""What an engine calls each character, line by line."""


def language_of(path: Path) -> Language:
    return next(one for one in LANGUAGES if path.suffix == f".{one.suffix}")


def expected(path: Path, called: Callable[[Role], str]) -> Lines:
    """What an engine should call them; ``called`` is its name for a role."""
    text = path.read_text(encoding="utf-8")
    names = [called(piece.role) for piece in pieces(text, language_of(path)) for _ in range(piece.start, piece.end)]
    found: list[list[str]] = [[]]
    for character, name in zip(text, names, strict=True):
        if character == "\n":
            found.append([])
        else:
            found[-1].append(name)
    return found


def differences(path: Path, called: Callable[[Role], str], said: Lines) -> dict[int, str]:
    """The first place on each line where an engine says something else; white space has no colour."""
    found = {}
    wanted = expected(path, called)
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n")):
        got = list(said[number]) if number < len(said) else []
        wrong = [
            at
            for at, character in enumerate(line)
            if not character.isspace() and wanted[number][at] != (got[at] if at < len(got) else "")
        ]
        if wrong:
            at = wrong[0]
            got_there = got[at] if at < len(got) else ""
            found[number + 1] = (
                f"{number + 1}:{at + 1} {line[at : at + 20]!r}: {got_there!r}, not {wanted[number][at]!r}"
            )
    return found
