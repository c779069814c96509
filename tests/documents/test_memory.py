"""Thirty megabytes go through in less than a hundred of memory, whatever reads the request."""

import json
import subprocess
import sys
from pathlib import Path

from tests.documents.sending import SIZE

ROOT = Path(__file__).resolve().parents[2]


def test_thirty_megabytes_are_sealed_and_read_under_a_hundred_of_memory(tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-m", "tests.documents.sending"],
        cwd=ROOT, env={"DJANGO_SETTINGS_MODULE": "tests.settings", "TMPDIR": str(tmp_path)},
        capture_output=True, check=True, timeout=120,
    ).stdout  # fmt: skip
    told = json.loads(said)
    assert (told["size"], told["read"], told["refusal"]) == (SIZE, SIZE, None)
    assert told["left"] is False
    assert told["peak"] < 100 * 1024, "Kio"
    assert told["peak"] - told["before"] < 12 * 1024, "Kio: the file was gathered in memory"
