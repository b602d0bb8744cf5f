"""The pages in a real browser, opened from file:// without a network."""

import shutil
from pathlib import Path

import pytest

from graphbuild.api import build
from graphbuild.outputs import write_folder

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SEEDS = Path(__file__).parents[2] / "seeds"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HOSTILE = """Drops <script>document.title = "taken"</script> help dry eyes, trial finds
March 3, 2021
A randomized trial tested blue drops in 48 adults with dry eyes <img src=x onerror="document.title='taken'">.
The drops reduced dryness by 20 percent compared with placebo, the researchers reported. No serious adverse events
were reported. "Blue drops for dry eyes </script><script>document.title='taken'</script>" was published in the Lancet.
"""

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    base = tmp_path_factory.mktemp("pages")
    (base / "hostile.txt").write_text(HOSTILE, encoding="utf-8")
    with build([*sorted(SEEDS.glob("nsc-*")), base / "hostile.txt"]) as graph:
        write_folder(graph.made(), base / "out")
    return base / "out"


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where there is a browser

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def page(browser):
    """A page that notes every request for something that is not a file, and every error of a script."""
    opened = browser.new_page(viewport={"width": 1400, "height": 1000})
    opened.strange = []
    opened.on(
        "request", lambda request: None if request.url.startswith("file:") else opened.strange.append(request.url)
    )
    opened.on("pageerror", lambda error: opened.strange.append(str(error)))
    yield opened
    opened.close()


def milan(folder):
    return next(path for path in (folder / "studies").iterdir() if "Italian Team" in path.read_text(encoding="utf-8"))


def test_a_fact_shows_its_words_and_words_show_their_facts(folder, page):
    page.goto(milan(folder).as_uri())
    fact = page.locator("button.fact", has_text="enrolment").first
    fact.click()
    assert "12" in "".join(page.locator(".w.on").all_inner_texts())
    assert page.locator("blockquote:visible").count() >= 1
    assert fact.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert page.locator(".w.on").count() == 0
    page.locator(".w", has_text="Nature Medicine").first.click()
    assert "Nature Medicine" in " ".join(page.locator("button.fact.on").all_inner_texts())
    assert page.strange == []


def test_the_keyboard_goes_from_fact_to_fact(folder, page):
    page.goto(milan(folder).as_uri())
    page.keyboard.press("n")
    first = page.locator("button.fact.on").get_attribute("data-fact")
    page.keyboard.press("n")
    page.keyboard.press("p")
    assert page.locator("button.fact.on").get_attribute("data-fact") == first


def test_the_text_of_the_page_is_the_text_of_the_article(folder, page):
    page.goto(milan(folder).as_uri())
    shown = page.locator("article", has_text="Italian Team").locator(".text").first.evaluate("node => node.textContent")
    assert shown == (SEEDS / "nsc-milan-news.txt").read_text(encoding="utf-8")


def test_the_overview_filters_sorts_and_leads_to_the_study(folder, page):
    page.goto((folder / "index.html").as_uri())
    page.fill("#filter", "neural stem cell")
    assert 1 <= page.locator("#studies tbody tr:visible").count() < 3
    page.fill("#filter", "")
    page.locator("thead button", has_text="People").click()
    people = [text for text in page.locator("#studies tbody td:nth-child(5)").all_inner_texts() if text]
    assert people == sorted(people, key=int)
    page.locator("#studies a", has_text="open-label, phase 1").click()
    assert page.locator("h1").inner_text().startswith("Neural stem cell transplantation")
    assert page.strange == []


def test_a_hostile_article_runs_no_script_and_asks_for_nothing(folder, page):
    for path in [folder / "index.html", *(folder / "studies").iterdir()]:
        page.goto(path.as_uri())
        assert page.title() != "taken"
    assert page.strange == []


@pytest.mark.parametrize("width", [380, 1400])
def test_nothing_runs_out_of_the_page(folder, page, width):
    page.set_viewport_size({"width": width, "height": 900})
    for path in (milan(folder), folder / "index.html"):
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")
