"""Which days and items may an agreement hold? Pure: `today` is given. Said in French sentences."""

from collections.abc import Iterator
from datetime import date

from entrenous.agents.coded import Coded
from entrenous.consents.codes import LONGEST_MONTHS, PROPOSED_MONTHS, Kind, Signed
from entrenous.consents.contents import Agreement


class TermsRefused(ValueError):
    """Terms that do not hold together. `field` names where, the sentence says what to do."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence


class Stage(Coded):
    """Where an agreement stands on a day."""

    AHEAD = "ahead", "pas encore commencé"
    CURRENT = "current", "en cours"
    ENDING = "ending", "prend bientôt fin"
    EXPIRED = "expired", "terminé"
    WITHDRAWN = "withdrawn", "retiré"


SOON_DAYS = 15


def stage(said: Agreement, today: date) -> Stage:
    """Where an agreement stands; a withdrawal comes before everything else."""
    if said.withdrawn_on is not None and said.withdrawn_on <= today:
        return Stage.WITHDRAWN
    if today > said.until_on:
        return Stage.EXPIRED
    if today < said.from_on:
        return Stage.AHEAD
    return Stage.ENDING if (said.until_on - today).days <= SOON_DAYS else Stage.CURRENT


def months_after(start: date, months: int) -> date:
    """The same day some months later, or the last of a shorter month."""
    number = start.year * 12 + start.month - 1 + months
    year, month = divmod(number, 12)
    for day in (start.day, 30, 29, 28):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def proposed_end(start: date) -> date:
    """The last day proposed: short, and only proposed."""
    return months_after(start, PROPOSED_MONTHS)


def demand_terms(said: Agreement) -> None:
    """Refuse terms that do not hold together, the first fault first. TermsRefused."""
    for field, sentence in faults(said):
        raise TermsRefused(field, sentence)


def faults(said: Agreement) -> Iterator[tuple[str, str]]:
    """Every fault: the field it is in, and what to do."""
    if not said.items:
        yield "items", "Cochez au moins un élément : un accord se donne élément par élément."
    if not (said.requester or said.partner):
        yield "partner", "Dites à qui : choisissez dans la liste ou écrivez un nom."
    if said.kind is Kind.MANDAT and said.signed is Signed.ORAL:
        yield "signed", "Un mandat s’écrit : choisissez un papier signé ou un mandat écrit."
    yield from _day_faults(said)


def _day_faults(said: Agreement) -> Iterator[tuple[str, str]]:
    if said.from_on < said.signed_on:
        yield (
            "from_on",
            "Un accord ne vaut pas pour avant : indiquez une date à partir du jour où "
            "il a été donné.",
        )
    if said.until_on < said.from_on:
        yield "until_on", "La fin précède le début : vérifiez les deux dates."
    if said.until_on > months_after(said.from_on, LONGEST_MONTHS):
        yield "until_on", "Un accord dure ici un an au plus ; ensuite, reposez la question."
    for each in said.withdrawals:
        if each.on < said.signed_on:
            yield "on", "Ce retrait précède le jour où l’accord a été donné : vérifiez la date."
