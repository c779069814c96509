"""The whole budget on one page: who, the home, what comes in, what goes out, what is owed."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, Final, TypeVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from entrenous.budgets.codes import MOST_ADULTS, MOST_CHILDREN, HomeStatus, Relation
from entrenous.budgets.contents import Budget, Home
from entrenous.budgets.faults import MOST_LINES, Fault, faults
from entrenous.web.budgets.lines import PARTS, count_typed
from entrenous.web.budgets.rows import (
    AdultRow,
    ChargeRow,
    ChildRow,
    DebtRow,
    ResourceRow,
    Row,
    place_of,
)
from entrenous.web.common.amounts import AmountField
from entrenous.web.common.commune import CommuneField
from entrenous.web.common.fields import FrenchDateField, PlainTextField
from entrenous.web.common.forms import ErrorLink, Form

R = TypeVar("R", bound=Row)
_NBSP: Final = "\N{NO-BREAK SPACE}"
_MOST: Final = {
    "adults": MOST_ADULTS, "children": MOST_CHILDREN,
    "resources": MOST_LINES, "charges": MOST_LINES, "debts": MOST_LINES,
}  # fmt: skip
#: Empty lines: on a first page, after what is known, and when more are asked for.
_FIRST: Final = {"adults": 2, "children": 2, "resources": 4, "charges": 4, "debts": 2}
_SPARE: Final = 1
_ASKED: Final = 3
_YES_NO: Final = {"": None, "yes": True, "no": False}
_YES_NO_CHOICES: Final = [("", "inconnu"), ("yes", "oui"), ("no", "non")]
_HOME: Final = {"status": "home_status"}
_ROWS_FAULT: Final = "Des lignes sont à revoir."


class BudgetForm(Form):
    """A budget. Unbound, `initial` is what `lines` gives; `more`: a part that wants more lines."""

    missing: ClassVar = {"on": "Indiquez le jour que ce budget décrit."}

    on = FrenchDateField(
        label="Ce budget décrit le foyer au",
        help_text="Par exemple 27 11 2026.",
        latest=timezone.localdate,
    )
    home_status = forms.ChoiceField(
        label="Logement", required=False, choices=[("", "inconnu"), *HomeStatus.choices()]
    )
    rent = AmountField(
        label="Loyer du mois",
        required=False,
        error_messages={"negative": "Un loyer ne se note pas en moins : écrivez-le sans le signe."},
    )
    insee = CommuneField(label="Commune", required=False)
    furnished = forms.ChoiceField(label="Meublé", required=False, choices=_YES_NO_CHOICES)
    shared = forms.ChoiceField(label="En colocation", required=False, choices=_YES_NO_CHOICES)
    all_resources = forms.BooleanField(
        label="C’est tout : une ressource qui n’est pas notée vaut zéro", required=False
    )
    all_charges = forms.BooleanField(
        label="C’est tout : il n’y a pas d’autre charge", required=False
    )
    all_debts = forms.BooleanField(label="C’est tout : il n’y a pas d’autre dette", required=False)
    words = PlainTextField(
        label="Ce que la personne en dit", required=False, rows=2, max_length=2_000
    )
    read_together_on = FrenchDateField(
        label="Relu ensemble le", required=False, latest=timezone.localdate
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: QueryDict | None = None, *, initial: Mapping[str, Any] | None = None,
        more: str = "",
    ) -> None:  # fmt: skip
        said = dict(initial or {})
        super().__init__(data, initial=said)
        self.adults = self._lines(AdultRow, more)
        self.children = self._lines(ChildRow, more)
        self.resources = self._lines(ResourceRow, more, adults=self._whose())
        self.charges = self._lines(ChargeRow, more)
        self.debts = self._lines(DebtRow, more)

    @property
    def home_fields(self) -> list[forms.BoundField]:
        """What is asked of the home, in a row."""
        return [self[name] for name in ("home_status", "rent", "insee", "furnished", "shared")]

    @property
    def rows(self) -> list[Row]:
        """Every line, in the order of the page."""
        return [*self.adults, *self.children, *self.resources, *self.charges, *self.debts]

    def _lines(self, kind: type[R], more: str, **kwargs: Any) -> list[R]:
        if self.is_bound:
            count = max(count_typed(cast(QueryDict, self.data), kind.part), kind is AdultRow)
            return [kind(self.data, place=place, **kwargs) for place in range(count)]
        known = self.initial.get(kind.part) or []
        rows = [
            kind(place=place, initial=known[place] if place < len(known) else None, **kwargs)
            for place in range(_count(kind, len(known), more))
        ]
        if kind.part == more and len(rows) > len(known):
            rows[len(known)].focus()
        return rows

    def _whose(self) -> list[tuple[str, str]]:
        """Of whom a resource may be: the household, the person, each other line of the adults."""
        others = [
            (str(row.place), str(row["given_name"].value() or f"adulte {row.place + 1}"))
            for row in self.adults[1:]
        ]
        return [("", "tout le foyer"), ("0", Relation.PERSON.label), *others]

    def clean(self) -> None:
        """Judge each line, then whether the whole holds together; every fault in its place."""
        are_valid = [row.is_valid() for row in self.rows]
        if all(are_valid) and not self.errors:
            self._demand_whole()
        if any(row.errors for row in self.rows):
            self.add_error(None, ValidationError(_ROWS_FAULT, code="rows"))

    def _demand_whole(self) -> None:
        places = {row.place: n for n, row in enumerate(kept(self.adults))}
        self.whose: dict[int, int | None] = {}
        for row in kept(self.resources):
            try:
                self.whose[row.place] = place_of(row, places)
            except ValidationError as refused:
                row.add_error("adult", refused)
                return
        lists: dict[str, list[Row]] = {part: kept(getattr(self, part)) for part in PARTS}
        for fault in faults(self.budget(), timezone.localdate()):
            self._tell(fault, lists)

    def _tell(self, fault: Fault, lists: Mapping[str, list[Row]]) -> None:
        if fault.place is not None:
            row = lists[fault.part][fault.place]
            row.add_error(fault.field if fault.field in row.fields else None, fault.sentence)
            return
        name = _HOME.get(fault.field, fault.field)
        self.add_error(name if name in self.fields else None, fault.sentence)

    def budget(self) -> Budget:
        """What was typed, as it is sealed. Call it when every line is valid."""
        data = self.cleaned_data
        status = data.get("home_status")
        home = Home(
            HomeStatus(status) if status else None,
            data.get("rent"),
            data.get("insee") or "",
            _YES_NO[data.get("furnished") or ""],
            _YES_NO[data.get("shared") or ""],
        )
        return Budget(
            on=cast(date, data["on"]),
            adults=tuple(row.content() for row in kept(self.adults)),
            children=tuple(row.content() for row in kept(self.children)),
            home=home,
            resources=tuple(row.content(self.whose[row.place]) for row in kept(self.resources)),
            charges=tuple(row.content() for row in kept(self.charges)),
            debts=tuple(row.content() for row in kept(self.debts)),
            all_resources=data["all_resources"],
            all_charges=data["all_charges"],
            all_debts=data["all_debts"],
            words=data["words"],
            read_together_on=data["read_together_on"],
        )

    @property
    def error_links(self) -> list[ErrorLink]:
        """The summary: what is wrong in a line says which line."""
        mine = [link for link in super().error_links if link.message != _ROWS_FAULT]
        return mine + [
            ErrorLink(link.href or f"#{row.anchor}", f"{row.title}{_NBSP}: {link.message}")
            for row in self.rows
            for link in row.error_links
        ]


def kept(rows: Sequence[R]) -> list[R]:
    """The lines that say something; the person is always one."""
    return [row for row in rows if row.is_the_person or not row.is_blank]


def _count(kind: type[Row], known: int, more: str) -> int:
    """How many lines to show: those that say something, and some empty ones."""
    if more:
        spare = _ASKED if kind.part == more else 0
    else:
        spare = _SPARE if known > (kind is AdultRow) else _FIRST[kind.part] - known
    return max(known, min(known + spare, _MOST[kind.part]))
