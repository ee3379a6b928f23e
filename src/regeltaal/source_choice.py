"""The sources of documents that `[dienst]` asks for: folders and mailboxes, each with what looks in it."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import assert_never

from attrs import field, frozen

from regeltaal.base.text import Language, Text
from regeltaal.document_sources import DocumentSource, Taking
from regeltaal.documents import addresses_of
from regeltaal.intake.delivery import Addresses, ToEvent
from regeltaal.intake.delivery import installed as document_taker
from regeltaal.intake.taking import Take
from regeltaal.project.model import FolderSource, MailboxSource, Project, ServiceConfig
from regeltaal.service.errors import StartError
from regeltaal.service.folder_source import FolderWatch
from regeltaal.service.mailbox_source import MailboxWatch

SourceConfig = FolderSource | MailboxSource
MakeTaking = Callable[[ToEvent, Addresses], Taking]
"""What documents of one source are handed to: how they become events, and whose they are, is told it."""


@frozen
class Chosen:
    """``environment`` has the passwords of mailboxes."""

    project: Project
    config: ServiceConfig
    environment: Mapping[str, str] = field(repr=False)
    language: Language

    def sources(self, domain: str, taking: MakeTaking) -> Iterator[DocumentSource]:
        """One for each that is configured.

        Raises:
            StartError: the domain takes no documents.
        """
        wanted: tuple[SourceConfig, ...] = (*self.config.folders, *self.config.mailboxes)
        if not wanted:
            return
        to_event = document_taker(domain)
        if to_event is None:
            raise _takes_no_documents(domain)
        for one in wanted:
            addresses = addresses_of(self.project.config, one.administration)
            yield DocumentSource(one.name, partial(self._watcher, one), taking(to_event, addresses))

    def _watcher(self, one: SourceConfig, take: Take) -> FolderWatch | MailboxWatch:
        match one:
            case FolderSource():
                return FolderWatch(one, one.folder(self.project.root), take, self.language)
            case MailboxSource():
                return MailboxWatch(one, self.environment.get(one.password_variable), take, self.language)
            case _:
                assert_never(one)


def _takes_no_documents(domain: str) -> StartError:
    return StartError(
        Text(nl=f"het domein `{domain}` neemt geen documenten aan", en=f"the domain `{domain}` takes no documents"),
        Text(
            nl="haal `[dienst.map]` en `[dienst.postvak]` uit regeltaal.toml",
            en="remove `[dienst.map]` and `[dienst.postvak]` from regeltaal.toml",
        ),
    )
