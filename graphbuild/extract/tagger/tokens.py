"""Words as the tagger sees them: where they stand, how they look, which pieces they are made of."""

import re
from collections.abc import Iterator
from zlib import crc32

_TOKEN = re.compile(r"0+(?:[.,·]0+)*|[^\W\d_](?:\w|[-'\u2019](?=\w))*|\S")
_ZEROS = str.maketrans("123456789", "0" * 9)
_SHORTEST, _LONGEST, _PIECES, _STEM = 3, 4, 16, 24
SHAPES = ("other", "punctuation", "number", "lower", "title", "upper", "mixed", "letter", "hyphened", "digits")
"""How a word may look; the place in this row is its number."""


def folded(text: str) -> str:
    """Gives a text of the same length whose digits 1 to 9 are all 0.

    >>> folded("12 of 350")
    '00 of 000'
    """
    return text.translate(_ZEROS)


def tokens(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Gives the words, numbers and single signs of a folded text from start to end, with their places.

    >>> [word for word, *_ in tokens(folded("IL-6 fell by 2.5%"), 0, 17)]
    ['IL-0', 'fell', 'by', '0.0', '%']
    """
    for match in _TOKEN.finditer(text, start, end):
        yield match.group(), match.start(), match.end()


def shape(word: str) -> int:
    """Gives the number of the look of a folded word.

    >>> SHAPES[shape("IL-0")], SHAPES[shape("Aspirin")]
    ('hyphened', 'title')
    """
    return SHAPES.index(_look(word))


def _look(word: str) -> str:
    if not word[0].isalpha():
        return "number" if word[0] == "0" else "punctuation" if len(word) == 1 else "other"
    if "0" in word:
        return "hyphened" if "-" in word else "digits"
    if len(word) == 1:
        return "letter"
    return "lower" if word.islower() else "upper" if word.isupper() else "title" if word[1:].islower() else "mixed"


def pieces(word: str, buckets: int) -> list[int]:
    """Gives the numbers (1 to buckets - 1) of the runs of 3 and 4 letters of a lower-case word with its edges marked.

    Equal runs get equal numbers on every machine; a word that is one sign or a number has none. At most 16 are given,
    the end of the word first, for endings say most.

    >>> len(pieces("statin", 1024)), pieces("%", 1024)
    (11, [])
    """
    if not word[0].isalpha():
        return []
    marked = f"<{word[:_STEM]}>"
    runs = [
        marked[start : start + size]
        for start in range(len(marked) - _SHORTEST, -1, -1)
        for size in range(_SHORTEST, _LONGEST + 1)
        if start + size <= len(marked)
    ]
    return [1 + crc32(run.encode("utf-8", "surrogatepass")) % (buckets - 1) for run in runs[:_PIECES]]
