"""Under which registry ids and names the study goes, and at how many sites and in how many countries it ran."""

import re
from collections.abc import Iterable, Iterator, Sequence

from graphbuild.extract.people import fold
from graphbuild.language.lexicon import load
from graphbuild.language.numbers import NumberKind, numbers
from graphbuild.language.sieve import Sieve, sieve
from graphbuild.model.codes import DocumentKind, Focus, Section
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document, Span

_REGISTRIES = re.compile(
    r"(?<![\w-])(?:NCT\s?0\d{7}|ISRCTN\s?\d{8}|ACTRN\s?\d{14}|DRKS\s?\d{8}|ChiCTR(?:-[A-Z]{2,4}-)?\s?\d{8,10}"
    r"|UMIN\s?\d{9}"
    r"|jRCTs?\d{9,10}|JapicCTI-\d{6}|PACTR\s?\d{12,15}|CTRI/20\d\d/\d{2,3}/\d{6}|IRCT\d{8,14}(?:N\d{1,2})?|KCT\d{7}"
    r"|NTR\d{3,5}"
    r"|TCTR\d{11}|SLCTR/20\d\d/\d{3}|RBR-[a-z0-9]{5,8}|RPCEC\d{8}|20(?:0[4-9]|1\d|2[0-3])-\d{6}-\d\d"
    r"|202[2-9]-5\d{5}-\d\d-\d\d)(?![\w-])"
)
_EUDRACT = re.compile(r"20\d\d-\d{6}-\d\d$")
_EUDRACT_CUE = re.compile(r"\b(?:eudract|eu clinical trials|clinical trials? register|ctis)\b", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"\b(?:other|others|ongoing|another|separate|future|planned|upcoming|previous|earlier|currently recruiting"
    r"|follow-up|next)\b[^.;]{0,60}"
    r"\b(?:trials?|studies|study)\b[^.;]{0,80}$",
    re.IGNORECASE,
)
_FOREIGN = {Focus.OTHER_STUDY, Focus.ANIMAL, Focus.PLANNED, Focus.BACKGROUND}

_KIND = r"(?:[Cc]linical [Tt]rial|[Tt]rials?|[Ss]tud(?:y|ies)|[Rr]egistry|[Cc]ohort|[Ii]nvestigators|[Pp]roject)"
_ACRONYM = r"[A-Z][A-Za-z0-9]{0,14}(?:[A-Z0-9]|-[A-Z0-9])[A-Za-z0-9-]{0,14}"
_BEFORE_KIND = sieve(
    rf"\b(?P<name>{_ACRONYM}(?:\s(?:I{{1,3}}|IV|[1-9]))?)['\u2019]?\s(?:(?:phase|Phase)\s\S{{1,4}}\s"
    rf"|(?:randomi[sz]ed|drug|clinical|research|pilot|Randomi[sz]ed|[Pp]arallel-arm|[Cc]linical"
    rf"|open-label)\s){{0,3}}{_KIND}\b(?!\s[Gg]roup)"
)
_CALLED = sieve(
    r"\b(?:study|studies|trial|survey|cohort|project|registry|research|investigation|group)\b,?\s(?:[\u2013\u2014-]{1,2}\s)?"
    r"(?:(?:that|which|is|was|are|has|been|also|now|better|commonly|widely|it|he|she|they|collectively)\s){0,4}"
    rf"(?<!so-)\b(?:[Kk]nown as|[Cc]alled|[Nn]amed|[Dd]ubbed|[Tt]itled)\s(?:the\s)?(?P<name>[iem]?{_ACRONYM}"
    rf"|[A-Z][a-z]{{3,12}}(?=[.(]|,\s(?![A-Z])))(?:\s(?:trial|study))?"
)
_SPELLED = sieve(rf"\((?P<name>{_ACRONYM})\)(?=\s(?:[a-z]+\s){{0,2}}(?:trial|study|cohort|registry)\b|,|\s|\.)")
_SHORT_OF = sieve(rf"\((?P<name>{_ACRONYM})\)\s(?:[A-Z][a-z]{{2,12}}\s)?(?:study|Study|trial|Trial)\b")
_OF_PEOPLE = sieve(
    r"\b(?:in|of|from)\sthe\s(?:[a-z-]+\s){0,2}(?P<name>[A-Z][\w\u2019'-]+(?:\s(?:(?:of|in|and|for)\s)?[A-Z][\w\u2019'-]+){2,7})"
    r"\s(?:birth\s|youth\s)?(?:study|trial|cohort|project)\b"
)
_TITLED = sieve(
    rf"\((?P<name>{_ACRONYM})\)(?:(?::|\s[-\u2013\u2014])\s(?:an?|the|results?|study|rationale|final|primary)\b"
    rf"|,\s(?:results|study|rationale|final|primary|(?:an?|the)\s(?:[\w-]+\s){{0,8}}?{_KIND})\b)"
)
_APPOSED = sieve(
    rf"\b(?P<name>{_ACRONYM}),\s(?:an?\s|the\s(?!{_KIND}\b))(?:(?!(?:of|that|which|who|in|for|by|from|with|and|company|firm|maker|charity"
    rf"|agency|group|drug|author|editor|leader|(?!ongoing)\w+ing)\s)[\w-]+\s){{0,6}}?(?:{_KIND})\b(?!['\u2019]|\s(?:group|section|team|drug|site))",
)
_LONG = sieve(
    r"\b(?P<name>(?:[A-Z][\w\u2019'-]+\s(?:(?:of|in|for|on|and|the|to)\s){0,2}){2,9}(?:Study|Trial|Registry"
    r"|Initiative|Cohort|Survey|Project)"
    r"(?:\s(?:of|in|on)\s(?:the\s)?(?:[A-Z][\w\u2019'-]+\s?){1,4})?)(?!\s(?:Group|Section))"
)
_NAMED = (
    (_BEFORE_KIND, 2.0),
    (_CALLED, 2.5),
    (_SPELLED, 1.0),
    (_TITLED, 2.5),
    (_APPOSED, 2.5),
    (_LONG, 2.0),
    (_SHORT_OF, 1.5),
    (_OF_PEOPLE, 2.0),
)
"""The ways in which a study is named, and what each speaks for it."""
_STUDY = re.compile(r"\b(?:trial|study|analysis|data|cohort|registry|participants|enrolled|results)\b", re.IGNORECASE)
_PLAIN = re.compile(
    r"\b(?:association|which|using|open label|cent(?:er|re)|institute|hospital|university|college"
    r"|new|says|finds|suggests|small|large|pilot|randomi[sz]ed|controlled|retrospective|prospective"
    r"|observational|matched|noninferiority"
    r"|non-inferiority|clinical trial|double-blind|open-label|phase|population-based|nationwide|based|longitudinal"
    r"|cross-sectional|this|our"
    r"|\w+-funded|first|recent|major|latest|case-control|international study|cohort study|multi\w+|improv\w+|shows?"
    r"|reduc\w+)\b",
    re.IGNORECASE,
)
_ENOUGH = 2.0
_CODE_NAME = re.compile(
    r"\w{1,40}+-[a-z]{2,20}$|[A-Z][a-z]{1,40}+-[A-Z][a-z]{1,40}+$|[A-Z]-?[A-Z]$|[A-Z]{1,5}-?\d{3}|[A-Z]\d{1,40}+[A-Z]$|[a-z]?[A-Z]{1,40}+s$"
    r"|I{1,3}[ab]?$"
)

