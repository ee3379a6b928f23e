"""Publishing a rule set into the store, going back to an earlier version, and running one that was published.

Who may publish is read from the version that was published last, so that a project can't grant itself rights by
changing its own files. Who can write the database itself can do everything: no rights of ours stand above those of it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from attrs import frozen

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.text import Text
from regeltaal.base.version import __version__
from regeltaal.loading import rule_set
from regeltaal.pipeline import Analysis, analyse_project
from regeltaal.project.access import Access
from regeltaal.project.model import Project
from regeltaal.publication import problems
from regeltaal.publication.change import Change
from regeltaal.publication.comparison import compare
from regeltaal.publication.rights import Judge, judge
from regeltaal.publication.version import NOTHING, Version, project_of, version_in, version_of
from regeltaal.runtime.problems import StoreError
from regeltaal.runtime.ruleset import RuleSet
from regeltaal.runtime.storage import Publication

if TYPE_CHECKING:
    from regeltaal.runtime.store import Store

_NAMED = 3


@frozen
class Author:
    """Who publishes: the name that was given, and the account of the machine, which is harder to make up."""

    name: str
    account: str


@frozen
class Proposal:
    """A version that may become the published one, beside the one that is (None: there is none)."""

    version: Version
    digest: str
    last: Publication | None
    changes: tuple[Change, ...]
    judge: Judge
    returns_to: int | None = None


def proposal(analysis: Analysis, store: "Store") -> Proposal:
    """What publishing a project without errors would change."""
    project, domain = analysis.project, analysis.domain
    if analysis.has_errors or project is None or domain is None:
        raise ValueError("a project with errors is not published")
    return _proposed(version_of(project, domain), analysis.digest, project.config.access, store.publication())


def way_back(project: Project, store: "Store", number: int | None = None) -> Proposal:
    """What publishing an earlier version again would change: that number, else the one before the last.

    Raises:
        PublicationError: there is no such version, or it has errors by now.
    """
    last = store.publication()
    if last is None:
        raise problems.nothing_published()
    wanted = _before(store, last) if number is None else number
    earlier = find_publication(store, wanted)
    analysis = published_analysis(project, earlier)
    version = version_in(earlier.texts)
    access = Access() if analysis.project is None else analysis.project.config.access
    return _proposed(version, analysis.digest, access, last, wanted)


def publish(store: "Store", proposed: Proposal, author: Author, message: str, now: datetime) -> Publication:
    """Makes it the published version.

    Raises:
        PublicationError: this person may not, or another version was published since it was compared.
        StoreError: it could not be stored.
    """
    proposed.judge.check(author.name, proposed.changes)
    made = Publication(
        digest=proposed.digest,
        by=author.name,
        account=author.account,
        moment=now,
        message=message,
        changes=tuple(change.to_data() for change in proposed.changes),
        texts=proposed.version.to_data(),
        returns_to=proposed.returns_to,
        engine_version=__version__,
    )
    try:
        with store.transaction() as unit:
            _check_last(proposed, unit.publications.last())
            return unit.publications.add(made)
    except StoreError:
        _check_last(proposed, store.publication())  # two at the same time, on a server: say so, where that is why
        raise


def find_publication(store: "Store", number: int | None) -> Publication:
    """A publication with its texts; None: the last.

    Raises:
        PublicationError: there is none.
    """
    found = store.publication(number)
    if found is None:
        raise problems.nothing_published() if number is None else problems.no_version(number)
    return found


def published_rules(project: Project, publication: Publication) -> RuleSet:
    """The rules of a publication, ready to run with the store and the connections of the project.

    Raises:
        PublicationError: they have errors in this version of Regeltaal.
    """
    return rule_set(published_analysis(project, publication), publication.number)


def published_analysis(project: Project, publication: Publication) -> Analysis:
    version = version_in(publication.texts)
    opened = project_of(version, project)
    if opened.project is None:
        raise _unfit(publication, opened.problems)
    analysis = analyse_project(opened.project, opened.problems, version.domain_source)
    if analysis.has_errors:
        raise _unfit(publication, analysis.problems)
    return analysis


def check_published(analysis: Analysis, store: "Store | None") -> None:
    """Sees that a project that runs only what was published, is just that. The published version may say so as well.

    Raises:
        PublicationError: it is not, with what differs.
    """
    last = None if store is None else store.publication()
    project = analysis.project
    config = None if last is None else version_in(last.texts).config
    if project is None or not (project.config.only_published or (config is not None and config.only_published)):
        return
    if last is None:
        raise problems.nothing_published()
    if last.digest != analysis.digest:
        raise problems.unpublished(last.number, _differing(analysis, last))


def _proposed(
    version: Version, digest: str, access: Access, last: Publication | None, returns_to: int | None = None
) -> Proposal:
    before = NOTHING if last is None else version_in(last.texts)
    config = before.config if last is not None else None
    by = judge(None if config is None else config.access, access)
    return Proposal(version, digest, last, compare(before, version), by, returns_to)


def _before(store: "Store", last: Publication) -> int:
    """The version before the last that is another: going back twice does not go forth again."""
    target = last.returns_to or last.number
    earlier = [one.number for one in store.publications() if one.number < target]
    if not earlier:
        raise problems.nothing_earlier(last.number)
    return earlier[-1]


def _check_last(proposed: Proposal, last: Publication | None) -> None:
    compared = 0 if proposed.last is None else proposed.last.number
    if last is not None and last.number != compared:
        raise problems.overtaken(last.by, last.number)


def _unfit(publication: Publication, found: Sequence[Diagnostic]) -> problems.PublicationError:
    errors = [one for one in found if one.is_error]
    told = [f"{one.span.source.path}: {one.code.id}" for one in errors[:_NAMED]]
    return problems.unfit(publication.number, _several(told, len(errors)), publication.engine_version)


def _differing(analysis: Analysis, last: Publication) -> Text:
    project, domain = analysis.project, analysis.domain
    if project is None or domain is None:
        return Text(nl="ze zijn niet te lezen", en="they can't be read")
    changes = compare(version_in(last.texts), version_of(project, domain))
    return _several([f"`{one.name}`" for one in changes[:_NAMED]], len(changes))


def _several(named: Sequence[str], count: int) -> Text:
    listed = ", ".join(named)
    more = count - len(named)
    return Text(
        nl=listed + (f" en {more} meer" if more > 0 else ""), en=listed + (f" and {more} more" if more > 0 else "")
    )
