"""Readable keys made of a text's words."""

import re
import unicodedata

_OTHER = re.compile(r"[^a-z0-9]+")


def slug(text: str, *, limit: int = 60) -> str:
    """Gives lower-case ASCII words joined by hyphens, cut at a word so that at most `limit` characters remain.

    >>> slug("People who received the highest dose (Überdosis)")
    'people-who-received-the-highest-dose-uberdosis'
    """
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    words = _OTHER.sub("-", plain).strip("-")
    if len(words) <= limit:
        return words or "x"
    cut = words[: limit + 1].rpartition("-")[0]
    return cut or words[:limit]
