"""Trains the tagger: one command, one file, the scores of it.

    python training/tagger.py PATH_OF_THE_SETS [--passes 17] [--check]

The folder holds ebm_nlp/, trialsieve/, rct_art/, sentence_roles/, news_train/ and whatever free text lies beside them.
A sixteenth of the EBM-NLP documents is kept apart to choose what leans towards which label. `--check` scores the file
that is there on the development parts and trains nothing.
"""

import argparse
import copy
import sys
from collections.abc import Sequence
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "training")]

from corpora import texts  # noqa: E402
from tagger_data import PICO, ROLES, Text, collect, parts  # noqa: E402
from tagger_export import weights_of  # noqa: E402
from tagger_fit import Plan, Types, teach, train  # noqa: E402
from tagger_network import Network, Size  # noqa: E402
from tagger_scores import fitted, scores  # noqa: E402
from vectors import vectors, vocabulary, words_of  # noqa: E402
from word_model import folder, word_vectors  # noqa: E402

from graphbuild.extract.tagger import FILE, Tagger  # noqa: E402
from graphbuild.extract.tagger.decode import Choice  # noqa: E402
from graphbuild.extract.tagger.weights import write  # noqa: E402

RARE, MOST_WORDS, OWN, GIVEN, SEED = 2, 56_000, 64, 48, 1
APART, TURN = 16, 7
LEVEL, ROLE_CHANGES, AHEAD = 0.5, 0.5, {"trialsieve": 0.6}
MORE, FORGET = 7, 0.2


def initial(words: Sequence[str], cut: Sequence[list[str]]) -> np.ndarray:
    """Gives the vectors that words begin with: our own, and those of a word model if it is installed."""
    own = vectors(cut, list(words), OWN, SEED)
    path = folder()
    return own if path is None else np.hstack([own, word_vectors(words, path, GIVEN)])


def changes(found: Sequence[Text]) -> np.ndarray:
    """Gives the logarithms of how much likelier than chance one role follows another, weakened."""
    pairs, singles = np.ones((len(ROLES), len(ROLES))), np.ones(len(ROLES))
    for text in found:
        roles = [role for _, role in text.roles]
        for before, after in pairwise(roles):
            pairs[before, after] += 1
            singles[after] += 1
    shares = pairs / pairs.sum(1, keepdims=True)
    return (ROLE_CHANGES * np.log(shares / (singles / singles.sum()))).astype(np.float32)


def main() -> None:
    """Trains, writes and scores the tagger."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("sets", type=Path)
    reader.add_argument("--passes", type=int, default=17)
    reader.add_argument("--check", action="store_true")
    asked = reader.parse_args()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    if not asked.check:
        make(asked.sets, asked.passes, FILE)
    tagger = Tagger.load()
    print("\n".join(scores(tagger, asked.sets)) if tagger else "there is no file")


def make(sets: Path, passes: int, file: Path) -> None:
    """Trains a tagger on the sets of a folder and writes its file."""
    found = collect(sets)
    abstracts = found["ebm_nlp"]
    apart = [text for number, text in enumerate(abstracts) if number % APART == TURN]
    found["ebm_nlp"] = [text for number, text in enumerate(abstracts) if number % APART != TURN]
    cut = words_of(texts(sets))
    words = vocabulary(cut, rare=RARE, most=MOST_WORDS)
    learnt = [part for text in (one for texts_ in found.values() for one in texts_) for part in parts(text)]
    begun = initial(words, cut)
    torch.manual_seed(SEED)
    network = Network(Size(len(words), begun.shape[1]))
    with torch.no_grad():
        network.words.weight[0] = 0
        network.words.weight[1:] = torch.from_numpy(begun)
    types = Types(learnt, words, network.size.buckets)
    network = train(network, learnt, types, Plan(passes, seed=SEED))
    network = again(network, begun, learnt, types)
    finish(network, words, apart, changes(found["sentence_roles"]), file)


def again(teacher: Network, begun: np.ndarray, learnt: Sequence[Text], types: Types) -> Network:
    """Gives the mean of a network and of one trained on, which also learns its judgement of abstracts nobody annotated.

    Meanwhile the vectors of words go back to what they began with and stay: what was learnt of single words helps no
    other text.
    """
    teach(teacher, learnt, types)
    network = copy.deepcopy(teacher)
    network.forget = FORGET
    with torch.no_grad():
        network.words.weight[1:] = torch.from_numpy(begun)
    network.words.weight.requires_grad_(requires_grad=False)
    later = train(network, learnt, types, Plan(MORE, rate=1.5e-3, seed=SEED + 1))
    return mean_of(teacher, later)


def mean_of(one: Network, other: Network) -> Network:
    """Gives the network whose weights lie between those of two."""
    later = other.state_dict()
    made = copy.deepcopy(one)
    made.load_state_dict({name: (weight + later[name]) / 2 for name, weight in one.state_dict().items()})
    return made


def finish(network: Network, words: Sequence[str], apart: Sequence[Text], follows: np.ndarray, file: Path) -> None:
    """Fits how labels are chosen on texts kept apart, and writes the file."""
    settings = {"level": LEVEL, "ahead": AHEAD, "choice": asdict(Choice([0.0] * len(PICO), 0.0))}
    choice = fitted(Tagger(weights_of(network, words, settings, follows)), apart)
    print(f"chosen by {choice}")
    settings["choice"] = asdict(choice)
    write(file, weights_of(network, words, settings, follows))


if __name__ == "__main__":
    main()
