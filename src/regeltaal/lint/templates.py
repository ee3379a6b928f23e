"""The templates that the rules of a file use."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from regeltaal.base.source import Source
from regeltaal.lint.view import FileView, RuleView
from regeltaal.program.walk import performs


@lru_cache(maxsize=1)
def templates_of(view: FileView) -> Mapping[Source, str]:
    """With the object of a rule that uses each."""
    return {source: rule.made[0].object for rule in view.rules for source in used_by(rule, view)}


def used_by(rule: RuleView, view: FileView) -> Iterator[Source]:
    """The templates of a rule, each as often as it is named."""
    templates = view.setting.templates
    if templates is not None:
        named = (action for made in rule.made for action in performs(made) if action.templates)
        for action in named:
            for key, template in action.templates:
                source = templates.find(action.action.parameters[key].template or "", template.name)
                if source is not None:
                    yield source
