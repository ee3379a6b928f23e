"""A watched folder: each file read in once and put away, whatever lies in it and whatever crashes."""

import os
import signal
import stat
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Barrier, Event, Thread
from typing import Any

import pytest

from regeltaal.base.text import Text
from regeltaal.project.model import FolderSource
from regeltaal.runtime import problems
from regeltaal.service.folder_source import FolderWatch
from regeltaal.service.putting_away import Shelf
from regeltaal.service.source import HinderedError, StoppedError, without_names

BAKER, CAFE = "Bakkerij De Korenaar", "Eetcafé De Hoek"
Fixture = Any


class Hand:
    """Looks by hand, with a clock that stands still until it is moved."""

    def __init__(self, folder: Path, take: Any, **settings: Any) -> None:
        self.now = 0.0
        self.watch = FolderWatch(FolderSource("post", "post", **settings), folder, take, clock=lambda: self.now)
        self.stop = Event()

    def look(self, *, after: float = 5.0) -> None:
        self.now += after
        self.watch.look(self.stop)

    def take_in(self) -> None:
        """One look to see, one to take in."""
        self.look()
        self.look()

    def counts(self) -> tuple[int, int, int]:
        counts = self.watch.teller.counts
        return counts["verwerkt"], counts["dubbel"], counts["geweigerd"]


def below(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if not stat.S_ISDIR(path.lstat().st_mode))


def fill(office: Fixture, make: Fixture) -> None:
    office.put(f"{BAKER}/vitens.pdf", make.pdf(make.invoice))
    office.put(f"{BAKER}/kopie.pdf", make.pdf(make.invoice))
    office.put(f"{BAKER}/meel.xml", make.ubl("M-1"))
    office.put(f"{BAKER}/meel.pdf", make.pdf("papier"))
    office.put(f"{CAFE}/week.zip", make.zip_of({"f.xml": make.ubl("B-2"), "../weg.pdf": b"%PDF-1.4"}))
    office.put("factuur.eml", make.mail(("meel.xml", make.ubl())))
    office.put("onbestemd.pdf", make.pdf("voor wie?"))
    office.put("virus.exe", b"MZ\x90\0")
    office.put(".verborgen.pdf", b"nog niet")
    office.put("half.pdf.part", b"%PDF-")
    office.put("Thumbs.db", b"rommel")


def test_a_mixed_folder_is_read_in_once_and_put_away(office: Fixture, make: Fixture, heard: Fixture) -> None:
    fill(office, make)
    hand = Hand(office.post, heard)
    hand.take_in()
    assert below(office.post) == [
        ".verborgen.pdf",
        "Thumbs.db",
        f"geweigerd/{CAFE}/week.zip",
        f"geweigerd/{CAFE}/week.zip.reden.txt",
        "geweigerd/onbestemd.pdf",
        "geweigerd/onbestemd.pdf.reden.txt",
        "geweigerd/virus.exe",
        "geweigerd/virus.exe.reden.txt",
        "half.pdf.part",
        f"verwerkt/{BAKER}/kopie.pdf",
        f"verwerkt/{BAKER}/meel.pdf",
        f"verwerkt/{BAKER}/meel.xml",
        f"verwerkt/{BAKER}/vitens.pdf",
        "verwerkt/factuur.eml",
    ]
    assert hand.counts() == (4, 1, 3)
    stored = office.dump()
    hand.take_in()
    assert office.dump() == stored


def test_beside_a_refused_file_stands_why_and_what_of_it_was_read_in(
    office: Fixture, make: Fixture, heard: Fixture
) -> None:
    fill(office, make)
    Hand(office.post, heard).take_in()
    assert (office.post / "geweigerd" / CAFE / "week.zip.reden.txt").read_text(encoding="utf-8") == (
        "Dit is geweigerd:\n\n"
        f"- {CAFE}/week.zip/../weg.pdf: de naam in de ZIP wijst naar een plek buiten de map\n\n"
        "De andere documenten hierin (1) zijn wel ingelezen.\n"
        "Verhelp de oorzaak en zet het bestand terug in de map die wordt ingelezen: wat al bekend is, wordt "
        "overgeslagen. Deze tekst (`.reden.txt`) mag weg.\n"
    )


