"""Whatever is sent, it becomes a document or is refused with a reason: nothing else."""

import random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regeltaal.domains.boekhouding.received import document_received
from regeltaal.intake.delivery import Delivery
from regeltaal.intake.documents import File, Found, Received
from regeltaal.intake.html import html_to_text
from regeltaal.intake.names import clean_text, safe_name
from regeltaal.intake.pdf import PdfPages
from regeltaal.intake.reading import Item, documents_of

Make = Any
NAMES = ["a.eml", "a.zip", "a.pdf", "a.xml", "a.txt", "a.html", "a", "a.png", "winmail.dat"]
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def taken(name: str, content: bytes, pages: PdfPages) -> list[Found]:
    found = list(documents_of([Item(name, File(name, content))], pages))
    for one in found:
        if isinstance(one, Received):
            record = document_received(Delivery(one, "Jansen BV"))["record"]
            assert isinstance(record, dict)
            assert record["bestand"]
        else:
            assert one.reason.nl
    return found


def damaged(content: bytes, chance: random.Random) -> bytes:
    """The content with some of it changed, taken out, doubled or cut off."""
    made = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        at, size = chance.randrange(len(made) or 1), chance.randint(1, 40)
        match chance.randrange(4):
            case 0:
                made[at : at + size] = chance.randbytes(size)
            case 1:
                del made[at : at + size]
            case 2:
                made[at:at] = made[at : at + size]
            case _:
                made = made[: max(at, 1)]
    return bytes(made)


@given(name=st.sampled_from(NAMES), content=st.binary(max_size=400))
@FEW
def test_random_bytes_never_crash(pages: PdfPages, name: str, content: bytes) -> None:
    assert taken(name, content, pages)


@given(seed=st.integers(min_value=0, max_value=10**9))
@FEW
def test_damaged_mails_never_crash(pages: PdfPages, seed: int, make: Make) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret is made
    content = make.mail(
        ("=?utf-8?q?caf=C3=A9.xml?=", make.ubl()),
        ("week.zip", make.zip(a__xml=b"<a/>", b__txt=b"tekst")),
        ("door.eml", make.mail(("c.txt", b"hoi"), Message_ID="<2@b>")),
        body="Beste,\n\nHierbij € 12,50.",
    )
    assert taken("a.eml", damaged(content, chance), pages)


@given(seed=st.integers(min_value=0, max_value=10**9))
@FEW
def test_damaged_archives_data_and_pdfs_never_crash(pages: PdfPages, seed: int, make: Make) -> None:
    chance = random.Random(seed)  # noqa: S311 - idem
    contents = {
        "a.zip": make.zip(f__xml=make.ubl(), f__txt=b"x" * 100),
        "a.xml": make.ubl(),
        "a.pdf": make.pdf(make.invoice),
    }
    name = chance.choice(sorted(contents))
    assert taken(name, damaged(contents[name], chance), pages)


@given(st.text(max_size=200))
@FEW
def test_texts_of_outsiders_become_safe(text: str) -> None:
    name, cleaned = safe_name(text), clean_text(html_to_text(text))
    assert name
    assert name.isprintable()
    assert not {"/", "\\"} & set(name)
    assert cleaned is None or all(one == "\n" or one.isprintable() for one in cleaned)


def test_what_a_document_becomes_always_fits_the_domain(office: Any, make: Make) -> None:
    odd = make.mail(
        ("x" * 400 + ".pdf", make.pdf(make.invoice)),
        Subject="\u202e[60] " + "é" * 500,
        From='"\x7fNaam" <geen adres>',
        Message_ID="",
    )
    office.put("Bakkerij De Korenaar/a.eml", odd)
    office.put("Bakkerij De Korenaar/b.xml", make.ubl("\u200b" * 300))
    office.put(
        "Bakkerij De Korenaar/c.xml", make.ubl().replace(b">100<", b">1e30<").replace(b">3<", b">0.33333333333333333<")
    )
    found = office.take_in()
    assert (found.exit_code, found.stdout.splitlines()[-1]) == (0, "3 verwerkt, 0 dubbel, 0 geweigerd, 0 mislukt")
