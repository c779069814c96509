"""How the stage of a mediation is coloured on the pages."""

from typing import Final

from entrenous.mediations.codes import Stage

TONES: Final = {
    Stage.CURRENT: "vert",
    Stage.AHEAD: "neutre",
    Stage.EXPIRED: "ambre",
    Stage.WITHDRAWN: "prune",
    Stage.DONE: "petrole",
    Stage.ENDED: "neutre",
}
