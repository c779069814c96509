"""The sections of the person's space, in the order she sees them."""

from typing import Final, NamedTuple


class Section(NamedTuple):
    """A line of the navigation: its words, the name of its address, what one finds there."""

    label: str
    url: str
    about: str = ""


SECTIONS: Final = (
    Section("Accueil", "space:home"),
    Section("Votre plan", "space:plan", "Ce que vous voulez, et qui fait quoi."),
    Section("Rendez-vous", "space:meetings", "Les jours, les heures, le lieu."),
    Section("Messages", "space:messages", "Écrire au service, lire ses réponses."),
    Section("Vos accords", "space:agreements", "Ce que vous avez accepté. Comment dire non."),
    Section("Ce qui a été envoyé", "space:sent", "Ce qui a été dit de vous, à qui. Les refus."),
    Section("Vos relais", "space:relays", "Vers qui le service vous oriente, à qui il parle."),
    Section("Vos documents", "space:documents", "Ce que le service partage avec vous."),
    Section("Votre déclaration", "space:statement", "Ce que vous voulez ajouter au dossier."),
    Section("Qui a regardé", "space:looks", "Quels jours, quel service, pourquoi."),
    Section("Vos droits", "space:rights", "Avoir une copie, contester, se plaindre."),
    Section("Comment ça marche", "space:help", "Votre espace, expliqué."),
)
