"""Who paid for the study or sponsored it, and what interests its authors declare."""

import re
from collections.abc import Iterable, Iterator

from graphbuild.extract.institutions import heads
from graphbuild.extract.people import fold, given_names
from graphbuild.language.lexicon import Match, load
from graphbuild.language.sieve import sieve
from graphbuild.model.codes import Focus, Section
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document, Sentence, Span

_STUDY = re.compile(
    r"\b(?:study|studies|research|trial|work|project|analysis|paper|survey|team|investigat\w+|researchers?|registry"
    r"|experiment|program|initiative"
    r"|funding|support|authors?|article|report|it|this)\b|\b(?-i:[A-Z]{3,})\b",
    re.IGNORECASE,
)
_NUMBER = r"(?=[A-Z/-]{0,12}\d)[A-Z\d][\w/-]{2,30}(?:\s(?=[A-Z/-]{0,12}\d)[A-Z\d][\w/-]{3,30})?"
_GRANT = re.compile(
    r",?\s\(?(?:under\s)?(?:(?:grants?|contracts?|awards?)\s(?:agreement\s)?(?:numbers?\s|nos?\.?\s|#)?)?"
    rf"{_NUMBER}(?:(?:,\s(?:and\s)?|\sand\s|;\s){_NUMBER}){{0,12}}\)?"
)
_OUTRIGHT = re.compile(
    r"(?:[\w '\u2019]{1,20}:\s)?(?:the|this|our)\s(?:[\w-]{1,20}\s){0,4}?(?:trial|study|research|work)\s"
    r"(?:is|was|were|has\sbeen)\s(?:\w{1,12}\s){0,2}?(?:funded|supported|sponsored|financed)\sby\b",
    re.IGNORECASE,
)
_FROM = re.compile(r"^(?:[^,;]{0,110}\s)?from\s(?:the\s)?")
_OTHERS = sieve(
    r"\b(?:previous|earlier|other|future|next|new trials|another)\s(?:\w+\s)?(?:study|studies|research|trials?)\b"
    r"|\brecipients? of\b|\bfiscal year\b"
    r"|\b(?:symposium|congress|conference|meeting),?\s(?:\w{1,12}\s){0,4}(?:co-)?(?:sponsored|funded|supported)\b",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"(?:\s|,){0,3}(?:(?:in part|partly|partially|primarily|jointly|largely)\s)?(?:(?:by|from|through|with|via)\s)?"
    r"(?:(?:an?|the|several|two|three|internal|individual)\s)?(?:[\w'\u2019-]{1,30}\s){0,7}"
    r"(?:grants?|awards?|contracts?|fellowships?|money|funds?|program|gifts?"
    r"|funding)(?:\s\(?[\w/.,-]*\d[\w/.,-]*\)?,?|\sand|\snumbers?|\snos?\.?){0,8}\s"
    r"(?:from|of|by|through|via)\s(?:the\s)?",
)
_OWNER = re.compile(
    r"\s{0,3}(?:the\s|its\s|a\s)?(?:[\w'\u2019-]{1,30}\s){0,4}(?:manufacturer|maker|makers|developer|company|firm|drugmaker"
    r"|sponsor|charity|arm),?\s(?:of\s\w+,\s)?(?=[A-Z])"
)
_STOP = re.compile(
    r"(?:(?<!\b[A-Z])(?<!\.[A-Z])(?<!\bSt)(?<!\bInc)(?<!\bCorp)(?<!\bLtd)(?<!\bCo)[.:](?:\s|$)|\n|\s(?:which|who"
    r"|that|where|while|but|as well as|is|was|were|has|have|had|are|showed|shows"
    r"|under|using|awarded|enabled|via|through|for\s[a-z]\w*|to\s[a-z]\w*|in\s(?:collaboration|order)|report|found|identified"
    r"|analy[sz]ed|looked|have)\b|\s[\u2013\u2014-]{1,2}\s(?![A-Z]\w{2,20},)|\)\."
    r"|,?\s(?:Drs?|Prof|Professor|Mrs?|Ms)\b"
    r"|,?\swith\s(?:\w{1,12}\s)?(?:support|funding|help|grants?|money)\b"
    r"|,\s(?:the\s(?:[\w-]{1,20}\s){0,3}(?:mak\w+|manufacturer|company|arm|unit|division|charity)\b|a\s[a-z]|an\s[a-z]|(?!(?:and|plus|or|by|from|with|through|to|as|in|of|the|an?)\b)[a-z])"
    r"|,?\sand\s(?:others?|(?:co-)?funded|sponsored|supported|financed|paid|published|conducted|carried|led|presented|appear\w{0,3}|included)\b)"
)
_TOGETHER = re.compile(
    r"\s?(?:(?:the|this|our)\s)?(?:(?:new|clinical|research)\s)?(?:trial|study|research|work|project)?,?\s"
    r"(?:along|together|jointly|in\s(?:partnership|collaboration))\swith\s(?:the\s)?"
)
_CUT = re.compile(
    r"(?P<comma>,\s(?:and\s|plus\s|by\s|as well as\s)?(?:the\s|by the\s|from the\s)?|;\s(?:and\s)?(?:by\s"
    r"|from\s)?(?:the\s)?)"
    r"|(?P<the>\s(?:and|plus)\s(?:by\s|from\s|through\s|to\s)?(?:the|an?)\s)|(?P<and>\s(?:and|&)\s(?:by\s|from\s)?)"
)
_TRIM = re.compile(
    r"^(?:[Tt]he|a|an|by|from|both|in part|and|with|through|via|to|of|part of|parts of)\s"
    r"|,?\s(?:and|or|by|from|with|plus|of)$|[\s,.;:(\[\"\u201c\u00b7]+$"
    r"|^[\s,.;:)\]\"\u201d\u00b7]+"
)
_CODE = re.compile(
    r"\s?\((?:[^()]{0,80})\)?$|\s(?:[A-Z]*\d[\w-]*)$|\sof the National Institutes of Health$|\s(?:team|research"
    r"|[Cc]ontracts?|[Gg]rants?|awards?|grant numbers?)$"
)
_BEFORE_NAME = re.compile(
    r"((?:[A-Z][\w'\u2019&.-]{0,60}+\s(?:(?:of|for|and|the|on"
    r"|in)\s){0,2}){0,8}[A-Z][\w'\u2019&.-]{0,60}+)(?:\s\([A-Z]{2,8}\))?(?:\scharity|\sfoundation)?,?\s?(?:(?:which"
    r"|that|who)\s)?(?:also\s|has\s|have\s|partly\s|helped\s)?$"
)
_DESCRIBED = re.compile(
    r"^[\s\u00b7]{0,16}(?:[\w-]{2,20}\s){0,2}?(?:manufacturers?|makers?|drugmakers?|company|companies|spinoff|spin-off|firms?|giant|developer"
    r"|charity|nonprofit|government['\u2019]s|private|federal)\s(?=[A-Z])"
)
"""What is said of a funder before its name: drug maker, the government's."""
_INCLUDING = re.compile(r"\s?(?:[\w-]{2,20}\s){1,5}including\s(?:the\s)?(?=[A-Z])")
_AGAIN = re.compile(r"[^.;]{0,150};\s(?:and\s)?by\s(?:the\s)?(?=[A-Z])")
_RECEIVED = re.compile(
    r"\b(?:receiv\w{1,3}|report\w{0,3}|disclos\w{1,3}|declar\w{1,3})\s(?:[$\u00a3\u20ac]?[\w.,-]{1,20}\s){0,5}$"
)
_WE = re.compile(
    r"(?<!of\sthe\s)(?<!of\sthis\s)\b(?:study|trial|work|project|research|researchers|team|they|investigators|registry|program(?:me)?|analysis)\s"
    r"(?:(?:has|have|had|also|been)\s){0,2}$",
    re.IGNORECASE,
)
_COUPLE = re.compile(r"[A-Z][\w'\u2019.-]+\s(?:[A-Z][\w'\u2019.-]*\s){0,2}(?:Family\s)?(?:Foundation|Fund|Trust)\b")
_HYPHENED = re.compile(r"\b(?:[A-Z][\w'\u2019.&]{0,30}\s(?:(?:of|for|on|and)\s)?){1,7}[A-Z][\w'\u2019.&]{0,30}$")
_SPOUSE = re.compile(r"the\s[A-Z][a-z]{1,20}")
_FELLOW = re.compile(r"\s(?:[\w-]{1,20}\s){0,4}(?:fellow(?:ship)?|researcher|cent(?:re|er)|charity|unit)\b")
_NAMEISH = re.compile(r"[A-Z]")
_OTHER_MONEY = re.compile(r"^(?:government of [A-Z]\w+|[\w\s]{0,20}donations?)$")
_NOT_FUNDER = re.compile(
    r"(?:[A-Z]\w{0,40}-based\s.{0,100}|M\.?S|M\.?D|Ph\.?D|M\.?P\.?H|The|Study|This|Research|It|They|We|Grants?|None|Funding|Authors|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|(?:This|The) (?:study|analysis|research|work|trial)"
    r"|Jan(?:uary)?|Feb(?:ruary)?|March|April|May|June|July|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?"
    r"|Dec(?:ember)?)$"
)
_INTERESTS = sieve(
    r"\b(?:conflicts? of interest|competing interests?|financial (?:ties|interests?|relationships?|disclosures?)"
    r"|consult(?:ing|ant|ancy) (?:fees|payments|for)"
    r"|speak(?:ing|er|er's) fees|honorari\w+|personal fees|advisory board member|stock options|disclosed?)\b",
    re.IGNORECASE,
)
_APART = re.compile(
    r",\s(?:which|who)\s[^,;]{3,100},\s?(?:also\s)?$"
    r"|,\s(?:an?\s|the\s)?(?:[\w-]{1,20}\s){0,3}?(?:makers?|manufacturers?|company|firm|charity|foundation|division"
    r"|subsidiary|unit|developers?)\b[^,;]{0,80},\s?$"
)
"""What is said of a funder between its name and the verb: maker of the drug."""
_PARENTHESES = re.compile(r"\([^()]{0,120}\)")
_PART = re.compile(r"(?:Inc|LLC|Ltd|L\.P|Corp|S\.?A|AG|GmbH)\b")
_OFFICE = re.compile(r"(?:U\.S\. )?(?:Department|Ministry|Division|Office) of \w+")
_SHORT_NAME = 3
_VERB = re.compile(r"\b(?:is|was|were|are|has|have|had|said|says|will|would|may|can|could)\b")
_THE = "the "
_HOLE = "\u00b7"
_LONGEST = 14
_LONGEST_ROW = 45
_SHORTEST = 2
_LEAD = 250
_LONGEST_LIST = 1200


