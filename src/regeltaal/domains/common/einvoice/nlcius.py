"""What an invoice lacks to be sent as an e-invoice in the Netherlands: the rules of EN 16931 and NLCIUS on presence.

Each answer says what is missing, or can't be right, and whose it is: ours (a setting of the administration) or of the
customer.
"""

from collections.abc import Callable, Iterator

from regeltaal.base.text import Text
from regeltaal.domains.common.einvoice import codes
from regeltaal.domains.common.einvoice.identities import KVK_SCHEME, OIN_SCHEME, iban
from regeltaal.domains.common.einvoice.model import Address, Invoice, Kind, Party, Payment

_TYPES = frozenset({"380", "381", "384", "389"})
_CORRECTED = "384"
_OURS = Text(nl="van uw eigen bedrijf", en="of your own company")
_THEIRS = Text(nl="van de klant", en="of the customer")


def missing_for_nlcius(invoice: Invoice) -> tuple[Text, ...]:
    """What has to be filled in before this invoice can be sent; nothing when all is there."""
    return tuple(found for rule in _RULES for found in rule(invoice))


def _ours(nl: str, en: str) -> Text:
    return Text(nl=f"{nl} {_OURS.nl} ontbreekt", en=f"{en} {_OURS.en} is missing")


def _theirs(nl: str, en: str) -> Text:
    return Text(nl=f"{nl} {_THEIRS.nl} ontbreekt", en=f"{en} {_THEIRS.en} is missing")


def _seller(invoice: Invoice) -> Iterator[Text]:
    seller = invoice.seller
    yield from _named(seller, _ours)
    yield from _addressed(seller.address, _ours)
    if seller.is_dutch and not _has_dutch_number(seller):
        yield _ours("het KvK-nummer (of OIN)", "the KvK number (or OIN)")
    outside = _uses(invoice, codes.OUTSIDE)
    if not outside and not (seller.vat_id or seller.tax_registration or invoice.tax_representative):
        yield _ours("het btw-nummer", "the VAT number")


def _buyer(invoice: Invoice) -> Iterator[Text]:
    buyer = invoice.buyer
    yield from _named(buyer, _theirs)
    if not buyer.address.country:
        yield _theirs("het land", "the country")
    if invoice.seller.is_dutch and buyer.is_dutch:
        yield from _addressed(buyer.address, _theirs)
        if not _has_dutch_number(buyer):
            yield _theirs("het KvK-nummer (of OIN)", "the KvK number (or OIN)")
    needs_number = any(_uses(invoice, category) for category in (codes.REVERSED, codes.INTRA_COMMUNITY))
    if needs_number and not buyer.vat_id:
        yield _theirs("het btw-nummer", "the VAT number")


def _named(party: Party, whose: Callable[[str, str], Text]) -> Iterator[Text]:
    if not party.name.strip():
        yield whose("de naam", "the name")


def _addressed(address: Address, whose: Callable[[str, str], Text]) -> Iterator[Text]:
    if not address.country:
        yield whose("het land", "the country")
    if not address.street:
        yield whose("de straat met huisnummer", "the street with house number")
    if not address.postcode:
        yield whose("de postcode", "the postcode")
    if not address.city:
        yield whose("de plaats", "the town")


def _has_dutch_number(party: Party) -> bool:
    return party.legal_id is not None and party.legal_id.scheme in {KVK_SCHEME, OIN_SCHEME}


def _numbers(invoice: Invoice) -> Iterator[Text]:
    """Numbers that are there, but can't be right: the network would turn the invoice down, or nobody would be paid."""
    for party, whose in ((invoice.seller, _OURS), (invoice.buyer, _THEIRS)):
        legal = party.legal_id
        if legal is not None and legal.scheme == KVK_SCHEME and party.kvk is None:
            yield _wrong(Text(nl="het KvK-nummer", en="the KvK number"), legal.value, whose)
        if party.vat_id is not None and party.vat_number is None:
            yield _wrong(Text(nl="het btw-nummer", en="the VAT number"), party.vat_id, whose)
    for payment in invoice.payments:
        if payment.means == codes.SEPA and payment.account is not None and iban(payment.account) is None:
            yield _wrong(Text(nl="de iban", en="the iban"), payment.account, _OURS)


def _wrong(what: Text, written: str, whose: Text) -> Text:
    return Text(
        nl=f"{what.nl} `{written}` {whose.nl} klopt niet", en=f"{what.en} `{written}` {whose.en} can't be right"
    )


