"""Why something cannot be passed on."""


class NothingChosen(Exception):
    """No dossier of hers is among those asked for."""


class NotFollowing(Exception):
    """This colleague follows no dossier: it is not her function."""


class AlreadyStarted(Exception):
    """The batch is under way: its list no longer changes."""
