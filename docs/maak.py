"""Makes the parts of the documentation that follow from the program: `python docs/maak.py`.

Between `<!-- gemaakt: naam -->` and `<!-- einde -->` stands what a function here makes; `meldingen.md` is made whole.
With `--controleer` nothing is written, and the exit code is 1 when a file would change.
"""

import re
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from lsprotocol import types

from regeltaal.base.codes import all_codes
from regeltaal.base.diagnostic import Code, Diagnostic, Sample, SampleKind
from regeltaal.base.source import Source
from regeltaal.cli.registry import ENTRIES
from regeltaal.lsp.wiring import wired
from regeltaal.project import Project, open_project
from regeltaal.rechecking import Rechecker
from regeltaal.report.codes import GROUPS, load_codes
from regeltaal.schema.loader import load
from regeltaal.schema.model import Action, Object
from regeltaal.values.calendar import KNOWN_HOLIDAYS
from regeltaal.values.matching import describe
from regeltaal.values.operator import Function, Operand, Operator, Overload, WhenEmpty, Word
from regeltaal.values.operators import arithmetic, chronology
from regeltaal.values.registry import FUNCTIONS, KINDS, OPERATORS
from regeltaal.values.types import ListOf

DOCS = Path(__file__).resolve().parent
GRAMMAR = DOCS.parent / "grammar"
_DOMAINS = DOCS.parent / "src" / "regeltaal" / "domains"
_SEEDS = DOCS.parent / "tests" / "seeds"

_PART = re.compile(r"(<!-- gemaakt: (?P<name>[\w-]+) -->\n).*?(<!-- einde -->)", re.DOTALL)
_KEYWORD = re.compile(r'^[A-Z]+_KW: "(?P<word>[^"]+)"', re.MULTILINE)
_PLACE = re.compile(r"\{\w+\}")
_CALCULATIONS = frozenset(one.key for one in (*arithmetic.ALL, *chronology.ALL))
_GROUP_LENGTH = 3
_LONGEST_LINE = 120
_BYTES = 0xDC00
"""Where the bytes of a sample that is no UTF-8 stand among the characters."""

_EMPTY = {
    WhenEmpty.DECIDES: "beslist ook dan",
    WhenEmpty.DECIDES_UNLESS_COMPUTED: "beslist ook dan; ONBEKEND bij een berekening over iets leegs",
    WhenEmpty.UNKNOWN: "ONBEKEND",
    WhenEmpty.CARRIES: "LEEG",
}
_FENCES = {SampleKind.RULES: "voorbeeld-regel", SampleKind.SCHEMA: "voorbeeld-domein", SampleKind.EVENTS: "jsonl"}


