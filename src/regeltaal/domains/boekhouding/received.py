"""A document that came in, as the event `document ontvangen`: what is known of it before any rule runs."""

from collections.abc import Mapping

from regeltaal.base.node import Node
from regeltaal.domains.boekhouding.documents import holds_name
from regeltaal.domains.boekhouding.invoice_data import of_invoice, of_paper
from regeltaal.domains.boekhouding.subject import named_in, path_of
from regeltaal.domains.common.einvoice.reading import read
from regeltaal.domains.common.einvoice.reasons import UnreadableError
from regeltaal.domains.common.reading import Fields
from regeltaal.intake.delivery import Delivery, Stored
from regeltaal.intake.documents import Kind, Mail, Received

Row = dict[str, object]

_JOURNAL, _ARCHIVE = "Dagboek", "Document management"
_MOST_PAGES = 50
_UNSPLIT_BEYOND = 100
"""Above this number of pages the splitter does not look, and says that nothing has to be split."""


class _Inlet(Node):
    """The way a document came: the inlet that its folder is named after, where there is one."""

    fields: Mapping[str, object]

    def text(self, name: str) -> str | None:
        found = self.fields.get(name)
        return found if isinstance(found, str) else None


def document_received(delivery: Delivery) -> Mapping[str, object]:
    """The event of a document for an administration."""
    document, own = delivery.document, Fields(delivery.own)
    inlet = _inlet(delivery)
    record = {
        "nummer": f"DOC-{document.key}",
        **_of_mail(document.mail, document),
        **_of_inlet(inlet, document.mail),
        **_of_files(document),
        "document bevat administratienaam": holds_name(document.text, delivery.administration)
        if document.text
        else None,
        "splitsen vereist": _must_split(document, own),
        **_destination(delivery, inlet, own),
        **_invoice(document, own),
    }
    return {
        "gebeurtenis": "document ontvangen",
        "record": {name: value for name, value in record.items() if value is not None},
    }


def _of_mail(mail: Mail | None, document: Received) -> Row:
    """Who sent it, and what was said along with it; of a mail that is the document itself that is its text."""
    if mail is None:
        return {}
    return {
        "afzendernaam": mail.sender_name,
        "afzenderadres": mail.sender_address,
        "geadresseerde": ", ".join(mail.to or mail.delivered_to) or None,
        "onderwerp": mail.subject,
        "notitie": None if document.kind is Kind.MAIL and mail.body == document.text else mail.body,
        "aantal bijlagen in e-mail": mail.attachments,
        "verzonden op": mail.sent.isoformat() if mail.sent else None,
    }


def _of_files(document: Received) -> Row:
    return {
        "document tekst": document.text,
        "document aantal pagina's": None if document.pages is None else min(document.pages, _MOST_PAGES),
        "inlees bestandsnaam": document.file.name,
        "inlees bestandsnaam extensie": document.file.suffix or None,
        "bestand": document.file.name,
        "leesbaar bestand": document.beside.name if document.beside is not None else None,
    }


def _must_split(document: Received, own: Fields) -> bool | None:
    """Known of what can't hold two documents, and, wrongly, of what is too long to look at."""
    if not _has_module(own, "Automatisch documenten splitsen"):
        return None
    is_single = document.data is not None or document.pages == 1
    return False if is_single or (document.pages or 0) > _UNSPLIT_BEYOND else None


def _has_module(own: Fields, name: str) -> bool:
    """Whether the project does not say otherwise."""
    return own.any("modules") is None or name in own.texts("modules")


# ---------------------------------------------------------------- the way it came


def _inlet(delivery: Delivery) -> _Inlet:
    """The inlet whose name one of the folders has, the innermost first."""
    by_name = {str(one.get("naam", "")).casefold(): one for one in delivery.records("kanaal")}
    folders = (folder.casefold() for folder in reversed(delivery.document.folders))
    return _Inlet(next((by_name[folder] for folder in folders if folder in by_name), {}))


def _of_inlet(inlet: _Inlet, mail: Mail | None) -> Row:
    name, kind = inlet.text("naam"), inlet.text("type")
    origin = "PEPPOL" if kind == "PEPPOL" else "E-mail" if mail is not None else "Kanaal" if name else "Portaal"
    return {"herkomst": origin, "kanaal": name, "kanaalnaam": name, "kanaaltype": kind}


# ---------------------------------------------------------------- where it goes


def _destination(delivery: Delivery, inlet: _Inlet, own: Fields) -> Row:
    """As the subject says between brackets, a journal before a category; else as the inlet does."""
    journals = {str(one.get("code", "")).casefold(): one for one in delivery.records("dagboek")}
    categories = {path_of(one): one for one in own.texts("categorielijst") if _has_module(own, _ARCHIVE)}
    mail = delivery.document.mail
    named = named_in(mail.subject if mail is not None else None)
    found = (
        *(_to_journal(journals.get(one.strip().casefold())) for one in named),
        *(_to_category(categories.get(path_of(one))) for one in named),
        _to_journal(journals.get((inlet.text("dagboekcode") or "").casefold())),
        _to_category(categories.get(path_of(inlet.text("categorie") or ""))),
    )
    return next((one for one in found if one), {})


def _to_journal(journal: Stored | None) -> Row:
    if journal is None:
        return {}
    code = journal["code"]
    return {
        "bestemming": _JOURNAL,
        "dagboek": code,
        "dagboekcode": code,
        "dagboeknaam": journal.get("naam"),
        "dagboektype": journal.get("type"),
    }


def _to_category(category: str | None) -> Row:
    return {} if category is None else {"bestemming": _ARCHIVE, "categorie": category}


# ---------------------------------------------------------------- what it says


def _invoice(document: Received, own: Fields) -> Row:
    """Of an e-invoice what it says; of paper what can be read from its text with certainty."""
    if document.data is None:
        return {"e-factuur": of_paper(document.text, own)}
    try:
        return {"e-factuur": of_invoice(read(document.data))}
    except UnreadableError as error:
        has_paper = document.kind is Kind.PDF or document.beside is not None
        return {"e-factuur": of_paper(document.text, own) if has_paper else None, "leesfout": error.reason.nl}
