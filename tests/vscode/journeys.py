"""What an author does in VS Code, and what has to be on the screen then. Each ends with a picture, to be looked at."""

from collections.abc import Callable, Mapping

from tests.vscode.window import Window

_RULES = "afronden.regel"
_NEW_RULE = ("", 'REGEL "Bel de klant"', "WANNEER werkbon aangemaakt", "EN ")


def colours(window: Window) -> None:
    """Keywords, texts and amounts have their colours by the grammar; names by what they stand for."""
    window.show(_RULES)
    window.line("2e van 6").wait_for()
    shown = ("werkstatus", "factureerbaar", "werkbon compleet gemeld", "prijsafspraken toe", "WANNEER", "30 minuten")
    by_text = {one: window.colour(one) for one in shown}
    assert len(set(by_text.values())) == len(shown), by_text
    assert window.page.locator(".tab.active .file-icon.regeltaal-lang-file-icon").count() == 1
    window.picture("kleuren")


def finding_and_mending(window: Window) -> None:
    """A mistake gets a squiggle while typing; the pointer says what it is, the light bulb mends it."""
    window.show(_RULES)
    window.go(8, 4)
    window.press("Control+Shift+ArrowRight", "Delete")
    window.type("werkstatuz")
    window.wait(lambda: window.finding_at("werkstatuz"), "the finding")
    window.go(8, 6)
    window.page.keyboard.press("Control+k")
    window.page.keyboard.press("Control+i")
    hover = window.page.locator(".monaco-hover:visible").filter(has_text="werkstatuz").first
    hover.wait_for()
    window.picture("melding")
    window.press("Escape")
    window.press("Control+.")
    menu = window.page.locator(".action-widget:visible").first
    menu.wait_for()
    window.wait(lambda: "werkstatus" in menu.inner_text(), "the repair")
    window.picture("herstel")
    window.press("Enter")
    window.line("EN werkstatus =").wait_for()
    window.page.locator(".squiggly-error").first.wait_for(state="detached")
    window.press("Control+s")


def completing(window: Window) -> None:
    """Names with spaces are offered whole, and put in whole, whatever part of them is there."""
    window.show("relaties.regel")
    window.press("Control+End")
    for number, line in enumerate(_NEW_RULE):
        window.press(*["Enter"] if number else [])
        window.type(line)
    window.type("korte om")
    widget = window.page.locator(".suggest-widget.visible")
    widget.wait_for()
    window.wait(lambda: "korte omschrijving" in widget.inner_text().replace("\u00a0", " "), "the name")
    window.picture("aanvullen")
    window.press("Enter")
    window.line("EN korte omschrijving").wait_for()
    window.type(' BEVAT "lekkage')
    window.press("End", "Enter")
    window.type("DAN")
    window.press("Enter")
    window.type('MAAK taak MET titel = "Bel')
    window.press("End", "Escape", "Control+s")
    window.wait(lambda: window.page.locator(".squiggly-error").count() == 0, "a rule without errors")
    window.picture("nieuwe-regel")


def hovering(window: Window) -> None:
    """What a field is, where its value comes from, and an example."""
    window.show(_RULES)
    window.go(8, 8)
    window.press("Control+k", "Control+i")
    hover = window.page.locator(".monaco-hover:visible").filter(has_text="werkstatus").first
    hover.wait_for()
    window.picture("uitleg-onder-de-muis")
    window.press("Escape")


def hints(window: Window) -> None:
    """What is not written but holds stands in grey between the words."""
    window.show(_RULES)
    window.press("Control+Home")
    window.wait(lambda: window.page.locator("[class*='dyn-rule'] , .inlay-hint").count() > 0, "a hint")
    window.picture("hints")


def testing(window: Window) -> None:
    """A test runs from the line above it, and from the button in the margin."""
    window.show("tests.regel")
    lens = window.page.locator(".codelens-decoration a").filter(has_text="test uitvoeren").first
    lens.wait_for()
    window.picture("testknop")
    lens.click()
    window.wait(lambda: any("geslaagd" in one for one in window.texts(".codelens-decoration")), "the outcome")
    passed = window.page.locator(".testing-run-glyph.codicon-testing-passed-icon")
    window.wait(lambda: passed.count() == 1, "the outcome in the margin")
    window.picture("test-geslaagd")


