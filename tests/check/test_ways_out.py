"""What a message offers can be read by whoever has no editor that applies it."""

from collections.abc import Callable

from regeltaal.base.diagnostic import Diagnostic
from regeltaal.check.checker import Checked

CheckRules = Callable[..., tuple[Checked, list[Diagnostic]]]
DOCUMENT = 'DOMEIN boekhouding\nREGEL "a"\nWANNEER document ontvangen\nEN {}\nDAN VERWIJDER document\n'
WORK = 'DOMEIN werkbonnen\nREGEL "a"\nWANNEER werkbon aangemaakt\nEN {}\nDAN WIS commentaar\n'


def _only(found: list[Diagnostic], code: str) -> Diagnostic:
    (one,) = (problem for problem in found if problem.code.id == code)
    return one


def test_a_negation_shows_what_to_write_for_either_meaning(check_rules: CheckRules) -> None:
    found = _only(check_rules(WORK.format('relatie.plaats <> "Zeist"'))[1], "RT601")
    assert [fix.title.nl for fix in found.fixes] == [
        'Ook als het leeg is, dat is de bedoeling: `(relatie.plaats <> "Zeist" OF relatie.plaats IS LEEG)`',
        'Alleen als het gevuld is: `(relatie.plaats <> "Zeist" EN relatie.plaats IS GEVULD)`',
    ]


def test_a_limit_comes_with_the_comparison_that_reaches_it(check_rules: CheckRules) -> None:
    found = _only(check_rules(DOCUMENT.format("document aantal pagina's > 50"))[1], "RT606")
    assert found.advice() == "Schrijf `document aantal pagina's >= 50` voor 50 of meer."


def test_a_field_of_one_administration_comes_with_where_it_can_stand(check_rules: CheckRules) -> None:
    found = _only(check_rules(DOCUMENT.format('dagboek = "60"'))[1], "RT507")
    advice = found.advice()
    assert advice is not None
    assert "Gebruik hier `dagboekcode`" in advice
    assert 'begint met `ADMINISTRATIE "…"`' in advice