def extract(document: Document, found: tuple[Fact, ...]) -> Iterable[Fact]:  # noqa: ARG001
    """Gives funders, the sponsor where it is called so, and declared interests."""
    seen: set[str] = set()
    for sentence in document.sentences:
        if sentence.focus in {Focus.OTHER_STUDY, Focus.ANIMAL} or _is_aside(document, sentence):
            continue
        for span, rule in _funders(document, sentence):
            name = " ".join(span.of(document.text).split())
            if fold(name) in seen:
                continue
            seen.add(fold(name))
            yield Fact(Field.FUNDER, name, span, f"funding/{rule}", 0.9)
            if rule == "sponsored":
                yield Fact(Field.SPONSOR, name, span, "funding/sponsored", 0.85)
        interest = _INTERESTS.search(document.text, sentence.span.start, sentence.span.end)
        if interest and sentence.span.end - sentence.span.start < 400:  # noqa: PLR2004
            words = " ".join(sentence.span.of(document.text).split())
            yield Fact(Field.CONFLICT, words, sentence.span, "funding/interests", 0.7)


def _is_aside(document: Document, sentence: Sentence) -> bool:
    """Tells whether a sentence stands in boilerplate and does not say outright who paid for the study."""
    return sentence.section is Section.BOILERPLATE and _OUTRIGHT.match(sentence.span.of(document.text)) is None


