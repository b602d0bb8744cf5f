"""Takes the picture of a study page for the README: python scripts/picture.py. Needs chromium and the test tools."""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from graphbuild.api import build
from graphbuild.outputs import write_folder

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Builds the family of reports among the seeds, opens its page with one fact selected, and saves the picture."""
    chromium = shutil.which("chromium") or sys.exit("picture: chromium is not installed (Debian: apt install chromium)")
    with tempfile.TemporaryDirectory() as folder, build(sorted((ROOT / "seeds").glob("nsc-milan*"))) as graph:
        write_folder(graph.made(), Path(folder))
        page_path = next((Path(folder) / "studies").iterdir())
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            page = browser.new_page(viewport={"width": 1280, "height": 1000})
            page.goto(page_path.as_uri())
            page.locator("button.fact", has_text="enrolment").first.click()
            page.wait_for_timeout(800)
            page.evaluate("window.scrollTo(0, 0)")
            page.wait_for_timeout(300)
            page.screenshot(path=ROOT / "docs" / "study-page.png")
            browser.close()


if __name__ == "__main__":
    main()
