"""The README shows what the commands print, and its Python runs."""

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("readme", ROOT / "scripts" / "readme.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_block_shows_what_its_command_prints(script, tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    assert script.render(README, tmp_path) == README, "run: .venv/bin/python scripts/readme.py"


def test_the_blocks_are_filled(script):
    blocks = script._BLOCK.findall(README)
    assert len(blocks) >= 7
    assert all(body.strip() for _, _, body, _ in blocks)


def test_the_table_of_other_sets_has_a_figure_for_each_of_its_lines(script):
    table = script._MEASURED.search(README)["body"].splitlines()
    for figure, line in zip(script.FIGURES, table[2:], strict=False):
        assert re.match(rf"\| {figure.set} \| {re.escape(figure.said)} \| 0\.\d{{3}} \|", line), line
    assert len(table) == len(script.FIGURES) + 3


def test_the_table_of_other_sets_shows_what_was_scored_and_the_lowest_share(script):
    scores = {one.set: {one.row: {"f1": 0.5}, "quotes borne out": {"value": 1.0}} for one in script.FIGURES}
    scores["rct_art"]["quotes borne out"] = {"value": 0.9}
    scores["ctro"] = {}
    table = script.table(scores)
    assert "| ctro | slot micro F1, glaucoma |  | 0.470 |" in table
    assert "| sentence_roles | macro F1, five roles | 0.500 |" in table
    assert table.endswith("lowest | 0.900 | |\n")


@pytest.mark.parametrize("code", re.findall(r"```python\n(.*?)```", README, re.DOTALL))
def test_its_python_runs(code, tmp_path, monkeypatch, capsys):
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102 - the README's own code
    assert "83" in capsys.readouterr().out


def test_its_commands_exist():
    from graphbuild.cli import COMMANDS, GROUPS  # noqa: PLC0415 - only this test needs the command line

    used = set(re.findall(r"graphbuild ([a-z]+)", README)) - {"turns"}
    assert used <= {*COMMANDS, *GROUPS}, used
