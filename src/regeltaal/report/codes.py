"""What a code means: for `uitleg`. The one place that loads every module in which codes are declared."""

import pkgutil
import re
from importlib import import_module
from itertools import groupby

import regeltaal
from regeltaal.base.codes import all_codes, find
from regeltaal.base.diagnostic import Code, Sample, SampleKind
from regeltaal.base.suggest import nearest
from regeltaal.base.text import Language, Text
from regeltaal.report.style import Style, one_line

GROUPS = {
    "RT1": Text(nl="Schrijfwijze", en="Syntax"),
    "RT2": Text(nl="Namen", en="Names"),
    "RT3": Text(nl="Soorten waarden", en="Types"),
    "RT4": Text(nl="Acties en parameters", en="Actions and parameters"),
    "RT5": Text(nl="Bereik, niveau, fase en modules", en="Scope, level, phase and modules"),
    "RT6": Text(nl="Waarschijnlijk niet bedoeld", en="Probably not meant"),
    "RT7": Text(nl="Samenhang van regels", en="How rules go together"),
    "RT8": Text(nl="Tests", en="Tests"),
    "RT9": Text(nl="Project, domein en opslag", en="Project, domain and store"),
}
_LINT_RULES = "regeltaal.lint.rules."
_GROUP_LENGTH = 3
_NUMBER_LENGTH = 3
_PLACE = re.compile(r"\{\w+\}")
_LONGEST_LINE = 100
_NAME = Text(nl="Naam", en="Name")
_MESSAGE = Text(nl="Melding", en="Message")
_HINT = Text(nl="Hint", en="Hint")
_WRONG = Text(nl="Fout", en="Wrong")
_RIGHT = Text(nl="Goed", en="Right")


def load_codes() -> None:
    """Imports every module that declares codes, so that the register is complete."""
    for module in pkgutil.walk_packages(regeltaal.__path__, f"{regeltaal.__name__}."):
        if "problems" in module.name.split(".") or module.name.startswith(_LINT_RULES):
            import_module(module.name)


def find_code(name: str) -> Code | None:
    """A code by its number or its name; case does not count and `RT` may be left out."""
    wanted = name.strip()
    return find(f"RT{wanted}" if wanted.isdigit() else wanted)


def near_codes(name: str) -> list[str]:
    """The codes that a number or a name is near to, by number or name as it was asked."""
    digits = re.sub(r"\D", "", name)[:_NUMBER_LENGTH]
    if digits:
        return nearest(f"RT{digits}", [code.id for code in all_codes()])
    return nearest(name.strip(), [code.name for code in all_codes() if code.name is not None])


def explain_code(code: Code, language: Language, style: Style) -> str:
    """What a code means: why it is there, what it says, a wrong text and a right one."""
    blocks = [
        style.paint("strong", f"{code.id}: {code.title.show(language)}"),
        *([f"{_NAME.show(language)}: {code.name}"] if code.name is not None else []),
        code.why.show(language),
        f"{_MESSAGE.show(language)}: {_without_places(code.message.show(language))}",
    ]
    if code.hint is not None:
        blocks.append(f"{_HINT.show(language)}: {_without_places(code.hint.show(language))}")
    blocks.append(style.paint("error", f"{_WRONG.show(language)}:") + "\n" + _sample(code.wrong))
    blocks.append(style.paint("good", f"{_RIGHT.show(language)}:") + "\n" + _sample(code.right))
    return "\n\n".join(blocks) + "\n"


def list_codes(language: Language, style: Style) -> str:
    blocks = []
    for group, codes in groupby(all_codes(), key=lambda code: code.id[:_GROUP_LENGTH]):
        title = GROUPS[group].show(language)
        lines = [f"  {code.id}  {code.title.show(language)}{_named(code)}" for code in codes]
        blocks.append("\n".join([style.paint("strong", title), *lines]))
    return "\n\n".join(blocks) + "\n"


def _named(code: Code) -> str:
    return "" if code.name is None else f" ({code.name})"


def _without_places(message: str) -> str:
    """A message with `…` where the facts of a case go."""
    return _PLACE.sub("…", message)


def _sample(sample: Sample) -> str:
    """The text of a sample, with the names of further files above theirs."""
    parts = [_indented(sample.text)] if sample.text.strip() else []
    for path, text in sample.files if sample.kind is SampleKind.PROJECT else ():
        parts.append(f"  {path}:\n{_indented(text)}")
    return "\n".join(parts)


def _indented(text: str) -> str:
    return "\n".join(f"    {_shortened(line)}".rstrip() for line in text.strip("\n").split("\n"))


def _shortened(line: str) -> str:
    indent = line[: len(line) - len(line.lstrip())].expandtabs(4)
    shown = indent + one_line(line)
    return shown if len(shown) <= _LONGEST_LINE else shown[: _LONGEST_LINE - 1] + "…"
