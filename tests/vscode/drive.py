"""Goes through the journeys in a browser. It runs in the Python that has Playwright: `browser address pictures`."""

import sys
from pathlib import Path

from playwright.sync_api import Error, sync_playwright
from tests.vscode.journeys import JOURNEYS
from tests.vscode.window import Window

_OPTIONS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
_SIZE = {"width": 1280, "height": 800}


def main(program: str, address: str, pictures: Path, wanted: list[str]) -> int:
    failed = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_OPTIONS)
        window = Window(browser.new_page(viewport=_SIZE), Path(address.partition("folder=")[2]), pictures)
        window.page.set_default_timeout(20_000)
        window.open(address)
        for name, journey in JOURNEYS.items():
            if wanted and name not in wanted:
                continue
            try:
                journey(window)
            except (AssertionError, Error) as error:
                failed += 1
                print(f"niet goed: {name}: {(str(error).splitlines() or ['?'])[0]}")
                window.picture(f"fout-{name.replace(' ', '-')}")
                window.press("Escape", "Escape")
            else:
                print(f"goed: {name}", flush=True)
            failed += len(window.complaints)
            for one in window.complaints:
                print(f"in de console: {one}", flush=True)
            window.complaints.clear()
        browser.close()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), sys.argv[4:]))
