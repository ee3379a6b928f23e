"""What goes on behind a head: MET with its parameters, and ZONDER; on one line, on a line each, or all apart.

VERSTUUR e-mail NA 30 minuten MET ontvanger = relatie.e-mailadres; sjabloon = "Bedankt"

VERSTUUR e-mail NA 30 minuten
  MET ontvanger = relatie.e-mailadres; sjabloon = "Bedankt"

MAAK taak MET
  titel = "Nabellen {relatie.naam}";
  streefdatum = VANDAAG + 3 werkdagen OM 9:00
"""

from collections.abc import Sequence

from regeltaal.formatting import doc
from regeltaal.formatting.doc import HARD, INDENT, Doc
from regeltaal.formatting.expressions import listed

_BEHIND_MET = len("MET ")


def with_clauses(head: Doc, arguments: Sequence[Doc], without: Sequence[Doc] = (), *, goes_on: bool = False) -> Doc:
    """A head with its clauses; the lines below it are indented.

    ``goes_on``: the head says more than what is done (GENAAMD, NA), so that MET may have a line of its own.
    """
    clauses = [doc.join(word, listed(items)) for word, items in (("MET ", arguments), ("ZONDER ", without)) if items]
    if not clauses:
        return head
    flat = doc.stack((0, doc.join(head, *(doc.join(" ", clause) for clause in clauses))))
    lines = doc.stack((0, head), *((INDENT, clause) for clause in clauses))
    stacks = (flat, lines) if goes_on or without else (flat,)
    return doc.choice(*stacks, resort=_apart(head, arguments, without))


def _apart(head: Doc, arguments: Sequence[Doc], without: Sequence[Doc]) -> Doc:
    each = doc.between(doc.join(";", HARD), arguments)
    if not without:
        return doc.join(head, " MET", doc.nested(HARD, each))
    parts: list[Doc] = [HARD, doc.join("MET ", doc.nested(each, by=_BEHIND_MET))] if arguments else []
    zonder = doc.join("ZONDER ", doc.nested(doc.group(listed(without)), by=len("ZONDER ")))
    return doc.join(head, doc.nested(*parts, HARD, zonder))
