"""How the stage of an orientation is coloured on the pages."""

from typing import Final

from entrenous.relays.codes import Stage

TONES: Final = {
    Stage.PREPARED: "ambre",
    Stage.AWAITED: "petrole",
    Stage.ACKNOWLEDGED: "petrole",
    Stage.ACCEPTED: "vert",
    Stage.TAKEN_UP: "vert",
    Stage.REFUSED: "ambre",
    Stage.CAME_BACK: "ambre",
    Stage.WITHDRAWN: "prune",
    Stage.CLOSED: "neutre",
}
