"""Why a file is refused, and what the user may do about it."""

from regeltaal.base.text import Text
from regeltaal.intake import limits


def _nl_en(nl: str, en: str) -> Text:
    return Text(nl=nl, en=en)


EMPTY = _nl_en("het bestand is leeg", "the file is empty")
EMPTY_MAIL = _nl_en("de e-mail is leeg", "the mail is empty")
EMPTY_ARCHIVE = _nl_en("er zit niets in het ZIP-bestand", "there is nothing in the ZIP file")
LINK = _nl_en("dit is een verwijzing naar elders; die wordt niet gevolgd", "a link to elsewhere, which is not followed")
NO_FILE = _nl_en("dit is geen gewoon bestand", "this is no regular file")
UNREADABLE = _nl_en("het bestand kan niet worden gelezen", "the file can't be read")
NO_MAIL = _nl_en("dit is geen e-mail: er staan geen afzender en onderwerp in", "no mail: it has no sender or subject")
DEEP_MAIL = _nl_en("de e-mail is te diep genest", "the mail is nested too deeply")
DAMAGED_MAIL = _nl_en("de e-mail is beschadigd", "the mail is damaged")
WINMAIL = _nl_en(
    "Outlook heeft de bijlagen ingepakt; vraag de afzender de e-mail als HTML of tekst te versturen",
    "Outlook has packed the attachments; ask the sender to send the mail as HTML or text",
)
OUTLOOK = _nl_en(
    "dit is een e-mail in het formaat van Outlook; bewaar hem als `.eml`",
    "a mail in the format of Outlook; save it as `.eml`",
)
SIGNED_MAIL = _nl_en(
    "de e-mail is versleuteld of ondertekend verpakt", "the mail is encrypted or packed with a signature"
)
PROGRAM = _nl_en("dit is een programma", "this is a program")
OFFICE = _nl_en("dit is een kantoorbestand; maak er een PDF van", "an office file; make a PDF of it")
OTHER_ARCHIVE = _nl_en(
    "dit archief kan niet worden uitgepakt; pak het zelf uit", "this archive can't be unpacked; unpack it"
)
NOT_PDF = _nl_en("dit is geen PDF, al heet het zo", "this is no PDF, though it is called one")
DAMAGED_PDF = _nl_en("de PDF is beschadigd", "the PDF is damaged")
LOCKED_PDF = _nl_en("de PDF is versleuteld met een wachtwoord", "the PDF is encrypted with a password")
SLOW_PDF = _nl_en(
    f"het lezen van de PDF duurt langer dan {limits.PDF_SECONDS:.0f} seconden of vraagt te veel geheugen",
    f"reading the PDF takes over {limits.PDF_SECONDS:.0f} seconds or too much memory",
)
NOT_XML = _nl_en("de XML is niet goed gevormd", "the XML is not well-formed")
XML_TYPE = _nl_en(
    "de XML bevat een DOCTYPE, wat een factuur nooit heeft", "the XML holds a DOCTYPE, as no invoice does"
)
NOT_IMAGE = _nl_en("dit is geen afbeelding, al heet het zo", "this is no image, though it is called one")
NOT_ARCHIVE = _nl_en("het ZIP-bestand is beschadigd", "the ZIP file is damaged")
LOCKED = _nl_en("het bestand in de ZIP heeft een wachtwoord", "the file in the ZIP has a password")
DAMAGED_ENTRY = _nl_en("het bestand in de ZIP is beschadigd", "the file in the ZIP is damaged")
BOMB = _nl_en("uitgepakt wordt dit bestand verdacht groot", "unpacked this file becomes suspiciously large")
WRONG_NAME = _nl_en(
    "de naam in de ZIP wijst naar een plek buiten de map", "the name in the ZIP points to a place outside the folder"
)
NESTED = _nl_en(
    f"een ZIP in een ZIP gaat tot {limits.ARCHIVES_DEEP} diep", f"ZIPs in a ZIP go {limits.ARCHIVES_DEEP} deep"
)
MANY_ENTRIES = _nl_en(
    f"er zitten meer dan {limits.ENTRIES} bestanden in", f"there are over {limits.ENTRIES} files in it"
)
UNPACKED = _nl_en(
    f"alles bij elkaar wordt uitgepakt groter dan {limits.UNPACKED_BYTES // limits.MEGABYTE} MB",
    f"unpacked it comes to over {limits.UNPACKED_BYTES // limits.MEGABYTE} MB",
)


def too_large(most: int) -> Text:
    size = most // limits.MEGABYTE
    return Text(nl=f"het bestand is groter dan {size} MB", en=f"the file is over {size} MB")


def unknown_kind(suffix: str) -> Text:
    if not suffix:
        return Text(nl="onbekend soort bestand", en="unknown kind of file")
    return Text(nl=f"een bestand `{suffix}` kan niet worden ingelezen", en=f"a file `{suffix}` can't be read in")