def test_a_refused_file_that_is_put_back_is_read_in_when_the_cause_is_mended(
    office: Fixture, make: Fixture, heard: Fixture
) -> None:
    office.put("onbestemd.pdf", make.pdf("voor wie?"))
    hand = Hand(office.post, heard)
    hand.take_in()
    assert hand.counts() == (0, 0, 1)
    (office.post / BAKER).mkdir()
    (office.post / "geweigerd" / "onbestemd.pdf").rename(office.post / BAKER / "onbestemd.pdf")
    hand.take_in()
    assert hand.counts() == (1, 0, 1)
    assert (office.post / "verwerkt" / BAKER / "onbestemd.pdf").exists()


def test_putting_away_keeps_the_bytes_and_overwrites_nothing(office: Fixture, make: Fixture, heard: Fixture) -> None:
    office.put(f"verwerkt/{BAKER}/scan.pdf", b"van vorig jaar")
    contents = [make.pdf(f"nummer {number}") for number in range(3)]
    hand = Hand(office.post, heard)
    for content in contents:
        office.put(f"{BAKER}/scan.pdf", content)
        hand.take_in()
    done = office.post / "verwerkt" / BAKER
    assert [(done / name).read_bytes() for name in ("scan.pdf", "scan (2).pdf", "scan (3).pdf", "scan (4).pdf")] == [
        b"van vorig jaar",
        *contents,
    ]


