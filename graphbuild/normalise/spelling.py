"""Labels and mentions -> words in one spelling, so that they can be compared.

The spelling is a key, not English: it only has to send all ways of writing one name to one key.
"""

import re
import unicodedata
from functools import lru_cache

_GREEK = str.maketrans(
    {"\u03b1": "alpha", "\u03b2": "beta", "\u03b3": "gamma", "\u03b4": "delta", "\u03c9": "omega", "\u2019": "'"}
)
_WORD = re.compile(r"[a-z0-9+]+")
_POSSESSIVE = re.compile(r"'s?(?![a-z0-9])")
_SPELLINGS = (("ae", "e"), ("oe", "e"), ("our", "or"), ("z", "s"), ("ys", "is"), ("ll", "l"), ("grey", "gray"))
"""British and American ways of writing one sound, e.g. haemorrhage, tumour, randomise, counselling."""
_ENDINGS = (("tre", "ter"), ("bre", "ber"), ("mme", "m"), ("ageing", "aging"))
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_NUMBERED = frozenset({"type", "phase", "stage", "grade"})
_SHORT = 4
_IDLE = frozenset({"the", "their", "his", "her", "its", "your"})


@lru_cache(maxsize=65536)
def words(text: str) -> tuple[str, ...]:
    """Gives the words of a text without case, accents, articles, possessives, hyphens, plurals and British spelling.

    >>> words("Tumours of the \u0152sophagus") == words("tumor of the esophagus")
    True
    >>> words("Alzheimer\u2019s disease") == words("Alzheimer disease")
    True
    """
    plain = text.lower() if text.isascii() else _plain(text)
    found = [_spelt(word) for word in _WORD.findall(_POSSESSIVE.sub("", plain) if "'" in plain else plain)]
    if not _NUMBERED.isdisjoint(found):
        for index in range(1, len(found)):
            if found[index - 1] in _NUMBERED:
                found[index] = _ROMAN.get(found[index], found[index])
    return tuple(word for word in found if word not in _IDLE)


def _plain(text: str) -> str:
    plain = text.translate(_GREEK).replace("\u0152", "oe").replace("\u0153", "oe").casefold()
    return unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()


@lru_cache(maxsize=65536)
def _spelt(word: str) -> str:
    word = _singular(word)
    for british, american in _ENDINGS:
        if word.endswith(british):
            word = word.removesuffix(british) + american
    for british, american in _SPELLINGS:
        word = word.replace(british, american)
    return word


def _singular(word: str) -> str:
    if len(word) < _SHORT or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > _SHORT:
        return word.removesuffix("ies") + "y"
    word = word.removesuffix("s")
    return word.removesuffix("e") if word.endswith(("che", "she", "xe", "sse")) else word
