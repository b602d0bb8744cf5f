"""How the study was made: its kind, its phase and the facets of its design, of this study only."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from graphbuild.extract.context import around
from graphbuild.extract.kind import kind
from graphbuild.extract.ranking import probability, threshold
from graphbuild.extract.slots.outline import outline
from graphbuild.extract.slots.setup import designs as detailed
from graphbuild.language.denials import denied
from graphbuild.language.lexicon import Match, load
from graphbuild.language.numbers import SPELLED
from graphbuild.model.codes import Design, Focus, Phase, Section
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document, Sentence, Span

MODEL = "design"
UNTAUGHT = frozenset(
    {
        Design.NON_RANDOMIZED, Design.PARALLEL_GROUP, Design.DOSE_RANGING, Design.FACTORIAL, Design.CASE_CONTROL,
        Design.CASE_SERIES, Design.CROSS_SECTIONAL, Design.LONGITUDINAL, Design.EXTENSION,
    }
)  # fmt: skip
"""Facets that no gold record names: they are kept where a plain wording stands in a sentence about this study."""

_SUBJECT = re.compile(
    r"\b(?:this|the|our|new|current|present)\s(?:\w{1,14}\s)?(?:study|trial|research|analysis)\b", re.IGNORECASE
)
_SAID = re.compile(
    r"\b(?:this|the|our|present|current)\s(?:[\w-]{1,14}\s)?(?:study|trial)\s(?:was|is)\s(?:an?\s)?(?:\w{1,12}ly\s)?$",
    re.IGNORECASE,
)
_THIS = re.compile(r"\bthis\s(?:was|is)\san?\s(?:[\w-]{1,14},?\s){0,2}$", re.IGNORECASE)
"""Before a wording that names the study: this was a small observational study."""
_MORE = r"(?:[\s,-]{1,2}(?:and\s)?(?!(?:the|this|an?)\s)[\w-]{1,20}){0,5}?[\s-]"
"""Behind a wording what else is said of a study before it is named."""
_NAMED = re.compile(
    rf"{_MORE}(?:stud(?:y|ies)|trials?|analys[ie]s|evaluation|experiment|design"
    r"|research|investigation)\b",
    re.IGNORECASE,
)
_SEVERAL_NAMED = re.compile(
    rf"{_MORE}(?:studies|trials|analyses|experiments|evaluations)\b",
    re.IGNORECASE,
)
_WISHED = re.compile(
    r"\b(needs?|needed|should|would|must|will|next|plans?|planned|planning|hopes?|has\slaunched|have\slaunched|launching"
    r"|designing|despite|virtues\sof|being\s(?:evaluated|tested|studied|assessed)|(?:is|are|['\u2019]s)\s(?:now\s|currently\s|also\s)?in|confirmatory"
    r"|larger|further|future|ongoing|confirmed\s(?:by|in)|difficult|impossible|only\sstudies|not\spossible|other|several|previous"
    r"|earlier|past)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_CALLED_FOR = re.compile(
    r"\b(?:needs?\sto|needed|should|must|(?:case|need|calls?|called|calling|plans?)\s(?:exists\s)?(?:for|to)|hopes?\sto"
    r"|going\sto)\b[^.;]{0,95}$",
    re.IGNORECASE,
)
_WANTED = re.compile(
    r"[^.;]{0,110}?\b(?:is|are|be|was|were)\s(?:\w{1,12}ly\s|still\s|now\s)?"
    r"(?:needed|required|warranted|necessary|planned|under\s?way|called\sfor)\b",
    re.IGNORECASE,
)
"""After a wording of a trial that is only called for or planned."""
_EARLIER = re.compile(
    r"[^.;]{0,60}?\b(?:was|were|had\sbeen)\s(?:published|reported|completed|conducted|done)\sin\s(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_ONE = re.compile(r"\b(?:an?|one)\s(?:[\w-]{1,14}\s)?$", re.IGNORECASE)
"""Before a wording that names a study not spoken of so far; if it was published in some year, it is an earlier one."""
_LIKENED = re.compile(r"\b(?:equivalent|version|counterpart|analogue)\s(?:of|to)\s(?:an?\s)?$", re.IGNORECASE)
"""Before what something else is only likened to: the surgical equivalent of a placebo."""
_WISH_REACH, _CALL_REACH = 80, 120
_OF_A_NAME = re.compile(
    r"\s(?:and\s[A-Z]|of\s(?:the|our|this|its)\s(?!(?:[\w-]{1,20}\s){0,2}(?:trial|study))|(?:(?:[A-Z]\w{1,14}\s)?[Pp]rogram|[Uu]nit|portion|part|arm)\b)"
)
"""What follows where a wording is only a part of a name, or tells of a part of a trial."""
_PHASE = "phase-"
_OF_A_STATE = re.compile(
    r"\b(?:inadequately|poorly|insufficiently|well|more|less|better|\w{3,12}ly|-)\s?$", re.IGNORECASE
)
_OF_THE_STUDY = re.compile(
    r"\b(?:study|trial|research|design|investigation|experiment|analysis)\b[^.;]{0,45}$", re.IGNORECASE
)
_IN_A_YEAR = re.compile(r"\b(?:19|20)\d\d\s$")
"""Before a wording of an earlier study: a 2007 pilot study."""
_NOT_SITES = re.compile(
    r"\b(?:available\s(?:at|in)|percent\sof|partnered\swith|%\sof)\s(?:[\w,]{1,12}\s){0,3}$", re.IGNORECASE
)
_SOME = re.compile(rf"\b(?:[2-9]|[1-9]\d|{SPELLED}|several|many|most)\s(?:[\w-]{{1,20}}\s){{0,2}}$", re.IGNORECASE)
"""Before a wording of several studies: two nationwide cohort studies."""
_POINTING = frozenset({("weak",), ("noun",)})
"""The strengths of wordings that only point to a design, before which a word for other trials may speak of people."""
_OTHER_SENSE = re.compile(r"\s(?:effects?|responses?)\b|-release\b", re.IGNORECASE)
"""Behind a wording that tells of no design: a placebo effect, a controlled-release tablet."""
_NOT, _NOT_REACH = re.compile(r"\bnon-?\s?$", re.IGNORECASE), 6
_NAME_GOES_ON = re.compile(r"[\s-](?:Study\s|Trial\s)?[A-Z][a-z]")
_OF_A_TRIAL = frozenset({"controlled", "uncontrolled"})
_CASES = frozenset({"case report", "case reports"})
_NAMES = frozenset({"multinational", "pilot", "factorial"})
"""Wordings that tell of a design only where a study is named by them."""
_OWN = frozenset({Focus.THIS_STUDY, Focus.COMMENTARY, Focus.CITATION})
_REACH = 50
_SEVERAL = re.compile(
    rf"\b(?:(?:[2-9]|[1-9]\d{{1,3}}|{SPELLED}|several|multiple|many|various|numerous"
    rf"|dozens of|hundreds of|a dozen|two dozen)"
    r"(?<!\bone)\s(?:different\s|other\s)?"
    r"(?:of\sthe\s(?:\d{1,3}\s)?)?(?:(?!(?:in|at|from|with|for|on|to|than|by|who|which|that|were|was)\s)[\w.'\u2019-]{1,20}\s){0,3}?)$",
    re.IGNORECASE,
)
_RULE_CONFIDENCE = 0.8
_STAGED = 0.8
"""The least probability of a phase that is only called a stage: a late-stage trial."""
_STAGE = "stage"
_BOILERPLATE = f"section={Section.BOILERPLATE}"
_OTHER_WORK = frozenset({f"section={Section.BACKGROUND}", f"focus={Focus.PLANNED}"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A wording of a code, and what speaks for its being said of this study."""

    code: str
    span: Span
    sentence: int
    strong: bool
    features: frozenset[str]


