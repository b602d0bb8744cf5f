import subprocess
import sys

import pytest


@pytest.fixture
def run_python():
    """Runs a line of Python in a process of its own and gives what it prints."""

    def run(code):
        return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout

    return run