_SITES = re.compile(
    r"^(?:\s|-)(?:[A-Za-z.'\u2019-]+\s){0,3}?(?:sites|centers|centres|hospitals|clinics|practices|departments"
    r"|institutions|facilities|units)\b"
)
_COUNTRIES = re.compile(r"^\s(?:[A-Za-z.-]+\s){0,2}?(?:countries|nations)\b")
_TOOK_PART = sieve(
    r"\b(?:patients|participants|people|women|men|children|adults|infants|babies|enrol\w+|recruit\w+|involv\w+"
    r"|conduct\w+|took part|randomi[sz]\w+|treated"
    r"|experts|researchers|records|tested|carried out|trial|study)\b",
    re.IGNORECASE,
)
_MOST_SITES = 3000
_SLACK = 5
_MOST_LETTERS = 0.7


def extract(document: Document, found: tuple[Fact, ...]) -> Iterable[Fact]:  # noqa: ARG001
    """Gives the facts of this family."""
    yield from _ids(document)
    yield from _name(document)
    yield from _counts(document)


def _ids(document: Document) -> Iterator[Fact]:
    text = document.text
    seen: set[str] = set()
    for match in _REGISTRIES.finditer(text):
        sentence = document.sentence_at(Span(match.start(), match.start() + 1))
        value = "".join(match.group().split())
        if value in seen or (sentence is not None and sentence.focus in _FOREIGN):
            continue
        if _EUDRACT.match(value) and not _EUDRACT_CUE.search(text, max(0, match.start() - 80), match.end()):
            continue
        if _ELSEWHERE.search(text, max(sentence.span.start if sentence else 0, match.start() - 140), match.start()):
            continue
        seen.add(value)
        yield Fact(Field.REGISTRY_ID, value, Span(*match.span()), "registration/id", 0.97)


def _name(document: Document) -> Iterator[Fact]:
    """Gives the name of the study with the most points over all its mentions."""
    points: dict[str, float] = {}
    places: dict[str, Span] = {}
    for span, gained in _names(document):
        name = " ".join(span.of(document.text).split())
        key = fold(name)
        points[key] = points.get(key, 0.0) + gained
        places.setdefault(key, span)
    points = {key: own - 2.0 * _means_else(document.text, places[key]) for key, own in points.items()}
    if not points:
        return
    best = max(points, key=lambda key: (points[key], -places[key].start))
    if points[best] >= _ENOUGH:
        span = places[best]
        name = " ".join(span.of(document.text).split())
        yield Fact(Field.ACRONYM, name, span, "registration/name", min(0.95, 0.5 + points[best] / 10))


