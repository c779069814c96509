"""`new_secret`: a value for SECRET_KEY, of which no trace is kept."""

import secrets
import sys
from typing import Final

_BYTES: Final = 64


def main(_argv: list[str]) -> int:
    """Print one value; nothing needs to be set up before."""
    sys.stdout.write(f"{secrets.token_urlsafe(_BYTES)}\n")
    return 0
