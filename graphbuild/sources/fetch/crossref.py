"""Crossref: the metadata of a DOI. They name a paper and its journal, and are linked to articles about it."""

from urllib.parse import quote

from graphbuild.errors import GraphbuildError, MalformedSourceError
from graphbuild.sources.fetch import pubmed
from graphbuild.sources.fetch.identifier import Identifier
from graphbuild.sources.fetch.record import Record, at, parsed
from graphbuild.sources.fetch.web import Web, content

SERVICE = "crossref"
_NATURE = "metadata only: a build links them to articles that give this DOI"


def record(web: Web, asked: Identifier) -> Record:
    """Gives the metadata; raises SourceError where Crossref has none for this DOI."""
    where = str(asked)
    reply = web.get(SERVICE, f"works/{quote(asked.value, safe='')}")
    body = content(reply, where, "Crossref has no such DOI")
    found = str(at(parsed(body, where), "message", "DOI")).lower()
    if found != asked.value:
        raise MalformedSourceError(f"the answer is about another DOI: {found}", where=where)
    return Record(body, reply.url, (_NATURE, *_elsewhere(web, asked.value)))


def _elsewhere(web: Web, doi: str) -> tuple[str, ...]:
    """Says under which PMID the paper has an abstract; a failure to learn it costs only this hint."""
    if '"' in doi:
        return ()
    try:
        pmid = pubmed.pmid_of(web, doi)
    except GraphbuildError:
        return ()
    return (f"for its abstract fetch PMID:{pmid}",) if pmid else ()
