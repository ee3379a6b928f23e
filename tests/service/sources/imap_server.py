"""A small IMAP server for tests: what RFC 3501 asks of the commands that a reader of mail uses, and faults on demand.

It keeps its mails in memory. Sequence numbers, UIDs, UIDVALIDITY, permanent flags and untagged updates are those of the
standard; MOVE, UIDPLUS, IDLE and NAMESPACE are there when they are switched on.
"""

import base64
import re
import socket
import socketserver
import ssl
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from threading import Condition, Thread
from typing import Self

from attrs import define, field

_TOKEN = re.compile(rb'"((?:[^"\\]|\\.)*)"|(\()|(\))|([^\s()"]+)')
USER, PASSWORD = "post@kantoor.example", 'gehéim "x" \\'


class _DropError(Exception):
    """The server breaks the connection, without a goodbye."""


@define
class Message:
    content: bytes = field(repr=False)
    flags: set[str] = field(factory=set)


@define
class Folder:
    validity: int = 1
    next_uid: int = 1
    messages: dict[int, Message] = field(factory=dict)

    def add(self, content: bytes, flags: set[str] | None = None) -> int:
        uid, self.next_uid = self.next_uid, self.next_uid + 1
        self.messages[uid] = Message(content, set(flags or ()))
        return uid


