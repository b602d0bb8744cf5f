# ruff: noqa: E501 - markup reads best on one line
"""Measures what is kept of web pages: python benchmarks/pages.py.

Own pages in the shapes that common content management systems give them: menus, banners about cookies, related items,
boxes to share, comments, footers. For each it prints how much of the article is kept, and how much of what is kept is
article, by words; for trafilatura too, where it is installed.
"""

import re
from collections import Counter

from graphbuild.sources.html import read

ARTICLE = (
    "In a trial of 120 adults who slept badly, a new pill added half an hour of sleep to each night.",
    "The pill or a placebo was taken for six weeks, and neither the adults nor their doctors knew which.",
    "Those who took the pill fell asleep sooner, but they woke as often as the others did.",
    "Two adults in each group felt dizzy, and nobody had a serious adverse event.",
    "The trial was small and short, so the authors would like a longer one before the pill is used widely.",
    "It was paid for by a charity that wants people to sleep better.",
)
TITLE = "New pill adds half an hour of sleep"
PARAGRAPHS = "".join(f"<p>{one}</p>" for one in ARTICLE)
MENU = (
    "<ul>" + "".join(f"<li><a href='/{one}'>{one}</a></li>" for one in ("Home", "Health", "Sport", "Money")) + "</ul>"
)
COOKIES = (
    "<p>We and our partners store cookies on your device. Choose what you agree to below.</p><button>Accept</button>"
)
RELATED = "<h3>Read next</h3><p>A cream that soothes the skin of young children, and how it was found by chance.</p>"
SHARE = "<span>Send this story to a friend</span>"
COMMENTS = "<h3>2 comments</h3><p>My uncle took such a pill for years and never slept a wink.</p>"
FOOTER = "<p>Published by the house of good news. All rights reserved.</p>"
PAGES = {
    "blog": (
        f"<header><h2>Good News</h2><nav>{MENU}</nav></header><main><article class='post hentry'><h1 class='entry-title'>"
        f"{TITLE}</h1><div class='entry-content'>{PARAGRAPHS}<div class='sharedaddy share'>{SHARE}</div></div></article>"
        f"<section id='comments' class='comments-area'>{COMMENTS}</section></main><aside>{RELATED}</aside>"
        f"<footer>{FOOTER}</footer><div id='cookie-law-info-bar'>{COOKIES}</div>"
    ),
    "university": (
        f"<div id='skip'><a href='#m'>Skip to main content</a></div><div role='banner'>{MENU}</div><div class='region "
        f"region-content'><h1>{TITLE}</h1><div class='node__content'><div class='field--name-body'>{PARAGRAPHS}</div></div>"
        f"</div><div class='block-views related'>{RELATED}</div><div class='region-footer footer'>{FOOTER}</div>"
    ),
    "newspaper": (
        f"<div class='top-nav'>{MENU}</div><div class='story'><h1>{TITLE}</h1><div class='byline'>4 March</div>{PARAGRAPHS}"
        f"<div class='newsletter-signup'><p>Get our letter each Sunday morning, free of charge.</p></div></div>"
        f"<div class='trending'><h3>Most read</h3>{RELATED}</div><div class='site-footer'>{FOOTER}</div>"
        f"<div class='gdpr-banner consent'>{COOKIES}</div>"
    ),
    "magazine": (
        f"<div class='wrapper'><div class='menu-main'>{MENU}</div><div itemprop='articleBody'>{PARAGRAPHS}</div>"
        f"<div class='recommended'>{RELATED}</div><div class='comments'>{COMMENTS}</div></div>"
    ),
    "press release": f"<table><tr><td>{MENU}</td><td><h1>{TITLE}</h1>{PARAGRAPHS}</td></tr></table><center>{FOOTER}</center>",
    "plain": f"<h1>{TITLE}</h1>{PARAGRAPHS}",
}


def words(text: str) -> Counter[str]:
    """Counts the words."""
    return Counter(re.findall(r"\w+", text.casefold()))


def shares(text: str) -> tuple[float, float]:
    """Gives the share of the article that is kept, and that of the article in what is kept."""
    wanted, kept = words("\n".join((TITLE, *ARTICLE))), words(text)
    both = (wanted & kept).total()
    return both / wanted.total(), both / max(1, kept.total())


def other(page: str) -> str | None:
    """Gives what trafilatura keeps, None where it is not installed."""
    try:
        import trafilatura
    except ImportError:
        return None
    found = trafilatura.bare_extraction(page, with_metadata=True)
    return "" if found is None else f"{found.title or ''}\n{found.text or ''}"


def main() -> None:
    """Prints the table."""
    print(
        "| page | kept of the article | article in what is kept | trafilatura: kept | article |\n|---|---|---|---|---|"
    )
    for name, body in PAGES.items():
        page = f"<!DOCTYPE html><html><head><title>{TITLE} | Good News</title></head><body>{body}</body></html>"
        (document,) = read(page.encode(), name)
        ours = shares(document.text)
        theirs = other(page)
        rest = "| | " if theirs is None else "| {:.0%} | {:.0%} ".format(*shares(theirs))
        print("| {} | {:.0%} | {:.0%} {}|".format(name, *ours, rest))


if __name__ == "__main__":
    main()