# ---------------------------------------------------------------- tables


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join("| " + " | ".join(_cell(cell) for cell in line) + " |\n" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _code(text: str) -> str:
    return f"`{text}`" if text else ""


def _predicates() -> str:
    rows = [
        (
            _code(one.spelling),
            _code(one.negated_spelling or ""),
            one.doc.nl,
            _on_empty(one),
            "ja" if any(overload.exact for overload in one.overloads) else "",
            _code(one.example),
        )
        for one in OPERATORS.values()
        if one.key not in _CALCULATIONS
    ]
    return table(("schrijf", "ontkend", "betekent", "bij iets leegs", "`EXACT`", "voorbeeld"), rows)


def _on_empty(record: Operator | Function) -> str:
    return "; ".join(dict.fromkeys(_EMPTY[overload.when_empty] for overload in record.overloads))


def _calculations() -> str:
    rows = [
        (_code(f"{_operand(overload, 0)} {one.spelling} {_operand(overload, 1)}"), _result(overload))
        for one in OPERATORS.values()
        if one.key in _CALCULATIONS
        for overload in one.overloads
    ]
    return table(("berekening", "uitkomst"), rows)


def _operand(overload: Overload, index: int) -> str:
    return describe(overload.operands[index], ()).nl


def _result(overload: Overload) -> str:
    if not callable(overload.result):
        return "" if overload.result is None else str(overload.result)
    types = tuple(one for one in overload.operands if not isinstance(one, Word))
    return str(overload.result(types))  # type: ignore[arg-type] # calculations have plain types as operands


def _functions() -> str:
    rows = [
        (_code(_call(one)), one.doc.nl, _takes(one), _code(one.example))
        for one in sorted(FUNCTIONS.values(), key=lambda one: one.name)
    ]
    return table(("functie", "geeft", "van", "voorbeeld"), rows)


def _call(function: Function) -> str:
    fewest = min(len(overload.operands) for overload in function.overloads)
    names = [name if place < fewest else f"[{name}]" for place, name in enumerate(function.parameters)]
    return f"{function.name}({'; '.join(names)})"


def _takes(function: Function) -> str:
    """The types of the first operand, once each; of lists the element's."""
    first: list[Operand] = [overload.operands[0] for overload in function.overloads]
    lists = [one for one in first if isinstance(one, ListOf)]
    if lists and len(lists) == len(first):
        return "een lijst van " + ", ".join(dict.fromkeys(str(one.element) for one in lists))
    return ", ".join(dict.fromkeys(describe(one, ()).nl for one in first))


def _kinds() -> str:
    rows = [
        (
            _code(kind.name) + "".join(f", `{alias}`" for alias in kind.aliases),
            kind.doc.nl,
            _code(kind.example),
            "ja" if kind.ordered else "",
            ", ".join(_code(form) for form in kind.forms),
        )
        for kind in KINDS
    ]
    return table(("soort", "wat het is", "zo geschreven", "groter en kleiner", "vormen in een tekst"), rows)


def _keywords(file: str) -> str:
    words = sorted(set(_KEYWORD.findall((GRAMMAR / file).read_text(encoding="utf-8"))))
    return ", ".join(_code(word) for word in words) + ".\n"


def _holidays() -> str:
    return "".join(f"- `{name}`\n" for name in KNOWN_HOLIDAYS)


def _commands() -> str:
    rows = [(_code(f"regeltaal {one.name}"), ", ".join(map(_code, one.aliases)), one.doc.nl) for one in ENTRIES]
    return table(("opdracht", "ook", "doet"), rows)


def _tests() -> str:
    if any(one.name == "test" for one in ENTRIES):
        return "`regeltaal test` voert ze uit en zegt wat er anders ging dan verwacht.\n"
    return "Een opdracht die ze uitvoert, is er in deze versie nog niet.\n"


def _codes() -> str:
    rows = [
        (f"[{one.id}](meldingen.md#{one.id.lower()})", one.severity.value, _capitalised(one.title.nl))
        for one in all_codes()
    ]
    return table(("code", "ernst", "waarover"), rows)


def _checks() -> str:
    """The lint rules, with whether what they find can be mended."""
    rows = [
        (
            f"[{code.id}](meldingen.md#{code.id.lower()})",
            _code(code.name),
            code.severity.value,
            _capitalised(code.title.nl),
            _mended(code),
        )
        for code in all_codes()
        if code.name is not None
    ]
    return table(("code", "naam", "ernst", "waarover", "herstel"), rows)


def _mended(code: Code) -> str:
    """How the wrong sample of a code is mended: by itself, by a choice, or not."""
    fixes = [fix for one in _found_in(code.wrong) if one.code is code for fix in one.fixes]
    if any(fix.safe for fix in fixes):
        return "vanzelf"
    return "na keuze" if fixes else ""


def _found_in(sample: Sample) -> tuple[Diagnostic, ...]:
    """What is found in a sample, laid out as a project of its own."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        settings = f'[project]\ndomein = "{sample.domain}"\nregels = ["*.regel"]\n'
        rules = sample.text if sample.text.startswith("DOMEIN") else f"DOMEIN {sample.domain}\n{sample.text}"
        for path, text in (("regeltaal.toml", settings), ("voorbeeld.regel", rules), *sample.files):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
        return Rechecker().check(_opened(folder)).problems


def _opened(folder: Path) -> Project:
    project = open_project(folder).project
    if project is None:
        raise SystemExit(f"{folder}: geen project")
    return project


def _items() -> str:
    """Per group what the two products offer, with the rules that use it and the test that runs them."""
    listed = tomllib.loads((_SEEDS / "onderdelen.toml").read_text(encoding="utf-8"))["onderdeel"]
    shown_by = _cases()
    blocks = []
    for group, items in groupby(listed, key=lambda item: str(item["groep"])):
        rows = [(str(item["wat"]), *_shown_where(item, shown_by.get(item["id"], []))) for item in items]
        blocks.append(f"## {group}\n\n" + table(("onderdeel", "regel", "test"), rows))
    return "\n".join(blocks)


def _cases() -> dict[str, list[Path]]:
    """The cases that show an item, by its id."""
    found: dict[str, list[Path]] = {}
    for path in sorted(_SEEDS.glob("*/*.geval")):
        head = re.search(r"^onderdelen: (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        for name in head[1].split(";") if head else ():
            found.setdefault(name.strip(), []).append(path)
    return found


def _shown_where(item: Mapping[str, object], cases: Sequence[Path]) -> tuple[str, str]:
    rules = [rule for path in cases for rule in re.findall(r'^REGEL "([^"]+)"', path.read_text("utf-8"), re.MULTILINE)]
    elsewhere = item.get("tests", [])
    tests = [f"{path.parent.name}/{path.stem}" for path in cases] + list(
        elsewhere if isinstance(elsewhere, list) else []
    )
    return "; ".join(dict.fromkeys(rules)), ", ".join(_code(test) for test in tests)


# ---------------------------------------------------------------- the words of a domain


def _domain(name: str) -> str:
    """Every event, action, object and choice of a domain: what a rule may name."""
    schema = load(Source(f"{name}.domein", (_DOMAINS / name / f"{name}.domein").read_text(encoding="utf-8"))).schema
    if schema is None:
        raise SystemExit(f"{name}: het domein is niet te lezen")
    actions = sorted(schema.actions.values(), key=lambda one: one.title.lower())
    objects = sorted(schema.objects.values(), key=lambda one: one.name.lower())
    choices = sorted(schema.enums.values(), key=lambda one: one.name.lower())
    events = [(_code(one.name), _code(one.object), one.doc) for one in schema.events.values()]
    values = [(_code(one.name), ", ".join(one.values) or "uw eigen lijst", "ja" if one.open else "") for one in choices]
    return "\n".join((
        "## Gebeurtenissen\n\n" + table(("gebeurtenis", "over een", "wanneer"), events),
        "## Acties\n",
        *map(_action, actions),
        "## Objecten en hun velden\n",
        *map(_object, objects),
        "## Keuzelijsten\n\n" + table(("keuze", "waarden", "zelf aan te vullen"), values),
    ))  # fmt: skip


def _action(action: Action) -> str:
    own = [one for one in action.parameters.values() if not one.from_field]
    copied = "Verder elk veld dat meegaat, achter `MET` of `ZONDER`.\n" if len(own) < len(action.parameters) else ""
    needs = f" Vraagt de module „{action.module}”." if action.module else ""
    rows = [(_code(one.name), str(one.type), "ja" if one.required else "", one.doc, _code(one.example)) for one in own]
    shown = table(("parameter", "soort", "verplicht", "betekenis", "voorbeeld"), rows) if rows else ""
    told = f"{action.doc}{needs} In regels over {', '.join(map(_code, action.objects))}.\n"
    return "\n".join(part for part in (f"### {action.title}\n", told, shown, copied) if part)


def _object(found: Object) -> str:
    rows = [
        (_code(one.name), str(one.type), "ja" if one.writable else "", one.doc, _code(one.example))
        for one in found.fields.values()
    ]
    told = f"{found.doc}\n\n" if found.doc else ""
    return f"### {found.name}\n\n{told}" + table(("veld", "soort", "te wijzigen", "betekenis", "voorbeeld"), rows)


def _methods() -> str:
    """The methods of the protocol that a client may send, and what the server does with each."""
    notes: Mapping[str, str] = tomllib.loads((DOCS / "taalserver-methoden.toml").read_text(encoding="utf-8"))[
        "toelichting"
    ]
    manager = wired().protocol.fm
    done = {name for name in (*manager.features, *manager.builtin_features) if not name.startswith("notebook")}
    sent = [name for name in types.METHOD_TO_TYPES if types.message_direction(name) in {"clientToServer", "both"}]
    rows = [(_code(name), "ja" if name in done else "nee", notes[name]) for name in sorted(sent, key=str.casefold)]
    return table(("methode", "gedaan", "toelichting"), rows)


PARTS: Mapping[str, Callable[[], str]] = {
    "operatoren": _predicates,
    "rekenen": _calculations,
    "functies": _functions,
    "soorten": _kinds,
    "sleutelwoorden": lambda: _keywords("regeltaal.lark"),
    "sleutelwoorden-domein": lambda: _keywords("domein.lark"),
    "feestdagen": _holidays,
    "opdrachten": _commands,
    "tests": _tests,
    "codes": _codes,
    "controles": _checks,
    "methoden": _methods,
    "onderdelen": _items,
    "woorden-werkbonnen": lambda: _domain("werkbonnen"),
    "woorden-boekhouding": lambda: _domain("boekhouding"),
}


# ---------------------------------------------------------------- meldingen.md

_MESSAGES_HEAD = """\
# Meldingen

Elke melding heeft een code. Hier staat per code wat er aan de hand is, waarom Regeltaal het meldt, en hoe het wel
hoort. Hetzelfde ziet u met `regeltaal uitleg`, gevolgd door de code. Een *fout* houdt de regels tegen; een
*waarschuwing* niet.

Deze bladzijde wordt gemaakt door `docs/maak.py`; wijzig haar niet met de hand.
"""


def messages() -> str:
    blocks = [_MESSAGES_HEAD]
    for group, codes in groupby(all_codes(), key=lambda code: code.id[:_GROUP_LENGTH]):
        title = GROUPS[group].nl if group in GROUPS else group
        blocks.append(f"## {title}\n")
        blocks.extend(_message(code) for code in codes)
    return "\n".join(blocks)


def _message(code: Code) -> str:
    parts = [
        f'### <a id="{code.id.lower()}"></a>{code.id}: {_capitalised(code.title.nl)}\n',
        f"*{code.severity.value.capitalize()}{f', `{code.name}`' if code.name else ''}.* {code.why.nl}\n",
        f"Melding: {_without_places(code.message.nl)}\n",
    ]
    if code.hint is not None:
        parts.append(f"Hint: {_without_places(code.hint.nl)}\n")
    parts.append("Fout:\n\n" + "\n".join(_sample(code.wrong)))
    parts.append("Goed:\n\n" + "\n".join(_sample(code.right)))
    return "\n".join(parts)


def _capitalised(title: str) -> str:
    return title[:1].upper() + title[1:]


def _without_places(message: str) -> str:
    return _PLACE.sub("…", message)


def _sample(sample: Sample) -> Iterator[str]:
    """The texts of a sample; of a project every file with its name above it."""
    is_project = sample.kind is SampleKind.PROJECT
    if sample.text.strip() or not is_project:
        yield _fenced(sample.text, _FENCES.get(sample.kind, "text"))
    for path, text in sample.files if is_project else ():
        yield f"`{path}`:\n\n" + _fenced(text, "text")


def _fenced(text: str, language: str) -> str:
    """A block that the reader can see whole: long lines are cut, and what has no picture is shown by its number."""
    lines = ("".join(map(_picture, line)) for line in text.strip("\n").split("\n"))
    body = "\n".join(line if len(line) <= _LONGEST_LINE else line[: _LONGEST_LINE - 1] + "…" for line in lines)
    ticks = max((len(run) for run in re.findall(r"`+", body)), default=0)
    fence = "`" * max(3, ticks + 1)
    return f"{fence}{language}\n{body}\n{fence}\n"


def _picture(sign: str) -> str:
    if sign.isprintable():
        return sign
    if sign == "\t":
        return "    "
    number = ord(sign)
    return f"\\x{number - _BYTES:02x}" if _BYTES < number <= _BYTES + 0xFF else f"\\u{number:04x}"


# ---------------------------------------------------------------- files


def made() -> dict[Path, str]:
    """Every page of this folder as it should be."""
    load_codes()
    pages = {path: _filled(path.read_text(encoding="utf-8"), path) for path in sorted(DOCS.glob("*.md"))}
    return {**pages, DOCS / "meldingen.md": messages()}


def _filled(text: str, path: Path) -> str:
    def renewed(part: re.Match[str]) -> str:
        if part["name"] not in PARTS:
            raise SystemExit(f"{path.name}: geen onderdeel `{part['name']}`; er zijn {', '.join(PARTS)}")
        return f"{part[1]}\n{PARTS[part['name']]()}\n{part[3]}"

    return _PART.sub(renewed, text)


def outdated() -> dict[Path, str]:
    """The pages that are not as they should be, as they should be."""
    return {path: text for path, text in made().items() if not path.exists() or path.read_text("utf-8") != text}


def main(arguments: Sequence[str]) -> int:
    checking = "--controleer" in arguments
    found = outdated()
    for path, text in found.items():
        if not checking:
            path.write_text(text, encoding="utf-8", newline="\n")
        sys.stdout.write(f"{path.name} {'is verouderd' if checking else 'vernieuwd'}\n")
    return int(checking and bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
