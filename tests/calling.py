"""Runs commands of the command line in the process of the tests."""

import io
import sys

import pytest

from graphbuild.cli import main


def call(*arguments, given=None):
    """Runs a command as a user does and gives (code, output, errors)."""
    output, errors = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    entered = io.TextIOWrapper(io.BytesIO((given or "").encode()), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["graphbuild", *map(str, arguments)])
        patch.setattr(sys, "stdin", entered)
        patch.setattr(sys, "stdout", output)
        patch.setattr(sys, "stderr", errors)
        with pytest.raises(SystemExit) as left:
            main()
    output.flush()
    return left.value.code or 0, output.buffer.getvalue().decode(), errors.getvalue()
