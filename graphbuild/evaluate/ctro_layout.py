"""Tokens with a blank around each -> running text in the layout in which PubMed prints a record."""

import html
import re
from collections.abc import Collection, Iterator, Sequence

_OPEN = frozenset("([{")
_CLOSE = frozenset(")]},;:.%?!")
_BINDING = frozenset("/-\u2013\u2212+\u00b7")
_SIGNS = frozenset("-\u2013\u2212+")
_BEFORE_SIGN = frozenset(
    {
        *("of", "to", "by", "in", "at", "or", "is", "a", "was", "were", "and", "from", "vs", "versus", "than", "with"),
        *("for", "ci", "between", "change", "difference", "mean", "reduction"),
    }
)
_IDENTIFIERS = frozenset({"PMID", "PMCID", "Epub", "[", "Copyright", "\u00a9"})
_THOUSANDS = re.compile(r"\d{3}")
_SHORT_NUMBER = re.compile(r"\d{1,3}")
_CITED = re.compile(r"(?:19|20)\d\d[^.;]{0,20};|Epub |doi ?:|eCollection|Print ", re.IGNORECASE)
_BYLINE = re.compile(
    r"(?:\[Article in [A-Z]\w+\] ?)?(?:[A-Z][^.()]{3,60}\. )?(?P<first>[^\d().,;:\[\]]{2,40} [A-Z]{1,4})"
    r"(?: (?:Jr|Sr|2nd|3rd))?\s?(?:\(\s?\d+\s?\)|[,.;])"
)
_ADDRESS = "Author information:"
_GROUP = re.compile(r"(?<=[.;] )(?=Collaborators:)")
_TAIL = re.compile(r" (?=DOI: ?10\.|PMCID: ?PMC|PMID: ?\d)")
_ASIDE = re.compile(
    r"(?<=[.a-z] )(?=(?:Comment (?:in|on)|Erratum (?:in|for)|Summary for patients|Republished in|Update in)\s"
    r"|Copyright |\u00a9 )"
)
_HEADING = re.compile(
    r"(?<=[.?!)\]a-z] )(?=(?:(?:[A-Z][A-Z,&'-]*(?:\s|/)){0,6}[A-Z][A-Z'-]{2,}(?:\s\([^()]{1,30}\))?\s?:"
    r"|(?:Objectives?|Background|Aims?|Purpose|Introduction|Context|Methods?|Results|Conclusions?|Findings|Importance"
    r"|Research design and methods|Study design|Design|Setting|(?:Clinical )?[Tt]rial registr(?:ation|y)|Interpretation"
    r"|Funding|Limitations?)(?:\s?:|\s[A-Z])))"
)


def running(words: Sequence[str], firsts: Collection[int] = ()) -> tuple[str, tuple[int, ...]]:
    """Gives the text without the blanks that tokenisation put in, and the place at which each token starts.

    `firsts` are the tokens that open sentences.

    >>> running(["A", "28", "-", "week", "trial", "(", "p", "&", "lt", ";", "0", ".", "05", ")", "."])[0]
    'A 28-week trial (p < 0.05).'
    """
    clean = _unescaped([word.strip() for word in words])
    text, starts = "", []
    names = set(_named(clean, firsts))
    for index, word in enumerate(clean):
        if text and index not in names and not _joined(clean, index):
            text += " "
        starts.append(len(text))
        text += word
    return text, tuple(starts)


def _named(words: Sequence[str], firsts: Collection[int]) -> Iterator[int]:
    """Gives the tokens inside a DOI, which ends with its sentence or before another identifier."""
    at = 0
    while at + 3 < len(words):
        at += 1
        if words[at - 1 : at + 1] == ["10", "."] and words[at + 1].isdigit() and words[at + 2] == "/":
            while at < len(words) and at not in firsts and words[at] not in _IDENTIFIERS:
                yield at
                at += 1


def _unescaped(words: Sequence[str]) -> list[str]:
    """Gives the tokens with "& lt ;" made one sign, which leaves two empty ones."""
    found = list(words)
    for index in range(len(found) - 2):
        if found[index] == "&" and found[index + 2] == ";":
            sign = html.unescape(f"&{found[index + 1]};")
            if len(sign) == 1:
                found[index : index + 3] = [sign, "", ""]
    return found


