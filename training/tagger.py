"""Trains the tagger: one command, one file, the scores of it.

    python training/tagger.py PATH_OF_THE_SETS [--passes 7] [--check]

The folder holds ebm_nlp/, trialsieve/, rct_art/, sentence_roles/ and whatever free text lies beside them.
A sixteenth of the EBM-NLP documents is kept apart to choose what leans towards which label. `--check` scores the file
that is there on the development parts and trains nothing.
"""

import argparse
import copy
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "training")]

from corpora import texts  # noqa: E402
from tagger_data import ROLES, Text, collect, parts  # noqa: E402
from tagger_export import weights_of  # noqa: E402
from tagger_fit import Plan, Types, judged, read, train  # noqa: E402
from tagger_network import Network, Size  # noqa: E402
from tagger_scores import Case, fitted, scores  # noqa: E402
from tagger_teacher import judgement, trained  # noqa: E402
from tagger_words import Vocabulary, mark_unseen, with_names  # noqa: E402
from vectors import counts_of, vectors, vocabulary, words_of  # noqa: E402
from word_model import folder  # noqa: E402

from graphbuild.extract.tagger import FILE, Tagger  # noqa: E402
from graphbuild.extract.tagger.weights import write  # noqa: E402

RARE, MOST_WORDS, OWN, GIVEN, SEED = 2, 56_000, 64, 48, 1
APART, TURN = 16, 7
ROLE_CHANGES, AHEAD = 0.5, {"trialsieve": 0.6}
PASSES, DROPOUT = 7, 0.2
MORE, SLOW, FORGET, OFTEN = 3, 1.5e-3, 0.2, 3
LAST, RATE = 13, 2e-3


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
    reader.add_argument("--passes", type=int, default=PASSES)
    reader.add_argument("--check", action="store_true")
    asked = reader.parse_args()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    if not asked.check:
        make(asked.sets, asked.passes, FILE)
    tagger = Tagger.load()
    print("\n".join(scores(tagger, asked.sets)) if tagger else "there is no file")


def make(sets: Path, passes: int, file: Path) -> None:
    """Trains a tagger on the sets of a folder and writes its file.

    A first network and a language model learn what annotators marked; a second network, which begins as the first and
    meets as many unseen words as reading will, learns that and what the two make of the abstracts.
    """
    found = collect(sets)
    abstracts = found["ebm_nlp"]
    apart = [text for number, text in enumerate(abstracts) if number % APART == TURN]
    found["ebm_nlp"] = [text for number, text in enumerate(abstracts) if number % APART != TURN]
    cut = words_of(texts(sets))
    counted = vocabulary(cut, rare=RARE, most=MOST_WORDS)
    words = with_names(vectors(cut, counted, OWN, SEED), counted, sets, GIVEN)
    earlier = first(found, words, passes)
    teacher = trained(folder(), found["ebm_nlp"])
    mark_unseen([*apart, *(text for texts_ in found.values() for text in texts_)], counts_of(cut), RARE)
    learnt = parts_of(found | {"rct_art": OFTEN * found["rct_art"]})
    types = Types(learnt, words.counted, words.spare(), earlier.size.buckets)
    teach(learnt, lambda text: judged(earlier, text, types), lambda text: judgement(teacher, text))
    network = train(copy.deepcopy(earlier), learnt, types, Plan(LAST, rate=RATE, seed=SEED + 2))
    finish(network, words, apart, changes(found["sentence_roles"]), file)


def first(found: Mapping[str, Sequence[Text]], words: Vocabulary, passes: int) -> Network:
    """Gives the mean of a network after so many passes, and after some more at a lower rate with more words hidden."""
    learnt = parts_of(found)
    network = begun(words.rows[: len(words.counted)])
    nothing = np.zeros(words.rows.shape[1], dtype=np.float32)
    types = Types(learnt, words.counted, lambda _: nothing, network.size.buckets)
    network = train(network, learnt, types, Plan(passes, seed=SEED))
    later = copy.deepcopy(network)
    later.forget = FORGET
    learnt = parts_of(found | {"rct_art": OFTEN * found["rct_art"]})
    return mean_of(network, train(later, learnt, types, Plan(MORE, rate=SLOW, seed=SEED + 1)))


def teach(learnt: Sequence[Text], *judges: Callable[[Text], torch.Tensor]) -> None:
    """Writes into abstracts what judges make of them."""
    for text in learnt:
        if "rct" not in text.labels:
            text.taught = torch.stack([judge(text) for judge in judges]).mean(0).numpy()


def parts_of(found: Mapping[str, Sequence[Text]]) -> list[Text]:
    """Gives the texts of all sets, cut as at run time."""
    return [part for texts_ in found.values() for text in texts_ for part in parts(text)]


def begun(rows: np.ndarray) -> Network:
    """Gives a network that knows nothing but the vectors of words, which it keeps."""
    torch.manual_seed(SEED)
    network = Network(Size(*rows.shape), DROPOUT)
    with torch.no_grad():
        network.words.weight[0] = 0
        network.words.weight[1:] = torch.from_numpy(rows)
    network.words.weight.requires_grad_(requires_grad=False)
    return network


def mean_of(one: Network, other: Network) -> Network:
    """Gives the network whose weights lie between those of two."""
    later = other.state_dict()
    made = copy.deepcopy(one)
    made.load_state_dict({name: (weight + later[name]) / 2 for name, weight in one.state_dict().items()})
    return made


def finish(network: Network, words: Vocabulary, apart: Sequence[Text], follows: np.ndarray, file: Path) -> None:
    """Fits how labels are chosen on texts kept apart, and writes the file."""
    types = Types(apart, words.counted, words.spare(), network.size.buckets)
    choice = fitted([case_of(network, text, types) for text in apart])
    print(f"chosen by {choice}")
    write(file, weights_of(network, words, {"ahead": AHEAD, "choice": asdict(choice)}, follows))


def case_of(network: Network, text: Text, types: Types) -> Case:
    """Gives the words of a text, the chances of their labels, the scores of edges, and the labels as annotated."""
    found = [read(network, part, types) for part in parts(text)]
    chances, edge_scores = (torch.cat(part).numpy() for part in zip(*found, strict=True))
    return text.words, chances, edge_scores, text.labels["pico"]


if __name__ == "__main__":
    main()
