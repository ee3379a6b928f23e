"""Saying no to a request, with the reason, so that the editor shows it: no crash of ours, and not logged as one."""

import logging

from lsprotocol import types
from pygls.exceptions import JsonRpcException


class RefusedError(JsonRpcException):
    """The answer to a request that can be read, and can't be done."""

    CODE = types.LSPErrorCodes.RequestFailed.value


class _Unlogged(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        return not (record.exc_info and isinstance(record.exc_info[1], RefusedError))


logging.getLogger("pygls.protocol.json_rpc").addFilter(_Unlogged())
