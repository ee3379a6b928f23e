"""A schema from the cache is the schema that would have been read, or it is read."""

import pickle
from pathlib import Path

import pytest
from attrs import frozen

from regeltaal.base import cache
from regeltaal.base.node import evolve
from regeltaal.base.source import Source, Span
from regeltaal.schema import kept, loader
from regeltaal.schema.model import Schema, key_of
from regeltaal.syntax import grammar
from regeltaal.values.value import Ref

DOMAINS = sorted((Path(loader.__file__).parent.parent / "domains").glob("*/*.domein"))
TEXT = "DOMEIN proef\nOBJECT bon\n  VELD nummer: tekst SLEUTEL\n  VELD duur: getal\nGEBEURTENIS bon klaar BIJ bon\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


@frozen
class Free:
    object: str
    name: str
    type: str
    span: Span
    choices: tuple[str, ...] | None = None
    heading: Span | None = None


def files() -> list[Path]:
    return sorted(cache._folder().glob("schema-*"))


def test_nothing_is_read_a_second_time(monkeypatch: pytest.MonkeyPatch) -> None:
    first, _ = kept.load(Source("a", TEXT))
    monkeypatch.setattr(loader, "load", None)
    second, problems = kept.load(Source("b", TEXT))
    assert first == second
    assert first is not None
    assert second is not None
    assert (first is not second, problems) == (True, ())


@pytest.mark.parametrize("path", DOMAINS, ids=lambda path: path.stem)
def test_a_shipped_domain_comes_back_the_same_with_places_in_the_text_that_is_given(path: Path) -> None:
    kept.load(Source("eerst", path.read_text(encoding="utf-8")))
    source = Source("daarna", path.read_text(encoding="utf-8"))
    found, _ = kept.load(source)
    read = loader.load(source).schema
    assert found is not None
    assert read is not None
    assert found == read
    places = [(one.span, other.span) for one, other in zip(found.actions.values(), read.actions.values(), strict=True)]
    assert places
    assert all(one is not None and one == other and one.source is source for one, other in places)
    kinds = [
        (field.type, read.objects[key].fields[name].type)
        for key, one in found.objects.items()
        for name, field in one.fields.items()
    ]
    assert all(getattr(one, "kind", None) is getattr(other, "kind", None) for one, other in kinds)


def test_another_text_is_another_schema() -> None:
    one, _ = kept.load(Source("a", TEXT))
    other, _ = kept.load(Source("a", TEXT.replace("duur", "tijd")))
    assert one != other
    assert len(files()) == 2


def test_free_fields_count_with_their_places() -> None:
    toml = Source("regeltaal.toml", 'meterstand = "getal"\nsoort = ["a"]')
    one = Free("bon", "meterstand", "getal", Span(toml, 0, 10))
    for entries in (
        (),
        (one,),
        (evolve(one, type="tekst"),),
        (evolve(one, span=Span(toml, 1, 10)),),
        (evolve(one, name="soort", choices=("a", "b")),),
        (evolve(one, name="soort", choices=("a", "c")),),
    ):
        for _ in range(2):
            found, problems = kept.load(Source("a", TEXT), entries)
            assert problems == ()
            assert found == loader.load(Source("a", TEXT), entries).schema
    (field,) = found.objects["bon"].free_fields if (found := kept.load(Source("a", TEXT), [one])[0]) else ()
    assert field.span is not None
    assert field.span.source is toml
    assert len(files()) == 6


def test_a_domain_with_problems_is_never_kept() -> None:
    for text in (TEXT + "OBJECT bon\n", TEXT + "HUH"):
        schema, problems = kept.load(Source("a", text))
        assert schema is None
        assert problems
    assert files() == []


def test_values_that_are_opened_later_do_not_change_what_is_kept() -> None:
    first, _ = kept.load(Source("a", TEXT))
    assert first is not None
    key = key_of("bon")
    evolve(first, objects={key: first.objects[key]})
    first.objects[key].fields.pop("duur")  # type: ignore[attr-defined]  # nobody may, and it would stay here
    assert kept.load(Source("a", TEXT))[0] == loader.load(Source("a", TEXT)).schema


@pytest.mark.parametrize(
    "content",
    [b"", b"\x80", pickle.dumps(None), pickle.dumps({"a": 1}), pickle.dumps(Ref), pickle.dumps(print)],
    ids=["empty", "broken", "none", "dict", "class of ours", "function of another"],
)
def test_what_is_no_schema_counts_as_none(content: bytes) -> None:
    key = kept._key(Source("a", TEXT), ())
    cache.write(kept.KIND, key, content)
    found, problems = kept.load(Source("a", TEXT))
    assert isinstance(found, Schema)
    assert problems == ()


def test_nothing_of_another_package_is_made_from_a_pickle(tmp_path: Path) -> None:
    class Harm:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return Path.touch, (str(tmp_path / "harm"),)

    cache.write(kept.KIND, kept._key(Source("a", TEXT), ()), pickle.dumps(Harm()))
    assert kept.load(Source("a", TEXT))[0] == loader.load(Source("a", TEXT)).schema
    assert not (tmp_path / "harm").exists()


def test_a_damaged_file_is_made_again() -> None:
    kept.load(Source("a", TEXT))
    (path,) = files()
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert kept.load(Source("a", TEXT))[0] == loader.load(Source("a", TEXT)).schema
    assert path.read_bytes() == whole


def test_a_changed_grammar_or_program_is_another_key(monkeypatch: pytest.MonkeyPatch) -> None:
    source = Source("a", TEXT)
    keys = {kept._key(source, ())}
    monkeypatch.setattr(grammar, "stamps", lambda: ("anders",))
    keys.add(kept._key(source, ()))
    monkeypatch.setattr(cache, "package", lambda name: f"{name} nieuw")
    keys.add(kept._key(source, ()))
    monkeypatch.setattr(cache, "__version__", "0")
    keys.add(kept._key(source, ()))
    assert len(keys) == 4
