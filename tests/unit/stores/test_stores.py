import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, serialize
from pyoxigraph import Store as Engine

from graphbuild import stores
from graphbuild.errors import QueryError, StoreError
from graphbuild.rdf import partition, quads, sorted_quads
from graphbuild.stores import Changes, Table, digest, open_store
from graphbuild.stores.memory import from_rdflib, to_rdflib
from graphbuild.terms import GB, ID
from tests.example import merged_study, news_study
from tests.unit.stores.writer import studies

CHECKOUT = Path(__file__).parents[3]
PARTS = partition(quads(merged_study()))
ENGINES = ["oxigraph", "memory"]


def quad(name, value="1", graph="a"):
    return Quad(NamedNode(f"{ID}{name}"), NamedNode(f"{GB}phase"), Literal(value), NamedNode(f"{ID}doc/{graph}"))


@pytest.fixture(params=ENGINES)
def store(request):
    with open_store(engine=request.param) as opened:
        yield opened


def held(store):
    return sorted_quads(store.quads())


def test_a_store_gives_back_what_it_was_given(store):
    store.synchronise(PARTS)
    assert held(store) == sorted_quads(quads(merged_study()))
    assert store.parts() == {part: digest(found) for part, found in PARTS.items()}
    assert len(store) == sum(map(len, PARTS.values()))


def test_both_engines_dump_the_same_bytes_which_are_n_quads():
    dumps = []
    for engine in ENGINES:
        with open_store(engine=engine) as opened:
            opened.synchronise(PARTS)
            dumps.append(opened.dump())
    assert dumps[0] == dumps[1]
    assert dumps[0] == serialize(sorted_quads(quads(merged_study())), format=RdfFormat.N_QUADS)


def test_a_replaced_part_leaves_no_orphan_and_touches_no_other(store):
    store.replace("doc/a", [quad("x"), quad("y", graph="a/char/0-3")])
    store.replace("doc/b", [quad("z", graph="b")])
    store.replace("doc/a", [quad("x", "2")])
    assert held(store) == [quad("x", "2"), quad("z", graph="b")]
    store.remove("doc/a")
    store.remove("doc/a")
    assert (held(store), list(store.parts())) == ([quad("z", graph="b")], ["doc/b"])


def test_an_empty_part_is_no_part(store):
    store.replace("doc/a", [quad("x")])
    store.replace("doc/a", [])
    assert (held(store), store.parts(), len(store)) == ([], {}, 0)


def test_synchronising_touches_only_what_differs_and_removes_what_is_gone(store):
    first = store.synchronise(partition(quads(news_study())))
    again = store.synchronise(partition(quads(news_study())))
    merged = store.synchronise(PARTS)
    assert len(first.written) == 2
    assert again == Changes()
    assert set(merged.written) == set(PARTS)
    assert merged.removed == (f"run/computed/{news_study().key}",)
    assert held(store) == sorted_quads(quads(merged_study()))


def test_many_parts_are_written_in_several_steps(store, monkeypatch):
    monkeypatch.setattr(stores, "_BATCH", 100)
    assert set(store.synchronise(PARTS).written) == set(PARTS)
    assert held(store) == sorted_quads(quads(merged_study()))


def broken():
    yield quad("x", "2")
    message = "no more"
    raise OSError(message)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        (lambda: {"doc/a": broken()}, OSError),
        (lambda: {"doc/a": [Quad(*quad("x", "2").triple)]}, StoreError),
        (lambda: {"doc/b": [quad("z", graph="b")], "doc/a": broken()}, OSError),
    ],
)
def test_a_failed_write_leaves_the_store_as_it_was(store, changes, error):
    store.replace("doc/a", [quad("x")])
    before = store.parts()
    with pytest.raises(error):
        store.apply(changes())
    assert (held(store), store.parts()) == ([quad("x")], before)


def test_an_engine_that_fails_in_the_middle_leaves_the_store_as_it_was(tmp_path, monkeypatch):
    from graphbuild.stores import oxigraph  # noqa: PLC0415 - its private writer is what fails

    with open_store(tmp_path / "s") as opened:
        opened.replace("doc/a", [quad("x")])
        whole = oxigraph._update
        monkeypatch.setattr(oxigraph, "_update", lambda *parts: f"{whole(*parts)} ; LOAD <file:///nowhere>")
        with pytest.raises(StoreError):
            opened.replace("doc/a", [quad("y")])
        assert held(opened) == [quad("x")]


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(ENGINES))
def test_any_text_survives_first_and_second_writes(text, engine):
    with open_store(engine=engine) as opened:
        opened.replace("doc/a", [quad("x", text)])
        opened.replace("doc/a", [quad("y", text)])
        assert held(opened) == [quad("y", text)]


def test_quads_are_found_by_pattern(store):
    store.synchronise(PARTS)
    study = NamedNode(f"{ID}study/nct00000000")
    numbers = [found.object.value for found in store.quads(study, NamedNode(f"{GB}enrollment"))]
    assert numbers == ["40"]
    graph = NamedNode(f"{ID}run/computed/nct00000000")
    assert {found.graph_name for found in store.quads(graph=graph)} == {graph}


