"""The grammar, its tables and the lexer: no conflict, whole words, everything built, and a cache that can only help."""

import marshal
from pathlib import Path

import pytest
from lark import Lark

from regeltaal.base import cache as base_cache
from regeltaal.base.source import Source
from regeltaal.syntax import grammar, table_cache
from regeltaal.syntax.build import RuleBuilder
from regeltaal.syntax.lexer import STRAY, Token, lexer_for
from regeltaal.syntax.parser import parse
from regeltaal.syntax.tables import Tables
from regeltaal.values.registry import OPERATORS

EXAMPLES = sorted((Path(__file__).parent / "voorbeelden").glob("*.regel"))


@pytest.fixture(scope="module")
def tables() -> Tables:
    return grammar.load()


def _tokens(text: str) -> list[Token]:
    return list(lexer_for(grammar.load()).tokens(Source("x", text), []))


def _kinds(text: str) -> list[str]:
    return [token.kind for token in _tokens(text)]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_parse(path: Path) -> None:
    parsed = parse(Source(path.name, path.read_text(encoding="utf-8")))
    assert parsed.problems == ()
    assert len(parsed.file.items) > 0


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_grammar_stands_by_itself_in_lark(path: Path) -> None:
    """Other tools may read it with Lark's own lexer and tree."""
    text = grammar.read((grammar.RULES,))
    lark = Lark(text, parser="lalr", lexer="contextual", strict=False)
    found = lark.parse(path.read_text(encoding="utf-8"))
    assert found.data == "start"


def test_the_tables_have_no_conflict() -> None:
    """Lark refuses a conflict when it makes them, which is done here apart from any cache."""
    from regeltaal.syntax.table_maker import make  # noqa: PLC0415 - it imports Lark

    text = grammar.read((grammar.RULES,))
    made = make(text, grammar.RULE_STARTS, {word: f"{word}_KW" for word in grammar.keywords()})
    written = marshal.dumps(made.to_data())
    read = Tables.from_data(marshal.loads(written))  # noqa: S302 - written the line before
    assert read.to_data() == grammar.load().to_data()


def test_the_operators_are_those_that_values_know(tables: Tables) -> None:
    names = {production.name for production in tables.productions}
    assert {f"op_{key}" for key in OPERATORS} == {name for name in names if name.startswith("op_")}


def test_every_production_is_built(tables: Tables) -> None:
    builder = RuleBuilder(Source("x", ""), tables)
    for production in tables.productions:
        if not production.inlined and not (production.single and production.size == 1):
            assert callable(builder.callback(production.name))
    with pytest.raises(LookupError):
        builder.callback("no_such_production")


def test_every_keyword_is_a_keyword_and_nothing_glued_to_it_is(tables: Tables) -> None:
    for word in grammar.keywords():
        assert _kinds(word) == [tables.keywords[word]]
        for glued in (f"{word}A", f"A{word}", f"{word}-{word}", f"{word}_1", f"{word}1"):
            assert _kinds(glued) == (["UPPER"] if glued not in tables.keywords else [tables.keywords[glued]])
        for name in (f"{word}a", f"{word.lower()}", f"{word}-beleid", f"e-{word}", f"{word.capitalize()}"):
            assert _kinds(name) == ["NAME"]


def test_a_word_that_only_begins_like_a_keyword_is_whole() -> None:
    assert [(token.kind, token.text) for token in _tokens("ENIG DANKWOORD INKOOP")] == [
        ("UPPER", "ENIG"),
        ("UPPER", "DANKWOORD"),
        ("UPPER", "INKOOP"),
    ]


