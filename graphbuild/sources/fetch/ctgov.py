"""ClinicalTrials.gov, API version 2: one registration, and searches."""

from collections.abc import Iterator
from typing import Any

from graphbuild.errors import MalformedSourceError
from graphbuild.sources.fetch.identifier import Identifier, identifier
from graphbuild.sources.fetch.record import Record, at, parsed
from graphbuild.sources.fetch.web import Web, content

SERVICE = "ctgov"
_PAGE = 1_000
_MODULE = ("protocolSection", "identificationModule")


def record(web: Web, asked: Identifier) -> Record:
    """Gives the registration; raises SourceError where the registry has none of that number."""
    where = str(asked)
    reply = web.get(SERVICE, f"studies/{asked.value}", {"format": "json"})
    body = content(reply, where, "ClinicalTrials.gov has no such registration")
    answer = parsed(body, where)
    found, former = at(answer, *_MODULE, "nctId"), at(answer, *_MODULE, "nctIdAliases") or []
    if found == asked.value:
        return Record(body, reply.url)
    if isinstance(former, list) and asked.value in former:
        return Record(body, reply.url, (f"now registered as {found}",))
    raise MalformedSourceError(f"the answer is not this registration but {found}", where=where)


def search(web: Web, expression: str, most: int) -> Iterator[tuple[Identifier, int]]:
    """Gives the first registrations that the registry finds, each with the number of all."""
    given, token = 0, ""
    while given < most:
        answer = _page(web, expression, token, min(_PAGE, most - given))
        studies, total = at(answer, "studies"), at(answer, "totalCount")
        if not isinstance(studies, list):
            raise MalformedSourceError("the answer is no result of a search", where=expression)
        for study in studies[: most - given]:
            yield identifier(str(at(study, *_MODULE, "nctId"))), total if isinstance(total, int) else len(studies)
        given += len(studies)
        token = str(at(answer, "nextPageToken") or "")
        if not studies or not token:
            return


def _page(web: Web, expression: str, token: str, size: int) -> dict[str, Any]:
    parameters = {"query.term": expression, "fields": "NCTId", "pageSize": str(size), "countTotal": "true"}
    if token:
        parameters["pageToken"] = token
    reply = web.get(SERVICE, "studies", parameters)
    return parsed(content(reply, expression, "ClinicalTrials.gov does not understand this search"), expression)
