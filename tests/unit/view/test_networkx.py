from io import StringIO

import networkx as nx

from graphbuild.view.networkx import gexf, graphml, network
from tests.example import merged_study


def test_both_files_are_read_again_as_they_were_written():
    graph = network([merged_study()])
    for again in (nx.parse_graphml(graphml([merged_study()])), nx.read_gexf(StringIO(gexf([merged_study()])))):
        assert set(again) == set(graph)
        assert again.number_of_edges() == graph.number_of_edges()
        assert again.nodes[f"study/{merged_study().key}"]["enrollment"] == 40


def test_no_file_names_the_day_on_which_it_was_made():
    assert "lastmodified" not in gexf([merged_study()])