@pytest.mark.parametrize(
    "name",
    [
        "werkbon compleet gemeld",
        "SLA-beleid in afwachting van reactie",
        "'s-Gravenhage",
        "’s-Hertogenbosch",
        "auto's",
        "e-mail",
        "document aantal pagina's",
        "Financiële boeking",
        "`adres 2`",
        "adres `2` van",
        "op\n   twee regels",
        "niet en of dan",
        "straße Łódź",
        "btw_code2",
    ],
)
def test_a_name_is_one_token(name: str) -> None:
    assert [(token.kind, token.text) for token in _tokens(name)] == [("NAME", name)]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("NUMBER", "1.250,50"),
        ("NUMBER", "1.5"),
        ("NUMBER", "-3"),
        ("NUMBER", "1.25.000"),
        ("PERCENTAGE", "21%"),
        ("PERCENTAGE", "21 %"),
        ("PERCENTAGE", "-2,5%"),
        ("MONEY", "€ 1.250,50"),
        ("MONEY", "€ -10"),
        ("MONEY", "-€ 10"),
        ("MONEY", "€ 10,-"),
        ("MONEY", "€1,000"),
        ("DATE", "31-12-2026"),
        ("DATE", "31-02-2027"),
        ("DATE", "1/2/2027"),
        ("DATE", "2026-12-31"),
        ("DATE", "31.12.2026"),
        ("DATE", "31 december 2026"),
        ("TIME", "14:30"),
        ("TIME", "25:00"),
        ("MOMENT", "31-12-2026 14:30"),
        ("MOMENT", "2026-12-31T14:30"),
        ("MOMENT", "31 december 2026 9:05"),
        ("DURATION", "30 minuten"),
        ("DURATION", "1,5 uur"),
        ("DURATION", "3 werkdagen"),
        ("TEXT", '"zei \\"nee\\" # {naam}"'),
        ("TEXT", "“krom”"),
        ("TEXT", "„laag en hoog”"),
        ("TEXT", '"recht met “krom” erin"'),
        ("LONG_TEXT", '"""\nveel "tekst"\n"""'),
        ("TEXT", '""'),
    ],
)
def test_a_literal_is_one_token(kind: str, text: str) -> None:
    assert [(token.kind, token.text) for token in _tokens(text)] == [(kind, text)]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("a - b", ["NAME", "MINUS", "NAME"]),
        ("a -3", ["NAME", "NUMBER"]),
        ("a-3", ["NAME"]),
        ("(1) - 2", ["OPEN", "NUMBER", "CLOSE", "MINUS", "NUMBER"]),
        ("-a", [STRAY, "NAME"]),
        ("2e", [STRAY]),
        ("30 minutenplan", ["NUMBER", "NAME"]),
        ("relatie.IBAN", ["NAME", "DOT", "UPPER"]),
        ("a<>b", ["NAME", "NOT_EQUALS", "NAME"]),
        ("# alles\na", ["NAME"]),
        ("\ufeffDOMEIN", ["DOMEIN_KW"]),
    ],
)
def test_tokens_side_by_side(text: str, kinds: list[str]) -> None:
    assert _kinds(text) == kinds


def test_comments_are_kept_in_order_with_their_places() -> None:
    source = Source("x", '# een\nDOMEIN a # twee\nLIJST b = "# geen"; "c"\n#drie')
    comments = parse(source).file.comments
    assert [comment.text for comment in comments] == ["# een", "# twee", "#drie"]
    assert [comment.span.begin.line for comment in comments] == [1, 2, 4]


# ---------------------------------------------------------------- the cache


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def test_tables_that_were_stored_are_read_back(cache: Path, tables: Tables) -> None:
    table_cache.write("grammar", ("a",), tables)
    found = table_cache.read("grammar", ("a",))
    assert found is not None
    assert found.to_data() == tables.to_data()
    assert table_cache.read("another grammar", ("a",)) is None
    assert table_cache.read("grammar", ("b",)) is None
    assert len(list(cache.rglob("tables-*"))) == 1


@pytest.mark.parametrize("content", [b"", b"{", marshal.dumps([]), marshal.dumps(None), marshal.dumps({"states": 3})])
def test_what_is_no_tables_counts_as_none(cache: Path, content: bytes) -> None:
    assert cache.is_dir()
    base_cache.write(table_cache.KIND, table_cache.key("grammar", ("a",)), content)
    assert table_cache.read("grammar", ("a",)) is None
