"""What people write for an article or a study, told apart: PMID, PMCID, NCT id or DOI."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from graphbuild.errors import UnknownFormatError
from graphbuild.language.slug import slug


class Kind(StrEnum):
    """Whose identifier it is."""

    PMID = "PMID"
    PMCID = "PMCID"
    NCT = "NCT"
    DOI = "DOI"


@dataclass(frozen=True, slots=True)
class Identifier:
    """One identifier; `value` holds digits (PMID), PMC and digits, NCT and digits, or a DOI in lower case."""

    kind: Kind
    value: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.value}" if self.kind in {Kind.PMID, Kind.DOI} else self.value

    @property
    def file_name(self) -> str:
        """Gives a name that is safe on any file system and that no other identifier has."""
        if self.kind is Kind.DOI:
            return f"doi-{slug(self.value)}-{sha256(self.value.encode()).hexdigest()[:8]}.json"
        if self.kind is Kind.NCT:
            return f"{self.value}.json"
        return f"PMID-{self.value}.xml" if self.kind is Kind.PMID else f"{self.value}.xml"


_FORMS = (
    (
        Kind.PMID,
        re.compile(
            r"(?:pmid[:\s]\s{0,3}|(?:https?://)?(?:pubmed\.ncbi\.nlm\.nih\.gov|www\.ncbi\.nlm\.nih\.gov/pubmed)/)?"
            r"0{0,8}([1-9][0-9]{0,8})/?",
            re.IGNORECASE,
        ),
    ),
    (
        Kind.PMCID,
        re.compile(
            r"(?:pmcid[:\s]\s{0,3}|(?:https?://)?(?:pmc\.ncbi\.nlm\.nih\.gov|www\.ncbi\.nlm\.nih\.gov/pmc)/articles/)?"
            r"PMC\s?([1-9][0-9]{0,8})/?",
            re.IGNORECASE,
        ),
    ),
    (
        Kind.NCT,
        re.compile(
            r"(?:(?:https?://)?(?:www\.)?clinicaltrials\.gov/(?:ct2/show|study)/)?NCT\s?([0-9]{8})/?", re.IGNORECASE
        ),
    ),
    (
        Kind.DOI,
        re.compile(
            r"(?:doi[:\s]\s{0,3}|(?:https?://)?(?:dx\.)?doi\.org/)?(10\.[0-9]{4,9}/[!-~]{0,200}[!-+\-/-:<-~])[.,;]{0,3}",
            re.IGNORECASE,
        ),
    ),
)
_COMMENT = re.compile(r"(?:^|\s)#.*")
_PREFIX = {Kind.PMCID: "PMC", Kind.NCT: "NCT"}


def identifier(text: str) -> Identifier:
    """Gives the identifier that a text is, alone or as an address of the site that gave it.

    Raises UnknownFormatError for all else: no other address is ever asked for.

    >>> str(identifier("https://doi.org/10.1000/ABC"))
    'DOI:10.1000/abc'
    """
    for kind, form in _FORMS:
        found = form.fullmatch(text.strip())
        if found:
            return Identifier(kind, f"{_PREFIX.get(kind, '')}{found[1].lower()}")
    raise UnknownFormatError(
        "it is no identifier that can be fetched", where=text.strip(), remedy="give a PMID, PMC..., NCT... or DOI"
    )


def listed(text: str) -> Iterator[str]:
    r"""Gives what stands on each line of a list; # starts a comment at the start of a line or after a blank.

    >>> list(listed("123  # a trial\n\n# 124\n10.1000/a#b"))
    ['123', '10.1000/a#b']
    """
    for line in text.splitlines():
        found = _COMMENT.sub("", line).strip()
        if found:
            yield found
