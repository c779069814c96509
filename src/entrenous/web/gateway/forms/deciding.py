"""Item by item: given, not held, kept. What is not the proposal needs a written reason."""

from typing import Any, Final

from django import forms

from entrenous.gateway.contents import Verdict
from entrenous.gateway.errors import BadLetter
from entrenous.law import vocabulary
from entrenous.web.asking.forms import capital
from entrenous.web.common.fields import PlainTextField
from entrenous.web.common.forms import Form
from entrenous.web.common.templatetags.look import insecable

ITEM: Final = "item_"
GIVE, NOT_HELD, KEEP = "give", "not_held", "keep"
_GIVEN: Final = (
    (GIVE, "Donner : c’est la proposition"),
    (NOT_HELD, "Le service ne détient pas cet élément"),
    (KEEP, "Garder"),
)
_EXTRA: Final = ((KEEP, "Garder : c’est la proposition"), (GIVE, "Donner"))


class DecideForm(Form):
    """One question per item that may leave; the others stay, whoever decides."""

    departure = PlainTextField(
        label="Pourquoi vous vous écartez de la proposition",
        help_text="Seulement si c’est le cas. La raison est scellée avec la décision.",
        required=False,
        rows=3,
        max_length=5_000,
    )
    proposed = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, verdict: Verdict, extra: tuple[str, ...], held: frozenset[str] | None,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.verdict, self.extra = verdict, extra
        self.fields["proposed"].initial = self.seen
        for item in verdict.give:
            is_held = held is None or item in held
            self._ask(item, _GIVEN, initial=GIVE if is_held else NOT_HELD)
        for item in extra:
            self._ask(item, _EXTRA, initial=KEEP)
        if not self.asked:
            del self.fields["departure"]
        else:
            self.order_fields([*(ITEM + item for item in self.asked), "departure", "proposed"])

    def clean(self) -> dict[str, Any]:
        """What was shown is still what is proposed, and a departure has its reason."""
        told = super().clean() or {}
        if told.get("proposed", "") != self.seen:
            self.add_error(
                None,
                insecable(
                    "La proposition a changé depuis que cette page est ouverte : un accord retiré,"
                    " une pièce de plus. La voici : relisez-la, puis décidez."
                ),
            )
        elif not self.errors and not self.follows and not told.get("departure"):
            self.add_error(
                "departure", insecable("Écrivez la raison de cet écart : elle est scellée.")
            )
        return told

    @property
    def asked(self) -> tuple[str, ...]:
        """The items about which there is something to decide."""
        return (*self.verdict.give, *self.extra)

    @property
    def give(self) -> list[str]:
        """The items given."""
        return self._answered(GIVE)

    @property
    def not_held(self) -> list[str]:
        """The items that the service does not hold."""
        return self._answered(NOT_HELD)

    @property
    def follows(self) -> bool:
        """Whether it is what was proposed."""
        return {*self.give, *self.not_held} == set(self.verdict.give)

    @property
    def questions(self) -> list[forms.BoundField]:
        """One per item."""
        return [self[ITEM + item] for item in self.asked]

    def refuse(self, bad: BadLetter) -> None:
        """Say a refusal beside its field."""
        self.add_error(bad.field if bad.field in self.fields else None, insecable(bad.fault.label))

    def _answered(self, answer: str) -> list[str]:
        return [item for item in self.asked if self.cleaned_data.get(ITEM + item) == answer]

    def _ask(self, item: str, choices: tuple[tuple[str, str], ...], *, initial: str) -> None:
        self.fields[ITEM + item] = forms.ChoiceField(
            label=capital(vocabulary().items[item]),
            choices=[(code, insecable(label)) for code, label in choices],
            widget=forms.RadioSelect,
            initial=initial,
            error_messages={"required": "Dites ce qu’il en est.", "invalid_choice": "Choisissez."},
        )

    @property
    def seen(self) -> str:
        """The items proposed, to notice that they changed since the page was shown."""
        return " ".join(self.verdict.give)
