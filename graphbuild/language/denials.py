"""Words that deny what follows them: not a, without any, lacked a, was not done as a."""

import re

_BEFORE = re.compile(
    r"(?:\b(?:not|never|without|no|neither|nor|lack(?:s|ed|ing|\sof)?|absence\sof|cannot)|n[\u2019']t)"
    r"(?:\s(?:(?:done|designed|conducted|carried|out|set|up|performed|run|as|part|of|really|in|into|include|have|had|use|using|with|by|from)\s){0,4}(?:an?|any|the)|\s(?:been|be|being|have|include|use|fully|truly|actually)){0,2}"
    r"(?:\s[\w-]{0,16}(?:ed|ized|ised|blind|label|large|rigorous|true|formal|proper|big|site|center|centre),?){0,3}[\s-]$"
    r"|\bn(?:either|or)\s[^.;:,]{0,40}?\b(?:could|would|was|were)\s(?:be\s)?$",
    re.IGNORECASE,
)
_REACH = 60


def denied(text: str, start: int) -> bool:
    """Tells whether the words that end right before `start` deny what stands there.

    >>> denied("It was not done as a controlled trial.", 21), denied("Not only that: a controlled trial", 17)
    (True, False)
    """
    return _BEFORE.search(text, max(0, start - _REACH), start) is not None
