"""How codes and dates of a dossier are said on the pages: titles, icons, tones."""

from datetime import date

from entrenous.dossiers.codes import Doing, Mode
from entrenous.dossiers.contents import ThreadEntry
from entrenous.dossiers.models import DueDate
from entrenous.dossiers.queries import State
from entrenous.keyring.kinds import compartment_of, kind_of
from entrenous.web.common.templatetags.look import NBSP, jour

STATE_TONES = {
    State.ENDED: "vert",
    State.RELAY: "prune",
    State.COVER: "prune",
    State.RECEPTION: "ambre",
    State.PLAN: "petrole",
    State.STARTING: "neutre",
}
_ICONS = {
    Mode.OFFICE: "message-circle",
    Mode.WALK_IN: "door-open",
    Mode.PHONE: "phone",
    Mode.HOME: "house",
    Mode.OUTSIDE: "map-pin",
    Mode.LETTER: "mail",
    Mode.MESSAGE: "message-square",
    Mode.VIDEO: "video",
    Mode.THIRD_PARTY: "users",
}
_INTERVIEWS = {
    Mode.OFFICE: "Entretien au service",
    Mode.WALK_IN: "Entretien à l’accueil",
    Mode.PHONE: "Entretien par téléphone",
    Mode.HOME: "Entretien à domicile",
    Mode.OUTSIDE: "Entretien en permanence",
    Mode.VIDEO: "Entretien en visio",
    Mode.LETTER: "Courrier",
    Mode.MESSAGE: "Message écrit",
    Mode.THIRD_PARTY: "Échange avec un tiers",
}
_SOON_DAYS = 7
PARTS = {
    1: "identité et contacts",
    2: "accueil",
    3: "plan",
    4: "écrits et évaluation",
    5: "pièces",
    6: "sollicitations",
    7: "ce qui est pour la personne",
    8: "comptes et fins",
    9: "carte administrative",
}


def part_of(kind: int) -> str:
    """The part of a dossier where a kind of record lives, from its code alone: it does not open."""
    try:
        return PARTS[compartment_of(kind_of(kind))]
    except KeyError:
        return "inconnue"


def title_of(entry: ThreadEntry) -> str:
    """« Entretien au service », « Médiation – téléphone »."""
    if entry.doing is Doing.INTERVIEW:
        return _INTERVIEWS[entry.mode]
    if entry.doing is Doing.VISIT and entry.mode is Mode.HOME:
        return "Visite à domicile"
    label = entry.doing.label[:1].upper() + entry.doing.label[1:]
    if entry.doing is Doing.CALL and entry.mode is Mode.PHONE:
        return label
    return f"{label} – {entry.mode.label}"


def icon_of(entry: ThreadEntry) -> str:
    """The icon of an entry, by how the contact took place."""
    return _ICONS[entry.mode]


def due_label(due: DueDate) -> str:
    """« Bilan du plan »."""
    label = due.get_kind_display()
    return label[:1].upper() + label[1:]


def due_words(on: date, *, today: date) -> str:
    """« aujourd’hui », « dans 6 jours », « le 4 déc. », « en retard de 2 jours »."""
    days = (on - today).days
    if days < 0:
        return f"en retard de {-days}{NBSP}{'jour' if days == -1 else 'jours'}"
    if days == 0:
        return "aujourd’hui"
    if days == 1:
        return "demain"
    if days <= _SOON_DAYS:
        return f"dans {days}{NBSP}jours"
    return f"le {jour(on)}"


def due_tone(on: date, *, today: date) -> str:
    """Red when late, amber within a week, nothing later."""
    days = (on - today).days
    if days < 0:
        return "rouge"
    return "ambre" if days <= _SOON_DAYS else ""