def _funders(document: Document, sentence: Sentence) -> Iterator[tuple[Span, str]]:
    words = _GRANT.sub(lambda match: _HOLE * len(match.group()), sentence.span.of(document.text))
    if _OTHERS.search(words):
        return
    for cue in load("funding-cues").find(words):
        spans: Iterable[Span] = ()
        if cue.code == "before" and _of_the_study(words, cue):
            spans = _listed(words, cue.span.end)
        elif cue.code == "after":
            spans = (*_subject(words, cue.span.start), *_fellows(words, cue.span.end))
        elif (
            cue.code == "hyphen" and not _FELLOW.match(words, cue.span.end) and sentence.section is not Section.HEADLINE
        ):
            spans = _hyphen(words, cue.span.start)
        rule = "sponsored" if "sponsored" in cue.wording else cue.code
        for span in spans:
            yield Span(sentence.span.start + span.start, sentence.span.start + span.end), rule


def _of_the_study(words: str, cue: Match) -> bool:
    """Tells whether the money before the cue is that of the study, not what one of its authors received elsewhere."""
    lead = words[max(0, cue.span.start - _LEAD) : cue.span.start]
    received = _RECEIVED.search(lead)
    if received is not None or cue.wording.startswith("received"):
        return _WE.search(lead, 0, len(lead) if received is None else received.start()) is not None
    if not lead.strip() and not _STUDY.search(cue.wording):
        return cue.wording.endswith(":") or _STUDY.search(words, cue.span.end) is not None
    return bool(_STUDY.search(lead) or _STUDY.search(cue.wording) or cue.wording.endswith(":"))


