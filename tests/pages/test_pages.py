"""The pages of `documenteer`: valid, self-contained, accessible, with links that lead somewhere, put down whole."""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree as ET

import html5lib
import pytest
from attrs import define, field

from regeltaal.loading import load, rule_set
from regeltaal.pages.folder import MARKER, write_site
from regeltaal.pages.highlight import pieces
from regeltaal.pages.render import ADMINISTRATIONS, INDEX, PICTURE, TESTS, Subject, overview_page, site
from regeltaal.pipeline import analyse
from regeltaal.report.overview_columns import COLUMNS, NARROW
from regeltaal.report.told_tests import told_tests
from regeltaal.runtime.overview import overview

OVERALL = (INDEX, PICTURE, ADMINISTRATIONS, TESTS)
GOLDEN = Path(__file__).parent / "golden"
EXAMPLES = Path(__file__).parent.parent.parent / "examples"
CSS = Path(__file__).parents[2] / "src" / "regeltaal" / "pages" / "templates" / "stijl.css"


@define
class _Page(HTMLParser):
    """What a page holds, as far as these tests ask."""

    tags: list[tuple[str, dict[str, str | None]]] = field(factory=list)
    text: list[str] = field(factory=list)
    scripts: list[str] = field(factory=list)
    _open: str = ""

    def __attrs_post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open = tag

    def handle_endtag(self, tag: str) -> None:
        del tag
        self._open = ""

    def handle_data(self, data: str) -> None:
        (self.scripts if self._open in ("script", "style") else self.text).append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def _read(text: str) -> _Page:
    page = _Page()
    page.feed(text)
    page.close()
    return page


def _site(folder: Path) -> dict[str, str]:
    return dict(site(_subject(folder), "nl"))


def _subject(folder: Path) -> Subject:
    analysis = analyse(folder)
    rules = rule_set(analysis)
    facts = overview(rules, {})
    tests = told_tests(analysis.tests, [one.rule for one in facts])
    return Subject("Kantoor", facts, rules.schema, tests, tuple(rules.administrations))


@pytest.fixture(params=["kantoor", "boekhouding"])
def pages(request: pytest.FixtureRequest, kantoor: Path) -> dict[str, str]:
    return _site(kantoor if request.param == "kantoor" else EXAMPLES / request.param)


def test_there_is_an_overview_and_a_page_for_each_rule(kantoor: Path) -> None:
    rules = load(kantoor)
    pages = _site(kantoor)
    assert len(pages) == len(OVERALL) + len(rules.program.rules)
    for rule in rules.program.rules:
        assert any(f"<h1>{rule.id!s}</h1>" in text for text in pages.values())


def test_every_page_is_valid_html(pages: dict[str, str]) -> None:
    for text in pages.values():
        html5lib.HTMLParser(strict=True).parse(text)
        ids = [str(attributes["id"]) for _, attributes in _read(text).tags if "id" in attributes]
        assert [one for one, count in Counter(ids).items() if count > 1] == []


def test_every_link_leads_to_a_page_or_place(pages: dict[str, str]) -> None:
    for path, text in pages.items():
        page = _read(text)
        ids = {attributes.get("id") for _, attributes in page.tags}
        for link in page.all("a"):
            target = str(link["href"])
            if target.startswith("#"):
                assert target[1:] in ids
            else:
                parts = [part for part in (PurePosixPath(path).parent / target).parts if part != "."]
                while ".." in parts:
                    at = parts.index("..")
                    del parts[at - 1 : at + 1]
                assert "/".join(parts) in pages


def test_every_rule_can_be_reached_from_the_overview(pages: dict[str, str]) -> None:
    for path in (INDEX, PICTURE):
        links = {str(link["href"]) for link in _read(pages[path]).all("a")}
        assert set(pages) - {path} <= links


def test_nothing_comes_from_elsewhere_and_only_our_script_may_run(pages: dict[str, str]) -> None:
    for text in pages.values():
        page = _read(text)
        assert not re.search(r"(?:src|href)=[\"']?(?:https?:)?//", text)
        for _, attributes in page.tags:
            assert not any(name == "style" or name.startswith("on") for name in attributes)
        policy = next(str(one["content"]) for one in page.all("meta") if one.get("http-equiv"))
        assert policy.startswith("default-src 'none'")
        for content in page.scripts:
            digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in policy


def test_pages_can_be_read_aloud_and_used_with_a_keyboard(pages: dict[str, str]) -> None:
    for text in pages.values():
        page = _read(text)
        assert [one["lang"] for one in page.all("html")] == ["nl"]
        levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
        labelled = {one.get("for") for one in page.all("label")}
        for box in page.all("input"):
            assert box["type"] == "checkbox" or box.get("id") in labelled
        assert all(one.get("scope") for one in page.all("th"))
        assert len(page.all("main")) == 1


