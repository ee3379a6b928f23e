"""Places in TOML: every way to write a key is found where it stands."""

import tomllib
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from regeltaal.base.source import Source
from regeltaal.project.places import Places

TEXT = '''# een opmerking met [haken] = "x"
boven = 1
[project]
domein = "werkbonnen"  # waarom
"naam met punt.en" = [
  "a", # nog een
  "b = c",
]
a.b.c = """
[geen.kop]
x = 1
"""
[administraties."Jansen BV"]
tags = ['horeca']
'''


def test_keys_and_values_are_found() -> None:
    places = Places(Source("regeltaal.toml", TEXT))
    assert places.key(("boven",)).text == "boven"
    assert places.value(("project", "domein")).text == '"werkbonnen"'
    assert places.key(("project", "naam met punt.en")).text == '"naam met punt.en"'
    assert places.value(("project", "naam met punt.en")).text.startswith("[\n")
    assert places.key(("project", "a", "b", "c")).text == "a.b.c"
    assert places.key(("administraties", "Jansen BV")).text == 'administraties."Jansen BV"'
    assert places.value(("administraties", "Jansen BV", "tags")).text == "['horeca']"


def test_what_is_not_there_is_looked_for_above_it() -> None:
    places = Places(Source("regeltaal.toml", 'mail = { server = "x" }\n'))
    assert places.key(("mail", "server")).text == "mail"
    assert places.key(("nergens",)).text == ""


def test_a_heading_that_only_stands_in_others_is_at_the_first_of_those() -> None:
    places = Places(Source("regeltaal.toml", '[project]\n[koppeling.mail]\nserver = "x"\n[koppeling.sms]\n'))
    assert places.key(("koppeling",)).text == "koppeling.mail"


def test_a_text_inside_a_value_is_no_key() -> None:
    places = Places(Source("regeltaal.toml", TEXT))
    assert places.key(("geen", "kop")).text == ""


_NAMES = st.text(st.characters(codec="utf-8", exclude_characters='"\\', exclude_categories=("Cc", "Cs")), min_size=1)


@given(st.dictionaries(_NAMES, st.text("ab[]{}=.,#' ", max_size=8), max_size=4))
def test_every_key_of_a_valid_text_is_found(data: dict[str, str]) -> None:
    text = "".join(_lines(data))
    source = Source("regeltaal.toml", text)
    places = Places(source)
    for key, value in tomllib.loads(source.text)["kop"].items():
        assert {key: value} == tomllib.loads(f"{places.key(('kop', key)).text} = {places.value(('kop', key)).text}")


def _lines(data: dict[str, str]) -> Iterator[str]:
    yield "[kop]\n"
    seen = set()
    for key, value in data.items():
        folded = Source("", key).text
        if folded not in seen:
            seen.add(folded)
            yield f'"{key}" = "{value}" # [x]\n'
