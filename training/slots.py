"""Trains what reads the details of trials from abstracts, on the training part of the C-TrO corpus of trial abstracts.

python -m training.slots FOLDER [--score]

FOLDER holds train/. A chain of labels is fitted to the annotated words. Which of the words that it finds count, and
which belong together, is learnt from what chains that have not seen a document find in it. With --score nothing is
written: mentions are scored by five-fold cross-validation.
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from graphbuild.evaluate.ctro_files import Annotation, Case, cases
from graphbuild.extract.focus import focus
from graphbuild.extract.slots.features import features, told, words_of
from graphbuild.extract.slots.grouping import CONTEXT, CORES, counting, pairs
from graphbuild.extract.slots.mentions import MODEL, Detail, numbered, read
from graphbuild.extract.slots.model import Chain
from graphbuild.extract.slots.outline import COUNTING, PAIRING
from graphbuild.model.text import Document, Span
from graphbuild.segment import segment
from graphbuild.sources import read_bytes
from training.crf import Fit, fit
from training.logistic import Row, fit_classes

FOLDS = 5
EPOCHS = 8
SEEN = 20
"""How many mentions a slot needs to be learnt."""
MODELS = Path(__file__).parent.parent / "graphbuild" / "extract" / "models"
SENTENCES = frozenset({"hasObjectiveDescription", "hasConclusionComment", "hasObservedResult", "hasPrecondition"})
"""Slots that hold sentences or clauses, within which others stand."""
FRONT = frozenset(
    {"hasAuthor", "hasTitle", "hasJournal", "hasPublicationYear", "hasPMID", "hasCountry", "hasEthnicity", "hasGender"}
)
"""Slots that others read: the citation, and people as such."""

Features = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """Annotated words in the text as it is read, with the slot that they fill or could fill."""

    slot: str
    span: Span
    annotation: Annotation


@dataclass(frozen=True, slots=True)
class Example:
    """One document ready for training."""

    case: Case
    document: Document
    mentions: tuple[Mention, ...]


def examples(folder: Path) -> tuple[Example, ...]:
    """Gives every document with its mentions; a class that fills one slot mostly stands for it everywhere."""
    found = cases(folder)
    slots = _slots_of_labels(found)
    every = tuple(_example(case, slots) for case in found)
    counts = Counter(mention.slot for example in every for mention in example.mentions)
    kept = {slot for slot, count in counts.items() if count >= SEEN} - SENTENCES - FRONT
    return tuple(
        Example(one.case, one.document, tuple(mention for mention in one.mentions if mention.slot in kept))
        for one in every
    )


def _slots_of_labels(found: Sequence[Case]) -> dict[str, str]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for case in found:
        for annotation in case.annotations:
            counts[annotation.label].update({fill[2] for fill in annotation.fills})
    return {label: count.most_common(1)[0][0] for label, count in counts.items() if count}


def _example(case: Case, slots: dict[str, str]) -> Example:
    text, starts = case.layout()
    document = focus(segment(read_bytes(text.encode(), case.id)))
    places = _places(text, document.text)
    mentions = []
    for annotation in case.annotations:
        slot = Counter(fill[2] for fill in annotation.fills).most_common(1)
        name = slot[0][0] if slot else slots.get(annotation.label, "")
        covered = [at for at, token in enumerate(case.tokens) if annotation.start <= token.start < annotation.end]
        if name and covered:
            end = starts[covered[-1]] + len(case.tokens[covered[-1]].words.strip())
            spots = [places[at] for at in range(starts[covered[0]], end) if at in places]
            if spots:
                mentions.append(Mention(name, Span(spots[0], spots[-1] + 1), annotation))
    return Example(case, document, tuple(mentions))


def _places(text: str, seen: str) -> dict[int, int]:
    """Gives where in the text as read the signs of each paragraph of the original stand (blanks left out)."""
    solid = [at for at, sign in enumerate(seen) if not sign.isspace()]
    packed = "".join(seen[at] for at in solid)
    found: dict[int, int] = {}
    offset = 0
    for paragraph in text.split("\n\n"):
        signs = [at for at, sign in enumerate(paragraph) if not sign.isspace()]
        start = packed.find("".join(paragraph[at] for at in signs))
        if start >= 0:
            found.update((offset + at, solid[start + number]) for number, at in enumerate(signs))
        offset += len(paragraph) + 2
    return found


def labelled(found: Sequence[Example]) -> tuple[list[Features], list[list[str]]]:
    """Gives features and labels (B-, I- or O) of all sentences; of overlapping mentions the longer one wins."""
    inputs, outputs = [], []
    for example in found:
        text = example.document.text
        for sentence in told(example.document):
            part = sentence.span.of(text)
            words = words_of(part, sentence.span.start)
            inputs.append(features(words, part, sentence.span.start, sentence.section.value))
            outputs.append(_labels([span for _, span in words], example.mentions))
    return inputs, outputs


def _labels(words: Sequence[Span], mentions: Sequence[Mention]) -> list[str]:
    labels = ["O"] * len(words)
    for mention in sorted(mentions, key=lambda one: one.span.start - one.span.end):
        inside = [index for index, span in enumerate(words) if span.overlaps(mention.span)]
        if inside and all(labels[index] == "O" for index in inside):
            for index in inside:
                labels[index] = f"I-{mention.slot}"
            labels[inside[0]] = f"B-{mention.slot}"
    return labels


def chain_of(model: Fit) -> Chain:
    """Gives the model in the form in which it is used."""
    rows = {name: row for row, name in enumerate(model.names)}
    return Chain(model.labels, rows, model.weights, model.transitions)


def fold_of(found: Sequence[Example]) -> dict[str, int]:
    """Gives the fold of each document."""
    return {example.case.id: number % FOLDS for number, example in enumerate(found)}


def unseen(found: Sequence[Example]) -> dict[str, tuple[Detail, ...]]:
    """Gives for each document the mentions that a chain finds that has not seen it."""
    folds = fold_of(found)
    told_: dict[str, tuple[Detail, ...]] = {}
    for fold in range(FOLDS):
        model = chain_of(fit(*labelled([one for one in found if folds[one.case.id] != fold]), epochs=EPOCHS))
        for one in found:
            if folds[one.case.id] == fold:
                told_[one.case.id] = numbered(read(one.document, model))
    return told_


def counted(example: Example, details: Sequence[Detail]) -> Iterator[Row]:
    """Gives a case for each mention found: whether a template holds it."""
    held = {(one.slot, one.span) for one in example.mentions if one.annotation.fills}
    for one, seen in zip(details, counting(details), strict=True):
        yield Row(example.case.id, seen, int((one.slot, one.span) in held))


def paired(example: Example) -> Iterator[Row]:
    """Gives a case for each pair of mentions that templates hold or could hold: whether one template holds both."""
    places = told(example.document)
    held: dict[tuple[str, Span], set[str]] = {}
    details = []
    for one in example.mentions:
        at = next((number for number, place in enumerate(places) if place.span.overlaps(one.span)), None)
        if at is not None and (one.annotation.fills or one.slot in CONTEXT):
            held[one.slot, one.span] = {fill[0] for fill in one.annotation.fills}
            words = " ".join(one.span.of(example.document.text).split())
            details.append(Detail(one.slot, one.span, words, 1.0, at, places[at].section))
    for kind in CORES:
        for left, right, seen in pairs(numbered(details), kind):
            shared = held[left.slot, left.span] & held[right.slot, right.span]
            yield Row(example.case.id, seen, int(bool(shared)))


def classifiers(found: Sequence[Example], details: dict[str, tuple[Detail, ...]]) -> dict[str, dict[str, object]]:
    """Gives the contents of the two model files that tell what counts and what belongs together."""
    counts = [row for one in found for row in counted(one, details[one.case.id])]
    pairings = [row for one in found for row in paired(one)]
    return {
        COUNTING: fit_classes(counts, 2, penalty=2.0, rare=2).model(["no", "yes"]),
        PAIRING: fit_classes(pairings, 2, rare=2).model(["no", "yes"]),
    }


def main(arguments: Sequence[str]) -> None:
    """Trains everything and writes it, or scores the mentions."""
    found = examples(Path(arguments[0]) / "train")
    details = unseen(found)
    if "--score" in arguments:
        _report(found, details)
        return
    fit(*labelled(found), epochs=EPOCHS).save(str(MODELS / f"{MODEL}.npz"))
    for name, content in classifiers(found, details).items():
        (MODELS / f"{name}.json").write_text(json.dumps(content, indent=0) + "\n", encoding="utf-8")


def _report(found: Sequence[Example], details: dict[str, tuple[Detail, ...]]) -> None:
    tally: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for example in found:
        gold = {(one.slot, one.span) for one in example.mentions}
        claimed = {(one.slot, one.span) for one in details[example.case.id]}
        for one in gold | claimed:
            tally[one[0]][0 if one in gold & claimed else 1 if one in claimed else 2] += 1
    total = [sum(counts[at] for counts in tally.values()) for at in range(3)]
    for name, (right, wrong, missed) in [*sorted(tally.items()), ("micro", total)]:
        precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
        f1 = 2 * right / max(1, 2 * right + wrong + missed)
        print(f"{name:28} {precision:.3f} {recall:.3f} {f1:.3f}  {right:5} {wrong:5} {missed:5}")


if __name__ == "__main__":
    main(sys.argv[1:])
