"""An electronic invoice as EN 16931-1 (the European standard) sees it, whatever syntax it travelled in.

Each field names its business term (BT-…) or group (BG-…): that is where its meaning is laid down. What the sender left
out is None, or an empty tuple. Amounts are exact decimals in the currency of the invoice, percentages are in per cent.
The amounts of a credit note are positive, as the sender wrote them: ``kind`` alone tells that they go the other way.
"""

from datetime import date
from decimal import Decimal
from enum import Enum

from attrs import frozen

from regeltaal.domains.common.einvoice import identities
from regeltaal.domains.common.einvoice.identities import Identifier


class Kind(Enum):
    """Which way the money goes; the value is the type code (BT-3) of the plain document of that kind.

    A credit note of 121.00 has 121.00 in all its totals: who books it turns every amount the other way. An invoice may
    have negative amounts of its own (something taken back), and a credit note too; those stay as the sender wrote them.
    """

    INVOICE = "380"
    CREDIT_NOTE = "381"


@frozen(kw_only=True)
class Address:
    """A postal address: BG-5 (seller), BG-8 (buyer), BG-12 (tax representative), BG-15 (delivery)."""

    street: str | None = None  # BT-35, 50, 64, 75: first line, with the house number
    street_more: str | None = None  # BT-36, 51, 65, 76: second line
    street_rest: str | None = None  # BT-162, 163, 164, 165: third line
    postcode: str | None = None  # BT-38, 53, 67, 78
    city: str | None = None  # BT-37, 52, 66, 77
    region: str | None = None  # BT-39, 54, 68, 79
    country: str | None = None  # BT-40, 55, 69, 80: ISO 3166-1, two letters


@frozen(kw_only=True)
class Party:
    """A seller (BG-4), buyer (BG-7), payee (BG-10) or tax representative of the seller (BG-11)."""

    name: str  # BT-27, 44, 59, 62: the registered name, or the only name that is given
    trading_name: str | None = None  # BT-28, 45: the name it is known by, when that is another one
    ids: tuple[Identifier, ...] = ()  # BT-29, 46, 60: as the other party knows it: GLN, customer number
    legal_id: Identifier | None = None  # BT-30, 47, 61: of its registration: in Dutch trade the KvK number or OIN
    vat_id: str | None = None  # BT-31, 48, 63: as written; `vat_number` is the plain form
    tax_registration: str | None = None  # BT-32: of the local tax office
    legal_form: str | None = None  # BT-33: form, capital, place of registration
    endpoint: Identifier | None = None  # BT-34, 49: the electronic address, on Peppol
    address: Address = Address()  # BG-5, 8, 12
    contact: str | None = None  # BT-41, 56: person or department
    phone: str | None = None  # BT-42, 57
    email: str | None = None  # BT-43, 58

    @property
    def is_dutch(self) -> bool:
        """By its address, or by its VAT number where an address lacks."""
        if self.address.country is not None:
            return self.address.country.upper() == "NL"
        return (self.vat_id or "").strip().upper().startswith("NL")

    @property
    def kvk(self) -> str | None:
        """Its number in the Dutch trade register: by its scheme, or by its form where the scheme is missing."""
        return identities.kvk_number(self.legal_id, self.ids, self.endpoint, is_dutch=self.is_dutch)

    @property
    def oin(self) -> str | None:
        """Its number as a Dutch public body, in twenty digits."""
        return identities.oin_number(self.legal_id, self.ids, self.endpoint, is_dutch=self.is_dutch)

    @property
    def vat_number(self) -> str | None:
        """Its VAT number with the letters of its country and without spaces or points: NL123456782B90."""
        return identities.vat_number(self.vat_id, self.tax_registration, self.legal_id, self.ids, self.endpoint)


@frozen(kw_only=True)
class Period:
    """The time that a whole invoice (BG-14) or a line (BG-26) is about."""

    start: date | None = None  # BT-73, 134
    end: date | None = None  # BT-74, 135


@frozen(kw_only=True)
class Delivery:
    """Where and when goods or services were delivered: BG-13."""

    name: str | None = None  # BT-70
    location: Identifier | None = None  # BT-71
    date: "date | None" = None  # BT-72
    address: Address | None = None  # BG-15


