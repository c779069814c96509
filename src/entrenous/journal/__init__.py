"""Who did what on which container: append-only, chained, checkable away from the database."""

APPEND_ONLY_TABLES = ("journal_entry", "journal_checkpoint")
