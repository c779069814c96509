"""The forms of the administration: an account and its functions, a place, a secteur, a street."""

from collections.abc import Sequence
from typing import Any, Final, cast

from django import forms
from django.core.exceptions import ValidationError

from entrenous.agents.models import Agent, Circonscription, Function, Organisation, Secteur
from entrenous.keyring.accounts import Identity, Post
from entrenous.web.common.fields import PlainLineField
from entrenous.web.common.forms import Form

LOCAL: Final = (
    Function.Kind.SOCIAL_WORKER,
    Function.Kind.RECEPTION,
    Function.Kind.TEAM_LEAD,
)
_NO_PLACE: Final = "Choisissez où cette fonction s’exerce."
_MOST_ROWS: Final = 12


class AccountForm(Form):
    """Who the colleague is."""

    given_name = PlainLineField(label="Prénom", max_length=60)
    family_name = PlainLineField(label="Nom", max_length=60)
    login = PlainLineField(
        label="Identifiant de connexion",
        max_length=60,
        help_text="Ce que cette personne tapera pour entrer, par exemple prenom.nom.",
    )
    phone = PlainLineField(label="Ligne directe", max_length=30, required=False)

    @property
    def identity(self) -> Identity:
        """What was typed."""
        said = self.cleaned_data
        return Identity(said["login"], said["given_name"], said["family_name"], said["phone"])


class PostForm(Form):
    """A function, and where. A line left without a function is no function."""

    kind = forms.ChoiceField(label="Fonction", required=False)
    where = forms.ChoiceField(label="Lieu ou secteur", required=False)
    title = PlainLineField(label="Intitulé", max_length=80, required=False)

    def __init__(self, *args: Any, places: "Places", unit_label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places
        kinds = [(k.value, k.label.capitalize()) for k in Function.Kind]
        _choices(self, "kind", [("", "Aucune"), *kinds])
        _choices(self, "where", [("", "Tout le service"), *places.choices])
        self.fields["where"].label = f"{unit_label.capitalize()} ou secteur"

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("kind") in LOCAL and not said.get("where"):
            self.add_error("where", ValidationError(_NO_PLACE))
        return said

    @property
    def post(self) -> Post | None:
        """The function told by this line, or nothing."""
        said = self.cleaned_data
        if not said.get("kind"):
            return None
        place, secteur = self.places.read(said["where"])
        kind = Function.Kind(said["kind"])
        if kind not in LOCAL:
            place = secteur = None
        return Post(kind, place, secteur, said["title"])


class Places:
    """Circonscriptions and secteurs as one list: « Val-des-Saules », « – Secteur 07 »."""

    def __init__(self, organisation: Organisation) -> None:
        rows = Circonscription.objects.filter(organisation=organisation)
        self._places = {f"c{p.pk}": p for p in rows.prefetch_related("secteurs")}
        self._secteurs = {
            f"s{s.pk}": s for place in self._places.values() for s in place.secteurs.all()
        }

    @property
    def choices(self) -> list[tuple[str, str]]:
        """For a select; a secteur says its circonscription, for who hears the list."""
        found = []
        for code, place in self._places.items():
            found.append((code, place.name))
            found += [(f"s{s.pk}", f"{place.name}, {s.name}") for s in place.secteurs.all()]
        return found

    def read(self, code: str) -> tuple[Circonscription | None, Secteur | None]:
        """What was chosen."""
        secteur = self._secteurs.get(code)
        if secteur is not None:
            return self._places[f"c{secteur.circonscription_id}"], secteur
        return self._places.get(code), None


class PostForms:
    """The lines of functions of one account: those she has, and an empty one."""

    def __init__(self, agent: Agent | None, organisation: Organisation, data: Any = None) -> None:
        had = list(agent.functions.all()) if agent else []
        places = Places(organisation)
        rows = _rows(data) if data is not None else len(had) + 1
        if data is not None and "more" in data:
            rows += 1
        bound = data if data is not None and "more" not in data else None
        self.forms = [
            PostForm(
                bound,
                prefix=f"f{i}",
                initial=_typed(data, i) if data is not None else _initial(had, i),
                places=places,
                unit_label=organisation.unit_label,
            )
            for i in range(min(rows, _MOST_ROWS))
        ]

    def is_valid(self) -> bool:
        """Check every line, not only until the first error."""
        return not [form for form in self.forms if not form.is_valid()]

    @property
    def posts(self) -> list[Post]:
        """The functions told, each once."""
        return list(dict.fromkeys(form.post for form in self.forms if form.post))


def _days(label: str, lead: str, *, least: int, most: int) -> forms.IntegerField:
    """A delay that an organisation sets, between what is fair and what is forgotten."""
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        help_text=f"{lead} C’est un choix du service ; aucun texte de la base ne le fixe.",
        error_messages={
            "min_value": f"{least} jours au moins.",
            "max_value": f"{most} jours au plus.",
            "invalid": "Écrivez un nombre de jours, par exemple 10.",
        },
    )


