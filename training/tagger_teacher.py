"""A teacher for the tagger: four layers of a small language model, trained to mark what EBM-NLP's annotators marked.

It reads too slowly for the package and is thrown away; what it makes of abstracts is what the tagger's network learns.
"""

import random
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import torch
from tagger_data import TASKS, Text
from tagger_fit import EDGE_WEIGHT, WEIGHTS, batches, cross_entropy, edge_loss, padded
from tagger_network import EDGES
from torch import Tensor, nn
from torch.nn import functional
from word_model import embedded, layer, numbers_of, pieces_of, weights_in

from graphbuild.extract.tagger.windows import cuts

LEARNT = ("pico", "participants", "interventions", "outcomes")
LONGEST, PLACES, MOST_PIECES = 380, 510, 4
KEPT = 4
PASSES, RATE, HEAD_RATE, WARM, WORDS, DROPOUT, CLIP, SEED = 2, 2e-4, 1e-3, 0.08, 1600, 0.1, 1.0, 3


class Teacher(nn.Module):
    """The language model with a linear head over the first piece of each word."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.numbers = numbers_of(path)
        self.model = {
            name: nn.Parameter(weight, requires_grad="LayerNorm" in name or name.startswith("encoder"))
            for name, weight in weights_in(path).items()
            if name.startswith(("embeddings", *(f"encoder.layer.{number}." for number in range(KEPT))))
        }
        self.learnt = nn.ParameterList([weight for weight in self.model.values() if weight.requires_grad])
        width = self.model["embeddings.word_embeddings.weight"].shape[1]
        self.head = nn.Linear(width, sum(len(TASKS[task]) for task in LEARNT) + EDGES)
        self._pieces: dict[str, list[int]] = {}

    def scores(self, texts: Sequence[Text]) -> Tensor:
        """Gives texts x words x labels, those of the tasks in LEARNT and of the two edges."""
        cut = [self._cut(text.words) for text in texts]
        longest, most = max(sum(map(len, words)) for words in cut) + 2, max(map(len, cut))
        rows = torch.zeros(len(texts), longest, dtype=torch.long)
        first = torch.zeros(len(texts), most, dtype=torch.long)
        for number, words in enumerate(cut):
            flat = [self.numbers["[CLS]"], *(piece for word in words for piece in word), self.numbers["[SEP]"]]
            rows[number, : len(flat)] = torch.tensor(flat)
            places = torch.tensor([1, *map(len, words)]).cumsum(0)[:-1]
            first[number, : len(words)] = places
        share = DROPOUT if self.training else 0.0
        mask = rows > 0
        x = functional.dropout(embedded(rows, self.model), share)
        for number in range(KEPT):
            x = layer(x, mask, self.model, f"encoder.layer.{number}.", share)
        return self.head(x.gather(1, first.unsqueeze(2).expand(-1, -1, x.shape[2])))

    def _cut(self, words: Sequence[str]) -> list[list[int]]:
        for word in words:
            if word not in self._pieces:
                self._pieces[word] = pieces_of(word.lower(), self.numbers)[:MOST_PIECES]
        cut = [self._pieces[word] for word in words]
        most = MOST_PIECES
        while sum(map(len, cut)) > PLACES:
            most -= 1
            cut = [word[:most] for word in cut]
        return cut


def windows(texts: Sequence[Text]) -> list[Text]:
    """Gives texts short enough for the model."""
    return [text.part(*bounds) for text in texts for bounds in pairwise(cuts(text.words, LONGEST))]


def loss(teacher: Teacher, texts: Sequence[Text]) -> Tensor:
    """Gives what is to be made small for a batch."""
    scores = teacher.scores(texts)
    total, start = scores.new_zeros(()), 0
    for task in LEARNT:
        part = scores[:, :, start : start + len(TASKS[task])]
        total = total + WEIGHTS[task] * cross_entropy(part, padded(texts, task, scores.shape[1]))
        start += len(TASKS[task])
    return total + EDGE_WEIGHT * edge_loss(scores[:, :, -EDGES:], padded(texts, "pico", scores.shape[1]))


def trained(path: Path, texts: Sequence[Text]) -> Teacher:
    """Gives a teacher that learnt from annotated abstracts; `path` is the folder of the language model."""
    torch.manual_seed(SEED)
    teacher = Teacher(path)
    torch.manual_seed(SEED)
    source = random.Random(SEED)  # noqa: S311 - an order of examples, nothing secret
    rows = windows(texts)
    steps = PASSES * (sum(1 for _ in batches(rows, WORDS, random.Random(0))) + 16)  # noqa: S311
    groups = [{"params": list(teacher.learnt)}, {"params": list(teacher.head.parameters())}]
    optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, foreach=True)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, [RATE, HEAD_RATE], total_steps=steps, pct_start=WARM, anneal_strategy="linear"
    )
    begun = time.monotonic()
    for number in range(PASSES):
        teacher.train()
        total = count = 0.0
        for batch in batches(rows, WORDS, source):
            optimiser.zero_grad()
            value = loss(teacher, batch)
            value.backward()
            torch.nn.utils.clip_grad_norm_(teacher.parameters(), CLIP)
            optimiser.step()
            schedule.step()
            total, count = total + value.item(), count + 1
        print(f"teacher, pass {number + 1}: loss {total / count:.4f}, {time.monotonic() - begun:.0f} s", flush=True)
    return teacher.eval()


@torch.no_grad()
def judgement(teacher: Teacher, text: Text) -> Tensor:
    """Gives for each word the chances of the labels of `pico` and of the two edges."""
    scores = torch.cat([teacher.scores([part])[0] for part in windows([text])])
    return torch.cat([scores[:, : len(TASKS["pico"])].softmax(1), scores[:, -EDGES:].sigmoid()], 1)