def extract(document: Document, found: tuple[Fact, ...]) -> Iterable[Fact]:
    """Gives kind, phase and design; where an abstract has details, the design is among them. `found` is not needed."""
    del found
    designs, phases = mentions(document, "design"), mentions(document, "phase")
    yield from tuple(detailed(outline(document))) or (
        *_taught(designs, Field.DESIGN),
        *_plain(document, designs),
    )
    yield from _taught(phases, Field.PHASE)
    yield from kind(document, {mention.code for mention in designs})


def mentions(document: Document, lexicon: str) -> tuple[Mention, ...]:
    """Gives every wording of the lexicon that is not denied, with its features."""
    found = [item for index in range(len(document.sentences)) for item in _of_sentence(document, index, lexicon)]
    seen = Counter(item.code for item in found)
    strong = sorted({item.code for item in found if item.strong})
    whole = {
        code: frozenset(
            {
                *(f"with={other}" for other in strong if other != code),
                f"seen={min(number, 4)}",
                f"named={code in strong}",
                f"{code}:named={code in strong}",
            }
        )
        for code, number in seen.items()
    }
    return tuple(replace(item, features=item.features | whole[item.code]) for item in found)


def _of_sentence(document: Document, index: int, lexicon: str) -> Iterator[Mention]:
    sentence = document.sentences[index]
    text = sentence.span.of(document.text)
    matches = [match for match in load(lexicon).find(text) if _fit(text, match) and not _called_for(text, match)]
    for match in matches:
        span = Span(sentence.span.start + match.span.start, sentence.span.start + match.span.end)
        strong = match.extras[:1] != ("weak",)
        features = {
            *around(document, index, span),
            *_own(match, strong, sentence),
            *_wished(text, match),
            *(f"beside={other.code}" for other in matches if other.code != match.code),
        }
        if _SUBJECT.search(text):
            features.add("of-the-study")
        if _NAMED.match(text, match.span.end):
            if _SEVERAL_NAMED.match(text, match.span.end):
                features.add("names-several")
            features |= {"names-a-study", f"names-a-study:strong={strong}", f"names-a-study:{sentence.focus}"}
        yield Mention(match.code, span, index, strong, frozenset(features))


