"""A sheet applied: eligible by the scale, or outside it and then the commission decides."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from entrenous.law import LawError
from entrenous.law.aid import Reckoning, Sheet, reckon
from entrenous.law.aid.model import Counter
from entrenous.web.aid.forms import SheetForm, initial_of
from entrenous.web.aid.prefill import Known
from entrenous.web.common.days_said import in_french


@dataclass(frozen=True)
class Count:
    """A counter of the sheet, what was used of it (None: unknown), what is left."""

    counter: Counter
    used: Decimal | None

    @property
    def left(self) -> Decimal | None:
        """What is left, never under zero; None when nobody said what was used."""
        return None if self.used is None else max(self.counter.most - self.used, Decimal(0))

    @property
    def is_reached(self) -> bool:
        """Whether nothing is left: the commission decides, whatever the scale says."""
        return self.left == 0


@dataclass(frozen=True)
class Applied:
    """What a sheet says of this household; `refused` when the day or the size is not covered."""

    sheet: Sheet
    found: Reckoning | None = None
    counts: tuple[Count, ...] = ()
    refused: str = ""
    missing: tuple[str, ...] = ()

    @property
    def is_by_scale(self) -> bool:
        """Whether the scale and the counters are enough, as far as they are known."""
        is_eligible = self.found is not None and self.found.is_eligible
        return is_eligible and not any(count.is_reached for count in self.counts)

    @property
    def is_sure(self) -> bool:
        """Whether every source of the sheet was read in its text."""
        return all(basis.verification == "V1" for basis in self.sheet.basis)


def applied(form: SheetForm) -> Applied:
    """What a valid form gives; never a refusal of the aid, which no scale can say."""
    said = form.cleaned_data
    counts = tuple(Count(counter, used) for counter, used in form.counted)
    try:
        found = reckon(form.sheet, form.inputs, persons=said["persons"], on=said["on"])
    except LawError as refused:
        return Applied(form.sheet, None, counts, refused=in_french(refused.message))
    return Applied(form.sheet, found, counts)


def on_arrival(sheet: Sheet, known: Known) -> tuple[SheetForm, Applied]:
    """What the budget alone gives: the form to show, filled, and the result or what is missing."""
    blank = SheetForm(sheet=sheet, initial=initial_of(sheet, known))
    sent: dict[str, Any] = {name: blank[name].value() for name in blank.fields}
    form = SheetForm(sent, sheet=sheet)
    if form.is_valid():
        return form, applied(form)
    lacking = tuple(str(form.fields[name].label) for name in form.errors)
    return blank, Applied(sheet, missing=lacking)
