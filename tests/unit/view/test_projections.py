import subprocess
import sys
from dataclasses import replace
from io import StringIO

import networkx as nx
import pytest

from graphbuild.model.fact import Person
from graphbuild.model.study import Stated
from graphbuild.view.grid import joined, to_table
from graphbuild.view.networkx import to_gexf, to_graphml
from graphbuild.view.projections import PROJECTIONS, project, report
from tests.example import news_study


def by(*names, key="one"):
    """A study of the example whose paper has these authors."""
    study = news_study()
    evidence = study.publication.authors[0].evidence
    authors = tuple(Stated(Person(name), evidence) for name in names)
    return replace(study, key=key, publication=replace(study.publication, authors=authors))


TEAMS = [
    by("Ann A", "Ben B", "Cy C", key="s1"),
    by("Ann A", "Ben B", key="s2"),
    by("Cy C", "Dee D", key="s3"),
    by("Eve E", key="s4"),
]


def test_two_are_joined_as_often_as_they_share_a_study():
    graph = project(TEAMS, "authors")
    assert set(graph) == {"ann-a", "ben-b", "cy-c", "dee-d", "eve-e"}
    assert graph.edges["ann-a", "ben-b"] == {"weight": 2, "shared": "s1; s2"}
    assert not graph.has_edge("ann-a", "dee-d")
    assert graph.nodes["ann-a"]["studies"] == 2
    assert graph.nodes["ann-a"]["participants"] == 80


def test_who_joins_two_teams_lies_between_them():
    graph = project(TEAMS, "authors")
    between = {name: data["betweenness"] for name, data in graph.nodes(data=True)}
    assert max(between, key=between.get) == "cy-c"
    assert between["eve-e"] == 0
    assert graph.nodes["ann-a"]["community"] == graph.nodes["ben-b"]["community"] == 0
    assert graph.nodes["eve-e"]["community"] != 0


def test_the_report_ranks_and_says_how_the_network_holds_together():
    grid = report(project(TEAMS, "authors"), "authors", 2)
    assert joined(grid.rows[0][0]) == "Cy C"
    assert len(grid.rows) == 2
    assert grid.notes[0] == "5 authors, 4 pairs that share a study, 2 separate parts."
    assert "3 more authors" in to_table(grid)


def test_a_number_of_participants_that_no_study_says_stays_empty():
    silent = replace(by("Ann A", "Ben B"), enrollment=None)
    graph = project([silent], "authors")
    assert "participants" not in graph.nodes["ann-a"]
    assert joined(report(graph, "authors", 5).rows[0][2]) == ""


def test_mentions_of_one_intervention_are_one_node():
    graph = project([news_study(), replace(news_study(), key="other")], "interventions")
    assert [data["studies"] for _, data in graph.nodes(data=True)] == [2]


@pytest.mark.parametrize("kind", PROJECTIONS)
def test_without_studies_the_network_is_empty(kind):
    grid = report(project([], kind), kind, 5)
    assert grid.rows == ()
    assert grid.notes[0].startswith(f"0 {kind}")


def test_files_keep_the_types_of_the_attributes():
    graph = project(TEAMS, "authors")
    for again in (nx.parse_graphml(to_graphml(graph)), nx.read_gexf(StringIO(to_gexf(graph)))):
        assert again.nodes["cy-c"]["betweenness"] == graph.nodes["cy-c"]["betweenness"]
        assert again.nodes["cy-c"]["community"] == graph.nodes["cy-c"]["community"]
        assert again.edges["ann-a", "ben-b"]["shared"] == "s1; s2"
        assert float(again.edges["ann-a", "ben-b"]["weight"]) == 2


def test_the_bytes_do_not_depend_on_the_seed_of_hashes():
    code = (
        "import importlib.util as u; s = u.spec_from_file_location('t', 'tests/unit/view/test_projections.py');"
        "m = u.module_from_spec(s); s.loader.exec_module(m); print(m.to_graphml(m.project(m.TEAMS, 'authors')))"
    )
    made = [
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, check=True, capture_output=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert made[0] == made[1] != b""