def testing_view(window: Window) -> None:
    """VS Code's own list of tests has ours, and says which failed, at the line that was not so."""
    window.show("tests.regel")
    window.go(18, 10)
    window.press("Control+Delete")  # `NIET`: this test fails now
    window.press("Control+s")
    window.command("Testing: Focus on Test Explorer View")
    rows = window.page.locator(".test-explorer .monaco-list-row")
    window.wait(
        lambda: any("tests.regel" in one for one in window.texts(".test-explorer .monaco-list-row")), "the tests"
    )
    rows.first.click()
    window.command("Regeltaal: Alle tests uitvoeren")
    passed = window.page.locator(".test-explorer .codicon-testing-passed-icon")
    window.wait(lambda: passed.count() > 20, "the tests that pass", 60)
    failed = window.page.locator(".testing-run-glyph.codicon-testing-failed-icon")
    window.wait(lambda: failed.count() == 1, "the test that fails")
    window.picture("testoverzicht")


def renaming(window: Window) -> None:
    """A name with spaces is renamed as a whole, in every file."""
    window.show("lijsten.regel")
    window.go(5, 9)
    window.press("F2")
    box = window.page.locator(".rename-box input")
    box.wait_for()
    assert box.input_value() == "eigen regio"
    box.fill("ons gebied")
    window.picture("hernoemen")
    window.press("Enter")
    window.line("ons gebied").wait_for()
    window.show(_RULES)
    window.line("NIET IN ons gebied").wait_for()
    window.picture("hernoemd")
    window.command("File: Save All")


def outline(window: Window) -> None:
    """The rules of a file beside it, by name."""
    window.show(_RULES)
    window.command("Explorer: Focus on Outline View")
    window.page.locator(".outline-tree .monaco-list-row").first.wait_for()
    window.press("Control+ArrowLeft")  # folds all
    window.wait(
        lambda: any("Voorrijkosten" in one for one in window.texts(".outline-tree .monaco-list-row")), "the rules"
    )
    window.picture("overzicht")


def explaining(window: Window) -> None:
    """A finding is explained at length, on a page beside the text."""
    window.show(_RULES)
    window.go(9, 4)
    window.press("Control+Shift+ArrowRight", "Delete")
    window.type("contrakt")
    window.wait(lambda: window.finding_at("contrakt"), "the finding")
    window.go(9, 5)
    window.command("Regeltaal: Leg de melding uit")
    page = window.page.frame_locator("iframe.webview.ready").frame_locator("iframe#active-frame")
    page.get_by_text("Onbekende naam").first.wait_for()
    window.picture("uitleg-van-melding")
    window.press("Control+w")
    window.show(_RULES)
    window.go(9, 4)
    window.press("Control+Delete")
    window.type("contract")
    window.press("Escape", "Control+s")


def markdown(window: Window) -> None:
    """A block of rules in a Markdown file has the same colours."""
    window.show("LEESMIJ.md")
    window.line("WANNEER").wait_for()
    window.wait(lambda: window.colour("WANNEER") != window.colour("regel:"), "the colour of a keyword")
    window.picture("markdown")


def references(window: Window) -> None:
    """Who else sets or reads this field?"""
    window.show(_RULES)
    window.go(8, 6)
    window.press("Shift+F12")
    window.page.locator(".peekview-widget .monaco-list-row").first.wait_for()
    window.picture("gebruik")
    window.press("Escape")


def without_program(window: Window) -> None:
    """Without the program the user hears so, and what to do; the colours of the grammar stay."""
    programs = window.project / ".venv" / "bin"
    programs.rename(programs.with_name("weg"))
    window.show(_RULES)
    window.command("Regeltaal: Taalserver opnieuw starten")
    toast = window.page.locator(".notification-toast")
    toast.filter(has_text="niet gevonden").first.wait_for()
    assert "Installeren\u2026" in toast.first.inner_text()
    window.picture("zonder-programma")
    programs.with_name("weg").rename(programs)


def restarting(window: Window) -> None:
    """After a restart everything is as before."""
    window.show(_RULES)
    window.command("Regeltaal: Taalserver opnieuw starten")
    window.page.locator(".codelens-decoration a").first.wait_for()


JOURNEYS: Mapping[str, Callable[[Window], None]] = {
    "kleuren": colours,
    "melding en herstel": finding_and_mending,
    "aanvullen": completing,
    "uitleg onder de muis": hovering,
    "hints": hints,
    "test uitvoeren": testing,
    "testoverzicht": testing_view,
    "hernoemen": renaming,
    "overzicht": outline,
    "gebruik": references,
    "uitleg van een melding": explaining,
    "markdown": markdown,
    "zonder programma": without_program,
    "herstart": restarting,
}