def _listed(words: str, start: int) -> Iterator[Span]:
    """Gives the funders of a row, which may hold commas and `and` inside names."""
    lead = _LEAD_IN.match(words, start)
    start = lead.end() if lead else start
    owner = _OWNER.match(words, start) or _INCLUDING.match(words, start)
    start = owner.end() if owner else start
    stop = _STOP.search(words, start, start + _LONGEST_LIST)
    end = min(stop.start() if stop else len(words), start + _LONGEST_LIST)
    kept = [match.span for match in load("funders").find(words[start:end]) if match.code == "funder"]
    kept += [Span(*match.span()) for match in _PARENTHESES.finditer(words[start:end])]
    pieces, last = [], start
    for cut in _CUT.finditer(words, start, end):
        inside = any(span.start <= cut.start() - start and cut.end() - start <= span.end + 1 for span in kept)
        whole = last - len(_THE) if words.startswith(_THE, last - len(_THE)) else last
        if inside or not _separates(words[whole : cut.start()], words[cut.end() : end], cut):
            continue
        pieces.append((last, cut.start()))
        last = cut.end()
    pieces.append((last, end))
    for first, final in pieces:
        yield from _clean(words, first, final)
    again = _AGAIN.match(words, end)
    if again:
        yield from _listed(words, again.end())


def _separates(left: str, right: str, cut: re.Match[str]) -> bool:
    """Tells whether a comma or an `and` stands between two funders rather than within the name of one."""
    comma = cut["comma"] or ""
    if cut["the"] or comma.endswith("the ") or left.endswith(_HOLE) or right.startswith(("of the ", "of ")):
        return True
    if not right[:1].isupper():
        return _DESCRIBED.match(right) is not None or (bool(comma) and right.startswith(("a ", "an ")))
    if cut["and"] and _COUPLE.match(right) and _SPOUSE.fullmatch(left.strip()):
        return False
    return _stand_apart(left.rstrip(_HOLE).strip().removeprefix("the "), right, comma)


