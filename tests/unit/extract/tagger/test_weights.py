import json

import numpy as np
import pytest

from graphbuild.errors import GraphbuildError
from graphbuild.extract.tagger.weights import packed, read, write


def test_what_is_written_is_read(made, tmp_path):
    weights = made.small()
    write(tmp_path / "small.npz", weights)
    found = read(tmp_path / "small.npz")
    assert found.about == weights.about
    assert found.words == weights.words
    assert all(np.array_equal(found.arrays[name], array) for name, array in weights.arrays.items())


def test_equal_weights_give_equal_bytes(made, tmp_path):
    for name in ("one", "two"):
        write(tmp_path / name, made.small())
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_packing_keeps_numbers_to_a_hundredth_of_the_greatest():
    matrix = np.array([[0.5, -1.0, 0.25], [0.0, 0.0, 0.0]], dtype=np.float32)
    arrays = packed("m", matrix)
    unpacked = arrays["m.int8"] * arrays["m.scale"][:, None].astype(np.float32)
    assert np.abs(unpacked - matrix).max() < 0.01


@pytest.mark.parametrize("content", [b"", b"not a file of ours", b"PK\x03\x04 cut short"])
def test_another_file_is_refused_with_its_name(tmp_path, content):
    (tmp_path / "tagger.npz").write_bytes(content)
    with pytest.raises(GraphbuildError, match=r"tagger\.npz: not a trained tagger, or damaged \(train it anew"):
        read(tmp_path / "tagger.npz")


def test_a_file_cut_short_is_refused(made, tmp_path):
    write(tmp_path / "tagger.npz", made.small())
    whole = (tmp_path / "tagger.npz").read_bytes()
    (tmp_path / "tagger.npz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(GraphbuildError, match="damaged"):
        read(tmp_path / "tagger.npz")


def test_other_arrays_are_refused(tmp_path):
    with (tmp_path / "tagger.npz").open("wb") as file:
        np.savez(file, other=np.zeros(3))
    with pytest.raises(GraphbuildError, match="damaged"):
        read(tmp_path / "tagger.npz")


def test_another_version_is_refused(tmp_path):
    about = np.frombuffer(json.dumps({"version": 99}).encode(), dtype=np.uint8)
    with (tmp_path / "tagger.npz").open("wb") as file:
        np.savez(file, about=about, words=np.frombuffer(b"pain", dtype=np.uint8))
    with pytest.raises(GraphbuildError, match="another version"):
        read(tmp_path / "tagger.npz")
