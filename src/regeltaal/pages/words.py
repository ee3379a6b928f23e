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
    "picture": Text(nl="Beeld van de regels", en="Picture of the rules"),
    "picture_short": Text(nl="Beeld", en="Picture"),
    "picture_told": Text(
        nl="Links wat er gebeurt, in het midden de regels die daarop letten, rechts wat zij doen. Achter → staat welke "
        "gebeurtenis daar weer uit volgt. Wijs een regel aan om alleen zijn lijnen te zien.",
        en="On the left what happens, in the middle the rules that listen, on the right what they do. Behind → is the "
        "event that follows from it. Point at a rule to see its lines only.",
    ),
    "events": Text(nl="Gebeurtenis", en="Event"),
    "rules": Text(nl="Regel", en="Rule"),
    "effects": Text(nl="Wat die doet", en="What it does"),
    "in_words": Text(nl="In gewone woorden", en="In plain words"),
    "administrations": Text(nl="Per administratie", en="By administration"),
    "no_administrations": Text(
        nl="In regeltaal.toml staat geen administratie; elke regel geldt dan voor alles.",
        en="regeltaal.toml names no administration; then every rule is for all.",
    ),
    "none_for": Text(nl="Geen enkele regel.", en="No rule at all."),
    "tests": Text(nl="Tests", en="Tests"),
    "tests_told": Text(
        nl="Een test beschrijft een geval en wat er dan moet gebeuren. `regeltaal test` voert ze uit.",
        en="A test describes a case and what must then happen. `regeltaal test` runs them.",
    ),
    "no_tests": Text(nl="Er zijn geen tests.", en="There are no tests."),
    "about_rules": Text(nl="Gaat over", en="About"),
    "untested": Text(nl="Geen test gaat over deze regel.", en="No test is about this rule."),
    "pages": Text(nl="Pagina's", en="Pages"),
    "rule_by_rule": Text(nl="Regel voor regel", en="Rule by rule"),
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
