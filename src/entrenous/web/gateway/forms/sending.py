"""What completes a letter that leaves; the day it left and the minutes it took."""

from typing import Any, ClassVar, Final

from django import forms
from django.utils import timezone

from entrenous.gateway.errors import BadLetter
from entrenous.letters import Kind, Particulars, Promise, Signatory
from entrenous.web.common.fields import FrenchDateField, PlainLineField
from entrenous.web.common.templatetags.look import insecable
from entrenous.web.gateway.forms.acts import ActForm
from entrenous.web.protect.forms import VALUE_PREFIX, ParticularsForm

_ONE_MORE: Final = ("signatory_name", "cosignatory")


class SendForm(ParticularsForm):
    """The particulars of « Protéger mon écrit », filled; what is given is demanded."""

    signatory_name = PlainLineField(
        label="Son nom", help_text="Si votre service donne des noms.", required=False
    )
    cosignatory = PlainLineField(label="Seconde signature sur la lettre", required=False)

    def __init__(
        self,
        *args: Any,
        kind: Kind,
        our_reference: str,
        promise: Promise | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, kind=kind, **kwargs)
        self.our_reference, self.promise = our_reference, promise
        if kind is Kind.PERSONS_OWN:
            for name in _ONE_MORE:
                del self.fields[name]
        elif kind is not Kind.LIMITED:
            del self.fields["cosignatory"]
        for item in self.given:
            field = self.fields[VALUE_PREFIX + item]
            field.required = True
            field.error_messages["required"] = insecable(
                f"Écrivez « {field.label} », ou décidez que le service ne le détient pas."
            )
        self.order_fields([VALUE_PREFIX + item for item in self.given])

    def values(self) -> dict[str, str]:
        """Item → value, as it was typed."""
        return {item: self._text(VALUE_PREFIX + item) for item in self.given}

    def particulars(self, *, requester: str, received_on: Any) -> Particulars:
        """Those of the parent, with names, our reference and what had been announced."""
        told = super().particulars(requester=requester, received_on=received_on)
        function, name = self._text("signatory"), self._text("signatory_name")
        second = self._text("cosignatory")
        signatories = (
            *((Signatory(function, name),) if function or name else ()),
            *((Signatory(second),) if second else ()),
        )
        own = self.kind is Kind.PERSONS_OWN
        return Particulars(
            **{each: getattr(told, each) for each in _KEPT},
            signatories=signatories,
            our_reference="" if own else self.our_reference,
            promise=self.promise,
        )


_KEPT: Final = (
    "sender", "recipient", "place", "written_on", "their_reference", "letter_on", "received_on",
    "requester", "person_named", "author", "paragraph",
)  # fmt: skip


class LeftForm(ActForm):
    """When it left, and what the whole request took."""

    missing: ClassVar = {"on": "Indiquez le jour où la lettre part."}
    on = FrenchDateField(label="Elle part le", latest=timezone.localdate)
    minutes = forms.IntegerField(
        label="Minutes passées sur cette sollicitation",
        help_text="Lecture, recherche, lettre : une estimation suffit.",
        required=False,
        min_value=0,
        max_value=1_440,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), "Indiquez un nombre de minutes, de 0 à 1 440."
        ),
    )

    def refuse(self, bad: BadLetter) -> None:
        """Say a refusal beside its field."""
        self.add_error(bad.field if bad.field in self.fields else None, insecable(bad.fault.label))