def test_questions_are_answered_over_all_graphs(store):
    store.synchronise(PARTS)
    study = NamedNode(f"{ID}study/nct00000000")
    ask = f"SELECT ?study ?n ?absent {{ ?study <{GB}enrollment> ?n OPTIONAL {{ ?study <{GB}siteCount> ?absent }} }}"
    answer = store.query(ask)
    assert isinstance(answer, Table)
    assert answer.variables == ("study", "n", "absent")
    assert [(str(row[0]), row[1].value, row[2]) for row in answer.rows] == [(str(study), "40", None)]
    assert store.query(f"ASK {{ ?study <{GB}phase> ?phase }}", {"study": study}) is True
    assert store.query(f"ASK {{ ?study <{GB}phase> ?phase }}", {"phase": Literal("x")}) is False
    made = store.query(f"CONSTRUCT {{ ?s <{GB}analysed> ?n }} {{ ?s <{GB}enrollment> ?n }}")
    assert [triple.object.value for triple in made] == ["40"]


NUMBERS = f"SELECT (SUM(?n) AS ?sum) (COUNT(*) AS ?count) {{ ?study <{GB}enrollment> ?n }}"
EVERYTHING = "SELECT (COUNT(*) AS ?count) { ?s ?p ?o }"


def enrolled(graph, number="12"):
    return Quad(NamedNode(f"{ID}study/x"), NamedNode(f"{GB}enrollment"), to_integer(number), NamedNode(f"{ID}{graph}"))


