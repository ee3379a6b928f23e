"""The certificates that this machine trusts, for every encrypted connection that we make."""

import os
import ssl
from functools import lru_cache


def trusted() -> ssl.SSLContext:
    """Certificate and name are verified; `SSL_CERT_FILE` and `SSL_CERT_DIR` are where OpenSSL looks."""
    return _read(os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))


@lru_cache(1)
def _read(file: str | None, folder: str | None) -> ssl.SSLContext:
    """Read once, not for each message: that takes more work than the message itself."""
    del file, folder
    return ssl.create_default_context()