class OrganisationForm(Form):
    """What the organisation is called, and its units."""

    name = PlainLineField(label="Nom de l’organisation", max_length=120)
    unit_label = PlainLineField(
        label="Comment s’appelle une unité locale ?",
        max_length=40,
        help_text="Circonscription, territoire, maison des solidarités, antenne…",
    )
    commune = PlainLineField(
        label="Commune du siège",
        max_length=80,
        required=False,
        help_text="Le service juridique écrit « Fait à » avec elle.",
    )
    objection_days = forms.IntegerField(
        label="Délai d’opposition à une fin d’accompagnement, en jours",
        min_value=15,
        max_value=90,
        help_text="Il court du jour où la fin a été dite à la personne. Trente jours sont proposés "
        "par le logiciel ; aucun texte ne le fixe.",
        error_messages={
            "min_value": "Quinze jours au moins : la personne doit avoir le temps de répondre.",
            "max_value": "Quatre-vingt-dix jours au plus.",
            "invalid": "Écrivez un nombre de jours, par exemple 30.",
        },
    )
    relay_days = _days(
        "Délai de réponse attendu d’un partenaire, en jours",
        "Sans réponse à une orientation, elle revient à la référente.",
        least=3,
        most=60,
    )
    complaint_days = _days(
        "Délai de réponse à une réclamation, en jours",
        "Il court du jour où la personne l’a dite. Le registre de l’équipe montre le retard.",
        least=3,
        most=60,
    )
    message_days = _days(
        "Délai pour ouvrir ce qu’une personne écrit dans son espace, en jours ouvrés",
        "Il lui est dit quand elle écrit ; la file de l’accueil montre le retard.",
        least=1,
        most=10,
    )


class PlaceForm(Form):
    """A circonscription, whatever it is called there."""

    name = PlainLineField(label="Nom", max_length=120)
    address = PlainLineField(label="Adresse", max_length=200, required=False)
    commune = PlainLineField(
        label="Commune",
        max_length=80,
        required=False,
        help_text="Les lettres disent « Fait à » avec elle.",
    )
    phone = PlainLineField(
        label="Numéro direct",
        max_length=30,
        required=False,
        help_text="Imprimé sur les feuilles remises aux personnes.",
    )


class SecteurForm(Form):
    """A secteur and where it belongs."""

    missing = {"place": "Choisissez où se trouve ce secteur."}

    name = PlainLineField(label="Nom du secteur", max_length=80)
    place = forms.ChoiceField(label="Lieu")

    def __init__(self, *args: Any, places: Sequence[Circonscription], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._places = {str(p.pk): p for p in places}
        named = [(pk, p.name) for pk, p in self._places.items()]
        _choices(self, "place", named if len(named) == 1 else [("", "Choisir"), *named])

    @property
    def where(self) -> Circonscription:
        """The place chosen."""
        return self._places[self.cleaned_data["place"]]


class RenameForm(Form):
    """A secteur's name."""

    name = PlainLineField(label="Nom du secteur", max_length=80)


def _choices(form: Form, name: str, choices: list[tuple[str, str]]) -> None:
    cast(forms.ChoiceField, form.fields[name]).choices = choices


def _rows(data: Any) -> int:
    told = data.get("rows", "")
    return min(int(told), _MOST_ROWS) if told.isdecimal() else 1


def _typed(data: Any, rank: int) -> dict[str, str]:
    return {name: data.get(f"f{rank}-{name}", "") for name in ("kind", "where", "title")}


def _initial(had: list[Function], rank: int) -> dict[str, str]:
    if rank >= len(had):
        return {}
    row = had[rank]
    where = f"s{row.secteur_id}" if row.secteur_id else f"c{row.circonscription_id}"
    return {
        "kind": row.kind,
        "where": where if row.circonscription_id else "",
        "title": row.title,
    }
