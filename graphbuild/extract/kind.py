"""Whether treatment was given by the study or people were only watched."""

from collections.abc import Iterable, Iterator

from graphbuild.extract.ranking import probability
from graphbuild.language.classifier import classifier
from graphbuild.language.lexicon import Match, load
from graphbuild.model.codes import Focus, StudyType
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document, Span

MODEL = "study-kind"
_OWN = frozenset({Focus.THIS_STUDY, Focus.COMMENTARY, Focus.CITATION})
_UNSURE = 0.35, 0.65


def kind(document: Document, designs: Iterable[str]) -> Iterator[Fact]:
    """Gives the kind of the study, with the wording that speaks most for it; nothing where the words are undecided."""
    found = _wordings(document)
    chance = probability(MODEL, kind_features(document, designs))
    if not found or _UNSURE[0] < chance < _UNSURE[1]:
        return
    chosen = StudyType.INTERVENTIONAL if chance > _UNSURE[1] else StudyType.OBSERVATIONAL
    weights = classifier(MODEL).weights
    sign = 1 if chosen is StudyType.INTERVENTIONAL else -1
    ranked = [(sign * weights.get(f"wording={match.wording}", (0.0,))[0], -span.start, span) for match, span in found]
    _, _, span = max(ranked)
    yield Fact(Field.STUDY_TYPE, chosen, span, "design/kind", max(chance, 1 - chance))


def kind_features(document: Document, designs: Iterable[str]) -> frozenset[str]:
    """Gives the features of the whole document: the wordings in sentences about this study, and the designs named."""
    wordings = {f"wording={match.wording}" for match, _ in _wordings(document)}
    opening = {
        f"opening={match.wording}" for match, span in _wordings(document) if span.start < document.sentences[0].span.end
    }
    return frozenset(wordings | opening | {f"design={code}" for code in designs})


def _wordings(document: Document) -> list[tuple[Match, Span]]:
    return [
        (match, Span(sentence.span.start + match.span.start, sentence.span.start + match.span.end))
        for sentence in document.sentences
        if sentence.focus in _OWN
        for match in load("study-kinds").find(sentence.span.of(document.text))
    ]
