"""From the trained network to the file that graphbuild reads, its large matrices packed into whole numbers."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from tagger_data import ROLES, TASKS
from tagger_network import Attention, Network
from tagger_words import Vocabulary

from graphbuild.extract.tagger.weights import VERSION, Floats, Weights, packed


def weights_of(network: Network, vocabulary: Vocabulary, settings: Mapping[str, Any], changes: Floats) -> Weights:
    """Gives what the file is to say; `settings` are those of the choice of labels, `changes` those between roles."""
    state = {name: array.detach().numpy() for name, array in network.state_dict().items()}
    arrays: dict[str, Any] = {"shapes": state["shapes.weight"], "spots": state["spots.weight"], "changes": changes}
    state["pieces.weight"][0] = 0
    rows = np.vstack([np.zeros_like(vocabulary.rows[:1]), vocabulary.rows])
    arrays |= packed("words", rows) | packed("pieces", state["pieces.weight"])
    arrays |= _linear("entry", state["entry.weight"].T, state["entry.bias"])
    for number, block in enumerate(network.blocks):
        name, place = f"block{number}", f"blocks.{number}"
        arrays[f"{name}.norm"], arrays[f"{name}.norm.bias"] = state[f"{place}.norm.weight"], state[f"{place}.norm.bias"]
        inner, bias = state[f"{place}.inner.weight"], state[f"{place}.inner.bias"]
        if not isinstance(block, Attention):
            inner = np.concatenate(np.split(inner, 3, axis=1))
            bias = np.concatenate([np.zeros_like(bias), bias, np.zeros_like(bias)])
        arrays |= _linear(f"{name}.inner", inner.T, bias)
        arrays |= _linear(f"{name}.outer", state[f"{place}.outer.weight"].T, state[f"{place}.outer.bias"])
    arrays["norm"], arrays["norm.bias"] = state["norm.weight"], state["norm.bias"]
    arrays |= _linear("tasks", state["tasks.weight"].T, state["tasks.bias"])
    arrays |= _linear("roles", state["roles.weight"].T, state["roles.bias"])
    small = {name: array.astype(np.float16) if array.dtype == np.float32 else array for name, array in arrays.items()}
    kinds = [0 if isinstance(block, Attention) else block.dilation for block in network.blocks]
    tasks = [*((name, list(labels)) for name, labels in TASKS.items()), ("edges", ["begin", "end"])]
    about = {"version": VERSION, "buckets": network.size.buckets, "heads": network.size.heads, "blocks": kinds}
    about |= {"tasks": tasks, "roles": list(ROLES), **settings}
    words = {word: number for number, word in enumerate(vocabulary.words, start=1)}
    return Weights(about, words, small)


def _linear(name: str, matrix: Floats, bias: Floats) -> dict[str, Any]:
    return {name: matrix, f"{name}.bias": bias}