def _fit(text: str, match: Match) -> bool:
    """Tells whether a wording stands undenied, and names what its kind needs."""
    start = max(0, match.span.start - _REACH)
    before = text[start : match.span.start]
    if match.code.startswith(_PHASE) and _OF_A_NAME.match(text, match.span.end):
        return False
    if match.extras[:1] == ("noun",):
        return _SEVERAL.search(before) is not None and _NOT_SITES.search(before) is None
    if not _is_of_a_study(text, before, match):
        return False
    if _OTHER_SENSE.match(text, match.span.end) or _NOT.search(before[-_NOT_REACH:]) or _within_a_name(text, match):
        return False
    unlike = _LIKENED.search(before) or _IN_A_YEAR.search(before)
    return unlike is None and not denied(text, match.span.start)


def _within_a_name(text: str, match: Match) -> bool:
    """Tells whether a capitalised wording stands in the middle of a name: the Prospective Urban Survey."""
    words = match.span.of(text)
    capital = words[:1].isupper() and not words[:2].isupper() and text[: match.span.start].endswith(("the ", "The "))
    return capital and _NAME_GOES_ON.match(text, match.span.end) is not None


def _is_of_a_study(text: str, before: str, match: Match) -> bool:
    """Tells whether a wording that is said of other things too (controlled, pilot, case report) is said of a study."""
    if match.wording in _CASES:
        return not text.startswith(" form", match.span.end)
    if _NAMED.match(text, match.span.end) or match.wording not in _NAMES | _OF_A_TRIAL:
        return True
    controlled = match.wording == "controlled" and not _OF_A_STATE.search(before)
    return controlled and _OF_THE_STUDY.search(before) is not None


def _called_for(text: str, match: Match) -> bool:
    """Tells whether a wording is said of a trial that is planned, called for or earlier, or of several."""
    before = text[max(0, match.span.start - _WISH_REACH) : match.span.start]
    named = _NAMED.match(text, match.span.end)
    end = match.span.end if named is None else named.end()
    far = text[max(0, match.span.start - _CALL_REACH) : match.span.start]
    wanted = named is not None and (_WANTED.match(text, end) or _CALLED_FOR.search(far))
    phased = match.code.startswith(_PHASE)
    several = not phased and _SEVERAL_NAMED.match(text, match.span.end) and _SOME.search(before)
    earlier = _EARLIER.match(text, end) and _ONE.search(before)
    wished = match.extras[:1] not in _POINTING and _WISHED.search(before)
    return bool(wanted or several or earlier or wished)


def _wished(text: str, match: Match) -> Iterator[str]:
    """Tells that words before a wording may speak of other trials than this one: planned, larger, earlier."""
    found = _WISHED.search(text[max(0, match.span.start - _WISH_REACH) : match.span.start])
    if found is not None:
        yield from ("wished", f"wished={found[1].casefold()}", f"wished:{match.code}")


def _own(match: Match, strong: bool, sentence: Sentence) -> Iterator[str]:  # noqa: FBT001
    yield f"code={match.code}"
    yield f"wording={match.wording}"
    if _STAGE in match.wording:
        yield _STAGE
    yield f"strong={strong}"
    yield f"strong={strong}:{sentence.focus}"
    yield f"strong={strong}:{sentence.section}"
    yield f"{match.code}:{sentence.focus}"


def _taught(found: Sequence[Mention], field: Field) -> Iterator[Fact]:
    name = "design" if field is Field.DESIGN else "phase"
    codes: type[Design | Phase] = Design if field is Field.DESIGN else Phase
    weighed = [(probability(MODEL, item.features), item) for item in found if item.code not in UNTAUGHT]
    likely = [pair for pair in weighed if pair[0] >= threshold(name)]
    for confidence, item in own_phases(likely) if field is Field.PHASE else likely:
        yield Fact(field, codes(item.code), item.span, f"design/ranked-{name}", confidence)


def own_phases(found: Sequence[tuple[float, Mention]]) -> list[tuple[float, Mention]]:
    """Leaves out unsure stages, boilerplate, and what is said of work before or to come if there are others as well."""
    told = [pair for pair in found if _BOILERPLATE not in pair[1].features]
    sure = [pair for pair in told if pair[0] >= _STAGED or _STAGE not in pair[1].features]
    return [pair for pair in sure if not _OTHER_WORK & pair[1].features] or sure


def _plain(document: Document, found: Sequence[Mention]) -> Iterator[Fact]:
    """Gives what a sentence says outright (the study was controlled), and facets that no model has learnt."""
    for item in found:
        sentence = document.sentences[item.sentence]
        fit = item.strong and sentence.focus in _OWN and sentence.section is not Section.BOILERPLATE
        start = max(sentence.span.start, item.span.start - _REACH)
        said = _SAID.search(document.text, start, item.span.start) is not None or (
            _THIS.search(document.text, start, item.span.start) is not None
            and _NAMED.match(document.text, item.span.end) is not None
        )
        if fit and (said or item.code in UNTAUGHT):
            yield Fact(Field.DESIGN, Design(item.code), item.span, "design/plain-wording", _RULE_CONFIDENCE)