def to_integer(number):
    return Literal(number, datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer"))


def answered(store, sparql=NUMBERS):
    (row,) = store.query(sparql).rows
    return [int(value.value) for value in row]


def test_a_triple_that_several_sentences_state_counts_once(store):
    store.replace("doc/a", [enrolled("doc/a/char/0-3"), enrolled("doc/a/char/9-12")])
    store.replace("doc/b", [enrolled("doc/b/char/0-3")])
    assert (answered(store), len(held(store))) == ([12, 1], 3)
    store.replace("doc/a", [enrolled("doc/a/char/0-3", "30")])
    assert answered(store) == [42, 2]
    store.remove("doc/b")
    assert answered(store) == [30, 1]
    store.apply({"doc/a": None, "doc/c": [enrolled("doc/c", "30")]})
    assert answered(store) == [30, 1]
    store.remove("doc/c")
    assert (answered(store), answered(store, EVERYTHING)) == ([0, 0], [0])


def test_joins_over_repeated_triples_do_not_multiply(store):
    store.synchronise({"doc/a": [enrolled(f"doc/a/char/{n}-{n + 2}") for n in range(5)]})
    join = f"SELECT (COUNT(*) AS ?count) {{ ?a <{GB}enrollment> ?n . ?b <{GB}enrollment> ?n . ?c ?p ?n }}"
    assert answered(store, join) == [1]


def test_both_engines_count_the_same_triples_and_no_bookkeeping():
    counts = []
    for engine in ENGINES:
        with open_store(engine=engine) as opened:
            opened.synchronise(PARTS)
            counts.append(answered(opened, EVERYTHING))
    assert counts[0] == counts[1] == [len({one.triple for part in PARTS.values() for one in part})]


def default_graph(store):
    return {one.triple for one in store.engine.quads_for_pattern(None, None, None, DefaultGraph())}


CHANGES = st.dictionaries(
    st.sampled_from("abc"), st.none() | st.lists(st.tuples(st.sampled_from("xyz"), st.integers(0, 2))), max_size=3
)


@settings(max_examples=60, deadline=None)
@given(st.lists(CHANGES, max_size=6))
def test_the_default_graph_holds_each_triple_as_long_as_some_graph_does(writes):
    with open_store() as opened:
        for changes in writes:
            opened.apply(
                {
                    f"doc/{part}": None if rows is None else {quad(name, graph=f"{part}/char/{n}") for name, n in rows}
                    for part, rows in changes.items()
                }
            )
            assert default_graph(opened) == {one.triple for one in opened.quads()}


def outdated(folder, layout=None):
    """Makes the store of another version: without a default graph, and with its own mark or none."""
    with open_store(folder) as opened:
        opened.synchronise(PARTS)
    engine = Engine(str(folder))
    mark = Quad(NamedNode(f"{ID}run/store"), NamedNode("https://schema.org/version"), Literal("2"))
    (known,) = engine.quads_for_pattern(mark.subject, mark.predicate, None, None)
    engine.remove(known)
    engine.clear_graph(DefaultGraph())
    if layout:
        engine.add(Quad(mark.subject, mark.predicate, Literal(layout), known.graph_name))
    engine.flush()


def test_a_store_of_the_earlier_layout_is_refused_to_readers_and_filled_by_the_next_writer(tmp_path):
    outdated(tmp_path / "s")
    with pytest.raises(StoreError, match=r"an earlier version.*build once more into its folder"):
        open_store(tmp_path / "s", read_only=True)
    with open_store(tmp_path / "s") as opened:
        assert default_graph(opened) == {one.triple for part in PARTS.values() for one in part}
        assert opened.synchronise(PARTS) == Changes()
    with open_store(tmp_path / "s", read_only=True) as reader:
        assert answered(reader)[1] == 1


def test_a_store_of_a_later_layout_is_refused_with_a_remedy(tmp_path):
    outdated(tmp_path / "s", "3")
    with pytest.raises(StoreError, match=r"another version.*delete its folder and build again"):
        open_store(tmp_path / "s", read_only=True)


def test_a_question_that_does_not_parse_is_refused(store):
    with pytest.raises(QueryError, match="does not parse"):
        store.query("SELECT ?x {")


def test_a_blank_node_is_no_term_of_the_graph():
    with pytest.raises(StoreError, match="neither a name nor a literal"):
        from_rdflib(rdflib.BNode())


@pytest.mark.parametrize("term", [NamedNode("a:b"), Literal("x"), Literal("x", language="en"), Literal("1.50")])
def test_terms_translate_to_rdflib_and_back(term):
    assert from_rdflib(to_rdflib(term)) == term


def test_a_folder_keeps_what_was_written(tmp_path):
    with open_store(tmp_path / "deep" / "store") as opened:
        opened.synchronise(PARTS)
        dump = opened.dump()
    with open_store(tmp_path / "deep" / "store") as again:
        assert (again.dump(), again.synchronise(PARTS)) == (dump, Changes())
    with open_store(tmp_path / "deep" / "store", read_only=True) as reader:
        assert reader.dump() == dump
        with pytest.raises(StoreError):
            reader.remove("run/computed/nct00000000")


def test_a_second_writer_is_told_to_wait(tmp_path):
    with open_store(tmp_path / "s"):
        with pytest.raises(StoreError, match=r"another process is writing.*wait until"):
            open_store(tmp_path / "s")
        script = f"from graphbuild.stores import open_store; open_store({str(tmp_path / 's')!r})"
        told = subprocess.run([sys.executable, "-c", script], cwd=CHECKOUT, capture_output=True, text=True, check=False)
        assert "another process is writing" in told.stderr


def test_a_reader_beside_a_writer_is_told_to_wait(tmp_path):
    fill(tmp_path / "s", "cut")
    with pytest.raises(StoreError, match=r"being written to, or damaged.*wait until"):
        open_store(tmp_path / "s", read_only=True)


def test_a_closed_store_says_so():
    opened = open_store()
    opened.close()
    with pytest.raises(StoreError, match="closed"):
        opened.dump()


def test_memory_keeps_no_folder(tmp_path):
    with pytest.raises(StoreError, match="keeps nothing"):
        open_store(tmp_path, engine="memory")


def fill(folder, how):
    with open_store(folder) as opened:
        opened.synchronise(PARTS)
    if how == "no mark":
        (folder / "CURRENT").unlink()
    elif how == "cut":
        next(folder.glob("MANIFEST*")).write_bytes(b"x")
    else:
        for table in folder.glob("*.sst"):
            table.write_bytes(b"x" * 500)


@pytest.mark.parametrize("how", ["no mark", "cut", "overwritten"])
def test_a_damaged_folder_is_named_with_a_remedy(tmp_path, how):
    fill(tmp_path / "s", how)
    with pytest.raises(StoreError, match=r"damaged.*build again"):
        open_store(tmp_path / "s").dump()


@pytest.mark.parametrize(
    ("read_only", "make", "told"),
    [
        (True, Path.exists, "there is no store"),
        (True, lambda folder: folder.mkdir(), "the folder is empty"),
        (False, lambda folder: folder.write_text("x"), "a file, not the folder"),
        (False, lambda folder: (folder.mkdir(), (folder / "letter.txt").write_text("x")), "other files, no store"),
    ],
)
def test_what_is_no_store_is_refused_and_left_alone(tmp_path, read_only, make, told):
    folder = tmp_path / "s"
    make(folder)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(StoreError, match=told):
        open_store(folder, read_only=read_only)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("seed", range(6))
def test_killed_writers_lose_no_part_and_a_rebuild_gives_the_same_bytes(tmp_path, seed):
    folder = tmp_path / "s"
    old, new = (partition(q for study in studies(suffix) for q in quads(study)) for suffix in ("old", "new"))
    with open_store(folder) as opened:
        opened.synchronise(old)
    command = [sys.executable, "-m", "tests.unit.stores.writer", str(folder), "new"]
    with subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout.readline() == "ready\n"
        time.sleep(0.05 * random.Random(seed).random())  # noqa: S311 - a moment, no secret
        writer.kill()
    with open_store(folder) as opened:
        real = {part: digest(found) for part, found in partition(opened.quads()).items()}
        assert real == opened.parts()
        assert default_graph(opened) == {one.triple for one in opened.quads()}
        assert all(name in (digest(old[part]), digest(new[part])) for part, name in real.items())
        assert set(real) == set(old)
        opened.synchronise(new)
        assert held(opened) == sorted_quads(one for part in new.values() for one in part)
