"""Wordings so plain that what they name was surely measured: "half of the patients developed X", "showed less X".

And wordings that rule it out: "people who had lost X".
"""

from graphbuild.language.lexicon import load
from graphbuild.language.phrases import Phrase, Token, WordClass
from graphbuild.language.reporting import cues
from graphbuild.language.valence import valence

_REACH = 5
_MOVES = {"increase", "decrease", "better", "worse"}
_EARLIER = {WordClass.DETERMINER, WordClass.ADVERB, WordClass.AUXILIARY, WordClass.VERB}
_LIGHT = {WordClass.DETERMINER, WordClass.ADVERB, WordClass.CHANGE}


def telling(words: tuple[Token, ...], phrase: Phrase) -> bool:
    """Tells whether the words around a phrase leave no doubt that it names something measured in participants."""
    told = _shared(words, phrase) or _signs(words, phrase) or plainly_moved(words, phrase)
    return told or _not_moved(words, phrase)


def part_of_participants(words: tuple[Token, ...], phrase: Phrase) -> tuple[int, int] | None:
    """Gives the tokens [first, last) from the share of the participants to the verb: "half of the patients developed".

    None unless they stand before the phrase with nothing else between, so that the share is one of all participants.
    """
    verb = phrase.first - 1
    while verb >= 0 and words[verb].kind in _LIGHT and words[verb].text not in cues("undergoing"):
        verb -= 1
    if verb < 1 or words[verb].text not in cues("undergoing"):
        return None
    people = verb - 1
    if words[people].kind is not WordClass.PEOPLE:
        return None
    first = people
    while first > max(0, people - _REACH) and not _is_part(words[first]):
        if first != people and words[first].kind not in {WordClass.DETERMINER, WordClass.PREPOSITION}:
            return None
        first -= 1
    return (first, verb + 1) if _is_part(words[first]) else None


def directly_denied(words: tuple[Token, ...], phrase: Phrase) -> bool:
    """Tells "no deaths": a denial right before the name of something bad."""
    inner = " ".join(word.text for word in words[phrase.first : phrase.last])
    before = words[phrase.first - 1].text if phrase.first else ""
    return before in {"no", "zero", "without"} and valence(inner) == "bad"


def _is_part(word: Token) -> bool:
    return word.text.endswith("%") or word.text.rpartition("-")[2] in cues("part")


def _shared(words: tuple[Token, ...], phrase: Phrase) -> bool:
    return part_of_participants(words, phrase) is not None


def plainly_moved(words: tuple[Token, ...], phrase: Phrase) -> bool:
    """Tells "showed less X", where X is good or bad in itself."""
    if phrase.first < 2 or words[phrase.first - 1].kind is not WordClass.CHANGE:  # noqa: PLR2004 (a verb and a change)
        return False
    moved = {match.code for match in load("change").find(words[phrase.first - 1].text)} & {"increase", "decrease"}
    inner = " ".join(word.text for word in words[phrase.first : phrase.last])
    return bool(moved) and words[phrase.first - 2].text in cues("showing") and valence(inner) is not None


def _signs(words: tuple[Token, ...], phrase: Phrase) -> bool:
    inner = words[phrase.first : phrase.last]
    if inner[0].text not in cues("sign") or len(inner) < 4 or inner[1].text != "of":  # noqa: PLR2004 (signs of better X)
        return False
    better = {match.wording for match in load("change").find(" ".join(w.text for w in inner)) if match.code == "better"}
    return bool(better) and inner[-1].kind is WordClass.NOUN and inner[-1].text not in better


def _not_moved(words: tuple[Token, ...], phrase: Phrase) -> bool:
    """Tells "did not reduce X" and "does not significantly improve the X"."""
    at = phrase.first - 1
    while at > 0 and words[at].kind in {WordClass.DETERMINER, WordClass.ADVERB}:
        at -= 1
    before = at - 1
    while before > 0 and words[before].kind is WordClass.ADVERB and words[before].text != "not":
        before -= 1
    if before < 1 or words[before].text != "not" or words[before - 1].text not in {"did", "does", "do"}:
        return False
    return any(match.code in _MOVES for match in load("change").find(words[at].text))


def earlier_state(words: tuple[Token, ...], phrase: Phrase) -> bool:
    """Tells "people who had lost X": what the participants had gone through before the study measured anything."""
    at = phrase.first - 1
    while at > 0 and words[at].kind in _EARLIER:
        at -= 1
    between = words[at + 1 : phrase.first]
    if at < 1 or words[at].text != "who" or words[at - 1].kind is not WordClass.PEOPLE:
        return False
    return between[:1] != () and between[0].text == "had" and any(w.kind is WordClass.VERB for w in between[1:])
