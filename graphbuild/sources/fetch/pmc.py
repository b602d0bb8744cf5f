"""Papers of PubMed Central: from its own E-utilities, else from Europe PMC; only what is open to be read."""

from collections.abc import Iterator

from graphbuild.errors import MalformedSourceError, SourceError
from graphbuild.sources.fetch.identifier import Identifier
from graphbuild.sources.fetch.record import Record
from graphbuild.sources.fetch.web import Reply, Web, content
from graphbuild.sources.safexml import parse, words

_NUMBERS = frozenset({"pmc", "pmcid", "pmcaid"})
_NOT_OPEN = "its full text is not open: PubMed Central gives the metadata only, and Europe PMC has none"
_UNKNOWN = "neither PubMed Central nor Europe PMC has such a paper"


def record(web: Web, asked: Identifier) -> Record:
    """Gives the full text in JATS from the first service that has it whole; raises SourceError where none gives it."""
    where, closed, problems = str(asked), False, list[SourceError]()
    for service, path, parameters, notes in _services(asked):
        try:
            reply = web.get(service, path, parameters)
            has_text = None if _is_missing(reply) else _has_text(content(reply, where, _UNKNOWN), asked)
        except SourceError as error:
            problems.append(error)
            continue
        if has_text:
            return Record(reply.body, reply.url, notes)
        closed |= has_text is not None
    if problems:
        raise problems[0]
    if closed:
        raise SourceError(_NOT_OPEN, where=where, remedy="fetch its PMID for the abstract")
    raise SourceError(_UNKNOWN, where=where, remedy="check the identifier")


def _services(asked: Identifier) -> Iterator[tuple[str, str, dict[str, str], tuple[str, ...]]]:
    number = asked.value.removeprefix("PMC")
    yield "ncbi", "efetch.fcgi", {"db": "pmc", "id": number, "retmode": "xml"}, ()
    yield "europepmc", f"{asked.value}/fullTextXML", {}, ("from Europe PMC",)


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
