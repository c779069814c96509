"""What an act on a collective action may refuse."""


class AlreadyEnded(Exception):
    """The action has ended: its sessions change no more."""


class SessionSettled(Exception):
    """The session was held or cancelled already."""


class LastFacilitator(Exception):
    """Nobody else would hold the action: it is passed on, or ended, first."""


class AlreadyFacilitator(Exception):
    """This colleague holds the action already."""
