"""Why something is not kept, proposed or destroyed."""

from entrenous.retention.codes import Reason


class NotDestroyed(Exception):
    """Nothing was erased; `reasons` say why, each in a sentence."""

    def __init__(self, *reasons: Reason) -> None:
        super().__init__("not destroyed")
        self.reasons = reasons
