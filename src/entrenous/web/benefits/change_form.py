"""What changes in a household: one thing, typed, and checked against the household it changes."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar, Final

from django import forms

from entrenous.benefits.codes import WhatIf
from entrenous.benefits.contents import Asked
from entrenous.benefits.what_if import separated, with_child, with_rent, with_salary
from entrenous.web.benefits.fields import MOST_CHILDREN, KnownOrNotField
from entrenous.web.common.fields import FrenchDateField
from entrenous.web.dossiers.forms.once import OnceForm

_RENTED: Final = ("tenant_private", "tenant_social")


class ChangeForm(OnceForm):
    """One change, and what it needs; what the others need is left alone."""

    missing: ClassVar = {"change": "Dites ce qui change."}

    change = forms.ChoiceField(label="Ce qui change", widget=forms.RadioSelect)
    whose = forms.ChoiceField(
        label="De qui ?",
        choices=[("0", "la personne"), ("1", "le conjoint ou la conjointe")],
        required=False,
    )
    salary = KnownOrNotField(label="Nouveau salaire net, par mois")
    rent = KnownOrNotField(label="Nouveau loyer du mois, sans les charges")
    asf = KnownOrNotField(
        label="ASF versée ensuite",
        help_text="0 si l’autre parent verse une pension ou si rien n’est demandé. Vide : inconnu.",
    )
    born_on = FrenchDateField(label="Date de naissance de l’enfant", born=True, required=False)

    def __init__(self, *args: Any, asked: Asked, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = asked
        self.fields["change"].choices = _choices(asked)  # type: ignore[attr-defined]
        if not asked.is_couple:
            del self.fields["whose"]

    def clean(self) -> None:
        for name, sentence in self._faults():
            self.add_error(name, sentence)

    @property
    def what_if(self) -> WhatIf:
        """What changes. Call it on a valid form."""
        return WhatIf(self.cleaned_data["change"])

    def changed(self) -> Asked:
        """The household once changed. Call it on a valid form."""
        data = self.cleaned_data
        if self.what_if is WhatIf.SALARY:
            return with_salary(self.before, data["salary"], place=int(data.get("whose") or 0))
        if self.what_if is WhatIf.RENT:
            return with_rent(self.before, data["rent"])
        if self.what_if is WhatIf.SEPARATION:
            return separated(self.before, data["asf"])
        return with_child(self.before, data["born_on"])

    def _faults(self) -> Sequence[tuple[str, str]]:
        data = self.cleaned_data
        asked_for = {
            WhatIf.SALARY: ("salary", "Écrivez le nouveau salaire ; 0 s’il n’y en a plus."),
            WhatIf.RENT: ("rent", "Écrivez le nouveau loyer."),
            WhatIf.CHILD: ("born_on", "Indiquez la date de naissance de l’enfant."),
        }
        name, sentence = asked_for.get(data.get("change", ""), ("", ""))
        if name and name not in self.errors and data.get(name) is None:
            return [(name, sentence)]
        born = data.get("born_on")
        if name == "born_on" and born and born > date.fromisoformat(f"{self.before.month}-28"):
            return [("born_on", "Cette naissance est après le mois estimé.")]
        return []


def _choices(asked: Asked) -> list[tuple[str, str]]:
    """What may change in this household: no rent without a tenant, no parting of one."""
    impossible = set()
    if asked.home.status not in _RENTED:
        impossible.add(WhatIf.RENT)
    if not asked.is_couple:
        impossible.add(WhatIf.SEPARATION)
    if len(asked.children_on) >= MOST_CHILDREN:
        impossible.add(WhatIf.CHILD)
    return [(each.value, each.label) for each in WhatIf if each not in impossible]
