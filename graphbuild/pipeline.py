"""The one module that knows the order of the stages."""

from collections.abc import Iterable
from dataclasses import dataclass

from graphbuild.assemble import assemble
from graphbuild.collector import uncollected
from graphbuild.extract import FAMILIES, extract, paper
from graphbuild.extract.calibration import calibrated
from graphbuild.extract.focus import focus
from graphbuild.extract.verdict import Verdict, verdict
from graphbuild.gate import check
from graphbuild.language.memory import forgetting
from graphbuild.model.codes import DocumentKind
from graphbuild.model.fact import Fact
from graphbuild.model.study import Study
from graphbuild.model.text import Document
from graphbuild.normalise import normalise
from graphbuild.segment import segment


@dataclass(frozen=True, slots=True)
class Refusal:
    """A claim that the gate refused, and why."""

    fact: Fact
    reason: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """What became of one document: its study, or the reason why there is none, and the refused claims."""

    document: Document
    verdict: Verdict
    study: Study | None
    facts: tuple[Fact, ...] = ()
    refusals: tuple[Refusal, ...] = ()


@uncollected()
@forgetting()
def run(document: Document, *, extractors: Iterable[str] = FAMILIES, minimum_confidence: float = 0.0) -> Extraction:
    """Takes one document through segment, focus, extract, gate, assemble and normalise.

    A registration states its facts in its own fields: nothing reads the text made from it.
    """
    ready = document if document.kind is DocumentKind.REGISTRATION else focus(segment(document))
    near = _front(ready)
    found = verdict(ready)
    if not found.about_a_study and near is not None and (told := verdict(near)).about_a_study:
        found = told
    if paper.is_protocol(ready) and not found.about_a_study:
        ready, found = paper.planned(ready), Verdict(about_a_study=True, reason="it sets out a study")
    if not found.about_a_study:
        return Extraction(ready, found, None)
    accepted, refusals = [], []
    for claim in _claims(ready, near, () if ready.kind is DocumentKind.REGISTRATION else tuple(extractors)):
        fact = calibrated(claim)
        reason = check(fact, ready)
        if reason is None and fact.confidence < minimum_confidence:
            reason = f"confidence {fact.confidence:.2f} is below {minimum_confidence:.2f}"
        if reason is None:
            accepted.append(fact)
        else:
            refusals.append(Refusal(fact, reason))
    return complete(ready, found, tuple(accepted), tuple(refusals))


def _front(document: Document) -> Document | None:
    """Gives the front matter of a long paper, segmented and in focus; None for all else."""
    start = paper.front(document)
    return None if start is None else focus(segment(start))


def _claims(document: Document, near: Document | None, extractors: tuple[str, ...]) -> tuple[Fact, ...]:
    """Gives what the extractors claim; of a long paper, its front matter is asked first."""
    if near is None:
        return extract(document, extractors)
    if paper.is_protocol(document):
        near, document = paper.planned(near), paper.planned(document)
    return paper.extract(near, document, extractors)


def complete(
    document: Document, found: Verdict, facts: tuple[Fact, ...], refusals: tuple[Refusal, ...] = ()
) -> Extraction:
    """Gives the extraction that follows from the accepted facts: the study with its concepts, if there is one."""
    study = normalise(assemble(document, facts), text=document.text) if found.about_a_study else None
    return Extraction(document, found, study, facts, refusals)
