"""The domain of a project that is being worked on: read again when its text or the settings changed, and else kept."""

from collections.abc import Mapping, Sequence

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.base.node import Node, evolve, field
from regeltaal.base.source import Source
from regeltaal.pipeline import Ground, domain_of
from regeltaal.project.model import Project
from regeltaal.syntax.tree import Header, RuleFile

_Key = tuple[object, ...]


class Domain(Node):
    """``ground`` is what the rules are checked against now, ``good`` the last one that they can be checked against.

    ``asked`` is what the text was looked for by.
    """

    asked: _Key
    named: Source | Diagnostic | None
    settings: Source | None
    ground: Ground = field(eq=False)
    good: Ground | None = field(eq=False)
    templates: object = field(eq=False)

    @property
    def source(self) -> Source | None:
        return self.named if isinstance(self.named, Source) else self.good.domain if self.good else None

    def is_text_of(self, source: Source) -> bool:
        return source is self.source or (self.good is not None and source is self.good.domain)


def domain_now(
    project: Project, headers: Sequence[Header], unsaved: Mapping[str, str], stamp: int, before: Domain | None
) -> Domain:
    """The domain of a project; ``headers`` are those of loose files, ``unsaved`` are the texts that an editor holds."""
    name = project.config.domain or next((one.domain.key for one in headers if one.domain is not None), None)
    asked = (project.root, name, unsaved.get(str(name)), stamp, project.settings)
    named = _named(project, headers, unsaved) if before is None or before.asked != asked else before.named
    if not isinstance(named, Source) and project.loose:
        named = _named(project, headers, unsaved)
    if before is not None and isinstance(named, Source):
        named = _as_known(named, before)
    return _on(project, asked, named, before)


def _named(project: Project, headers: Sequence[Header], unsaved: Mapping[str, str]) -> Source | Diagnostic | None:
    name = project.config.domain
    if name is not None and name in unsaved:
        return Source(name, unsaved[name])
    sources = project.rules[:1] or (Source("", ""),)
    return domain_of(project, [RuleFile(sources[0], one, (), ()) for one in headers])


def _as_known(named: Source, before: Domain) -> Source:
    """The text that was there already, where it is that."""
    known = [before.named, before.good.domain if before.good else None]
    same = (one for one in known if isinstance(one, Source) and one.path == named.path)
    return next((one for one in same if one.original == named.original), named)


def _on(project: Project, asked: _Key, named: Source | Diagnostic | None, before: Domain | None) -> Domain:
    bare = evolve(project, rules=())  # no ground keeps texts that it does not need
    ground = _ground(bare, named, before)
    good = ground if ground.checker is not None else before.good if before is not None else None
    return Domain(asked, named, project.settings, ground, good, project.templates)


def _ground(project: Project, named: Source | Diagnostic | None, before: Domain | None) -> Ground:
    """What was known already, as far as it is about the same texts."""
    if before is not None and before.settings is project.settings:
        known = next((one for one in (before.ground, before.good) if one is not None and one.domain is named), None)
        if known is not None and isinstance(named, Source):
            is_same = known is before.ground and before.templates == project.templates
            return known if is_same else known.with_templates(project)
    return Ground(project, named)
