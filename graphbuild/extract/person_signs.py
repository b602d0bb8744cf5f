"""What speaks for a row of capitalised words being the name of a person: what leads into it and what follows it."""

import re

_ROLE_BEFORE = re.compile(
    r"\b(?:authors?|investigator|researcher|leader|scientist|student|candidate|colleague|fellow|surgeon|physician|doctor"
    r"|expert|professor|postdoc|nutritionist|dietitian|pharmacist|Drs?\.?|Prof\.?|Professor|Surgeon"
    r"|[a-z]{3,16}(?:ologist|iatrist|ician|etrist))\s$"
)
_APART_BEFORE = re.compile(
    r"\b(?:authors?|investigators?|leaders?)(?:\sof\s(?:the|this)\s(?:new\s)?(?:study|paper|report|research|trial))?,\s$"
)
_LISTED_BEFORE = re.compile(
    r"\b(?:[Aa]uthors?|[Cc]ontributors?|[Ii]nvestigators|[Rr]esearchers)\b[^.:\"\u201d]{0,50}"
    r"(?:\b(?:is|are|were|include[sd]?)\b:?|:),?\s$"
)
_BY_BEFORE = re.compile(r"\bby\s$")
_SAID_BEFORE = re.compile(
    r"\b(?:said|says|adds|added|explains|explained|notes|noted|writes|wrote|comments|commented|cautioned|cautions)\s$"
)
_SAYS_AFTER = re.compile(
    r"[\"\u201d,]{0,2}\s(?:said|says|told|added|adds|explained|explains|noted|wrote|who|found|led)\b"
)
_POST_AFTER = re.compile(
    r",\s(?:a|an|the|who|of|from|professor|director|lead|senior|associate|assistant|chief|chair)\b"
)
_ROLE_AFTER = re.compile(
    r",\s(?:an?\s|the\s|who\sis\san?\s)?(?:[\w-]{2,20}\s){0,3}?(?:[Pp]rofessor|[Dd]irector|researcher|scientist|lecturer"
    r"|student|physician|surgeon|chairman|dean|(?:co-?)?author|investigator|[a-z]{3,16}ologist)\b"
)
_BODY_AFTER = re.compile(
    r"(?:,?\s(?:of|from|at)|,)\s(?:the\s)?(?:[A-Z][\w'\u2019.-]{1,30}\s(?:(?:of|and|for|the)\s){0,2}){0,5}"
    r"(?:University|Hospital|Institut\w{0,2}|Center|Centre|College|School|Clinic)\b"
)
_AUTHORS_AFTER = re.compile(
    r"(?:\sand\s(?:[A-Z][\w'\u2019.-]{0,30}\s){2,3})?\s?(?:is|are|was|were)\s(?:also\s)?(?:the\s|an?\s)?"
    r"(?:lead\s|first\s|senior\s)?co-?authors?\b"
)
_OTHERS_AFTER = re.compile(r",?\set al\b")
_REACH = 90


def points(text: str, start: int, end: int) -> float:
    """Counts what stands before `start` and behind `end` for a person being named between; 2.5 are enough alone."""
    return _before(text, start) + _after(text, end)


def _before(text: str, start: int) -> float:
    low = max(0, start - _REACH)
    if _ROLE_BEFORE.search(text, low, start) or _SAID_BEFORE.search(text, low, start):
        return 2.5
    if text.endswith("; ", low, start):
        return 1.0
    led = _BY_BEFORE.search(text, low, start) or _APART_BEFORE.search(text, low, start)
    return 2.0 if led or _LISTED_BEFORE.search(text, low, start) else 0.0


def _after(text: str, end: int) -> float:
    found = 1.5 * bool(_SAYS_AFTER.match(text, end)) + 1.5 * bool(_BODY_AFTER.match(text, end))
    found += 3.0 * bool(_OTHERS_AFTER.match(text, end)) + 2.0 * bool(_AUTHORS_AFTER.match(text, end))
    if _ROLE_AFTER.match(text, end):
        return found + 2.5
    return found + 0.5 * bool(_POST_AFTER.match(text, end))
