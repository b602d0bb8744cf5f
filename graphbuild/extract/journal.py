"""In which journal the paper appeared: of all journals that a text names, the one with the best signs beside it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graphbuild.language.lexicon import load
from graphbuild.language.sieve import sieve
from graphbuild.model.codes import Focus, Section
from graphbuild.model.text import Document, Sentence, Span

_APPEARED = re.compile(
    r"\b(?:publish\w*|publication|appear\w*|report(?:s|ed|ing)?|present\w*|describ\w+|detail\w*|releas\w+|post\w*"
    r"|print\w*"
    r"|featur\w+|writ\w+|wrote|out|announced|document\w*)\b[^;]{0,80}\b(?:in|by|on"
    r"|from)\s(?:the\s)?(?:[\w'\u2019-]+[.,]?\s){0,6}[\"\u201c]?$",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"\b(?:journals?,?|issues? of|editions? of|release of|(?:in|accepted for) press in|magazine"
    r"|(?:read|find)\s(?:the|this|more in the)\s(?:full\s)?(?:study|paper|article),?\s(?:\w{3,9}\s\d{1,2}\s)?"
    r"(?:available\s)?(?:in|from))\s"
    r"(?:the\s)?[\"\u201c]?$",
    re.IGNORECASE,
)
_STUDY_IN = re.compile(
    r"\b(?:study|studies|research|findings|results|paper|article|report|analysis|data|trial|letter|is|was),?\s(?:in"
    r"|by)\s"
    r"(?:this week's\s|the\s|today's\s?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day's\s)?[\"\u201c]?$",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"(?:SOURCES?|Published|Source|Reference|Journal|Publication):?\s(?:\S{4,80}\s)?(?:and\s)?$")
_CITED = re.compile(r"(?:[.!?\"\u201d\u2019,]|\bin(?:\sthe)?|et al\.?)\s{1,2}$")
_YEAR_AFTER = re.compile(
    r"\u00ae?[.,;:]?\s?(?:\(|\u2013\s|- )?(?:(?:19|20)\d\d\b|[Oo]nline|[Pp]ublished|[Ee]pub|[Vv]ol|DOI|doi"
    r"|article in press|in press)"
)
_FLAT_AFTER = re.compile(
    r"\u00ae?(?:\s\([A-Z]{2,9}\))?(?:[,.;)]|\s(?:and|on|in|this|today|online|finds|found|shows|by)\b|\s*$)"
)
_AGAINST = re.compile(
    r"\b(?:editor(?:-in-chief| in chief)? (?:of|for|at)|official (?:\w+\s)?journal of|much-cited|prior|earlier"
    r"|previous(?:ly)?|last year|impact factor|another"
    r"|editorial|commentary|subscri\w+|journals of"
    r"|(?:congress|conference|symposium|meeting)\s(?:on|of|for)(?:\sthe)?(?=\s$))\b",
    re.IGNORECASE,
)
_UNKNOWN = sieve(
    r"\b(?:journal,?|[Pp]ublished(?:\s(?:online|today|\w+day|recently|this\s\w+))?\s(?:in|by)(?:\sthe)?"
    r"|(?:in\spress|[Rr]eporting(?:\sonline)?(?:\stoday)?)\sin(?:\sthe)?|(?:issue|release)\sof(?:\sthe)?"
    r"|peer-reviewed|SOURCE:\s\S{4,60}"
    r"|(?:in|by)(?:\sthe)?(?=\s(?:The\s)?(?:[A-Z][\w'\u2019-]{1,24}\s){0,3}(?:(?:Journal|Annals|Archives|Proceedings)\sof|Frontiers\s(?:of|in))\s))\s"
    r"(?P<name>(?:The\s)?[A-Z][\w'\u2019-]+(?:,?\s(?:(?:of|and|in|for|on|the|&)\s){0,2}[A-Z][\w'\u2019-]+){0,7})"
)
_PLAIN_LEAD = re.compile(r"\b(?:published|appear(?:s|ed|ing)?|reported)\s(?:online\s|today\s)?in\s$")
_KIND = re.compile(
    r"^(?:The\s)?(?:\w+\s)?(?:Journal|Annals|Archives|Acta|Proceedings|Frontiers|Bulletin|Reviews?|Advances|Current"
    r"|Clinical)\b"
    r"|\b(?:Journal|Reports|Letters|Research|Reviews?|Medicine|Sciences?|Open|Communications|Biology|Therapy|Surgery"
    r"|Disease|Disorders|Cancer|Health|Nutrition|Behaviou?rs?|Care|Discovery|Metabolism|Aging|Ageing|Access|Practice"
    r"|Education|Genetics|Pediatrics|Rehabilitation|Psychiatry|Statistics|Policy|Quarterly|Today|[A-Z][a-z]{3,16}ology)$"
)
_PART = re.compile(
    r"\b(?:[A-Z][\w-]{2,24}\sof|Frontiers\sin"
    r"|(?:Journal|Annals|Archives)\s(?:of|for|on)(?:\s[A-Z][\w-]{2,24}){1,3}(?:\s(?:and|on|in|of|for))?)\s(?:the\s)?$"
)
"""What makes a known name the end of a longer one: Annals of, Department of."""
_LONGER = re.compile(
    r"(?:\s(?:Open\sAccess|Research\sand\sTherapy|Communications|Reports|Letters|Open|Advances|Protocols|Research|Science)\b(?!\s[A-Z])"
    r"|:\s(?:The\s)?Journal\sof\s(?:the\s)?[A-Z][\w'\u2019]{1,24}(?:\s[A-Z][\w'\u2019]{1,24}){0,3}"
    r"|\s--\s[A-Z]\w{2,12}(?:\s(?:&|and))?(?:\s[A-Z]\w{2,12}){1,2})"
)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Spring|Summer|Autumn"
    r"|Fall|Winter)\b"
)
_WORDY_LONGER = re.compile(rf"\s(?:and|&|of|in)\s(?!{_MONTH})[A-Z]\w{{2,16}}(?:\s[A-Z]\w{{2,16}})?(?=[,.;\s])")
"""What goes on with a name that is an ordinary word too, behind a clear lead: Nutrition and Food Science."""
_CLEAR = re.compile(r"\b(?:journal|published(?:\sonline)?\sin)\s(?:the\s)?$")
_APPOSED = re.compile(r",\s(?:an?|the)\s(?:[\w-]{2,16}\s){0,3}journal\b")
_OWNED = re.compile(r",\s[A-Z][\w-]{1,24}['\u2019]s$")
_TIME = re.compile(r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z][a-z]{2,8}\s\d)")
_PENALTY = {Focus.OTHER_STUDY: 4.0, Focus.BACKGROUND: 2.0, Focus.COMMENTARY: 1.5, Focus.ANIMAL: 1.0}
_OURS = re.compile(
    r"\b(?:the|this|their|our|her|his|whose)\s(?:new\s|current\s|latest\s|present\s)?(?:study|trial|research|paper|findings|results"
    r"|analysis|work|survey),?\s(?:which\s|(?:con|per)\w{4,6}ed\s[^,.;]{1,60},\s)?(?:(?:is|was|were|are|has\sbeen)\s)?(?:\w+ly\s)?"
    r"(?:published|appear\w{0,3})\b[^.;]{0,60}$",
    re.IGNORECASE,
)
"""A lead that says outright that the paper of this study appeared there."""
_ENOUGH = 3.0
_LEAD = 90


@dataclass(frozen=True, slots=True)
class Journal:
    """A journal with the place that tells best that the paper appeared there."""

    name: str
    span: Span
    points: float


def journal(document: Document) -> Journal | None:
    """Gives the journal of the paper, None where no mention has enough signs."""
    known = list(_known(document))
    unknown = (one for one in _unknown(document) if not any(one.span.overlaps(other.span) for other in known))
    named = [*known, *unknown]
    found = [one for one in named if one.points >= _ENOUGH]
    if not found:
        return None
    best = max(found, key=lambda one: (one.points, -one.span.start))
    return next((one for one in named if document.text[best.span.end : one.span.start] == " ("), best)


def _known(document: Document) -> Iterator[Journal]:
    text = document.text
    for match in load("journals").find(text):
        more = _LONGER.match(text, match.span.end)
        if (
            more is None
            and "word" in match.extras
            and _CLEAR.search(text, max(0, match.span.start - 30), match.span.start)
        ):
            more = _WORDY_LONGER.match(text, match.span.end)
        span = match.span if more is None else Span(match.span.start, more.end())
        if span.of(text).startswith("the "):
            span = Span(span.start + 4, span.end)
        words = span.of(text)
        wordy = "word" in match.extras
        if (not words[0].isupper() and not match.wording[0].islower()) or _PART.search(
            text[max(0, span.start - _LEAD) : span.start]
        ):
            continue
        if wordy and not _capitalised(words):
            continue
        points = _signs(document, span) + (0.0 if wordy else 1.0)
        if wordy and not _marked(text, span):
            continue
        yield Journal(" ".join(words.split()), span, points + min(len(words), 60) / 200)


def _capitalised(words: str) -> bool:
    return all(word[0].isupper() or word in {"of", "and", "in", "the", "&"} for word in words.split())


def _marked(text: str, span: Span) -> bool:
    """Tells whether an ordinary word is used as a name: flat borders, no capitalised neighbours."""
    before = text[max(0, span.start - _LEAD) : span.start]
    after = text[span.end : span.end + 30]
    if re.match(r"\s[A-Z][a-z]", after) or re.search(r"[A-Z][\w'\u2019-]+\s$", before):
        return bool(_BESIDE.search(before))
    return bool(_FLAT_AFTER.match(after) or _YEAR_AFTER.match(after) or _PLAIN_LEAD.search(before))


def _unknown(document: Document) -> Iterator[Journal]:
    """Gives names that no lexicon knows, where the words before or in them say that they are journals."""
    text = document.text
    for match in _UNKNOWN.finditer(text):
        name = _OWNED.sub("", match["name"])
        named = match.group().startswith("journal")
        if not (named or _KIND.search(name)) or any(char.isdigit() for char in name) or _TIME.match(name):
            continue
        start = match.start("name")
        span = Span(start, start + len(name))
        yield Journal(" ".join(name.split()), span, _signs(document, span) - (0.0 if "Journal" in name else 0.5))


def _signs(document: Document, span: Span) -> float:
    sentence = _sentence(document, span)
    text = document.text
    start = max(sentence.span.start, span.start - 2 * _LEAD)
    lead, tail = text[start : span.start], text[span.end : span.end + 40]
    points = 3.0 * bool(_APPEARED.search(lead)) + 3.0 * bool(_BESIDE.search(lead)) + 3.0 * bool(_STUDY_IN.search(lead))
    points += 3.0 * bool(_SOURCE.search(text[max(0, span.start - _LEAD) : span.start]))
    points += 2.0 * bool(_YEAR_AFTER.match(tail)) + 1.0 * bool(_CITED.search(lead) or span.start == sentence.span.start)
    if not _OURS.search(lead):
        points -= 3.0 * bool(_AGAINST.search(lead)) + _PENALTY.get(sentence.focus, 0.0)
    points += 1.5 * bool(_APPOSED.match(tail))
    if sentence.section is Section.CITATION:
        points += 2.0
    if sentence.section is Section.BOILERPLATE:
        points -= 4.0
    return points


def _sentence(document: Document, span: Span) -> Sentence:
    found = document.sentence_at(span)
    return found if found is not None else Sentence(Span(0, max(1, len(document.text))))
