"""What an act on a complaint may refuse."""


class NoDesk(Exception):
    """No certified group may receive it, but one that the agent concerned belongs to."""


class AlreadyAnswered(Exception):
    """It has its answer: nothing changes."""


class NotAnswered(Exception):
    """The agent concerned is told after the person, never before."""


class NobodyToTell(Exception):
    """It concerns no agent in particular."""
