"""Trains what reads the details of trials from abstracts, on the training part of the annotated trial abstracts.

python -m training.slots FOLDER [--score]

FOLDER holds the corpus (train/ and the lists of ids). With --score nothing is written; mentions are scored by
five-fold cross-validation instead.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from graphbuild.evaluate.ctro_files import Annotation, Case, cases
from graphbuild.extract.focus import focus
from graphbuild.extract.slots.features import features, told, words_of
from graphbuild.extract.slots.model import Chain
from graphbuild.model.text import Document, Span
from graphbuild.segment import segment
from graphbuild.sources import read_bytes
from training.crf import Fit, fit

FOLDS = 5
MODELS = Path(__file__).parent.parent / "graphbuild" / "extract" / "models"
LONG = {"hasPrecondition", "hasObservedResult", "hasDoseDescription", "hasSubGroupDescription"}
WHOLE = {"hasObjectiveDescription", "hasConclusionComment"}
FRONT = {"hasAuthor", "hasTitle", "hasJournal", "hasPublicationYear", "hasPMID", "hasCountry", "describes", "hasEthnicity"}
LAYERS = {"trial-details": lambda slot: slot not in LONG | WHOLE | FRONT, "trial-phrases": lambda slot: slot in LONG}


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
    return tuple(_example(case, slots) for case in found)


def _slots_of_labels(found: Sequence[Case]) -> dict[str, str]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for case in found:
        for annotation in case.annotations:
            for slot in {fill[2] for fill in annotation.fills}:
                counts[annotation.label][slot] += 1
    return {label: count.most_common(1)[0][0] for label, count in counts.items()}


def _example(case: Case, slots: dict[str, str]) -> Example:
    text, starts = case.layout()
    document = focus(segment(read_bytes(text.encode(), case.id)))
    places = _places(text, document.text)
    mentions = []
    for annotation in case.annotations:
        slot = Counter(fill[2] for fill in annotation.fills).most_common(1)
        name = slot[0][0] if slot else slots.get(annotation.label, "")
        covered = [
            index for index, token in enumerate(case.tokens) if annotation.start <= token.start < annotation.end
        ]
        if not name or not covered:
            continue
        last = covered[-1]
        end = starts[last] + len(case.tokens[last].words.strip())
        spots = [places[at] for at in range(starts[covered[0]], end) if at in places]
        if spots and spots[-1] >= spots[0]:
            mentions.append(Mention(name, Span(spots[0], spots[-1] + 1), annotation))
    return Example(case, document, tuple(mentions))


def _places(text: str, read: str) -> dict[int, int]:
    """Gives where in the text as read the signs of each paragraph of the original stand (blanks left out)."""
    solid = [at for at, sign in enumerate(read) if not sign.isspace()]
    packed = "".join(read[at] for at in solid)
    found: dict[int, int] = {}
    offset = 0
    for paragraph in text.split("\n\n"):
        signs = [at for at, sign in enumerate(paragraph) if not sign.isspace()]
        start = packed.find("".join(paragraph[at] for at in signs))
        if start >= 0:
            found.update((offset + at, solid[start + number]) for number, at in enumerate(signs))
        offset += len(paragraph) + 2
    return found


def sentences(example: Example) -> Iterator[tuple[tuple[tuple[str, Span], ...], tuple[tuple[str, ...], ...]]]:
    """Gives the words of every sentence with their features."""
    text = example.document.text
    for place, sentence in enumerate(told(example.document)):
        part = sentence.span.of(text)
        words = words_of(part, sentence.span.start)
        yield words, features(words, part, sentence.span.start, sentence.section.value, place)


def labelled(words: Sequence[tuple[str, Span]], mentions: Sequence[Mention]) -> list[str]:
    """Gives B-, I- or O for every word; of overlapping mentions the longer one wins."""
    labels = ["O"] * len(words)
    for mention in sorted(mentions, key=lambda one: one.span.start - one.span.end):
        inside = [index for index, (_, span) in enumerate(words) if span.overlaps(mention.span)]
        if inside and all(labels[index] == "O" for index in inside):
            for index in inside:
                labels[index] = f"I-{mention.slot}"
            labels[inside[0]] = f"B-{mention.slot}"
    return labels


def rows(found: Sequence[Example], layer: str) -> tuple[list[tuple[tuple[str, ...], ...]], list[list[str]]]:
    """Gives features and labels of all sentences for one layer."""
    chosen = LAYERS[layer]
    inputs, outputs = [], []
    for example in found:
        mentions = [mention for mention in example.mentions if chosen(mention.slot)]
        for words, seen in sentences(example):
            inputs.append(seen)
            outputs.append(labelled(words, mentions))
    return inputs, outputs


def chain_of(model: Fit) -> Chain:
    """Gives the model in the form in which it is used."""
    import numpy as np

    return Chain(model.labels, {name: row for row, name in enumerate(model.names)}, model.weights.astype(np.float32), model.transitions.astype(np.float32))


def decoded(labels: Sequence[str]) -> set[tuple[int, int, str]]:
    """Gives the runs of labels: first word, end, slot."""
    found, start = set(), None
    for index, label in enumerate([*labels, "O"]):
        if start is not None and not (label.startswith("I-") and label[2:] == labels[start][2:]):
            found.add((start, index, labels[start][2:]))
            start = None
        if label.startswith("B-") or (label.startswith("I-") and start is None):
            start = index
    return found


def score(found: Sequence[Example], layer: str, **options: float) -> dict[str, list[int]]:
    """Gives right, wrong and missed mentions by slot from five-fold cross-validation."""
    tally: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for fold in range(FOLDS):
        train = [one for number, one in enumerate(found) if number % FOLDS != fold]
        test = [one for number, one in enumerate(found) if number % FOLDS == fold]
        model = chain_of(fit(*rows(train, layer), **options))
        inputs, outputs = rows(test, layer)
        for seen, gold in zip(inputs, outputs, strict=True):
            told = decoded([label for label, _ in model.decode(seen)])
            truth = decoded(gold)
            for one in told | truth:
                tally[one[2]][0 if one in told & truth else 1 if one in told else 2] += 1
    return tally


def main(arguments: Sequence[str]) -> None:
    """Trains every layer and writes it, or scores it."""
    folder = Path(arguments[0])
    found = examples(folder / "train")
    for layer in LAYERS:
        if "--score" in arguments:
            _report(layer, score(found, layer))
        else:
            fit(*rows(found, layer)).save(str(MODELS / f"{layer}.npz"))


def _report(layer: str, tally: dict[str, list[int]]) -> None:
    total = [sum(counts[i] for counts in tally.values()) for i in range(3)]
    for name, (right, wrong, missed) in [*sorted(tally.items()), (layer, total)]:
        f1 = 2 * right / max(1, 2 * right + wrong + missed)
        print(f"{name:28} {right:5} {wrong:5} {missed:5}  P {right / max(1, right + wrong):.3f} R {right / max(1, right + missed):.3f} F1 {f1:.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
