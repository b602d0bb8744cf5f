"""Text in drawings."""

from html import escape


def text(x: float, y: float, words: str, kind: str = "", *, most: int = 0, extra: str = "") -> str:
    """Gives an SVG text of a class; a longer one than `most` characters is cut and shown whole as its title."""
    short = words if not most or len(words) <= most else words[: most - 1].rstrip() + "\u2026"
    title = f"<title>{escape(words)}</title>" if short != words else ""
    named = f' class="{kind}"' if kind else ""
    return f'<text{named} x="{x:g}" y="{y:g}"{extra}>{title}{escape(short)}</text>'
