"""What may be told to a partner, and how an orientation is said on the pages."""

from typing import Final

from entrenous.law import vocabulary
from entrenous.relays.codes import Stage
from entrenous.relays.contents import Told

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
#: By default a name, a way to reach her, a reason (02-practice §2.15); the rest is unfolded.
FIRST: Final = ("identite", "telephone", "besoins")
MORE: Final = (
    "adresse",
    "courriel",
    "composition_foyer",
    "logement",
    "ressources",
    "demarches",
    "rendez_vous",
    "vulnerabilites_dites",
)
LONG: Final = frozenset({"besoins", "demarches", "vulnerabilites_dites", "composition_foyer"})


def item_label(code: str) -> str:
    """« Besoins », or the code when the vocabulary has lost it."""
    label = vocabulary().items.get(code, code)
    return label[:1].upper() + label[1:]


def lines_of(told: tuple[Told, ...]) -> list[tuple[str, str]]:
    """Each thing told: its label, its exact words."""
    return [(item_label(each.item), each.text) for each in told]