def test_where_files_can_have_no_second_name_they_are_put_away_too(
    office: Fixture, make: Fixture, heard: Fixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_link(*_: object, **__: object) -> None:
        raise PermissionError(1, "kan hier niet")

    monkeypatch.setattr(os, "link", no_link)
    content = make.pdf("een")
    office.put(f"{BAKER}/een.pdf", content)
    office.put(f"verwerkt/{BAKER}/een.pdf", b"eerder")
    Hand(office.post, heard).take_in()
    assert (office.post / "verwerkt" / BAKER / "een.pdf").read_bytes() == b"eerder"
    assert (office.post / "verwerkt" / BAKER / "een (2).pdf").read_bytes() == content
    assert not (office.post / BAKER / "een.pdf").exists()


def test_a_file_that_comes_in_two_halves_is_read_in_when_it_is_whole(
    office: Fixture, make: Fixture, heard: Fixture
) -> None:
    content = make.pdf(make.invoice)
    hand = Hand(office.post, heard)
    office.put(f"{BAKER}/scan.pdf", content[:300])
    hand.look()
    office.put(f"{BAKER}/scan.pdf", content)
    hand.look()
    assert heard.groups == []
    hand.look()
    assert [group[0].file.content for group in heard.groups] == [content]
    assert hand.counts() == (1, 0, 0)


def test_an_empty_file_gets_time_to_be_filled(office: Fixture, make: Fixture, heard: Fixture) -> None:
    hand = Hand(office.post, heard)
    office.put(f"{BAKER}/scan.pdf", b"")
    for _ in range(5):
        hand.look()
    assert heard.groups == []
    office.put(f"{BAKER}/scan.pdf", make.pdf("vol"))
    hand.take_in()
    assert hand.counts() == (1, 0, 0)


def test_what_is_written_to_while_it_is_read_is_not_put_away_but_read_again(
    office: Fixture, make: Fixture, heard: Fixture
) -> None:
    first, second = make.pdf("eerst"), make.pdf("later", "en meer")
    office.put(f"{BAKER}/scan.pdf", first)
    heard.after = lambda: office.put(f"{BAKER}/scan.pdf", second)
    hand = Hand(office.post, heard)
    hand.take_in()
    assert (office.post / BAKER / "scan.pdf").read_bytes() == second
    heard.after = lambda: None
    hand.take_in()
    assert hand.counts() == (2, 0, 0)
    assert (office.post / "verwerkt" / BAKER / "scan.pdf").read_bytes() == second


def test_names_of_all_kinds_are_put_away_under_the_same_name(office: Fixture, make: Fixture, heard: Fixture) -> None:
    names = ["naïef 'en' \"zo\".pdf", "-rf.pdf", "a\nb.pdf", "%s{}`x`.pdf", "é" * 120 + ".pdf", "geen achtervoegsel"]
    for number, name in enumerate(names):
        office.put(f"{BAKER}/{name}", make.pdf(f"nummer {number}"))
    odd = os.fsencode(office.post / BAKER) + b"/\xff\xfe.pdf"
    Path(os.fsdecode(odd)).write_bytes(make.pdf("geen utf-8"))
    hand = Hand(office.post, heard)
    hand.take_in()
    done = office.post / "verwerkt" / BAKER
    assert hand.counts() == (7, 0, 0)
    assert sorted(path.name for path in done.iterdir()) == sorted([*names, os.fsdecode(b"\xff\xfe.pdf")])


def test_a_name_that_is_as_long_as_can_be_leaves_room_for_the_reason(office: Fixture, heard: Fixture) -> None:
    office.put("x" * 251 + ".exe", b"MZ")
    Hand(office.post, heard).take_in()
    refused, note = sorted((office.post / "geweigerd").iterdir())
    assert (refused.read_bytes(), note.name) == (b"MZ", refused.name + ".reden.txt")


def test_links_are_not_followed_but_refused_as_links(
    office: Fixture, make: Fixture, heard: Fixture, tmp_path: Path
) -> None:
    outside = tmp_path / "elders"
    outside.mkdir()
    (outside / "geheim.pdf").write_bytes(make.pdf("geheim"))
    (office.post / "geheim.pdf").symlink_to(outside / "geheim.pdf")
    (office.post / "map").symlink_to(outside)
    hand = Hand(office.post, heard)
    hand.take_in()
    assert hand.counts() == (0, 0, 2)
    assert below(outside) == ["geheim.pdf"]
    assert (office.post / "geweigerd" / "geheim.pdf").is_symlink()
    assert "verwijzing naar elders" in (office.post / "geweigerd" / "map.reden.txt").read_text(encoding="utf-8")


def test_a_place_to_put_files_away_that_leads_elsewhere_is_not_used(
    office: Fixture, make: Fixture, heard: Fixture, tmp_path: Path, told: Fixture
) -> None:
    (tmp_path / "elders").mkdir()
    (office.post / "verwerkt").symlink_to(tmp_path / "elders")
    office.put(f"{BAKER}/een.pdf", make.pdf("een"))
    hand = Hand(office.post, heard)
    for _ in range(4):
        hand.look()
    assert below(tmp_path / "elders") == []
    assert (office.post / BAKER / "een.pdf").exists()
    assert (len(heard.groups), hand.counts()) == (1, (1, 0, 0))
    assert (
        told().count('"fout", "wat": "wat is ingelezen kan niet naar `verwerkt` (de weg erheen is een verwijzing') == 1
    )
    (office.post / "verwerkt").unlink()
    hand.look()
    assert below(office.post) == [f"verwerkt/{BAKER}/een.pdf"]


def test_what_was_listed_as_a_file_and_became_a_link_since_is_not_opened(
    office: Fixture, make: Fixture, heard: Fixture, tmp_path: Path
) -> None:
    (tmp_path / "geheim.pdf").write_bytes(make.pdf("geheim"))
    office.put(f"{BAKER}/a.pdf", make.pdf("a"))
    office.put(f"{BAKER}/b.pdf", make.pdf("b"))

    def swap() -> None:
        (office.post / BAKER / "b.pdf").unlink(missing_ok=True)
        if not (office.post / BAKER / "b.pdf").is_symlink():
            (office.post / BAKER / "b.pdf").symlink_to(tmp_path / "geheim.pdf")

    heard.after = swap
    hand = Hand(office.post, heard)
    hand.take_in()
    assert [one.file.name for group in heard.groups for one in group] == ["a.pdf"]


def test_in_a_folder_that_is_read_only_documents_are_read_in_once_and_it_is_told_once(
    office: Fixture, make: Fixture, heard: Fixture, told: Fixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(self: Path, *_: object, **__: object) -> None:
        raise OSError(30, "alleen lezen", str(self))

    for number in range(3):
        office.put(f"{BAKER}/{number}.pdf", make.pdf(f"nummer {number}"))
    monkeypatch.setattr(Path, "mkdir", read_only)
    hand = Hand(office.post, heard)
    for _ in range(6):
        hand.look()
    assert (hand.counts(), len(heard.groups)) == ((3, 0, 0), 3)
    assert told().count("de schijf is alleen te lezen") == 1
    monkeypatch.undo()
    hand.look()
    assert below(office.post) == [f"verwerkt/{BAKER}/{number}.pdf" for number in range(3)]
    assert hand.counts() == (3, 0, 0)


def test_files_that_are_to_stay_do_so_and_are_read_in_once(office: Fixture, make: Fixture, heard: Fixture) -> None:
    office.put(f"{BAKER}/een.pdf", make.pdf("een"))
    office.put("virus.exe", b"MZ")
    hand = Hand(office.post, heard, leave=True)
    for _ in range(5):
        hand.look()
    assert (below(office.post), len(heard.groups)) == ([f"{BAKER}/een.pdf", "virus.exe"], 2)
    office.put(f"{BAKER}/een.pdf", make.pdf("een, gewijzigd"))
    hand.take_in()
    assert hand.counts() == (2, 0, 1)
    again = Hand(office.post, heard, leave=True)
    again.take_in()
    assert again.counts() == (0, 1, 1)


def test_a_missing_folder_is_told_and_looked_for_again(
    office: Fixture, make: Fixture, heard: Fixture, told: Fixture, life: Fixture
) -> None:
    watch = FolderWatch(FolderSource("post", "post", every=1), office.post / "later", heard)
    watch.clock = iter(range(0, 10**9, 10)).__next__
    life.start(watch)
    life.until(lambda: "kan niet worden gelezen (zij bestaat niet)" in told())
    office.put(f"later/{BAKER}/een.pdf", make.pdf("een"))
    life.until(lambda: watch.teller.counts["verwerkt"])
    life.until(lambda: "het inlezen gaat weer verder" in told())
    assert told().count("zij bestaat niet") == 1


def test_a_store_that_fails_holds_everything_up_and_nothing_is_put_away(
    office: Fixture, make: Fixture, heard: Fixture
) -> None:
    office.put(f"{BAKER}/een.pdf", make.pdf("een"))
    heard.error = problems.full("winkel")
    hand = Hand(office.post, heard)
    hand.look()
    with pytest.raises(HinderedError, match="RT971"):
        hand.look()
    assert below(office.post) == [f"{BAKER}/een.pdf"]
    heard.error = None
    hand.look()
    assert (hand.counts(), below(office.post)) == ((1, 0, 0), [f"verwerkt/{BAKER}/een.pdf"])


def test_where_there_is_no_room_it_waits_and_offers_the_same_again(
    office: Fixture, make: Fixture, heard: Fixture
) -> None:
    office.put(f"{BAKER}/een.pdf", make.pdf("een"))
    heard.busy = 3
    hand = Hand(office.post, heard)
    hand.take_in()
    assert (hand.counts(), heard.busy) == ((1, 0, 0), 0)


def test_while_it_waits_for_room_it_can_be_stopped(office: Fixture, make: Fixture, heard: Fixture) -> None:
    office.put(f"{BAKER}/een.pdf", make.pdf("een"))
    heard.busy = 10**9
    hand = Hand(office.post, heard)
    hand.look()
    hand.stop.set()
    with pytest.raises(StoppedError):
        hand.look()
    assert below(office.post) == [f"{BAKER}/een.pdf"]


def test_a_document_that_breaks_its_reader_stays_and_holds_up_no_other(
    office: Fixture, make: Fixture, heard: Fixture, told: Fixture
) -> None:
    office.put(f"{BAKER}/a kapot.pdf", make.pdf("kapot"))
    office.put(f"{BAKER}/b heel.pdf", make.pdf("heel"))
    take = heard.take

    def fragile(group: Any) -> Any:
        if "kapot" in group[0].file.name:
            raise ZeroDivisionError
        return take(group)

    heard.take = fragile
    hand = Hand(office.post, heard)
    for _ in range(4):
        hand.look()
    assert below(office.post) == [f"{BAKER}/a kapot.pdf", f"verwerkt/{BAKER}/b heel.pdf"]
    assert told().count("ZeroDivisionError") == 1
    assert len(heard.groups) == 2
    heard.take = take
    hand.look(after=100)
    assert hand.counts() == (2, 0, 0)


def test_the_log_holds_counts_and_reasons_and_no_name_of_anything(
    office: Fixture, make: Fixture, heard: Fixture, told: Fixture
) -> None:
    fill(office, make)
    Hand(office.post, heard).take_in()
    log = told()
    assert '"bron": "post", "verwerkt": 4, "dubbel": 1, "geweigerd": 3' in log
    assert "een document is geweigerd: dit is een programma" in log
    found = [name for name in ("vitens", "virus", "onbestemd", BAKER, CAFE, "meel", "week", "weg.pdf") if name in log]
    assert found == []


def test_a_thousand_files_are_each_read_in_once(office: Fixture, heard: Fixture) -> None:
    for number in range(1000):
        office.put(f"{BAKER}/{number % 10}/{number}.txt", f"Aan {number}".encode())
    hand = Hand(office.post, heard)
    hand.take_in()
    assert hand.counts() == (1000, 0, 0)
    assert len(below(office.post / "verwerkt")) == 1000
    assert office.rows("select count(*), count(distinct id) from events where name = 'document ontvangen'") == [
        (1000, 1000)
    ]


def test_when_two_services_put_the_same_file_away_it_is_there_afterwards(tmp_path: Path) -> None:
    """Neither takes the file of the other for one that stands in its way, and none is lost."""
    root = tmp_path / "post"
    root.mkdir()
    gate = Barrier(2)

    def put_away() -> None:
        for number in range(300):
            gate.wait()
            with suppress(FileNotFoundError):
                Shelf(root, "verwerkt").put(root / f"{number}.txt")
            gate.wait()

    other = Thread(target=put_away)
    other.start()
    for number in range(300):
        (root / f"{number}.txt").write_text(str(number), encoding="utf-8")
        gate.wait()
        with suppress(FileNotFoundError):
            Shelf(root, "verwerkt").put(root / f"{number}.txt")
        gate.wait()
        assert not (root / f"{number}.txt").exists()
    other.join()
    found = [path.read_text(encoding="utf-8") for path in (root / "verwerkt").iterdir()]
    assert set(found) == {str(number) for number in range(300)}


KILLED = """
import sys
from contextlib import suppress
from pathlib import Path
from threading import Barrier, Event, Thread
sys.path.insert(0, sys.argv[3])
import conftest
from regeltaal.project.model import FolderSource
from regeltaal.service import folder_source, putting_away
from regeltaal.service.folder_source import FolderWatch

def die(*_):
    import os, signal
    os.kill(os.getpid(), signal.SIGKILL)

place, number = sys.argv[4], int(sys.argv[5])
where = {"stored": (folder_source.Shelf, "put"), "linked": (Path, "unlink"), "noted": (putting_away, "_moved")}[place]
usual = getattr(*where)
def counted(*given, **named):
    global number
    number -= 1
    return die() if number == 0 else usual(*given, **named)

setattr(*where, counted)
with conftest._taking(Path(sys.argv[1])) as take:
    now = iter(range(0, 10**6, 5))
    watch = FolderWatch(FolderSource("post", "post"), Path(sys.argv[2]), take, clock=now.__next__)
    for _ in range(3):
        watch.look(Event())
print("klaar")
"""


@pytest.mark.parametrize("place", ["stored", "linked", "noted"])
@pytest.mark.parametrize("number", [1, 3])
def test_killed_in_the_middle_and_again_each_document_is_there_once_and_no_file_is_gone(
    office: Fixture, make: Fixture, place: str, number: int
) -> None:
    for one in range(4):
        office.put(f"{BAKER}/{one}.pdf", make.pdf(f"nummer {one}"))
    office.put("a.exe", b"MZ")
    arguments = [sys.executable, "-c", KILLED, office.folder, office.post, Path(__file__).parent, place]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    killed = subprocess.run([*arguments, str(number)], env=environment, capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    again = subprocess.run([*arguments, "0"], env=environment, capture_output=True, check=False)
    assert again.stdout == b"klaar\n", again.stderr.decode()
    assert office.rows("select count(*) from events where name = 'document ontvangen'") == [(4,)]
    assert office.rows("select count(*) from refusals") == [(1,)]
    assert below(office.post) == [
        "geweigerd/a.exe",
        "geweigerd/a.exe.reden.txt",
        *(f"verwerkt/{BAKER}/{one}.pdf" for one in range(4)),
    ]


def test_a_source_that_runs_notices_new_files_by_itself(
    office: Fixture, make: Fixture, heard: Fixture, life: Fixture
) -> None:
    watch = FolderWatch(FolderSource("post", "post", every=1), office.post, heard)
    life.start(watch)
    for number in range(3):
        office.put(f"{BAKER}/{number}.pdf", make.pdf(f"nummer {number}"))
    life.until(lambda: len(below(office.post / "verwerkt")) == 3)


def test_a_path_that_is_a_file_is_told_as_one_and_a_folder_in_its_place_is_read(
    office: Fixture, make: Fixture, heard: Fixture, told: Fixture, life: Fixture
) -> None:
    place = office.post / "later"
    place.parent.mkdir(exist_ok=True)
    place.write_text("x")
    watch = FolderWatch(FolderSource("post", "post", every=1), place, heard)
    watch.clock = iter(range(0, 10**9, 10)).__next__
    life.start(watch)
    life.until(lambda: f"`{place}` is een bestand, geen map" in told())
    place.unlink()
    office.put(f"later/{BAKER}/een.pdf", make.pdf("een"))
    life.until(lambda: watch.teller.counts["verwerkt"])


def test_the_log_keeps_the_words_that_are_ours_and_blanks_the_names() -> None:
    reason = Text(nl="geef `Jansen BV` een `postadres`", en="give `Jansen BV` a `postadres`")
    assert without_names(reason).nl == "geef `…` een `postadres`"
