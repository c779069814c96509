#!/usr/bin/env python
"""The door that Django's tools expect. People use `./entrenous`, which checks more."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "src"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "entrenous.config.settings")

if __name__ == "__main__":
    from entrenous.cli.main import main

    sys.exit(main(sys.argv[1:]))
