"""Names of studies and publications that come from their content, so that independent runs agree on them."""

from hashlib import sha256

from graphbuild.language.slug import slug
from graphbuild.model.study import Publication, Study

_TITLE_LENGTH = 50


def title_key(title: str) -> str:
    """Gives a readable slug of a title and eight hexadecimal digits of its normalised form.

    >>> title_key("A Trial of X.") == title_key("a trial of  x")
    True
    """
    words = slug(title, limit=10_000)
    short = words[:_TITLE_LENGTH].strip("-")
    return f"{short}-{sha256(words.encode()).hexdigest()[:8]}"


def publication_key(publication: Publication) -> str | None:
    """Gives doi-..., else pmid-..., else the key of the title; None for a publication without any of them."""
    if publication.doi is not None:
        return f"doi-{publication.doi.value.lower()}"
    if publication.pmid is not None:
        return f"pmid-{publication.pmid.value}"
    if publication.title is not None:
        return title_key(publication.title.value)
    return None


def study_key(study: Study) -> str:
    """Gives the first registry id, else the key of the publication, else that of the first report."""
    if study.registry_ids:
        return min(stated.value for stated in study.registry_ids).lower()
    return publication_key(study.publication) or min(report.document for report in study.reports)