def _joined(words: Sequence[str], index: int) -> bool:
    """Tells whether no blank stands before a token in running text."""
    word, before = words[index], words[index - 1]
    earlier = words[index - 2] if index > 1 else ""
    if not word or before in _OPEN or word == "'" or (before == "'" and earlier[-1:].isalpha()):
        return True
    if word in _CLOSE:
        after = words[index + 1] if index + 1 < len(words) else ""
        return word != "." or before[-1:].isalnum() or before in _CLOSE or not after[:1].isdigit()
    if before in {".", ":", ",", "\u00b7"} and word[0].isdigit():
        return _inside_number(before, word, earlier)
    if word in _BINDING or before in _BINDING:
        return _bound(words, index)
    return _accented(word, before)


def _inside_number(mark: str, word: str, earlier: str) -> bool:
    """Tells 0.5, .05, 16:30 and 1,250 from an enumeration."""
    if mark == ",":
        return bool(_SHORT_NUMBER.fullmatch(earlier) and _THOUSANDS.fullmatch(word))
    return earlier[-1:].isdigit() or (mark == "." and not earlier[-1:].isalpha())


def _bound(words: Sequence[str], index: int) -> bool:
    """Tells whether a dash or slash is bound to what stands beside it: those of 28-week and mg/dl are.

    The minus of -0.8 is bound to the number only; that of "+ / -" to its company.
    """
    mark = index if words[index] in _BINDING else index - 1
    left = words[mark - 1] if mark else ""
    right = words[mark + 1] if mark + 1 < len(words) else ""
    if words[mark] not in _SIGNS:
        return bool(left) and bool(right)
    if left in {"/", "+"} or right in {"/", "+"}:
        return not (mark == index - 1 and left == "/") and not (mark == index and right == "/")
    if right[:1].isdigit() and (not left[-1:].isalnum() or left.lower() in _BEFORE_SIGN):
        return mark == index - 1
    return left[-1:].isalnum() and right[:1].isalnum()


def _accented(word: str, before: str) -> bool:
    """Tells whether a name was cut at an accented letter: M ü ller."""
    if _is_accented(before):
        return word.islower() and word.isalpha()
    return _is_accented(word) and before.isalpha()


def _is_accented(word: str) -> bool:
    return len(word) == 1 and word.isalpha() and word.islower() and not word.isascii()


def breaks(text: str, sentences: Sequence[int]) -> tuple[int, ...]:
    """Gives the places at which a paragraph of the PubMed layout starts, given where the sentences start."""
    found: set[int] = set()
    rest = [start for start in sentences[1:] if not _CITED.match(text, start)]
    title = rest[0] if rest else len(text)
    found.add(title)
    byline = next((start for start in rest[1:] if _BYLINE.match(text, start)), None)
    address = text.find(f" {_ADDRESS}", title)
    if byline is not None and (address < 0 or byline < address):
        found.add(byline)
        end = byline
    else:
        end = title
    if address >= 0:
        found.add(address + 1)
        end = address + 1
    found.update(start for start in _inner(text) if start > end)
    found.update(match.end() for match in _GROUP.finditer(text))
    return tuple(sorted(start for start in found if 0 < start < len(text)))


def _inner(text: str) -> Iterator[int]:
    for pattern in (_TAIL, _ASIDE, _HEADING):
        yield from (match.end() for match in pattern.finditer(text))


def broken(text: str, starts: Sequence[int], places: Sequence[int]) -> tuple[str, tuple[int, ...]]:
    """Gives the text with an empty line before each place, and the starts moved along."""
    pieces, last = [], 0
    for place in places:
        pieces.append(text[last:place].rstrip(" "))
        last = place
    pieces.append(text[last:])
    shifts = [0]
    for piece, place, before in zip(pieces, places, [0, *places], strict=False):
        shifts.append(shifts[-1] + 2 - (place - before - len(piece)))
    moved = [start + shifts[sum(place <= start for place in places)] for start in starts]
    return "\n\n".join(pieces), tuple(moved)
