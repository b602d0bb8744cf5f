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
