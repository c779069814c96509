"""Invented people and pages, on which the look is judged, tested and copied."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Final, NamedTuple

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from entrenous.web.common.context import Bar
from entrenous.web.common.fields import (
    FrenchDateField,
    FrenchTimeField,
    PlainLineField,
    PlainTextField,
)
from entrenous.web.common.forms import Form
from entrenous.web.common.navigation import NavItem, mark_current


@dataclass(frozen=True)
class Row:
    """A line of the list of dossiers."""

    name: str
    why: str
    state: str
    next_step: str
    urgency: str
    changed_at: datetime

    @property
    def state_label(self) -> str:
        return STATES[self.state][0]

    @property
    def tone(self) -> str:
        return STATES[self.state][1]


class Entry(NamedTuple):
    """A moment of the thread."""

    title: str
    icon: str
    tone: str
    at: datetime
    text: str
    author: str
    is_sealed: bool


class Task(NamedTuple):
    """A line of the plan."""

    what: str
    who: str
    state: str
    when: str = ""


def _at(month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=timezone.get_default_timezone())


STATES: Final = {
    "plan": ("Plan en cours", "petrole"),
    "accueil": ("À l’accueil", "ambre"),
    "relais": ("Relais", "prune"),
    "fin": ("Fin d’accompagnement", "vert"),
}
ROWS: Final = [
    Row(
        "AMRANI Samia",
        "Logement, impayés de loyer",
        "plan",
        "Bilan du plan dans 6 jours",
        "ambre",
        _at(11, 20),
    ),
    Row(
        "BEAUMONT Gérard",
        "Arrêt long, reprise à préparer",
        "plan",
        "Prochain rendez-vous jeudi 10 h",
        "",
        _at(11, 18),
    ),
    Row(
        "CARON Mélanie",
        "Première demande, accueil du 17",
        "accueil",
        "À rappeler : numéro laissé à l’accueil",
        "rouge",
        _at(11, 17),
    ),
    Row(
        "DA SILVA Joaquim",
        "Surendettement, reste à vivre",
        "plan",
        "Dépôt Banque de France le 2\N{NO-BREAK SPACE}décembre",
        "",
        _at(11, 14),
    ),
    Row(
        "FOFANA Aïssatou",
        "Séparation, droits à ouvrir",
        "plan",
        "Réponse CAF attendue",
        "",
        _at(11, 12),
    ),
    Row(
        "GUÉRIN Yvette",
        "Retour à domicile après hospitalisation",
        "relais",
        "Relais proposé au service autonomie",
        "",
        _at(11, 10),
    ),
    Row(
        "HADDAD Nour",
        "Hébergement, demande SIAO",
        "plan",
        "Accord de partage à renouveler",
        "ambre",
        _at(11, 9),
    ),
    Row(
        "LEMOINE Patrick",
        "Énergie, coupure évitée",
        "fin",
        "Fin décidée ensemble le 3\N{NO-BREAK SPACE}novembre",
        "",
        _at(11, 3),
    ),
    Row(
        "NGUYEN Thi Lan",
        "Aide alimentaire, isolement",
        "plan",
        "Visite à domicile mardi 14 h",
        "",
        _at(11, 2),
    ),
]
ENTRIES: Final = [
    Entry(
        "Entretien au bureau",
        "message-circle",
        "neutre",
        _at(11, 20, 14, 30),
        "Nous avons relu ensemble le budget. Mme A. a reçu l’accord du bailleur pour étaler la "
        "dette sur 24 mois. Elle souhaite s’occuper elle-même du courrier à la CAF ; je relis.",
        "Vous",
        is_sealed=True,
    ),
    Entry(
        "Sollicitation de la commission CCAPEX",
        "inbox",
        "ambre",
        _at(11, 18, 9, 10),
        "Enquête sociale avant audience. Mme A. a donné son accord pour transmettre deux "
        "éléments : composition du ménage et démarches engagées. Rien d’autre n’a été transmis.",
        "Vous, avec l’accord de la personne",
        is_sealed=False,
    ),
    Entry(
        "Plan revu ensemble",
        "list-checks",
        "petrole",
        _at(11, 12, 11),
        "Deux étapes tenues sur quatre. L’étape « demande de logement social » est reportée : "
        "Mme A. attend la réponse de sa sœur.",
        "Vous et Mme Amrani",
        is_sealed=False,
    ),
    Entry(
        "Appel de 12 minutes",
        "phone",
        "neutre",
        _at(11, 5, 16, 45),
        "A appelé l’accueil, transmise directement par le secrétariat. Inquiète après la visite "
        "du commissaire de justice ; les délais et le reste à vivre lui ont été expliqués.",
        "Vous",
        is_sealed=True,
    ),
    Entry(
        "Accord donné",
        "handshake",
        "vert",
        _at(10, 29, 10),
        "Partage avec le bailleur limité au montant de la dette et à l’échéancier. Valable "
        "jusqu’au 29 janvier 2027, révocable à tout moment.",
        "Mme Amrani",
        is_sealed=False,
    ),
]
TASKS: Final = [
    Task("Obtenir un étalement de la dette de loyer", "Mme Amrani et vous", "fait"),
    Task("Vérifier les droits : prime d’activité, FSL", "Vous", "fait"),
    Task(
        "Écrire à la CAF au sujet du trop-perçu", "Mme Amrani", "en-cours", "avant le 28 novembre"
    ),
    Task("Déposer la demande de logement social", "Mme Amrani, avec sa sœur", "reporte"),
    Task("Prendre rendez-vous avec la conseillère logement", "Vous", "a-faire", "le 4 décembre"),
]


class ExampleForm(Form):
    """One question of each kind."""

    who = forms.ChoiceField(
        label="Qui demande ?",
        widget=forms.RadioSelect,
        choices=[
            ("commission", "Commission ou préfecture (expulsion, DALO, SIAO)"),
            ("justice", "Juge ou procureur"),
            ("police", "Police ou gendarmerie"),
            ("caisse", "CAF, caisse de retraite, mutuelle"),
            ("creancier", "Banque, créancier, commissaire de justice"),
            ("autre", "Quelqu’un d’autre"),
        ],
    )
    what = PlainTextField(
        label="Que demande-t-on exactement ?",
        help_text="Recopiez la question telle qu’elle est posée. Ne répondez pas encore.",
        rows=3,
    )
    name = PlainLineField(label="Nom de la personne qui demande", required=False)
    written = forms.ChoiceField(
        label="Avez-vous un document écrit ?",
        widget=forms.RadioSelect,
        choices=[
            ("oui", "Oui, courrier ou courriel"),
            ("non", "Non, par téléphone ou de vive voix"),
        ],
    )
    themes = forms.MultipleChoiceField(
        label="Sur quoi porte la demande ?",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("LOG", "Logement"), ("BUD", "Budget, dettes"), ("AUT", "Autre")],
    )
    on = FrenchDateField(
        label="Réponse attendue pour le",
        help_text="Par exemple 27 11 2026. Laissez vide si rien n’est indiqué.",
        required=False,
    )
    at = FrenchTimeField(label="À quelle heure", help_text="Par exemple 14 h 30.", required=False)
    told = forms.BooleanField(label="J’en ai parlé avec la personne", required=False)

    missing: ClassVar[Mapping[str, str]] = {
        "who": "Indiquez qui demande",
        "what": "Recopiez la question posée",
        "written": "Dites si vous avez un document écrit",
    }


def filters(state: str) -> list[dict[str, Any]]:
    """The chips over the list, with their counts."""
    chips = [("", "Tous", len(ROWS))]
    chips += [
        (key, label, sum(row.state == key for row in ROWS)) for key, (label, _) in STATES.items()
    ]
    return [
        {"href": f"?etat={key}", "label": label, "count": count, "current": key == state}
        for key, label, count in chips
    ]


def around(request: HttpRequest) -> dict[str, Any]:
    """The bar and the navigation of an invented worker, Claire L."""
    here = reverse("common:style")
    items = [
        NavItem(f"{here}#jour", "Ma journée", "sun"),
        NavItem(
            reverse("common:style-list"),
            "Dossiers",
            "folder",
            current="true" if request.path == reverse("common:style-dossier") else None,
        ),
        NavItem(f"{here}#agenda", "Agenda", "calendar"),
        NavItem(f"{here}#accueil", "Accueil", "door-open", 2, "personnes attendues"),
        NavItem(reverse("common:style-journey"), "Sollicitations", "inbox"),
        NavItem(here, "Composants", "shapes"),
    ]
    bar = Bar(
        name="Claire L.",
        initials="CL",
        vault_is_open=True,
        closes_in_seconds=1200,
        home_url=here,
        search_url=here,
        lock_url=here,
        unlock_url=here,
        stay_url=here,
        account_url=here,
    )
    return {"bar": bar, "nav": mark_current(items, request.path), "demo": True}