def _colours() -> Iterator[dict[str, str]]:
    light, dark = re.findall(r":root \{([^}]*)\}", CSS.read_text(encoding="utf-8"))
    for block in (light, dark):
        yield dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colours", list(_colours()), ids=["licht", "donker"])
def test_text_stands_out_from_what_is_behind_it(colours: dict[str, str]) -> None:
    for name in set(colours) - {"achtergrond", "vlak", "lijn"}:
        for behind in ("achtergrond", "vlak"):
            bright, dim = sorted((_luminance(colours[name]), _luminance(colours[behind])), reverse=True)
            assert (bright + 0.05) / (dim + 0.05) >= 4.5, name


def test_what_the_rules_hold_is_text_and_nothing_else(kantoor: Path) -> None:
    name = "<script>alert(1)</script> \u202e {{ 7 * 7 }}"
    text = f'DOMEIN kantoor\nREGEL "{name.replace("{", chr(92) + "{")}"\nWANNEER klus gemeld\nDAN\n  WIS opmerking\n'
    (kantoor / "regels" / "streek.regel").write_text(text, encoding="utf-8")
    pages = _site(kantoor)
    assert "<script>alert" not in "".join(pages.values())
    assert "49" not in _read(pages["regels/script-alert-1-script-7-7.html"]).text
    assert "\u202e" not in "".join(pages.values())
    assert "&lt;b&gt;voor&lt;/b&gt; &amp; meteen" in pages["regels/spoed-in-de-regio.html"]


def test_equal_names_get_pages_of_their_own(kantoor: Path) -> None:
    """A rule of the environment and one of an administration may have the same name."""
    file = kantoor / "regels" / "bakker.regel"
    file.write_text(file.read_text("utf-8").replace("Bakker: bedankje", "Staat uit"), encoding="utf-8")
    assert {"regels/staat-uit.html", "regels/staat-uit-2.html"} <= set(_site(kantoor))


@pytest.mark.parametrize("name", ["spoed-in-de-regio", "materiaal-dat-zwaar-is", "duur-altijd-nakijken"])
def test_the_page_of_a_rule_is_as_it_was(kantoor: Path, golden_file: Callable[[Path, str], None], name: str) -> None:
    page = _site(kantoor)[f"regels/{name}.html"]
    golden_file(GOLDEN / f"{name}.html", page[page.index("<body>") :])


def test_the_overview_by_itself_is_as_it_was(kantoor: Path, golden_file: Callable[[Path, str], None]) -> None:
    page = overview_page("Kantoor", overview(load(kantoor), {}), NARROW, "nl")
    html5lib.HTMLParser(strict=True).parse(page)
    assert "<a href" not in page.replace('<a class="sprong" href', "")
    golden_file(GOLDEN / "overzicht.html", page[page.index("<body>") : page.index("<script>")])


def test_every_column_can_be_hidden_without_a_script() -> None:
    hidden = CSS.read_text(encoding="utf-8")
    assert all(f"#kol-{number}:not(:checked)" in hidden for number in range(1, len(COLUMNS) + 1))


def test_pages_in_english(kantoor: Path) -> None:
    pages = site(_subject(kantoor), "en")
    page = pages["regels/duur-altijd-nakijken.html"]
    assert '<html lang="en">' in page
    assert all(f">{heading}</h2>" in page for heading in ("When", "Condition", "Then", "Otherwise", "If unknown"))


def test_the_colours_leave_the_text_as_it_is(kantoor: Path) -> None:
    for rule in load(kantoor).program.rules:
        found = list(pieces(rule.span))
        assert "".join(piece.text for piece in found) == rule.span.text
        assert [piece.role for piece in found if piece.text == "WANNEER"] == ["sleutelwoord"]


def test_the_rules_of_an_administration_are_those_that_are_for_it(kantoor: Path) -> None:
    facts = overview(load(kantoor), {})
    page = _site(kantoor)[ADMINISTRATIONS]
    for section in page.split("<section")[1:]:
        name = re.findall(r"<h2[^>]*>([^<]+)</h2>", section)[0]
        expected = [str(one.rule.id) for one in facts if name in one.applies_to]
        assert expected == re.findall(r"<li><a[^>]*>([^<]+)</a></li>", section)


TESTED = """DOMEIN kantoor
TEST "de streek krijgt een bedankje"
GEGEVEN klus MET opmerking = "x"
WANNEER klus gemeld
VERWACHT REGEL "{rule}" WAAR
"""


