"""How much of what outsiders send is read: beyond these a file is refused, so that no file holds up the others."""

from regeltaal.runtime.filing import LARGEST_FILE

MEGABYTE = 1_000_000

DOCUMENT_BYTES = LARGEST_FILE
"""Of one document: no more than the store keeps of a file."""

CONTAINER_BYTES = 100 * MEGABYTE
"""Of a mail or an archive, which holds several."""

UNPACKED_BYTES = 250 * MEGABYTE
"""Of all that comes out of one file of the folder, mails and archives inside it included."""

ENTRIES = 1_000
"""Of an archive, and attachments of a mail."""

RATIO = 200
"""How much larger a file of an archive may be than it is packed. INVARIANT: less than what a bomb needs."""

RATIO_FROM_BYTES = MEGABYTE
"""Small files may pack better than that."""

ARCHIVES_DEEP = 2
MAILS_DEEP = 4
"""How many of them a document may lie in, counted from the folder."""

TEXT_PAGES = 50
"""Of how many pages the text is read."""

PAGE_CHARACTERS = 100_000
TEXT_CHARACTERS = 1_000_000

PDF_SECONDS = 60.0
PDF_MEMORY = 2_000 * MEGABYTE

HEADER_CHARACTERS = 10_000
NAME_CHARACTERS = 150
