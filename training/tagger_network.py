"""The tagger's network in torch, for training: what graphbuild.extract.tagger.network computes with numpy.

Rows of words (own vector, pieces, look) pass through blocks of dilated convolutions and one block of attention;
linear heads read every word, and sums over sentences their roles.
"""

from dataclasses import dataclass
from typing import Any

import torch
from tagger_data import ROLES, TASKS
from torch import Tensor, nn
from torch.nn import functional

from graphbuild.extract.tagger.tokens import SHAPES
from graphbuild.extract.tagger.windows import PLACES

EDGES = 2


@dataclass(frozen=True, slots=True)
class Size:
    """How large the network is."""

    words: int
    vector: int = 112
    buckets: int = 16384
    piece: int = 48
    shape: int = 16
    width: int = 160
    dilations: tuple[int, ...] = (1, 2, 4, 1, 2, 4)
    attention: int = 4
    heads: int = 4


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts side by side: rows of word types, and for each place of each text the number of its type."""

    types: Tensor  # types x 1, number in the vocabulary
    spare: Tensor  # types x vector, what is known of the type where it is unseen
    pieces: Tensor  # types x pieces
    shapes: Tensor  # types
    index: Tensor  # texts x places
    spots: Tensor  # texts x places
    mask: Tensor  # texts x places x 1


def dropped(states: Tensor, share: float, *, training: bool) -> Tensor:
    """Gives texts x places x width with the same columns dropped at all places of a text."""
    if not training or not share:
        return states
    kept = torch.rand(states.shape[0], 1, states.shape[2]) >= share
    return states * (kept.float() / (1 - share))


class _Beside(torch.autograd.Function):
    """Adds to what a word makes for itself what the words at a distance make for it; all three stand side by side."""

    @staticmethod
    def forward(ctx: Any, made: Tensor, distance: int) -> Tensor:
        """Gives texts x places x width of texts x places x 3 width."""
        ctx.distance = distance
        left, own, right = made.chunk(3, 2)
        total = own.clone()
        total[:, distance:] += left[:, :-distance]
        total[:, :-distance] += right[:, distance:]
        return total

    @staticmethod
    def backward(ctx: Any, wanted: Tensor) -> tuple[Tensor, None]:
        """Gives how the parts side by side are to change."""
        distance = ctx.distance
        texts, places, width = wanted.shape
        change = wanted.new_zeros(texts, places, 3 * width)
        change[:, :-distance, :width] = wanted[:, distance:]
        change[:, :, width : 2 * width] = wanted
        change[:, distance:, 2 * width :] = wanted[:, :-distance]
        return change, None


class Convolution(nn.Module):
    """One residual block over three words at a distance."""

    def __init__(self, width: int, dilation: int, dropout: float) -> None:
        super().__init__()
        self.dilation, self.dropout = dilation, dropout
        self.norm = nn.LayerNorm(width)
        self.inner = nn.Linear(3 * width, width)
        self.outer = nn.Linear(width, width)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Gives x with what its neighbours add."""
        made = functional.linear(self.norm(x) * mask, torch.cat(self.inner.weight.chunk(3, 1)))
        h = functional.relu(_Beside.apply(made, self.dilation) + self.inner.bias)
        return x + self.outer(dropped(h, self.dropout, training=self.training))


class Attention(nn.Module):
    """One residual block in which each word looks at all words of its text."""

    def __init__(self, width: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.norm = nn.LayerNorm(width)
        self.inner = nn.Linear(width, 3 * width)
        self.outer = nn.Linear(width, width)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Gives x with what the rest of the text adds."""
        texts, places, width = x.shape
        asked, keys, values = (
            part.view(texts, places, self.heads, -1).transpose(1, 2) for part in self.inner(self.norm(x)).chunk(3, 2)
        )
        allowed = mask.bool().view(texts, 1, 1, places)
        found = functional.scaled_dot_product_attention(asked, keys, values, allowed)
        found = found.transpose(1, 2).reshape(texts, places, width)
        return x + self.outer(dropped(found, self.dropout, training=self.training))


class Network(nn.Module):
    """Gives scores of every task for every word, and the states from which sentences are judged."""

    def __init__(self, size: Size, dropout: float = 0.3, forget: float = 0.15) -> None:
        super().__init__()
        self.size, self.dropout, self.forget = size, dropout, forget
        self.words = nn.Embedding(size.words + 1, size.vector)
        self.pieces = nn.EmbeddingBag(size.buckets, size.piece, mode="mean", padding_idx=0)
        self.shapes = nn.Embedding(len(SHAPES), size.shape)
        self.spots = nn.Embedding(PLACES + 1, size.width)
        self.entry = nn.Linear(size.vector + size.piece + size.shape, size.width)
        blocks: list[nn.Module] = [Convolution(size.width, dilation, dropout / 2) for dilation in size.dilations]
        if size.heads:
            blocks.insert(size.attention, Attention(size.width, size.heads, dropout / 2))
        self.blocks = nn.ModuleList(blocks)
        self.norm = nn.LayerNorm(size.width)
        self.tasks = nn.Linear(size.width, sum(map(len, TASKS.values())) + EDGES)
        self.roles = nn.Linear(2 * size.width, len(ROLES))
        nn.init.normal_(self.spots.weight, std=0.1)
        nn.init.normal_(self.pieces.weight, std=0.3)

    def states(self, batch: Batch) -> Tensor:
        """Gives texts x places x width."""
        types = batch.types
        if self.training:
            types = torch.where(torch.rand(len(types)) < self.forget, torch.zeros_like(types), types)
        words = torch.where((types == 0).unsqueeze(1), batch.spare, self.words(types))
        rows = torch.cat([words, self.pieces(batch.pieces), self.shapes(batch.shapes)], 1)
        rows = self.entry(functional.dropout(rows, self.dropout / 2, self.training))
        x = (functional.embedding(batch.index, rows) + self.spots(batch.spots)) * batch.mask
        for block in self.blocks:
            x = block(x, batch.mask)
        return dropped(self.norm(x), self.dropout, training=self.training)

    def sentences(self, states: Tensor, owner: Tensor, count: int) -> Tensor:
        """Gives scores of roles for sentences: `owner` tells of each place (texts x places, flat) its sentence."""
        flat = states.reshape(-1, states.shape[-1])
        inside = owner >= 0
        flat, owner = flat[inside], owner[inside]
        sizes = torch.zeros(count).index_add(0, owner, torch.ones(len(owner)))
        mean = torch.zeros(count, flat.shape[1]).index_add(0, owner, flat) / sizes.clamp(min=1).unsqueeze(1)
        top = torch.full((count, flat.shape[1]), -1e4).index_reduce(0, owner, flat, "amax")
        return self.roles(torch.cat([mean, top], 1))
