"""The lines of a budget: one small form per adult, child, resource, charge and debt.

An empty line is nothing; a line whose box « retirer » is ticked is nothing either.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils import timezone

from entrenous.budgets.codes import (
    Activity,
    ChargeKind,
    Custody,
    DebtKind,
    Evidence,
    Period,
    Relation,
    ResourceKind,
    Standing,
)
from entrenous.budgets.contents import Adult, Charge, Child, Debt, Resource
from entrenous.web.budgets.widgets import PlainSelect
from entrenous.web.common.amounts import AmountField
from entrenous.web.common.fields import FrenchDateField, PlainLineField
from entrenous.web.common.forms import Form

_WHAT = "Choisissez de quoi il s’agit."
_CHOOSE = ("", "Choisir")
_LABEL_CHARS = 100


class ListField(forms.ChoiceField):
    """A short list of codes."""

    widget = PlainSelect


class Row(Form):
    """One line. `main`: its fields in a row; `more`: those under « déclaré » or « justifié »."""

    main: ClassVar[tuple[str, ...]] = ()
    more: ClassVar[tuple[str, ...]] = ()
    part: ClassVar[str] = ""
    word: ClassVar[str] = ""

    gone = forms.BooleanField(label="Retirer cette ligne", required=False)

    def __init__(self, *args: Any, place: int, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"{self.part}-{place}", empty_permitted=True, **kwargs)
        self.place = place

    def focus(self) -> None:
        """Have the page open on this line."""
        self.fields[self.main[0]].widget.attrs["autofocus"] = True

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_gone:
            self._errors = ErrorDict()
            self.cleaned_data = {}

    @property
    def is_gone(self) -> bool:
        """Whether the line is to be taken away."""
        name = self.add_prefix("gone")
        return bool(self.data.get(name) if self.is_bound else self.initial.get("gone"))

    @property
    def is_the_person(self) -> bool:
        """Whether it is the person's own line, which always says something."""
        return isinstance(self, AdultRow) and self.place == 0

    @property
    def can_go(self) -> bool:
        """Whether the line says something that one may want to take away."""
        names = (n for n in self.fields if not self.fields[n].initial and n != "gone")
        return not self.is_the_person and any(self[name].value() for name in names)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed. Call it on a valid form."""
        return self.is_gone or not self.has_changed()

    @property
    def anchor(self) -> str:
        """The id of the line on the page."""
        return f"ligne-{self.prefix}"

    @property
    def title(self) -> str:
        """« Ressource 2 »."""
        return f"{self.word} {self.place + 1}"

    @property
    def main_fields(self) -> list[forms.BoundField]:
        """The fields shown in a row."""
        return [self[name] for name in self.main]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        """The fields under the summary."""
        return [self[name] for name in self.more]

    @property
    def is_open(self) -> bool:
        """Whether what is under the summary must be seen: an error is there."""
        return any(self[name].errors for name in (*self.more, "gone"))


class AdultRow(Row):
    """An adult. The first line is always the person."""

    main = ("relation", "given_name", "birth_on", "activity")
    part = "adults"
    word = "Adulte"
    missing: ClassVar = {"relation": "Dites qui est cet adulte pour la personne."}

    relation = ListField(
        label="Qui", choices=[_CHOOSE, *(c for c in Relation.choices() if c[0] != Relation.PERSON)]
    )
    given_name = PlainLineField(label="Prénom", required=False, max_length=_LABEL_CHARS)
    birth_on = FrenchDateField(label="Naissance", required=False, born=True)
    activity = ListField(
        label="Activité", required=False, choices=[("", "inconnue"), *Activity.choices()]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_the_person:
            del self.fields["relation"], self.fields["gone"]

    @property
    def main_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.main if name in self.fields]

    def content(self) -> Adult:
        """What was typed, as it is sealed. Call it on a valid form."""
        data = self.cleaned_data
        activity = data.get("activity")
        return Adult(
            relation=Relation(data.get("relation") or Relation.PERSON),
            birth_on=data.get("birth_on"),
            activity=Activity(activity) if activity else None,
            given_name=data.get("given_name", ""),
        )


class ChildRow(Row):
    """A child. A given name or a birth date is enough."""

    main = ("given_name", "birth_on", "custody")
    part = "children"
    word = "Enfant"

    given_name = PlainLineField(label="Prénom", required=False, max_length=_LABEL_CHARS)
    birth_on = FrenchDateField(label="Naissance", required=False, born=True)
    custody = ListField(label="Où vit-il", choices=Custody.choices(), initial=Custody.HERE)

    def content(self) -> Child:
        data = self.cleaned_data
        return Child(data["birth_on"], Custody(data["custody"]), data["given_name"])


class MoneyRow(Row):
    """A line with what shows it: a paper, a day."""

    more: ClassVar[tuple[str, ...]] = ("label", "evidence", "source", "as_of")
    missing: ClassVar = {"kind": _WHAT}

    label = PlainLineField(label="Précision", required=False, max_length=_LABEL_CHARS)
    evidence = ListField(
        label="Comment on le sait", choices=Evidence.choices(), initial=Evidence.DECLARED
    )
    source = PlainLineField(label="D’après quoi", required=False, max_length=_LABEL_CHARS)
    as_of = FrenchDateField(label="À la date du", required=False, latest=timezone.localdate)

    @property
    def known_as(self) -> str:
        """« déclaré » or « justifié »: the summary of what shows the amount."""
        said = str(self["evidence"].value() or "")
        return next((e.label for e in Evidence if e == said), Evidence.DECLARED.label)

    def known(self) -> dict[str, Any]:
        """What shows the amount, as it is sealed."""
        data = self.cleaned_data
        return {
            "source": data["source"],
            "evidence": Evidence(data["evidence"]),
            "as_of": data["as_of"],
        }


class ResourceRow(MoneyRow):
    """Money that comes in."""

    main = ("kind", "adult", "amount", "period")
    part = "resources"
    word = "Ressource"

    kind = ListField(label="Ressource", choices=[_CHOOSE, *ResourceKind.choices()])
    adult = ListField(label="De qui", required=False, initial="0")
    amount = AmountField(label="Montant net", required=False)
    period = ListField(label="Période", choices=Period.choices(), initial=Period.MONTH)

    def __init__(self, *args: Any, adults: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["adult"].choices = adults  # type: ignore[attr-defined]

    def content(self, adult: int | None) -> Resource:
        """What was typed, as it is sealed. `adult`: the place of whose it is."""
        data = self.cleaned_data
        return Resource(
            ResourceKind(data["kind"]), data["amount"], Period(data["period"]), adult,
            data["label"], **self.known(),
        )  # fmt: skip


class ChargeRow(MoneyRow):
    """Money that goes out."""

    main = ("kind", "amount", "period")
    part = "charges"
    word = "Charge"

    kind = ListField(label="Charge", choices=[_CHOOSE, *ChargeKind.choices()])
    amount = AmountField(label="Montant", required=False)
    period = ListField(label="Période", choices=Period.choices(), initial=Period.MONTH)

    def content(self) -> Charge:
        data = self.cleaned_data
        return Charge(
            ChargeKind(data["kind"]), data["amount"], Period(data["period"]), data["label"],
            **self.known(),
        )  # fmt: skip


class DebtRow(MoneyRow):
    """What is owed: its creditor is never required."""

    main = ("kind", "creditor", "remaining", "instalment", "standing")
    more = ("evidence", "source", "as_of")
    part = "debts"
    word = "Dette"

    label = None  # type: ignore[assignment]  # a creditor tells debts apart
    kind = ListField(label="Dette", choices=[_CHOOSE, *DebtKind.choices()])
    creditor = PlainLineField(label="À qui", required=False, max_length=_LABEL_CHARS)
    remaining = AmountField(label="Reste dû", required=False)
    instalment = AmountField(label="Payé par mois", required=False)
    standing = ListField(
        label="Où cela en est", required=False, choices=[("", "inconnu"), *Standing.choices()]
    )

    def content(self) -> Debt:
        data = self.cleaned_data
        standing = data["standing"]
        return Debt(
            DebtKind(data["kind"]), data["creditor"], data["remaining"], data["instalment"],
            Standing(standing) if standing else None, **self.known(),
        )  # fmt: skip


def place_of(row: ResourceRow, places: dict[int, int]) -> int | None:
    """The place in the budget of the adult that a line names; None for the household.

    places  line of the form -> place in the budget
    raises  ValidationError: nobody is written on that line
    """
    named = row.cleaned_data["adult"]
    if not named:
        return None
    if int(named) not in places:
        raise ValidationError("Cette personne n’est pas notée dans le foyer.")
    return places[int(named)]
