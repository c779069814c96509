"""May this writing leave today? The rule, the agreement, the reading together, asked again."""

from datetime import date

from django.utils import timezone

from entrenous.consents import queries as consents
from entrenous.dossiers.contents import PersonCard
from entrenous.keyring import records
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.law import Rule, RuleBase, vocabulary
from entrenous.writings.contents import Writing
from entrenous.writings.errors import BasisRefused, NotSendable
from entrenous.writings.framing import Frame, frame, label_of


def demand_may_leave(
    by: Keyring, opened: OpenContainer, said: Writing, *, base: RuleBase, employer: str
) -> Rule:
    """The rule it rests on, or NotSendable with what to do first.

    said  the writing as it would leave, its day and way included
    """
    on = said.sent_on
    if on is None:
        raise ValueError("ask about a writing that has its day")
    demand_right_day(on, "on", not_before=said.read_on)
    if not said.codes:
        raise NotSendable("Rien n’est encore écrit : écrivez au moins un élément.")
    found = _frame(said, base, employer, on)
    _demand_permitted(found, said)
    _demand_agreement(by, opened, found, said, on)
    if not said.deferred and said.read_on is None and not said.not_read_because:
        raise NotSendable(
            "Lisez-le d’abord avec la personne, ou écrivez pourquoi cela n’a pas été possible.",
            "not_read_because",
        )
    _demand_clearance(opened, found, said)
    return found.rule


def demand_right_day(on: date, field: str, *, not_before: date | None = None) -> None:
    """Refuse a day that has not come, or that comes before what it follows. NotSendable."""
    if on > timezone.localdate():
        raise NotSendable("Ce jour n’est pas encore passé : indiquez le jour réel.", field)
    if not_before is not None and on < not_before:
        raise NotSendable("Cette date précède l’étape d’avant : vérifiez le jour.", field)


def missing_agreement(
    by: Keyring, opened: OpenContainer, found: Frame, said: Writing, on: date
) -> list[str]:
    """The elements that leave only with an agreement nobody gave, or that has ended."""
    wanted = [code for code in said.codes if code in found.agreed]
    if not wanted:
        return []
    agreed = consents.agreed_items(by, opened, said.basis, on)
    return [code for code in wanted if code not in agreed]


def needs_clearance(opened: OpenContainer, found: Frame, said: Writing) -> bool:
    """Whether it would tell where a protected person is."""
    card = records.read(opened, PersonCard).one(PersonCard)
    is_protected = card is None or card.content.is_protected
    locating = vocabulary().locating & set(said.codes)
    return is_protected and bool(locating) and not found.rule.own_data


def _frame(said: Writing, base: RuleBase, employer: str, on: date) -> Frame:
    try:
        return frame(
            base, said.kind, said.basis, employer=employer, on=on, facts=frozenset(said.facts)
        )
    except BasisRefused as refused:
        raise NotSendable(refused.because) from None


def _demand_permitted(found: Frame, said: Writing) -> None:
    if beyond := found.beyond(said.codes):
        labels = ", ".join(label_of(code) for code in beyond)
        raise NotSendable(f"La règle ne permet pas : {labels}. Retirez ces éléments de l’écrit.")


def _demand_agreement(
    by: Keyring, opened: OpenContainer, found: Frame, said: Writing, on: date
) -> None:
    if missing := missing_agreement(by, opened, found, said, on):
        labels = ", ".join(label_of(code) for code in missing)
        raise NotSendable(
            f"L’accord de la personne manque, ou a pris fin, pour : {labels}. Notez son accord, ou "
            "retirez ces éléments."
        )
    if not any(code in found.agreed for code in said.codes):
        return
    proofs = consents.evidence(by, opened, said.basis, on)
    if any(not group & proofs for group in found.proofs):
        raise NotSendable(
            "Cette règle demande un accord écrit : un accord donné de vive voix ne suffit pas."
        )


def _demand_clearance(opened: OpenContainer, found: Frame, said: Writing) -> None:
    if not needs_clearance(opened, found, said):
        return
    if said.cleared_on is None:
        raise NotSendable(
            "Dossier protégé : ce qui permet de retrouver la personne ne part pas sans décision "
            "écrite du service juridique. Indiquez-en le jour, ou retirez ces éléments.",
            "cleared_on",
        )
    demand_right_day(said.cleared_on, "cleared_on")
