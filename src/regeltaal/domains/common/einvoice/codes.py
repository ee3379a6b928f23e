"""The codes of EN 16931 that reading, checking and writing share."""

from typing import Final

from regeltaal.domains.common.einvoice.model import Kind

CREDIT_CODES: Final = frozenset(
    {"81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "502", "503", "532"}
)
"""UNCL 1001: the type codes (BT-3) of documents that give money back."""

NLCIUS: Final = "urn:cen.eu:en16931:2017#compliant#urn:fdc:nen.nl:nlcius:v1.0"
"""BT-24 of an invoice by the Dutch rules on top of EN 16931."""

PEPPOL_BILLING: Final = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
"""BT-23: the process that Peppol delivers invoices and credit notes for."""

DIRECT_DEBIT: Final = frozenset({"49", "59"})
SEPA: Final = "58"
CREDIT_TRANSFER: Final = frozenset({"30", SEPA})
DUTCH_MEANS: Final = frozenset({"30", "48", "49", "57", "58", "59"})
"""UNCL 4461: the ways to pay (BT-81) that NLCIUS allows."""

STANDARD: Final = "S"
ZERO: Final = "Z"
EXEMPT: Final = "E"
REVERSED: Final = "AE"
INTRA_COMMUNITY: Final = "K"
EXPORT: Final = "G"
OUTSIDE: Final = "O"
CANARY: Final = "L"
CEUTA: Final = "M"
VAT_CATEGORIES: Final = frozenset({STANDARD, ZERO, EXEMPT, REVERSED, INTRA_COMMUNITY, EXPORT, OUTSIDE, CANARY, CEUTA})
"""UNCL 5305."""

TAXED: Final = frozenset({STANDARD, CANARY, CEUTA})
"""With a percentage above zero (S) or of another tax than VAT (L, M); all others are of 0%, or have none (O)."""

REASONED: Final = frozenset({EXEMPT, REVERSED, INTRA_COMMUNITY, EXPORT, OUTSIDE})
"""No VAT is charged and the invoice has to say why (BT-120 or BT-121)."""

OBJECT_REFERENCE: Final = "130"
TENDER_REFERENCE: Final = "50"
PROJECT_REFERENCE: Final = "50"
"""UNCL 1001: what a referenced document is; 50 is a project in UBL's credit note and a tender in CII."""


def kind_of(type_code: str | None, *, is_credit_note: bool = False) -> Kind:
    """A document that is called a credit note, or has the code of one."""
    return Kind.CREDIT_NOTE if is_credit_note or type_code in CREDIT_CODES else Kind.INVOICE
