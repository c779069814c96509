"""`python -m entrenous COMMAND`: every command of the program, one page of help without any."""

import sys

from entrenous.cli.main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