@define(eq=False)
class ImapServer:
    """What it holds, how it answers and what it was asked."""

    folders: dict[str, Folder] = field(factory=lambda: {"INBOX": Folder()})
    capabilities: set[str] = field(factory=lambda: {"AUTH=PLAIN", "MOVE", "UIDPLUS", "IDLE", "NAMESPACE"})
    user: str = USER
    password: str = PASSWORD
    prefix: str = ""
    """Where all folders of this user are: `INBOX.`."""
    keeps_keywords: bool = True
    refuses_login: str = ""
    refuses: set[str] = field(factory=set)
    """Commands that are answered with NO."""
    drops: "Counter[int]" = field(factory=Counter)
    """How often the connection breaks in the middle of giving a message."""
    drops_login: int = 0
    unreadable: set[int] = field(factory=set)
    sizes: dict[int, int] = field(factory=dict)
    """What it says of sizes, where that is not how it is."""
    commands: list[str] = field(factory=list)
    tls: ssl.SSLContext | None = None
    is_implicit: bool = False
    changed: Condition = field(factory=Condition)
    port: int = 0
    _server: socketserver.ThreadingTCPServer | None = None

    def __enter__(self) -> Self:
        owner = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                with suppress(OSError, _DropError), _Session(owner, self) as session:
                    session.serve()

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            allow_reuse_address = True

            def handle_error(self, request: object, client_address: object) -> None:
                """A client that goes away is no news."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()

    def deliver(self, content: bytes, folder: str = "INBOX") -> int:
        with self.changed:
            uid = self.folders[folder].add(content)
            self.changed.notify_all()
        return uid

    def renumber(self, folder: str = "INBOX") -> None:
        """As after a restore: the same mails, other UIDs, another UIDVALIDITY."""
        old = self.folders[folder]
        new = Folder(old.validity + 1, 1000)
        for one in old.messages.values():
            new.add(one.content, one.flags)
        self.folders[folder] = new

    def count(self, command: str) -> int:
        return sum(one.startswith(command) for one in self.commands)


class _Session:
    def __init__(self, server: ImapServer, handler: socketserver.StreamRequestHandler) -> None:
        self.server = server
        self.socket = handler.request
        if server.tls is not None and server.is_implicit:
            self.socket = server.tls.wrap_socket(self.socket, server_side=True)
        self.input = self.socket.makefile("rb")
        self.folder: Folder | None = None
        self.known: list[int] = []
        self.is_in = False
        self.is_safe = server.is_implicit

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)
        self.input.close()
        self.socket.close()

    # ------------------------------------------------------------ talking

    def serve(self) -> None:
        self.say("* OK klaar")
        while (tokens := self.read()) is not None:
            tag, name, rest = tokens[0], tokens[1].upper(), tokens[2:]
            if name == "UID":
                name, rest = f"UID {rest[0].upper()}", rest[1:]
            self.server.commands.append(" ".join((name, *rest)) if name not in ("LOGIN", "AUTHENTICATE") else name)
            if name == "LOGOUT":
                self.say("* BYE tot ziens")
                self.say(f"{tag} OK gedaan")
                return
            with self.server.changed:
                answer = self.answer(name, rest)
            self.say(f"{tag} {answer}" if " " in answer else f"{tag} {answer} gedaan")
            if name == "STARTTLS" and self.server.tls is not None:
                self.socket = self.server.tls.wrap_socket(self.socket, server_side=True)
                self.input.close()
                self.input, self.is_safe = self.socket.makefile("rb"), True

    def say(self, line: str) -> None:
        self.socket.sendall(line.encode() + b"\r\n")

    def read(self) -> list[str] | None:
        """The words of a command; literals are among them."""
        found: list[str] = []
        while line := self.input.readline():
            literal = re.search(rb"\{(\d+)\}\r\n$", line)
            found += [
                re.sub(r"\\(.)", r"\1", quoted.decode()) if quoted or not (o or c or word) else (o + c + word).decode()
                for quoted, o, c, word in _TOKEN.findall(line[: literal.start()] if literal else line)
            ]
            if literal is None:
                return found
            self.say("+ ga door")
            found.append(self.input.read(int(literal[1])).decode())
        return None

    def answer(self, name: str, rest: list[str]) -> str:
        if name in self.server.refuses:
            return "NO [CANNOT] mag niet"
        method = getattr(self, "do_" + name.lower().replace(" ", "_"), None)
        if method is None:
            return "BAD onbekend"
        if name not in ("CAPABILITY", "NOOP", "STARTTLS", "LOGIN", "AUTHENTICATE") and not self.is_in:
            return "NO eerst aanmelden"
        return str(method(*rest))

    def updates(self) -> None:
        """Tells what came and went since the last time."""
        if self.folder is None:
            return
        for uid in [one for one in self.known if one not in self.folder.messages]:
            self.say(f"* {self.known.index(uid) + 1} EXPUNGE")
            self.known.remove(uid)
        new = [one for one in self.folder.messages if one not in self.known]
        if new:
            self.known += new
            self.say(f"* {len(self.known)} EXISTS")

    # ------------------------------------------------------------ any time

    def do_capability(self) -> str:
        tls = ["STARTTLS"] if self.server.tls is not None and not self.is_safe else []
        self.say(" ".join(["* CAPABILITY IMAP4rev1", *tls, *sorted(self.server.capabilities)]))
        return "OK"

    def do_noop(self) -> str:
        self.updates()
        return "OK"

    def do_starttls(self) -> str:
        return "OK begin" if self.server.tls is not None else "BAD kan ik niet"

    def do_authenticate(self, mechanism: str) -> str:
        if mechanism.upper() != "PLAIN":
            return "NO"
        self.say("+ ")
        _, user, password = base64.b64decode(self.input.readline()).decode().split("\0")
        return self._log_in(user, password)

    def do_login(self, user: str, password: str) -> str:
        return self._log_in(user, password)

    def _log_in(self, user: str, password: str) -> str:
        if self.server.drops_login:
            self.server.drops_login -= 1
            raise _DropError
        if self.server.refuses_login:
            return f"NO {self.server.refuses_login}"
        self.is_in = (user, password) == (self.server.user, self.server.password)
        return "OK" if self.is_in else "NO [AUTHENTICATIONFAILED] onjuist"

    # ------------------------------------------------------------ folders

    def do_namespace(self) -> str:
        self.say(f'* NAMESPACE (("{self.server.prefix}" ".")) NIL NIL')
        return "OK"

    def do_list(self, _: str, name: str) -> str:
        if name in self.server.folders:
            self.say(f'* LIST () "." "{name}"')
        return "OK"

    def do_create(self, name: str) -> str:
        if name in self.server.folders or not name.startswith(self.server.prefix):
            return "NO [CANNOT] niet hier"
        self.server.folders[name] = Folder()
        return "OK"

    def do_append(self, name: str, *rest: str) -> str:
        if name not in self.server.folders:
            return "NO [TRYCREATE] bestaat niet"
        self.server.folders[name].add(rest[-1].encode())
        return "OK"

    def do_subscribe(self, _: str) -> str:
        return "OK"

    def do_select(self, name: str) -> str:
        found = self.server.folders.get(name)
        if found is None:
            return "NO [NONEXISTENT] bestaat niet"
        self.folder, self.known = found, list(found.messages)
        self.say(f"* {len(self.known)} EXISTS")
        self.say("* 0 RECENT")
        self.say("* FLAGS (\\Seen \\Deleted \\Flagged)")
        others = " \\*" if self.server.keeps_keywords else ""
        self.say(f"* OK [PERMANENTFLAGS (\\Seen \\Deleted{others})] mag")
        self.say(f"* OK [UIDVALIDITY {found.validity}] geldig")
        self.say(f"* OK [UIDNEXT {found.next_uid}] volgende")
        return "OK [READ-WRITE] open"

    # ------------------------------------------------------------ messages

    def _chosen(self, numbers: str) -> Iterator[tuple[int, Message]]:
        assert self.folder is not None
        for part in numbers.split(","):
            low, _, high = part.partition(":")
            for uid in range(int(low), int(high or low) + 1):
                if uid in self.folder.messages:
                    yield uid, self.folder.messages[uid]

    def do_uid_search(self, *criteria: str) -> str:
        assert self.folder is not None
        self.updates()
        words = [word for word in criteria if word not in "()"]
        found = [uid for uid in self.known if _fits(self.folder.messages[uid], words)]
        self.say(" ".join(["* SEARCH", *map(str, found)]))
        return "OK"

    def do_uid_fetch(self, numbers: str, *items: str) -> str:
        for uid, message in list(self._chosen(numbers)):
            number = self.known.index(uid) + 1
            if "RFC822.SIZE" in items:
                size = self.server.sizes.get(uid, len(message.content))
                self.say(f"* {number} FETCH (UID {uid} RFC822.SIZE {size})")
                continue
            if uid in self.server.unreadable:
                return "NO [SERVERBUG] dit bericht niet"
            partial = re.search(r"BODY\.PEEK\[\]<0\.(\d+)>", " ".join(items))
            assert partial is not None
            content = message.content[: int(partial[1])]
            self.socket.sendall(f"* {number} FETCH (UID {uid} BODY[]<0> {{{len(content)}}}\r\n".encode())
            if self.server.drops[uid]:
                self.server.drops[uid] -= 1
                self.socket.sendall(content[: len(content) // 2])
                raise _DropError
            self.socket.sendall(content + b")\r\n")
        return "OK"

    def do_uid_store(self, numbers: str, what: str, *flags: str) -> str:
        assert what.upper() == "+FLAGS.SILENT"
        for _, message in self._chosen(numbers):
            message.flags |= {
                flag for flag in flags if flag not in "()" and (flag[0] == "\\" or self.server.keeps_keywords)
            }
        return "OK"

    def do_uid_copy(self, numbers: str, name: str) -> str:
        if name not in self.server.folders:
            return "NO [TRYCREATE] bestaat niet"
        for _, message in list(self._chosen(numbers)):
            self.server.folders[name].add(message.content, message.flags)
        return "OK"

    def do_uid_move(self, numbers: str, name: str) -> str:
        if "MOVE" not in self.server.capabilities:
            return "BAD onbekend"
        answer = self.do_uid_copy(numbers, name)
        if answer == "OK":
            self._remove([uid for uid, _ in self._chosen(numbers)])
        return answer

    def do_uid_expunge(self, numbers: str) -> str:
        if "UIDPLUS" not in self.server.capabilities:
            return "BAD onbekend"
        self._remove([uid for uid, one in self._chosen(numbers) if "\\Deleted" in one.flags])
        return "OK"

    def _remove(self, uids: list[int]) -> None:
        assert self.folder is not None
        for uid in uids:
            del self.folder.messages[uid]
        self.updates()

    def do_idle(self) -> str:
        """Tells what comes, until the client has enough of it."""
        assert self.folder is not None
        if "IDLE" not in self.server.capabilities:
            return "BAD onbekend"
        self.say("+ wacht")
        self.updates()
        folder, done = self.folder, []

        def listen() -> None:
            with suppress(OSError):
                done.append(self.input.readline())
            with self.server.changed:
                self.server.changed.notify_all()

        Thread(target=listen, daemon=True).start()
        while not done:
            self.server.changed.wait(1.0)
            if list(folder.messages) != self.known:
                self.updates()
        return "OK" if done[0].strip().upper() == b"DONE" else "BAD"


def _fits(message: Message, words: list[str]) -> bool:
    left = iter(words)
    for word in left:
        match word.upper():
            case "UNDELETED":
                fits = "\\Deleted" not in message.flags
            case "UNSEEN":
                fits = "\\Seen" not in message.flags
            case "UNKEYWORD":
                fits = next(left) not in message.flags
            case other:
                raise AssertionError(other)
        if not fits:
            return False
    return True
