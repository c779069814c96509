"""Who the person is, how she may be reached, who lives with her."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from entrenous.agents.models import Agent, Function, Secteur
from entrenous.dossiers.codes import Carry, Safety
from entrenous.dossiers.contents import ContactMeans, HouseholdMember, PersonCard
from entrenous.web.common.fields import FrenchDateField, PlainLineField
from entrenous.web.common.forms import Form

_NAME_CHARS = 80
_EARLIEST_YEAR = 1900
MEANS = ("téléphone", "portable", "courriel", "courrier", "par quelqu’un", "autre")


class YearField(forms.IntegerField):
    """A year of birth, when the day is not known."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            widget=forms.TextInput(
                attrs={"inputmode": "numeric", "class": "champ-heure", "autocomplete": "off"}
            ),
            error_messages={"invalid": "Écrivez l’année en quatre chiffres : 1991."},
            **kwargs,
        )

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and not _EARLIEST_YEAR <= value <= timezone.localdate().year:
            raise ValidationError("Indiquez une année entre 1900 et aujourd’hui.")


class CardForm(Form):
    """The person’s card: a name or an alias, and what she wants to give."""

    family_name = PlainLineField(label="Nom", required=False, max_length=_NAME_CHARS)
    given_name = PlainLineField(label="Prénom", required=False, max_length=_NAME_CHARS)
    birth_name = PlainLineField(label="Nom de naissance", required=False, max_length=_NAME_CHARS)
    alias = PlainLineField(
        label="Ou un alias",
        required=False,
        max_length=_NAME_CHARS,
        help_text="Si la personne ne veut pas donner son nom.",
    )
    form_of_address = PlainLineField(
        label="Comment s’adresser à la personne",
        required=False,
        help_text="« Madame », « Monsieur », son prénom : comme la personne le souhaite.",
    )
    birth_on = FrenchDateField(label="Date de naissance", required=False, born=True)
    birth_year = YearField(label="Ou année seulement")
    street = PlainLineField(label="Adresse", required=False, help_text="Numéro et rue.")
    commune = PlainLineField(label="Commune", required=False, max_length=_NAME_CHARS)
    language = PlainLineField(label="Langue", required=False, max_length=_NAME_CHARS)
    interpreter = forms.BooleanField(label="Un interprète est utile", required=False)
    carry = forms.ChoiceField(
        label="Que peut emporter la personne ?",
        required=False,
        choices=[*Carry.choices(), ("", "pas encore demandé")],
        widget=forms.RadioSelect,
        help_text="Demandez-le : un papier trouvé à la maison peut mettre en danger.",
    )
    safe_rule = PlainLineField(
        label="Règle de contact sûr",
        required=False,
        help_text="L’accueil la lit. Par exemple : appeler le matin, ne pas laisser de message.",
    )
    is_protected = forms.BooleanField(
        label="Dossier protégé",
        required=False,
        help_text="L’accueil et le service juridique n’en voient plus rien, même le nom.",
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean(self) -> None:
        named = (self.cleaned_data.get(n) for n in ("family_name", "given_name", "alias"))
        if not any(named) and not self.errors:
            self.add_error("family_name", "Indiquez un nom, ou un alias plus bas : un seul suffit.")

    def card(self) -> PersonCard:
        """The person's card, as it is sealed. Call it on a valid form."""
        kept = {
            name: value
            for name, value in self.cleaned_data.items()
            if name in PersonCard.__dataclass_fields__
        }
        kept["carry"] = Carry(kept["carry"]) if kept["carry"] else None
        return PersonCard(**kept)


class OpeningForm(CardForm):
    """Opening a dossier: the card, and the little that helps to begin."""

    missing: ClassVar = {"secteur": "Choisissez le secteur."}

    secteur = forms.ModelChoiceField(
        label="Secteur", queryset=Secteur.objects.none(), empty_label="Choisir"
    )
    reasons = PlainLineField(
        label="Pourquoi", required=False, help_text="Quelques mots, pour votre liste."
    )
    contact_means = forms.ChoiceField(
        label="Moyen de contact", required=False, choices=[("", "Rien"), *((m, m) for m in MEANS)]
    )
    contact_value = PlainLineField(label="Numéro ou adresse", required=False)
    contact_safety = forms.ChoiceField(
        label="Peut-on l’utiliser ?",
        required=False,
        choices=Safety.choices(),
        initial=Safety.NOT_ASKED.value,
    )

    def __init__(self, *args: Any, agent: Agent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        secteurs = secteurs_of(agent)
        field = self.fields["secteur"]
        field.queryset = secteurs  # type: ignore[attr-defined]
        field.initial = own_secteur(agent) or (secteurs[0].pk if len(secteurs) == 1 else None)

    def clean(self) -> None:
        super().clean()
        data = self.cleaned_data
        if data.get("contact_means") and not data.get("contact_value"):
            self.add_error("contact_value", "Indiquez le numéro ou l’adresse.")
        if data.get("contact_value") and not data.get("contact_means"):
            self.add_error("contact_means", "Choisissez ce que c’est.")

    def contacts(self) -> list[ContactMeans]:
        """The means of contact typed at opening, if one was."""
        data = self.cleaned_data
        if not data["contact_means"]:
            return []
        safety = Safety(data["contact_safety"] or Safety.NOT_ASKED)
        return [ContactMeans(data["contact_means"], data["contact_value"], safety)]


class ContactForm(Form):
    """A means of contact, with whether it may be used."""

    missing: ClassVar = {
        "means": "Choisissez ce que c’est.",
        "value": "Indiquez le numéro ou l’adresse.",
        "safety": "Dites si l’on peut l’utiliser, ou que ce n’est pas encore demandé.",
    }

    means = forms.ChoiceField(label="Moyen", choices=[(m, m) for m in MEANS])
    value = PlainLineField(label="Numéro ou adresse")
    safety = forms.ChoiceField(
        label="Peut-on l’utiliser ?", choices=Safety.choices(), widget=forms.RadioSelect
    )
    rule = PlainLineField(
        label="Précision", required=False, help_text="Quand, comment, qui peut répondre."
    )

    def clean(self) -> None:
        data = self.cleaned_data
        if data.get("safety") == Safety.RULE and not data.get("rule"):
            self.add_error("rule", "Précisez la règle, puisqu’il y en a une.")

    def contact(self) -> ContactMeans:
        """What was typed. Call it on a valid form."""
        data = self.cleaned_data
        return ContactMeans(data["means"], data["value"], Safety(data["safety"]), data["rule"])


class MemberForm(Form):
    """Someone who lives with the person."""

    missing: ClassVar = {"given_name": "Indiquez un prénom."}

    given_name = PlainLineField(label="Prénom", max_length=_NAME_CHARS)
    link = PlainLineField(label="Lien", required=False, help_text="Sa fille, son compagnon…")
    birth_year = YearField(label="Année de naissance")

    def member(self) -> HouseholdMember:
        """Who was typed. Call it on a valid form."""
        data = self.cleaned_data
        return HouseholdMember(data["given_name"], data["link"], data["birth_year"])


def secteurs_of(agent: Agent) -> QuerySet[Secteur]:
    """The secteurs of the places where the agent is a social worker."""
    return Secteur.objects.filter(
        circonscription__functions__agent=agent,
        circonscription__functions__kind=Function.Kind.SOCIAL_WORKER,
        circonscription__organisation=agent.organisation_id,
    ).distinct()


def own_secteur(agent: Agent) -> object:
    """The agent's own secteur, when she has one."""
    rows = agent.functions.filter(kind=Function.Kind.SOCIAL_WORKER).exclude(secteur=None)
    return rows.values_list("secteur_id", flat=True).first()
