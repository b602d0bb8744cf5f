"""The documents at the top name what there is."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_test_named_in_the_threat_model_is_there():
    text = (ROOT / "THREAT_MODEL.md").read_text(encoding="utf-8")
    folder = "."
    for name in re.findall(r"`([\w/]+(?:\.py|/))`", text):
        folder = name.rpartition("/")[0] or folder
        path = ROOT / "tests" / (name if "/" in name else f"{folder}/{name}")
        assert path.exists(), name


def test_every_link_of_the_documents_leads_somewhere():
    for document in ROOT.glob("*.md"):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", document.read_text(encoding="utf-8")):
            assert (ROOT / target).exists(), f"{document.name}: {target}"


def test_every_command_stands_in_the_change_log_or_the_readme():
    from graphbuild.cli import COMMANDS, GROUPS  # noqa: PLC0415 - only this test needs the command line

    text = (ROOT / "README.md").read_text(encoding="utf-8") + (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert [name for name in (*COMMANDS, *GROUPS) if name not in text] == []


def test_every_decision_is_numbered_and_short():
    numbers = []
    for path in sorted((ROOT / "docs" / "decisions").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        numbers.append(int(path.name[:4]))
        assert text.startswith(f"# {int(path.name[:4])}. "), path.name
        assert "**Decided.**" in text, path.name
        assert len(text.split()) < 400, path.name
    assert numbers == list(range(1, len(numbers) + 1))


def test_no_assert_stands_in_the_package():
    for path in (ROOT / "graphbuild").rglob("*.py"):
        assert not re.search(r"^\s*assert\b", path.read_text(encoding="utf-8"), re.MULTILINE), path