@frozen(kw_only=True)
class Payment:
    """A way to pay: BG-16, with the credit transfer (BG-17), card (BG-18) or direct debit (BG-19) that it takes."""

    means: str | None = None  # BT-81: UNCL 4461: 30 credit transfer, 58 SEPA transfer, 59 SEPA direct debit, 48 card
    means_text: str | None = None  # BT-82
    reference: str | None = None  # BT-83: what the payer should mention: betalingskenmerk
    account: str | None = None  # BT-84: to pay to; `iban` when it has that form
    account_name: str | None = None  # BT-85
    bic: str | None = None  # BT-86
    card: str | None = None  # BT-87
    card_holder: str | None = None  # BT-88
    mandate: str | None = None  # BT-89
    debited_account: str | None = None  # BT-91

    @property
    def iban(self) -> str | None:
        """The account to pay to, when it has the form and the check digits of an IBAN; without spaces."""
        return identities.iban(self.account)


@frozen(kw_only=True)
class Adjustment:
    """An allowance or a charge on the whole invoice (BG-20, 21) or on a line (BG-27, 28); amounts are positive."""

    is_charge: bool
    amount: Decimal  # BT-92, 99, 136, 141: without VAT
    base: Decimal | None = None  # BT-93, 100, 137, 142
    percent: Decimal | None = None  # BT-94, 101, 138, 143
    vat_category: str | None = None  # BT-95, 102: only on the whole invoice; a line has its own
    vat_percent: Decimal | None = None  # BT-96, 103
    reason: str | None = None  # BT-97, 104, 139, 144
    reason_code: str | None = None  # BT-98, 105, 140, 145


@frozen(kw_only=True)
class Price:
    """What one unit, or a number of units, costs without VAT: BG-29."""

    net: Decimal  # BT-146
    discount: Decimal | None = None  # BT-147: already taken off in `net`
    gross: Decimal | None = None  # BT-148
    per: Decimal | None = None  # BT-149: the number of units that the price is for; 1 when absent
    per_unit: str | None = None  # BT-150


@frozen(kw_only=True)
class Line:
    """An invoice line: BG-25, with its price (BG-29), VAT (BG-30) and item (BG-31)."""

    id: str  # BT-126
    name: str  # BT-153: of the item; empty in a file that breaks the rule
    description: str | None = None  # BT-154: of the item, longer
    note: str | None = None  # BT-127
    object_id: Identifier | None = None  # BT-128
    quantity: Decimal | None = None  # BT-129: none in a file that breaks the rule
    unit: str | None = None  # BT-130: UN/ECE recommendation 20: HUR hour, C62 piece, KMT kilometre
    price: Price | None = None  # BG-29: idem
    net_amount: Decimal  # BT-131: without VAT, after the line's own allowances and charges
    adjustments: tuple[Adjustment, ...] = ()  # BG-27, 28
    vat_category: str | None = None  # BT-151: UNCL 5305: S, Z, E, AE, K, G, O, L, M
    vat_percent: Decimal | None = None  # BT-152
    order_line: str | None = None  # BT-132
    accounting_reference: str | None = None  # BT-133
    period: Period | None = None  # BG-26
    seller_item: str | None = None  # BT-155: article number of the seller
    buyer_item: str | None = None  # BT-156
    standard_item: Identifier | None = None  # BT-157: GTIN (scheme 0160)
    classifications: tuple[Identifier, ...] = ()  # BT-158
    origin: str | None = None  # BT-159: ISO 3166-1
    attributes: tuple[tuple[str, str], ...] = ()  # BG-32: name BT-160, value BT-161


@frozen(kw_only=True)
class VatLine:
    """The VAT of one category and percentage: BG-23."""

    category: str  # BT-118
    percent: Decimal | None = None  # BT-119: none where no VAT applies
    base: Decimal  # BT-116
    tax: Decimal  # BT-117
    exemption: str | None = None  # BT-120: why no VAT is charged
    exemption_code: str | None = None  # BT-121: VATEX-EU-…


