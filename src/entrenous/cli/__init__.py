"""The command line: finds the package that answers a command, loads nothing else."""
