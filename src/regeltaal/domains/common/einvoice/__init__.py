"""Electronic invoices by EN 16931: read from UBL and CII, checked, calculated, written as UBL for NLCIUS and Peppol.

- ``formats``: ``detect``, which format content is in; ``reading``: ``read``, content in, an ``Invoice`` out
- ``model``: ``Invoice`` and its parts
- ``checks``: ``check``, what does not add up, as remarks
- ``calculation``: VAT and totals of lines
- ``ubl_write``: ``write_ubl``; ``nlcius``: ``missing_for_nlcius``, what must be filled in or put right first
"""