def _names(document: Document) -> Iterator[tuple[Span, float]]:
    stops = {entry.wording for entry in load("study-name-stops").entries}
    closed = {Section.BOILERPLATE} if document.kind is DocumentKind.NEWS else {Section.BOILERPLATE, Section.CITATION}
    for sentence in document.sentences:
        if sentence.section in closed:
            continue
        weight = 0.4 if sentence.focus in {Focus.OTHER_STUDY, Focus.BACKGROUND, Focus.COMMENTARY} else 1.0
        for pattern, gained in _NAMED:
            for match in pattern.finditer(document.text, sentence.span.start, sentence.span.end):
                if (
                    match["name"] in stops
                    or _CODE_NAME.match(match["name"])
                    or not _STUDY.search(document.text, sentence.span.start, sentence.span.end)
                ):
                    continue
                bonus = _bonus(document.text, match, pattern)
                own = pattern not in {_LONG, _OF_PEOPLE} or (
                    sentence.section is not Section.HEADLINE and not _PLAIN.search(match["name"])
                )
                if own and (pattern not in {_SPELLED, _SHORT_OF} or bonus):
                    yield Span(*match.span("name")), weight * (gained + bonus)


def _bonus(text: str, match: re.Match[str], pattern: Sieve) -> float:
    """Counts for a bracketed name that the words before it spell it out."""
    told = pattern is _SHORT_OF
    return _spelled_out(text, match, match["name"], told=told) if told or pattern is _SPELLED else 0.0


def _means_else(text: str, span: Span) -> bool:
    """Tells whether the text itself spells the acronym out as something other than a study."""
    name = span.of(text)
    if not name.isupper():
        return False
    places = list(re.finditer(rf"\({re.escape(name)}\)", text))
    study = (
        _spelled_out(text, match, name, told=_SHORT_OF.match(text, match.start()) is not None)
        or (_TITLED.match(text, match.start()) and not _shortens(text, match, name))
        for match in places
    )
    return bool(places) and not any(study)


def _shortens(text: str, match: re.Match[str], name: str) -> bool:
    """Tells whether the words right before a bracketed name begin with its letters, one each."""
    before = re.findall(r"\w+", text[max(0, match.start() - 160) : match.start()])[-len(name) :]
    return "".join(word[0] for word in before).lower() == name.lower()


def _spelled_out(text: str, match: re.Match[str], acronym: str, *, told: bool = False) -> float:
    """Counts a bracketed acronym whose letters begin the words before it, of which one is a word for a study.

    That word is not asked for where such a one stands behind the bracket, as `told` says.
    """
    name = "".join(char for char in acronym.lower() if char.isalpha())
    before = text[max(0, match.start() - 160) : match.start()].split()[-(len(acronym) + _SLACK) :]
    starts = [index for index, word in enumerate(before) if word[0].lower() == name[0]]
    return 2.0 if any(_is_study_name(before[start:], name, told=told) for start in starts) else 0.0


def _is_study_name(words: Sequence[str], name: str, *, told: bool) -> bool:
    """Tells whether words, of which one is a word for a study, begin with most letters of a name."""
    letters = {word[0].lower() for word in words if word[0].isalpha()}
    if any(
        re.match(r"(?:Association|Society|Institute|Cent(?:er|re)|Foundation|University|Hospital)\b", word)
        for word in words
    ):
        return False
    about = told or any(
        re.match(r"(?:Study|Trial|Registry|Initiative|Cohort|Project|study|trial)\W?$", word) for word in words
    )
    return about and sum(char in letters for char in name) >= _MOST_LETTERS * len(name)


def _counts(document: Document) -> Iterator[Fact]:
    for sentence in document.sentences:
        words = sentence.span.of(document.text)
        if (
            sentence.focus is not Focus.THIS_STUDY
            or sentence.section is Section.BOILERPLATE
            or not _TOOK_PART.search(words)
        ):
            continue
        for number in numbers(words):
            tail = words[number.span.end : number.span.end + 60]
            if number.kind is not NumberKind.CARDINAL or not 1 < number.value < _MOST_SITES:
                continue
            for field, pattern in ((Field.SITE_COUNT, _SITES), (Field.COUNTRY_COUNT, _COUNTRIES)):
                match = pattern.match(tail)
                if match:
                    start = sentence.span.start + number.span.start
                    span = Span(start, sentence.span.start + number.span.end + match.end())
                    yield Fact(field, int(number.value), span, f"registration/{field.value.rpartition('.')[2]}", 0.8)
