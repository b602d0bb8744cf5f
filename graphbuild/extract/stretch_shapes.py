"""The ways in which a length of follow-up is put, and those in which other stretches of time are."""

import re
from collections.abc import Iterator

from graphbuild.model.text import Span

_SHAPE_REACH = 70
_SOFTENED = (
    r"(?:(?:about|approximately|around|nearly|almost|roughly|just|over|more|than|at|least|up|to|only|another|some|the|an?|of"
    r"|average|median|mean|total|minimum|maximum|first|next|following|period|under)\s){0,5}$"
)
_BEFORE_SHAPES = tuple(
    (name, re.compile(pattern + _SOFTENED, re.IGNORECASE))
    for name, pattern in (
        (
            "followed-for",
            r"\b(?:follow(?:ed|ing)?|track(?:ed|ing)|monitor(?:ed|ing)|stud(?:ied|ying)|observed)\b[^.;:]{0,40}?\s(?:for|over)\s",
        ),
        ("follow-up-of", r"\bfollow(?:-|\s)?up\b[^.;:]{0,24}?\s(?:of|was|averaged|lasted|for)\s"),
        (
            "study-lasted",
            r"\b(?:study|trial|treatment|program|programme|intervention)\s(?:lasted|lasting|ran for|for)\s",
        ),
        (
            "duration-of",
            r"\b(?:duration|length)\s(?:of\s(?:the\s)?)?(?:study|trial|follow-?\s?up|observation|treatment|intervention)\s(?:was|is|of)\s",
        ),
        ("after", r"\bafter\s"),
        ("at", r"\bat\s"),
        ("within", r"\b(?:within|in)\s"),
        ("over", r"\b(?:over|during|throughout)\s"),
        ("for", r"\bfor\s"),
        (
            "outcome-value",
            (
                r"\b(?:surviv(?:al|ed|e)|lived|living|progression|life\sexpectancy|delay(?:ed|s)?|extend(?:ed|s)?|prolong(?:ed|s)?"
                r"|time\sto|rate|took(?=[^.;:]{0,40}?\s(?:of|was|by|is)\s)|lasted|stay(?:ed)?|onset|worsen(?:ed|ing)|hospitali[sz]ed|shorten(?:ed|s)?|longer)\b"
                r"[^.;:]{0,40}?\s(?:of|was|by|for|is)\s"
            ),
        ),
        (
            "compared-value",
            r"\b(?:compared\s(?:with|to)|versus|vs\.?|(?<!more\s)(?<!less\s)than|against)\s(?:\w+\s){0,2}?",
        ),
        (
            "people-over",
            (
                r"\b(?:patients|people|americans|adults|women|men|children|those|individuals|babies|infants|age|ages)\s"
                r"(?:who\s)?(?:are\s|were\s)?(?:over|under|older\sthan|younger\sthan|below|above)\s"
            ),
        ),
        (
            "had-long",
            (
                r"\b(?:breast-?fed|breast-?feeding|smoked|smoking|married|relationship|infertility|history|symptoms|depression"
                r"|diagnosed|prescribed|taken|been\staking|been\susing)\b[^.;:]{0,24}?\s(?:for|within|in|over)\s"
            ),
        ),
        (
            "dose-at",
            r"\b(?:surgery|operation|booster|injection|shot|dose|doses|radiotherapy|chemotherapy)\s(?:\w+\s)?(?:after|at)\s",
        ),
        ("in-the-past", r"\b(?:previous|past|last|preceding|prior|recent)\s"),
        (
            "to-come",
            r"\b(?:will|would|launching|plans?\sto|planning|hopes?\sto|needs?\sto)\b[^.;:]{0,100}?\s(?:for|over|at|after|within|in|of)\s",
        ),
        (
            "lasted-value",
            (
                r"\b(?:responses?|symptoms?|remissions?|relief|pain|effects?)\b[^.;:]{0,40}?\blast(?:ed|ing|s)?\s"
                r"(?:for\s|from\s|as\slong\sas\s)?"
            ),
        ),
        ("age-was", r"\bage\s(?:[^.;:]{0,20}?\s)?(?:was|is)\s"),
        ("at-least", r"\b(?:at\sleast|more\sthan|up\sto|less\sthan|longer\sthan|as\slong\sas)\s"),
        ("opening", r"^[\"'\u201c]?(?:after|at|over|during|within|for|in)\s"),
        (
            "treated-for",
            (
                r"\b(?:took|taking|taken|takes?|receiv(?:ed|ing|e)|given|gave|giving|treated|treatments?|administered|used?|using"
                r"|drank|drink|drinking|ate|eat|eating|wore|wearing|injections?|doses?|sessions?|exercis(?:ed|es?|ing)|training"
                r"|trained|therapy|practi[cs](?:ed|e|ing)|completed|underwent|daily|day|weekly|week|placebo|pills?|drug|diet|program"
                r"|programme)\b[^.;:]{0,50}?\s(?:for|over|during|in)\s"
            ),
        ),
        (
            "of-people",
            r"\b(?:patients|people|participants|women|men|children|adults|volunteers|subjects)\b[^.;:]{0,50}?\s(?:for|over|at|after|within|in)\s",
        ),
        (
            "aged",
            r"\b(?:aged?|ages|born|old|olds|younger|older|age\sgroup|between|girls|boys|babies|infants)\s(?:at|before|after|from|group|of|the)?\s?",
        ),
        (
            "born-at",
            r"\b(?:born|births?|pregnan\w+|gestation\w*|preterm|delivered|infants?|babies)\s(?:\w+\s){0,3}?(?:at|before|after|between|from|by)\s(?:\d{1,2}\s(?:and|to|or)\s)?",
        ),
        (
            "taken-before",
            r"\b(?:had|have|has)\s(?:not\s|never\s)?(?:\w+ed|been|taken|had|experienced)\b[^.;:]{0,50}?\s(?:for|within|in|over)\s",
        ),
        ("later-of-range", r"\b(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\s(?:to|and|or)\s"),
        ("the-first", r"\b(?:the|their|his|her|its)\s(?:very\s)?(?:first|initial)\s"),
        (
            "had-not",
            r"\b(?:had|have|has)(?:\sn[o']t|n['\u2019]t|\snever)\b[^.;:]{0,60}?\s(?:for|within|in|over|to|at)\s",
        ),
        ("as-little-as", r"\b(?:as\slittle\sas|as\smany\sas|as\searly\sas|less\sthan|faster\sthan)\s"),
        (
            "surveyed-at",
            r"\b(?:assessed|measured|surveyed|evaluated|examined|scanned|collected|tested|interviewed)\b[^.;:]{0,40}?\s(?:at|after)\s",
        ),
    )
)
_AFTER_SHAPES = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("follow-up", r"['\u2019]?[\s-](?:of\s)?follow(?:-|\s)?up\b"),
        (
            "study",
            r"(?:,\s|[\s-])(?:(?!(?:the|this|an?|in|of|and|his|her|our)\s)[\w-]{1,20},?\s){0,5}?(?:study|trial|analysis|experiment)\b",
        ),
        ("program", r"[\s-](?:\w{1,12}\s)?(?:programme?|intervention|course|period|treatment|diet|regimen)\b"),
        ("later", r"\s(?:later|after(?:ward)?s?|following|post)\b"),
        (
            "of-treatment",
            r"\s(?:of|on|into)\s(?:the\s)?(?:\w{1,14}\s){0,2}?(?:treatment|therapy|training|study|trial|drug|use|follow)",
        ),
        ("before", r"\s(?:before|prior|earlier|previously|ago)\b"),
        ("or-more", r"\s(?:or|and)\s(?:more|longer|less)\b"),
        ("apart", r"\sapart\b"),
        ("of-age", r"\sof age\b"),
        (
            "of-life",
            r"\s(?:of|in)\s(?:\w{1,6}\s)?(?:life|lives|pregnancy|gestation|residency|school|age)|\s(?:pregnant|old)\b",
        ),
        (
            "prior-to",
            r"\s(?:before|prior\sto|preceding)\s(?:their|the|his|her|being|birth|diagnosis|enroll?(?:ing|ment)|surgery|study)\b",
        ),
        ("after-onset", r"\s(?:of|after|from|since)\s(?:\w{1,8}\s)?(?:onset|diagnosis|being\sdiagnosed)\b"),
        (
            "before-event",
            r"\s(?:before|prior\sto|preceding|leading\sup|of\s(?:their|the|being|onset|diagnosis|enroll?ment|stroke))\b",
        ),
        ("other-value", r"[^.;:]{0,50}?\b(?:compared\s(?:with|to)|versus|vs\.?|than)\s"),
        (
            "is-wanted",
            r"[^.;:]{0,60}?\b(?:is|are|be)\s(?:\w{1,12}ly\s|still\s|also\s)?(?:needed|recommended|required|wanted|necessary|planned|warranted)\b",
        ),
        ("survival", r"[\s-](?:\w{1,14}[\s-]){0,3}?(?:survival|mortality)\b"),
        ("of-a-state", r"[\s-](?:\w{1,14}[\s-])?(?:cessation|abstinence|remissions?|continence)\b"),
        ("of-stay", r"\s(?:in|of|on)\s(?:the\s|an?\s)?(?:intensive|hospital|icu|ward|picu|nicu)\b"),
        (
            "share",
            r"[^.;:]{0,8}[,\s][^.;:]{0,60}?\d[\d.]{0,8}\s?(?:%|percent|per\scent)|[^.;:]{0,50}?\b(?:half|third|quarter)\b",
        ),
        ("amount", r"[^.;:]{0,70}?\b(?:\d[\d.,]{0,8}|one|two|three|four|five|six|seven|eight|nine|ten)\s"),
        ("of-group", r"(?:\sof\s\w{1,14})?[\s-](?:\w{1,12}\s)?(?:groups?|arms?)\b"),
        (
            "supply",
            r"['\u2019]?s?['\u2019]?[\s-](?:of\s)?(?:worth|supply|supplies|data|records|wait|waiting|gap|break|interval|cycles?)\b",
        ),
        (
            "comma-people",
            r",\s(?:\w{1,12}\s){0,3}?(?:patients|people|participants|women|men|children|those|babies|subjects|volunteers|researchers|the)\b",
        ),
        ("named-group", r"\s(?:groups?|arms?)\b"),
        ("later-than", r"\slater\sthan\b"),
        ("longer-than", r"\s(?:longer|shorter|sooner|faster|earlier|without|free|alive)\b"),
    )
)
_NEVER = frozenset(
    f"shape={name}"
    for name in (
        "compared-value",
        "in-the-past",
        "outcome-value",
        "people-over",
        "apart",
        "longer-than",
        "later-than",
        "lasted-value",
        "age-was",
        "named-group",
        "or-more",
        "after-onset",
        "dose-at",
        "of-life",
        "born-at",
        "as-little-as",
        "of-a-state",
        "of-stay",
    )
)
_TO_COME = frozenset({"shape=to-come", "shape=is-wanted"})
"""The shapes of what a study is still to do."""
SURE = frozenset({"shape=followed-for", "shape=duration-of", "shape=follow-up", "shape=follow-up-of", "shape=study"})
"""The shapes that hardly anything but follow-up has."""


def shapes(text: str, span: Span) -> Iterator[str]:
    """Names the shapes of the words before and behind a stretch of time in its sentence."""
    start = max(0, span.start - _SHAPE_REACH)
    for name, pattern in _BEFORE_SHAPES:
        if pattern.search(text, start, span.start):
            yield f"shape={name}"
    for name, pattern in _AFTER_SHAPES:
        if pattern.match(text, span.end):
            yield f"shape={name}"


def is_none(found: frozenset[str]) -> bool:
    """Tells whether the shapes are those of something else than follow-up."""
    return bool(_TO_COME & found) or (bool(_NEVER & found) and not SURE & found)
