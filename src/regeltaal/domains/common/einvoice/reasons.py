"""Why a file is not read as an e-invoice: one function per reason, in the words of who reads the message."""

from regeltaal.base.text import Text


class UnreadableError(Exception):
    """Raised where content is no e-invoice that can be read; the reason is for a person."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


def empty() -> UnreadableError:
    return UnreadableError(Text(nl="het bestand is leeg", en="the file is empty"))


def too_big(limit: int) -> UnreadableError:
    mega = limit // 2**20
    return UnreadableError(
        Text(
            nl=f"het bestand is groter dan {mega} MB; zo grote e-facturen worden niet gelezen",
            en=f"the file is larger than {mega} MB; e-invoices that large are not read",
        )
    )


def too_deep() -> UnreadableError:
    return UnreadableError(
        Text(
            nl="de XML is dieper genest dan in een e-factuur kan voorkomen",
            en="the XML is nested deeper than an e-invoice can be",
        )
    )


def too_many(limit: int) -> UnreadableError:
    return UnreadableError(
        Text(
            nl=f"het bestand heeft meer dan {limit} onderdelen; zo grote e-facturen worden niet gelezen",
            en=f"the file has more than {limit} elements; e-invoices that large are not read",
        )
    )


def too_many_lines(limit: int) -> UnreadableError:
    return UnreadableError(
        Text(
            nl=f"de e-factuur heeft meer dan {limit} regels; zo grote e-facturen worden niet gelezen",
            en=f"the e-invoice has more than {limit} lines; e-invoices that large are not read",
        )
    )


def not_xml(what: Text) -> UnreadableError:
    return UnreadableError(
        Text(nl=f"dit is {what.nl}, geen e-factuur in XML", en=f"this is {what.en}, not an e-invoice in XML")
    )


def with_doctype() -> UnreadableError:
    return UnreadableError(
        Text(
            nl="het bestand brengt eigen XML-definities mee (`DOCTYPE`); dat mag in een e-factuur niet en is onveilig",
            en="the file brings XML definitions of its own (`DOCTYPE`): not allowed in an e-invoice, and unsafe",
        )
    )


def cut_off(line: int) -> UnreadableError:
    return UnreadableError(
        Text(
            nl=f"het bestand houdt op regel {line} op voordat de factuur af is; het is niet heel overgekomen",
            en=f"the file stops on line {line} before the invoice is complete; it did not arrive whole",
        )
    )


def broken(line: int, column: int) -> UnreadableError:
    return UnreadableError(
        Text(
            nl=f"het bestand is geen geldige XML: op regel {line}, teken {column}, staat iets wat daar niet mag staan",
            en=f"the file is not valid XML: line {line}, character {column}, has something that may not be there",
        )
    )


def wrong_encoding(line: int) -> UnreadableError:
    return UnreadableError(
        Text(
            nl=f"op regel {line} staan tekens in een andere codering dan het bestand zegt te hebben (UTF-8)",
            en=f"line {line} has characters in another encoding than the file says it has (UTF-8)",
        )
    )


def unknown_encoding(name: str) -> UnreadableError:
    return UnreadableError(
        Text(
            nl=f"het bestand is gecodeerd als `{name[:40]}`, en die tekencodering wordt niet gelezen",
            en=f"the file is encoded as `{name[:40]}`, and that encoding is not read",
        )
    )


def other_document(what: Text) -> UnreadableError:
    return UnreadableError(Text(nl=f"dit is {what.nl}, geen e-factuur", en=f"this is {what.en}, not an e-invoice"))


def missing(what: Text) -> UnreadableError:
    return UnreadableError(
        Text(
            nl=f"in de e-factuur ontbreekt {what.nl}",
            en=f"the e-invoice lacks {what.en}",
        )
    )


def not_a_number(line: int, name: str, written: str) -> UnreadableError:
    return _not_a(line, name, written, Text(nl="geen getal", en="not a number"))


def not_a_date(line: int, name: str, written: str) -> UnreadableError:
    return _not_a(line, name, written, Text(nl="geen datum", en="not a date"))


def not_yes_or_no(line: int, name: str, written: str) -> UnreadableError:
    return _not_a(line, name, written, Text(nl="geen `true` of `false`", en="neither `true` nor `false`"))


def not_base64(line: int, name: str) -> UnreadableError:
    return UnreadableError(
        Text(
            nl=f"de bijlage op regel {line} (`{name}`) is beschadigd: de inhoud is niet te ontcijferen",
            en=f"the attachment on line {line} (`{name}`) is damaged: its content cannot be decoded",
        )
    )


def other_currency(line: int, name: str, found: str, currency: str) -> UnreadableError:
    return UnreadableError(
        Text(
            nl=f"op regel {line} staat `{name}` in {found[:10]}, terwijl de factuur in {currency} is",
            en=f"`{name}` on line {line} is in {found[:10]}, while the invoice is in {currency}",
        )
    )


def _not_a(line: int, name: str, written: str, what: Text) -> UnreadableError:
    shown = written if len(written) <= _SHOWN else f"{written[:_SHOWN]}…"
    return UnreadableError(
        Text(
            nl=f"op regel {line} heeft `{name}` de waarde `{shown}`, dat is {what.nl}",
            en=f"`{name}` on line {line} has the value `{shown}`, which is {what.en}",
        )
    )


_SHOWN = 40
