"""Every word on the pages that is not of the rules themselves."""

from regeltaal.base.text import Text, same

WORDS = {
    "overview": Text(nl="Overzicht van regels", en="Overview of rules"),
    "rules_of": Text(nl="Regels van {project}", en="Rules of {project}"),
    "count": Text(nl="{count} regels", en="{count} rules"),
    "shown": Text(nl="getoond", en="shown"),
    "columns": Text(nl="Kolommen kiezen", en="Choose columns"),
    "search": Text(nl="Zoek in de regels", en="Search the rules"),
    "sort": Text(nl="sorteer op", en="sort by"),
    "nothing": Text(nl="Er zijn geen regels.", en="There are no rules."),
    "skip": Text(nl="Naar de inhoud", en="Skip to the content"),
    "all_rules": Text(nl="Alle regels", en="All rules"),
    "facts": Text(nl="Voor wie en hoe", en="For whom and how"),
    "excluded": Text(nl="Geldt niet voor", en="Not for"),
    "when": Text(nl="Wanneer", en="When"),
    "if": Text(nl="Voorwaarde", en="Condition"),
    "always": Text(nl="Altijd als dit gebeurt.", en="Always when this happens."),
    "then": Text(nl="Dan", en="Then"),
    "otherwise": Text(nl="Anders", en="Otherwise"),
    "on_unknown": Text(nl="Bij onbekend", en="If unknown"),
    "written": Text(nl="Zoals geschreven", en="As written"),
    "previous": Text(nl="vorige", en="previous"),
    "next": Text(nl="volgende", en="next"),
    "off": Text(nl="Deze regel staat UIT en doet niets.", en="This rule is off (UIT) and does nothing."),
    "first": Text(
        nl="In deze fase beslist de eerste regel met een actie van deze fase.",
        en="In this phase the first rule with an action of this phase decides.",
    ),
    "made_by": Text(nl="Gemaakt met Regeltaal uit de regels zelf.", en="Made by Regeltaal of the rules themselves."),
    "colon": same(":"),
}
