"""Papers of PubMed Central: from its own E-utilities, else from Europe PMC; only what is open to be read."""

from graphbuild.errors import MalformedSourceError, SourceError
from graphbuild.sources.fetch.identifier import Identifier
from graphbuild.sources.fetch.record import Record
from graphbuild.sources.fetch.web import Reply, Web, content
from graphbuild.sources.safexml import parse, words

_NUMBERS = frozenset({"pmc", "pmcid", "pmcaid"})
_NOT_OPEN = "its full text is not open: PubMed Central gives the metadata only, and Europe PMC has none"
_UNKNOWN = "neither PubMed Central nor Europe PMC has such a paper"


def record(web: Web, asked: Identifier) -> Record:
    """Gives the full text in JATS; raises SourceError where no service gives it away."""
    where = str(asked)
    reply = web.get("ncbi", "efetch.fcgi", {"db": "pmc", "id": asked.value.removeprefix("PMC"), "retmode": "xml"})
    known = False
    if not _is_missing(reply):
        body = content(reply, where, _UNKNOWN)
        has_text = _has_text(body, asked)
        if has_text:
            return Record(body, reply.url)
        known = has_text is not None
    other = web.get("europepmc", f"{asked.value}/fullTextXML")
    if not _is_missing(other):
        body = content(other, where, _UNKNOWN)
        if _has_text(body, asked):
            return Record(body, other.url, ("from Europe PMC",))
        known = True
    if known:
        raise SourceError(_NOT_OPEN, where=where, remedy="fetch its PMID for the abstract")
    raise SourceError(_UNKNOWN, where=where, remedy="check the identifier")


def _is_missing(reply: Reply) -> bool:
    return reply.status in {400, 404, 410}


def _has_text(body: bytes, asked: Identifier) -> bool | None:
    """Tells whether the XML holds the paper with its text; None where it holds no paper at all."""
    root = parse(body, str(asked))
    article = root if root.tag == "article" else root.find(".//article")
    if article is None:
        return None
    listed = article.iterfind("front/article-meta/article-id")
    numbers = {words(one).upper().removeprefix("PMC") for one in listed if one.get("pub-id-type") in _NUMBERS}
    if numbers and asked.value.removeprefix("PMC") not in numbers:
        raise MalformedSourceError(f"the answer is another paper: PMC{min(numbers)}", where=str(asked))
    text = article.find("body")
    return text is not None and bool(words(text))