def test_a_test_stands_at_the_rule_that_it_names_and_among_all_tests(kantoor: Path) -> None:
    rule = next(one for one in load(kantoor).program.rules if one.id.row is None and one.id.administration is None)
    (kantoor / "regels" / "test.regel").write_text(TESTED.format(rule=rule.id), encoding="utf-8")
    subject = _subject(kantoor)
    pages = site(subject, "nl")
    (test,) = subject.tests
    assert [str(rule.id)] == [str(subject.rules[at].rule.id) for at in test.rules]
    told = [path for path, text in pages.items() if f">{test.name}</h" in text]
    assert len(told) == 2
    assert TESTS in told


# ---------------------------------------------------------------- the picture


def _svg(text: str) -> Iterator[ET.Element]:
    for found in re.findall(r"<svg[\s\S]*?</svg>", text):
        yield ET.fromstring(found)  # noqa: S314 - what we made ourselves


def _shown(box: ET.Element) -> str:
    return " ".join("".join(one.itertext()) for one in box.iter("tspan"))


def test_the_picture_shows_every_rule_with_what_starts_it_and_what_it_does(pages: dict[str, str]) -> None:
    drawn = list(_svg(pages[PICTURE]))
    rules = [_shown(box) for svg in drawn for box in svg.iter("g") if box.get("class", "").startswith("regel")]
    links = [str(one.get("href")) for svg in drawn for one in svg.iter("a")]
    assert sorted(links) == sorted(set(pages) - set(OVERALL))
    assert len(rules) == len(links)
    for svg in drawn:
        for group in svg.iter("g"):
            if group.get("class") == "samenhang":
                assert len(list(group.iter("path"))) >= 1


def test_no_box_of_a_picture_covers_another(pages: dict[str, str]) -> None:
    for text in pages.values():
        for svg in _svg(text):
            boxes = [[float(one.get(name, 0)) for name in ("x", "y", "width", "height")] for one in svg.iter("rect")]
            for (left, top, _, height), (other, below, _, _) in pairwise(sorted(boxes)):
                assert left != other or below >= top + height
            _, _, width, height = (float(one) for one in str(svg.get("viewBox")).split())
            assert all(x + wide <= width and y + high <= height for x, y, wide, high in boxes)


# ---------------------------------------------------------------- putting them down

PAGES = {"index.html": "een", "regels/a.html": "twee"}


def test_a_site_is_put_down_and_replaced(tmp_path: Path) -> None:
    out = tmp_path / "diep" / "uit"
    assert write_site(out, PAGES) is None
    assert write_site(out, {"index.html": "nieuw"}) is None
    assert sorted(path.relative_to(out).as_posix() for path in out.rglob("*")) == [MARKER, "index.html"]
    assert (out / "index.html").read_text(encoding="utf-8") == "nieuw"
    assert [path.name for path in out.parent.iterdir()] == ["uit"]


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    assert write_site(tmp_path / "uit", PAGES) is None
    (tmp_path / "leeg").mkdir()
    assert write_site(tmp_path / "leeg", PAGES) is None


@pytest.mark.parametrize("made", ["vreemd", "erbij", "bestand", "verwijzing", "verwijzing erin"])
def test_what_is_not_ours_is_left_alone(tmp_path: Path, made: str) -> None:
    out = tmp_path / "uit"
    match made:
        case "vreemd":
            out.mkdir()
            (out / "brief.txt").write_text("bewaren", encoding="utf-8")
        case "erbij":
            assert write_site(out, PAGES) is None
            (out / "regels" / "aantekening.txt").write_text("bewaren", encoding="utf-8")
        case "bestand":
            out.write_text("bewaren", encoding="utf-8")
        case "verwijzing":
            (tmp_path / "echt").mkdir()
            out.symlink_to(tmp_path / "echt")
        case _:
            assert write_site(out, PAGES) is None
            (tmp_path / "echt").mkdir()
            (out / "weg").symlink_to(tmp_path / "echt")
    before = sorted(tmp_path.rglob("*"))
    assert write_site(out, {"index.html": "nieuw"}) is not None
    assert before == sorted(tmp_path.rglob("*"))


def test_when_the_disk_fails_the_old_site_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "uit"
    assert write_site(out, PAGES) is None
    rename = Path.rename

    def failing(path: Path, target: Path) -> Path:
        if path.name.startswith(".uit.") and not path.name.endswith(".oud"):
            raise OSError("vol")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="vol"):
        write_site(out, {"index.html": "nieuw"})
    assert (out / "index.html").read_text(encoding="utf-8") == "een"
    assert [path.name for path in tmp_path.iterdir()] == ["uit"]
