"""One window of VS Code, worked as a person would: by keys, by what stands on the screen, and by pictures of it."""

import re
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from playwright.sync_api import Error, Locator, Page

T = TypeVar("T")
PATIENCE = 20.0
_SETTLED, _TIMES = 400, 3
# The program asks the shop for extensions, which is not there; the browser wants an icon for the page; and what an
# extension says on purpose is printed as well.
_EXPECTED = re.compile(
    r"open-vsx|ERR_NAME_NOT_RESOLVED|404 \(Not Found\)|ERR_INTERNET_DISCONNECTED|queryRawGallery"
    r"|authentication provider|niet gevonden|Starting server failed"
)


class Window:
    """A page with the workbench in it."""

    def __init__(self, page: Page, project: Path, pictures: Path) -> None:
        self.page, self.project, self.pictures = page, project, pictures
        self.complaints: list[str] = []
        page.on("console", lambda one: self._complain(one.text) if one.type == "error" else None)
        page.on("pageerror", lambda one: self._complain(str(one)))

    def _complain(self, text: str) -> None:
        if not _EXPECTED.search(text):
            self.complaints.append(text)

    def open(self, address: str) -> None:
        self.page.goto(address)
        self.page.locator(".explorer-folders-view .monaco-list-row").first.wait_for(timeout=60_000)

    def picture(self, name: str) -> None:
        self.page.mouse.move(640, 15)  # off everything that says something when the pointer is on it
        self.page.wait_for_timeout(_SETTLED)
        self.page.screenshot(path=self.pictures / f"{name}.png")

    # ---------------------------------------------------------------- going about

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """As fast as a good typist, who looks up at the end of what she types."""
        self.page.keyboard.type(text, delay=40)
        self.page.wait_for_timeout(_SETTLED)

    def _asked(self, key: str) -> Locator:
        """Where something is typed that a key asks for; a page that is just closing may swallow the key."""
        box = self.page.locator(".quick-input-widget input").first
        for _ in range(_TIMES):
            self.press(key)
            with suppress(Error):
                box.wait_for(timeout=2_000)
                return box
        box.wait_for()
        return box

    def command(self, title: str) -> None:
        """A command by its title, from the list of all."""
        self._asked("F1").fill(f">{title}")
        self.page.locator(".quick-input-list .monaco-list-row").first.wait_for()
        self.page.wait_for_timeout(200)
        self.press("Enter")

    def show(self, file: str) -> None:
        """Opens a file by its name."""
        self._asked("Control+p").fill(file)
        row = self.page.locator(".quick-input-list .monaco-list-row").first
        row.wait_for()
        self.page.wait_for_timeout(300)
        self.press("Enter")
        self.page.locator(f".tab.active[data-resource-name='{Path(file).name}']").wait_for()
        self.page.locator(".editor-instance .view-line").first.wait_for()

    def go(self, line: int, column: int = 1) -> None:
        self.page.locator(".editor-group-container.active .monaco-editor").first.wait_for()
        self._asked("Control+g").fill(f":{line}:{column}")
        self.press("Enter")
        self.page.locator(".quick-input-widget").wait_for(state="hidden")

    # ---------------------------------------------------------------- what is on the screen

    def line(self, text: str) -> Locator:
        """The line of the editor that holds a text."""
        pattern = re.compile(re.escape(text).replace(r"\ ", "[ \u00a0]"))
        return self.page.locator(".editor-group-container.active .view-line").filter(has_text=pattern).first

    def colour(self, text: str) -> str:
        """The colour of the piece of a line that is, or ends with, these words."""
        pieces = self.page.locator(".editor-group-container.active .view-line span[class^='mtk']")
        wanted = re.compile("(^|[ \u00a0])" + re.escape(text).replace(r"\ ", "[ \u00a0]") + "$")
        found: str = pieces.filter(has_text=wanted).first.evaluate("one => getComputedStyle(one).color")
        return found

    def finding_at(self, text: str) -> bool:
        """Whether the squiggle of an error is as wide as this text, which stands on the line of the cursor."""
        marks = self.page.locator(".editor-group-container.active .squiggly-error")
        if marks.count() != 1:
            return False
        box, width = marks.first.bounding_box(), len(text) * self._character_width()
        return box is not None and abs(box["width"] - width) < self._character_width() / 2

    def _character_width(self) -> float:
        line = self.page.locator(".editor-group-container.active .view-line > span").filter(has_text="WANNEER").first
        return float(line.evaluate("one => one.getBoundingClientRect().width / one.textContent.length"))

    def wait(self, question: Callable[[], T], what: str, patience: float = PATIENCE) -> T:
        """Asks until the answer is yes."""
        until = time.monotonic() + patience
        while True:
            answer = question()
            if answer:
                return answer
            assert time.monotonic() < until, f"{what}: not within {patience:.0f} seconds"
            self.page.wait_for_timeout(100)

    def texts(self, selector: str) -> list[str]:
        return [one.replace("\u00a0", " ") for one in self.page.locator(selector).all_inner_texts()]