@frozen(kw_only=True)
class Totals:
    """What it all comes to: BG-22."""

    lines: Decimal  # BT-106: sum of the net amounts of the lines
    allowances: Decimal | None = None  # BT-107: sum, on the whole invoice
    charges: Decimal | None = None  # BT-108
    without_vat: Decimal  # BT-109
    vat: Decimal | None = None  # BT-110
    vat_accounting: Decimal | None = None  # BT-111: in the currency BT-6
    with_vat: Decimal  # BT-112
    prepaid: Decimal | None = None  # BT-113
    rounding: Decimal | None = None  # BT-114
    payable: Decimal  # BT-115


@frozen(kw_only=True)
class Note:
    """A text for the reader: BG-1."""

    text: str  # BT-22
    subject: str | None = None  # BT-21: UNCL 4451


@frozen(kw_only=True)
class Preceding:
    """An earlier invoice that this one corrects, credits or completes: BG-3."""

    number: str  # BT-25
    issue_date: date | None = None  # BT-26


@frozen(kw_only=True)
class Attachment:
    """A document that supports the invoice: BG-24; inside it (``content``) or elsewhere (``address``)."""

    id: str  # BT-122
    description: str | None = None  # BT-123
    address: str | None = None  # BT-124: never followed
    content: bytes | None = None  # BT-125
    name: str | None = None  # BT-125: its file name
    media_type: str | None = None  # BT-125: application/pdf, text/csv, …


@frozen(kw_only=True)
class Invoice:
    """An invoice or credit note."""

    number: str  # BT-1
    kind: Kind = Kind.INVOICE  # from BT-3
    type_code: str = Kind.INVOICE.value  # BT-3: UNCL 1001; finer than `kind`: 384 corrected, 389 self-billed, …
    issue_date: date  # BT-2
    due_date: date | None = None  # BT-9
    currency: str  # BT-5: ISO 4217
    vat_currency: str | None = None  # BT-6
    tax_point_date: date | None = None  # BT-7
    tax_point_code: str | None = None  # BT-8
    buyer_reference: str | None = None  # BT-10: what the buyer asked to mention: uw referentie
    project: str | None = None  # BT-11
    contract_reference: str | None = None  # BT-12
    order_reference: str | None = None  # BT-13: order number of the buyer
    sales_order: str | None = None  # BT-14: order number of the seller
    receiving_advice: str | None = None  # BT-15
    despatch_advice: str | None = None  # BT-16: pakbon
    tender: str | None = None  # BT-17
    object_id: Identifier | None = None  # BT-18: meter, subscription
    accounting_reference: str | None = None  # BT-19: where the buyer books it
    payment_terms: str | None = None  # BT-20
    notes: tuple[Note, ...] = ()  # BG-1
    process: str | None = None  # BT-23
    specification: str | None = None  # BT-24: which rules beside EN 16931 it says to follow
    preceding: tuple[Preceding, ...] = ()  # BG-3
    seller: Party  # BG-4
    buyer: Party  # BG-7
    payee: Party | None = None  # BG-10: who is paid, when that is not the seller: a factoring company
    tax_representative: Party | None = None  # BG-11
    delivery: Delivery | None = None  # BG-13
    period: Period | None = None  # BG-14
    payments: tuple[Payment, ...] = ()  # BG-16
    creditor_id: str | None = None  # BT-90: who collects, for a direct debit: incassant-id
    adjustments: tuple[Adjustment, ...] = ()  # BG-20, 21
    totals: Totals  # BG-22
    vat: tuple[VatLine, ...] = ()  # BG-23
    attachments: tuple[Attachment, ...] = ()  # BG-24
    lines: tuple[Line, ...] = ()  # BG-25

    @property
    def iban(self) -> str | None:
        """The first account to pay to that is an IBAN."""
        return next((payment.iban for payment in self.payments if payment.iban), None)

    @property
    def payment_reference(self) -> str | None:
        """What the payer should mention (BT-83)."""
        return next((payment.reference for payment in self.payments if payment.reference), None)

    @property
    def note(self) -> str | None:
        """All notes, a line each."""
        return "\n".join(note.text for note in self.notes) or None
