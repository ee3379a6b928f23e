"""Mail into a folder of the project: a file each, the same mail the same file, never outside."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import pytest

from regeltaal.runtime.bindings import FailedError
from regeltaal.runtime.mail import Mail, send
from regeltaal.runtime.settings import ROOT, Connection

NOON = datetime(2027, 3, 12, 12, tzinfo=UTC)


def _settings(root: Path, folder: str = "postvak-uit") -> Connection:
    return Connection("mail", {"map": folder, "afzender": "planning@bedrijf.example", ROOT: str(root)})


def _mail(key: str = "k1", subject: str = "Uw afspraak: morgen") -> Mail:
    return Mail(key, ("info@devries.example",), subject, "Tot morgen.", html=False, date=NOON)


def test_a_mail_is_a_file_that_a_mail_program_can_open(tmp_path: Path) -> None:
    identity = send(_settings(tmp_path), _mail())
    (path,) = (tmp_path / "postvak-uit").iterdir()
    message = message_from_bytes(path.read_bytes(), policy=SMTP)
    assert (message["Subject"], message["To"], message["Message-ID"]) == (
        "Uw afspraak: morgen",
        "info@devries.example",
        identity,
    )
    assert path.name.startswith("Uw-afspraak-morgen-")
    assert path.suffix == ".eml"


def test_the_same_mail_again_is_the_same_file(tmp_path: Path) -> None:
    send(_settings(tmp_path), _mail())
    send(_settings(tmp_path), _mail())
    send(_settings(tmp_path), _mail(key="k2"))
    assert len(list((tmp_path / "postvak-uit").iterdir())) == 2


@pytest.mark.parametrize("subject", ["😀" * 400, "../../weg", "…", "a" * 5000])
def test_any_subject_makes_a_name_that_file_systems_take(tmp_path: Path, subject: str) -> None:
    send(_settings(tmp_path), _mail(subject=subject))
    (path,) = (tmp_path / "postvak-uit").iterdir()
    assert len(path.name.encode()) < 255


@pytest.mark.parametrize("folder", ["..", "../buiten", "/etc"])
def test_a_folder_outside_the_project_is_refused(tmp_path: Path, folder: str) -> None:
    with pytest.raises(FailedError, match="outside the project"):
        send(_settings(tmp_path, folder), _mail())


def test_a_folder_that_can_not_be_made_fails_and_may_be_tried_again(tmp_path: Path) -> None:
    (tmp_path / "postvak-uit").write_text("een bestand staat in de weg", encoding="utf-8")
    with pytest.raises(FailedError, match="can't be written") as caught:
        send(_settings(tmp_path), _mail())
    assert caught.value.retry
