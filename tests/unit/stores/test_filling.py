"""A store that is made anew is loaded in bulk; it holds what one quad after the other would have given."""

import pytest

import graphbuild.stores as module
from graphbuild.rdf import Told, partition, quads
from graphbuild.stores import Changes, open_store
from tests.example import merged_study, news_study

PARTS = partition(quads(merged_study()))


@pytest.mark.parametrize("in_folder", [True, False])
def test_a_bulk_load_gives_the_store_that_single_writes_give(tmp_path, monkeypatch, in_folder):
    folder = tmp_path / "store" if in_folder else None
    with open_store() as slow:
        slow.synchronise(PARTS)
        wanted = slow.dump(), slow.parts(), slow.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    monkeypatch.setattr(module, "_BATCH", 10)
    with open_store(folder) as store:
        assert set(store.synchronise(Told([merged_study()]).parts()).written) == set(PARTS)
        assert (store.dump(), store.parts(), store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")) == wanted
        assert store.synchronise(PARTS) == Changes()


def test_a_bulk_load_leaves_nothing_of_what_was_there_nor_beside_it(tmp_path, monkeypatch):
    with open_store(tmp_path / "store") as store:
        store.synchronise({"doc/old": partition(quads(news_study()))[f"doc/{news_study().reports[0].document}"]})
    monkeypatch.setattr(module, "_BATCH", 10)
    with open_store(tmp_path / "store") as store:
        assert store.synchronise(PARTS).removed == ("doc/old",)
        assert set(store.parts()) == set(PARTS)
    assert [path.name for path in tmp_path.iterdir()] == ["store"]
