import inspect
import shutil
from pathlib import Path

import pytest
import rdflib

import graphbuild
from graphbuild import ingest
from graphbuild.api import StudyGraph
from graphbuild.errors import GraphbuildError, PluginError, QueryError, SourceError, StoreError
from graphbuild.ingest import Status
from graphbuild.outputs import FILES, write_folder

SEEDS = Path(__file__).parents[2] / "seeds"
NAMES = ("sugammadex-news.md", "calm-news.txt", "calm-abstract.txt")


@pytest.fixture
def articles(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    for name in NAMES:
        shutil.copy(SEEDS / name, folder / name)
    return folder


def test_the_public_names_and_their_signatures_are_these():
    assert graphbuild.__all__ == [
        "Document",
        "GraphbuildError",
        "Study",
        "StudyGraph",
        "build",
        "extract",
        "read",
        "validate",
    ]
    assert list(inspect.signature(graphbuild.build).parameters) == [
        "sources",
        "store",
        "extractors",
        "runner",
        "minimum_confidence",
        "progress",
        "manifest",
        "wait",
    ]
    assert list(inspect.signature(graphbuild.read).parameters) == ["source"]
    assert list(inspect.signature(graphbuild.extract).parameters) == ["document"]
    assert list(inspect.signature(graphbuild.validate).parameters) == ["graph"]


def test_importing_the_package_loads_nothing_heavy(run_python):
    heavy = {"rdflib", "networkx", "pyshacl", "pyoxigraph", "lxml", "typer", "rich", "jinja2", "numpy"}
    loaded = set(run_python("import sys, graphbuild; print(*sorted(sys.modules))").split())
    assert not heavy & loaded


def test_an_article_becomes_a_study_whose_values_quote_it(articles):
    document = graphbuild.read(articles / "sugammadex-news.md")
    study = graphbuild.extract(document)
    assert study is not None
    assert study.enrollment is not None
    assert study.enrollment.value == 83
    for _, stated in study.stated():
        for piece in stated.evidence:
            assert piece.words.of(document.text) == piece.exact
            assert piece.sentence.of(document.text) == piece.quote


def test_text_is_read_as_it_is_and_a_name_as_a_file(tmp_path):
    assert graphbuild.read("A headline\nA line.").text == "A headline\nA line."
    with pytest.raises(SourceError, match="nowhere"):
        graphbuild.read(str(tmp_path / "nowhere.txt"))


def test_a_graph_in_memory_answers_validates_exports_and_draws(articles, tmp_path):
    graph = graphbuild.build(articles)
    assert len(graph.studies) == 2
    assert len(graph.query("studies-by-name", name="")) >= 2
    assert graphbuild.validate(graph).conforms
    assert isinstance(graph.graph, rdflib.Dataset)
    assert {data["kind"] for _, data in graph.networkx().nodes(data=True)} >= {"study", "journal"}
    written = graph.export(tmp_path / "a.ttl")
    assert len(rdflib.Graph().parse(written)) > 100
    assert graph.view(tmp_path / "pages" / "index.html").is_file()
    assert len(list((tmp_path / "pages" / "studies").iterdir())) == 2
    assert "studies" in graph._repr_html_()


def test_unknown_names_are_errors_that_say_what_there_is(articles):
    graph = graphbuild.build(articles / NAMES[0])
    with pytest.raises(QueryError):
        graph.query("no-such-question")
    with pytest.raises(PluginError, match=r"\.ttl"):
        graph.export("a.xyz")
    with pytest.raises(PluginError, match="turtle"):
        graph.export("a.ttl", format="no-such-format")
    with pytest.raises(PluginError, match="serial"):
        graphbuild.build(articles, runner="no-such-runner")
    with pytest.raises(PluginError, match="enrollment"):
        graphbuild.build(articles, extractors=["no-such-extractor"])


def files_of(graph, folder):
    write_folder(graph.made(), folder)
    return {name: (folder / name).read_bytes() for name in FILES}


def test_order_repetition_and_runner_make_no_difference(articles, tmp_path):
    paths = sorted(articles.iterdir())
    with graphbuild.build(paths, store=tmp_path / "one") as graph:
        one = files_of(graph, tmp_path / "one")
    with graphbuild.build([*reversed(paths), paths[0]], store=tmp_path / "two", runner="processes") as graph:
        two = files_of(graph, tmp_path / "two")
    with graphbuild.build(paths, store=tmp_path / "one") as graph:
        again = files_of(graph, tmp_path / "one")
        assert {one.status for one in graph.ingested} == {Status.KEPT}
    assert one == two == again


def test_a_later_build_adds_replaces_and_keeps(articles, tmp_path):
    store = tmp_path / "store"
    graphbuild.build(articles / NAMES[0], store=store).close()
    with graphbuild.build(articles / NAMES[1], store=store) as graph:
        assert len(graph.studies) == 2
    changed = (articles / NAMES[0]).read_text(encoding="utf-8").replace("included 83 adults", "included 85 adults")
    (articles / NAMES[0]).write_text(changed, encoding="utf-8")
    with graphbuild.build(articles / NAMES[0], store=store) as graph:
        assert sorted(one.enrollment.value for one in graph.studies) == [85, 105]
        assert len(graph.studies) == 2


def test_a_source_that_turns_bad_is_named_and_loses_nothing(articles, tmp_path):
    store = tmp_path / "store"
    with graphbuild.build(articles, store=store) as graph:
        before = graph.store.dump()
    (articles / NAMES[0]).write_bytes(b"\x00\x01\x02" * 100)
    with graphbuild.build(articles, store=store) as graph:
        assert [Path(one.source).name for one in graph.ingested if one.status is Status.REFUSED] == [NAMES[0]]
        assert graph.store.dump() == before


def test_an_extractor_that_fails_refuses_its_source_and_no_other(articles, monkeypatch):
    def broken(document, *, extractors, minimum_confidence):
        if "sugammadex" in document.text:
            message = "a rule of the world"
            raise ZeroDivisionError(message)
        return original(document, extractors=extractors, minimum_confidence=minimum_confidence)

    original = ingest.run
    monkeypatch.setattr(ingest, "run", broken)
    graph = graphbuild.build(articles)
    assert [one.status for one in graph.ingested].count(Status.REFUSED) == 1
    assert "ZeroDivisionError: a rule of the world" in next(one.problem for one in graph.ingested if one.problem)
    assert len(graph.studies) == 1


def test_a_graph_is_opened_again_with_its_studies_and_its_answers(articles, tmp_path):
    with graphbuild.build(articles, store=tmp_path / "store") as graph:
        studies = graph.studies
    with StudyGraph.open(tmp_path / "store") as opened:
        assert opened.studies == studies
        assert len(opened.query("studies-by-name", name="")) >= 2


def test_a_graph_whose_store_is_still_filled_waits_when_it_is_asked(articles, tmp_path):
    with graphbuild.build(articles, store=tmp_path / "one") as whole:
        expected = whole.query("studies-by-name", name="")
    with graphbuild.build(articles, store=tmp_path / "two", wait=False) as graph:
        assert graph.studies
        assert graph.query("studies-by-name", name="").rows == expected.rows
    with StudyGraph.open(tmp_path / "two") as opened:
        assert opened.query("studies-by-name", name="").rows == expected.rows


def test_what_went_wrong_while_the_store_was_filled_is_raised_when_it_is_asked_or_closed(
    articles, tmp_path, monkeypatch
):
    def full(*_):
        raise StoreError("the disk is full", where="store", remedy="free some room")

    monkeypatch.setattr("graphbuild.stores.oxigraph.OxigraphStore.synchronise", full)
    with pytest.raises(StoreError, match="disk is full"):
        graphbuild.build(articles, store=tmp_path / "one")
    graph = graphbuild.build(articles, store=tmp_path / "two", wait=False)
    assert graph.studies
    with pytest.raises(StoreError, match="disk is full"):
        graph.query("studies-by-name", name="")
    with pytest.raises(StoreError, match="disk is full"):
        graph.close()


def test_a_folder_without_a_graph_is_an_error_that_says_what_to_do(tmp_path):
    with pytest.raises(StoreError, match="graphbuild build"):
        StudyGraph.open(tmp_path)


def test_every_error_of_the_package_is_one_tree():
    from graphbuild import errors  # noqa: PLC0415

    kinds = [one for one in vars(errors).values() if inspect.isclass(one) and issubclass(one, Exception)]
    assert all(issubclass(kind, GraphbuildError) for kind in kinds)
    drawn = errors.__doc__ or ""
    assert all(kind.__name__ in drawn for kind in kinds)
