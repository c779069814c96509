"""`python -m entrenous.vault COMMAND`: the offline commands of `cli`."""

import sys

from entrenous.vault.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
