"""The states of the world that the work of the desk meets. Their text is for logs: names nobody."""


class ProtectedPerson(Exception):
    """Reception knows nothing of a protected dossier: no task about it leaves."""


class AlreadyReturned(Exception):
    """The task was done, or taken back, meanwhile."""


class AlreadyEnded(Exception):
    """The promise was kept, or is no longer needed: nothing is noted twice."""


class NotOver(Exception):
    """Nothing came back of this task yet."""


class ChangedMeanwhile(Exception):
    """Someone wrote a newer edition of the sheet."""
