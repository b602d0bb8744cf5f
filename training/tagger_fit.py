"""How the tagger's network is trained: batches of texts of all tasks, one pass after the other, weights averaged."""

import copy
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tagger_data import TASKS, Text
from tagger_network import EDGES, Batch, Network
from tagger_words import Spare
from torch import Tensor
from torch.nn import functional

from graphbuild.extract.tagger.tokens import pieces, shape
from graphbuild.extract.tagger.windows import PLACES

MOST_PIECES = 16
WEIGHTS = {"pico": 1.0, "participants": 0.5, "interventions": 0.3, "outcomes": 0.3, "trialsieve": 2.0, "rct": 3.0}
EDGE_WEIGHT, ROLE_WEIGHT, TAUGHT_WEIGHT, AGAIN, SCALE = 0.5, 20.0, 1.0, 0.5, 4000.0


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast to learn."""

    passes: int
    rate: float = 2.5e-3
    words: int = 3000
    decay: float = 0.998
    clip: float = 1.0
    seed: int = 1


class Types:
    """The distinct words of all texts, each with its number in the vocabulary, its pieces and its look.

    A word that counts as unseen in some texts is there twice; `spare` holds what is known of each if it is unseen.
    """

    def __init__(self, texts: Sequence[Text], counted: Sequence[str], spare: Spare, buckets: int) -> None:
        known = {word: number for number, word in enumerate(counted, start=1)}
        distinct = sorted({pair for text in texts for pair in _pairs(text)})
        self.number = {pair: number for number, pair in enumerate(distinct)}
        self.words = torch.tensor([0 if unseen else known.get(word.lower(), 0) for word, unseen in distinct])
        self.spare = torch.from_numpy(np.array([spare(word.lower()) for word, _ in distinct], dtype=np.float32))
        self.shapes = torch.tensor([shape(word) for word, _ in distinct])
        rows = np.zeros((len(distinct), MOST_PIECES), dtype=np.int64)
        for row, (word, _) in zip(rows, distinct, strict=True):
            found = pieces(word.lower(), buckets)
            row[: len(found)] = found
        self.pieces = torch.from_numpy(rows)


def _pairs(text: Text) -> Iterator[tuple[str, bool]]:
    return zip(text.words, text.unseen or [False] * len(text.words), strict=True)


def batch_of(texts: Sequence[Text], types: Types) -> Batch:
    """Gives texts side by side, the shorter ones filled up."""
    longest = max(len(text.words) for text in texts)
    numbers = np.full((len(texts), longest), -1)
    where = np.full((len(texts), longest), PLACES)
    for row, text in enumerate(texts):
        numbers[row, : len(text.words)] = [types.number[pair] for pair in _pairs(text)]
        where[row, : len(text.words)] = text.spots
    distinct, index = np.unique(numbers, return_inverse=True)
    index = index.reshape(numbers.shape)
    if distinct[0] == -1:
        distinct, index = distinct[1:], np.maximum(index - 1, 0)
    kinds = torch.from_numpy(distinct)
    mask = torch.from_numpy((numbers >= 0).astype(np.float32)).unsqueeze(2)
    return Batch(
        types.words[kinds],
        types.spare[kinds],
        types.pieces[kinds],
        types.shapes[kinds],
        torch.from_numpy(index),
        torch.from_numpy(where),
        mask,
    )


def padded(texts: Sequence[Text], task: str, longest: int) -> Tensor:
    """Gives the labels of a task, -1 where there is none."""
    rows = np.full((len(texts), longest), -1, dtype=np.int64)
    for row, text in enumerate(texts):
        if task in text.labels:
            rows[row, : len(text.words)] = text.labels[task]
    return torch.from_numpy(rows)


def edges(labels: Tensor) -> Tensor:
    """Gives 1 where a span begins or ends, from labels without gaps."""
    before = functional.pad(labels, (1, 0), value=0)[:, :-1]
    after = functional.pad(labels, (0, 1), value=0)[:, 1:]
    begins, ends = (labels > 0) & (before != labels), (labels > 0) & (after != labels)
    return torch.stack([begins, ends], 2).float()


def loss(network: Network, texts: Sequence[Text], types: Types) -> Tensor:
    """Gives what is to be made small for a batch."""
    batch = batch_of(texts, types)
    states = network.states(batch)
    scores = network.tasks(states)
    total = scores.new_zeros(())
    start = 0
    longest = batch.index.shape[1]
    for task, names in TASKS.items():
        if any(task in text.labels for text in texts):
            labels = padded(texts, task, longest)
            part = scores[:, :, start : start + len(names)]
            weight = WEIGHTS[task] * (AGAIN if task == "pico" and texts[0].taught is not None else 1)
            total = total + weight * cross_entropy(part, labels)
            if task == "pico":
                total = total + weight * EDGE_WEIGHT * edge_loss(scores[:, :, -EDGES:], labels)
        start += len(names)
    total = total + _taught_loss(scores[:, :, : len(TASKS["pico"])], scores[:, :, -EDGES:], texts)
    return total + _role_loss(network, states, texts)


def cross_entropy(scores: Tensor, labels: Tensor) -> Tensor:
    """Gives how far scores are from labels, over all words that have one."""
    return functional.cross_entropy(scores.flatten(0, 1), labels.flatten(), ignore_index=-1, reduction="sum") / SCALE


def edge_loss(scores: Tensor, labels: Tensor) -> Tensor:
    """Gives how far the scores of the two edges are from those of the spans that labels make."""
    known = (labels >= 0).unsqueeze(2).float()
    return functional.binary_cross_entropy_with_logits(scores, edges(labels), known, reduction="sum") / SCALE


def _taught_loss(scores: Tensor, edge_scores: Tensor, texts: Sequence[Text]) -> Tensor:
    total = scores.new_zeros(())
    for row, text in enumerate(texts):
        if text.taught is not None:
            wanted = torch.from_numpy(text.taught)
            found = functional.log_softmax(scores[row, : len(text.words)], 1)
            total = total - (wanted[:, :-EDGES] * found).sum()
            found = edge_scores[row, : len(text.words)]
            missed = functional.binary_cross_entropy_with_logits(found, wanted[:, -EDGES:], reduction="sum")
            total = total + EDGE_WEIGHT * missed
    return TAUGHT_WEIGHT * total / SCALE


@torch.no_grad()
def read(network: Network, text: Text, types: Types) -> tuple[Tensor, Tensor]:
    """Gives for each word the chances of the labels of `pico`, and the scores of the two edges."""
    network.eval()
    scores = network.tasks(network.states(batch_of([text], types)))[0]
    return scores[:, : len(TASKS["pico"])].softmax(1), scores[:, -EDGES:]


def judged(network: Network, text: Text, types: Types) -> Tensor:
    """Gives for each word the chances of the labels of `pico` and of the two edges."""
    labels, edge_scores = read(network, text, types)
    return torch.cat([labels, edge_scores.sigmoid()], 1)


def _role_loss(network: Network, states: Tensor, texts: Sequence[Text]) -> Tensor:
    owner, roles = sentence_owners(texts, states.shape[1])
    if not roles:
        return states.new_zeros(())
    scores = network.sentences(states, owner, len(roles))
    return ROLE_WEIGHT * functional.cross_entropy(scores, torch.tensor(roles), reduction="sum") / SCALE


def sentence_owners(texts: Sequence[Text], longest: int) -> tuple[Tensor, list[int]]:
    """Gives for each place (flat) the number of its sentence or -1, and the roles of the sentences."""
    owner = np.full((len(texts), longest), -1)
    roles: list[int] = []
    for row, text in enumerate(texts):
        bounds = [*(first for first, _ in text.roles), len(text.words)]
        for (first, role), end in zip(text.roles, bounds[1:], strict=True):
            if end > first:
                owner[row, first:end] = len(roles)
                roles.append(role)
    return torch.from_numpy(owner.ravel()), roles


def batches(texts: Sequence[Text], most: int, source: random.Random) -> Iterator[list[Text]]:
    """Gives the texts in random order, those of about one length together, at most so many words a batch."""
    order = list(texts)
    source.shuffle(order)
    pool = 64 * most // max(1, sum(len(text.words) for text in order) // len(order))
    made: list[list[Text]] = []
    for start in range(0, len(order), pool):
        rows: list[Text] = []
        for text in sorted(order[start : start + pool], key=lambda one: len(one.words)):
            if rows and (len(rows) + 1) * len(text.words) > most:
                made.append(rows)
                rows = []
            rows.append(text)
        made.append(rows)
    source.shuffle(made)
    yield from made


def _turn(texts: Sequence[Text], number: int) -> list[Text]:
    """Gives the texts of one pass: of those with roles, which are many and long, a third at a time."""
    return [text for place, text in enumerate(texts) if not text.roles or (place + number) % 3 == 0]


def train(network: Network, texts: Sequence[Text], types: Types, plan: Plan) -> Network:
    """Gives the network with the moving average of its weights after so many passes."""
    torch.manual_seed(plan.seed)
    source = random.Random(plan.seed)  # noqa: S311 - an order of examples, nothing secret
    steps = sum(1 for number in range(plan.passes) for _ in batches(_turn(texts, number), plan.words, random.Random(0)))  # noqa: S311
    decayed = [p for name, p in network.named_parameters() if p.requires_grad and p.dim() > 1 and "words" not in name]
    rest = [p for name, p in network.named_parameters() if p.requires_grad and (p.dim() < 2 or "words" in name)]  # noqa: PLR2004
    groups = [{"params": decayed, "weight_decay": 0.02}, {"params": rest, "weight_decay": 0.0}]
    optimiser = torch.optim.AdamW(groups, lr=plan.rate, betas=(0.9, 0.98), foreach=True)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, plan.rate, total_steps=steps + plan.passes * 16, pct_start=0.08
    )
    averaged = copy.deepcopy(network).eval()
    mean = [weight for weight in averaged.parameters() if weight.requires_grad]
    learnt = [weight for weight in network.parameters() if weight.requires_grad]
    begun = time.monotonic()
    for number in range(plan.passes):
        network.train()
        total = count = 0.0
        for rows in batches(_turn(texts, number), plan.words, source):
            optimiser.zero_grad()
            value = loss(network, rows, types)
            value.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), plan.clip)
            optimiser.step()
            schedule.step()
            with torch.no_grad():
                torch._foreach_lerp_(mean, learnt, 1 - plan.decay)
            total, count = total + value.item(), count + 1
        print(f"pass {number + 1}: loss {total / count:.4f}, {time.monotonic() - begun:.0f} s", flush=True)
    return averaged