def _stand_apart(left: str, right: str, comma: str) -> bool:
    """Tells the same of two rows of capitalised words."""
    following = re.split(r",|;|\sand\s", right, maxsplit=1)[0].strip(" .")
    if _PART.match(following) or _is_place(following) or _is_part(left) or fold(left) in given_names():
        return False
    if comma:
        return ";" in comma or _has_head(following) or len(left.split()) <= _SHORT_NAME or following.isupper()
    if " " not in left:
        acronym = left.isupper() and len(left) >= _SHORT_NAME
        several = " " not in following or following.endswith(("Funds", "Foundations", "Trusts"))
        if acronym or several:
            return acronym or " " not in following
    apart = _has_head(following) or any(letter.isupper() for letter in following.partition(" ")[0][1:])
    return apart and (_has_head(left) or " " not in left) and not _OFFICE.fullmatch(left)


def _is_place(words: str) -> bool:
    lexicons = ("countries", "states", "cities")
    return any(match.wording == words for name in lexicons for match in load(name).find(words))


def _is_state(words: str) -> bool:
    return any(match.span.start == 0 for match in load("states").find(f"{words}.") if match.wording.strip(".") == words)


def _is_part(left: str) -> bool:
    """Tells whether a name has only begun: National Heart, Lung and Blood Institute."""
    return left.startswith(("National", "U.S. National", "Department", "Ministry")) and not _has_head(left)


def _has_head(words: str) -> bool:
    known = any(match.code == "head" or match.span.start == 0 for match in load("funders").find(words.strip()))
    return known or any(fold(word.strip(".,()")) in heads() for word in words.split())


def _clean(words: str, start: int, end: int) -> Iterator[Span]:
    if words.startswith(("of the ", "of "), start):
        return
    origin = _FROM.match(words[start:end]) or _DESCRIBED.match(words[start:end])
    start += origin.end() if origin else 0
    while start < end:
        piece = words[start:end]
        trim = _TRIM.search(piece)
        code = _CODE.search(piece)
        if trim and trim.start() == 0:
            start += max(1, trim.end())
        elif trim:
            end = start + trim.start()
        elif code:
            end = start + code.start()
        else:
            break
    piece = words[start:end]
    named = _NAMEISH.search(piece[:40]) and piece[0].isupper() and not _NOT_FUNDER.match(piece) and not _is_state(piece)
    if len(piece) >= _SHORTEST and len(piece.split()) <= _LONGEST and (named or _OTHER_MONEY.match(piece)):
        yield Span(start, end)


def _subject(words: str, end: int) -> Iterator[Span]:
    """Gives the funders that are the subject: the whole row where nothing else stands before the verb."""
    row = words[:end].rstrip() if end <= _LONGEST_LIST else ""
    apart = _APART.search(row)
    row = row[: apart.start()] if apart else row
    if row[:1].isupper() and len(row.split()) <= _LONGEST_ROW and not _STOP.search(row) and not _VERB.search(row):
        yield from _listed(row, 0)
    else:
        yield from _ahead(words, end)


def _fellows(words: str, start: int) -> Iterator[Span]:
    """Gives those named behind the verb as paying along with the subject."""
    joint = _TOGETHER.match(words, start)
    if joint:
        yield from _listed(words, joint.end())


def _ahead(words: str, end: int) -> Iterator[Span]:
    match = _BEFORE_NAME.search(words[max(0, end - 160) : end])
    if match:
        start, stop = (max(0, end - 160) + offset for offset in match.span(1))
        known = (one.span for one in load("funders").find(words[:stop]) if one.code == "funder")
        yield from _listed(
            words[:stop], min((one.start for one in known if one.start < start < one.end), default=start)
        )


def _hyphen(words: str, end: int) -> Iterator[Span]:
    match = _HYPHENED.search(words[max(0, end - 80) : end])
    known = match and (len(match.group().split()) > 2 or load("funders").find(match.group()))  # noqa: PLR2004
    if match and known:
        start = max(0, end - 80) + match.start()
        yield from _clean(words, start, end)
