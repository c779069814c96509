"""The report engine: a process of its own, under its own account, alone to read the facts.

Nothing that serves a page imports this package (`[tool.importlinter]`): the web never has the
libraries that could read the store, nor the statistics key.
"""