def _references(invoice: Invoice) -> Iterator[Text]:
    if not (invoice.buyer_reference or invoice.order_reference):
        yield Text(
            nl="de referentie of het bestelnummer van de klant ontbreekt",
            en="the reference or the order number of the customer is missing",
        )
    if not invoice.order_reference and any(line.order_line for line in invoice.lines):
        yield Text(
            nl="er zijn regels met een bestelregel, maar het bestelnummer ontbreekt",
            en="there are lines with an order line, but the order number is missing",
        )
    if invoice.type_code not in _TYPES:
        yield Text(
            nl=f"factuursoort `{invoice.type_code}` kan niet: alleen factuur, creditnota, correctie of selfbilling",
            en=f"invoice type `{invoice.type_code}` is not possible: only 380, 381, 384 or 389",
        )
    corrects = invoice.kind is Kind.CREDIT_NOTE or invoice.type_code == _CORRECTED
    if corrects and not invoice.preceding:
        yield Text(
            nl="het nummer van de factuur die wordt gecorrigeerd of gecrediteerd ontbreekt",
            en="the number of the invoice that is corrected or credited is missing",
        )


def _payment(invoice: Invoice) -> Iterator[Text]:
    if invoice.kind is Kind.INVOICE and invoice.totals.payable > 0:
        if not invoice.payments:
            yield _ours("de iban om op te betalen", "the iban to pay to")
        if not (invoice.due_date or invoice.payment_terms):
            yield Text(
                nl="de vervaldatum of een betalingsvoorwaarde ontbreekt", en="the due date or payment terms are missing"
            )
    for payment in invoice.payments:
        yield from _means(payment)


def _means(payment: Payment) -> Iterator[Text]:
    if payment.means not in codes.DUTCH_MEANS:
        yield Text(
            nl="de betaalwijze kan niet: alleen overboeking, pas, incasso of een lopende afspraak",
            en="the payment means is not possible: only transfer, card, direct debit or a standing agreement",
        )
    if payment.means in codes.CREDIT_TRANSFER and not payment.account:
        yield _ours("de iban om op te betalen", "the iban to pay to")
    if payment.means in codes.DIRECT_DEBIT and not payment.mandate:
        yield _theirs("het machtigingskenmerk van de incasso", "the mandate of the direct debit")


def _lines(invoice: Invoice) -> Iterator[Text]:
    if not invoice.lines:
        yield Text(nl="de factuur heeft geen regels", en="the invoice has no lines")
    for line in invoice.lines:
        lacks = [
            name
            for name, value in (
                (Text(nl="een omschrijving", en="a description"), line.name.strip()),
                (Text(nl="een aantal", en="a quantity"), line.quantity is not None),
                (Text(nl="een eenheid", en="a unit"), line.unit),
                (Text(nl="een prijs", en="a price"), line.price is not None),
                (Text(nl="een btw-categorie", en="a VAT category"), line.vat_category),
            )
            if not value
        ]
        for name in lacks:
            yield Text(
                nl=f"regel {line.id} heeft geen {name.nl.removeprefix('een ')}", en=f"line {line.id} has no {name.en}"
            )


def _deliveries(invoice: Invoice) -> Iterator[Text]:
    """An intra-community supply has to say when it was, and to which country: BR-IC-11, BR-IC-12."""
    if not _uses(invoice, codes.INTRA_COMMUNITY):
        return
    delivery, period = invoice.delivery, invoice.period
    if not ((delivery and delivery.date) or period):
        yield Text(
            nl="bij een intracommunautaire levering ontbreekt de leverdatum of de periode",
            en="an intra-community supply lacks its date of delivery or period",
        )
    if delivery is None or delivery.address is None or not delivery.address.country:
        yield Text(
            nl="bij een intracommunautaire levering ontbreekt het land van levering",
            en="an intra-community supply lacks the country of delivery",
        )


def _outside(invoice: Invoice) -> Iterator[Text]:
    """What is outside VAT stands on an invoice without VAT numbers and without VAT: BR-O-2, BR-O-11."""
    if not _uses(invoice, codes.OUTSIDE):
        return
    if len(invoice.vat) > 1:
        yield Text(
            nl="wat buiten de btw valt, kan niet op dezelfde factuur als wat er wel onder valt",
            en="what is outside VAT cannot be on one invoice with what is not",
        )
    if invoice.seller.vat_id or invoice.buyer.vat_id:
        yield Text(
            nl="op een factuur die buiten de btw valt, mag geen btw-nummer staan",
            en="an invoice outside VAT may not have a VAT number",
        )


def _uses(invoice: Invoice, category: str) -> bool:
    return any(line.category == category for line in invoice.vat)


_RULES: tuple[Callable[[Invoice], Iterator[Text]], ...] = (
    _seller,
    _buyer,
    _numbers,
    _references,
    _payment,
    _lines,
    _deliveries,
    _outside,
)
