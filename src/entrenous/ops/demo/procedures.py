"""Procedures that the demonstration follows: those of the stories, and of situations told today."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.opening import Keyring
from entrenous.law.deadlines.facts import Facts
from entrenous.procedures import actions
from entrenous.procedures.codes import Closing, Outcome
from entrenous.procedures.contents import FollowedProcedure
from entrenous.procedures.counting import count_on

Known = tuple[tuple[str, date | bool | int | str], ...]


@dataclass(frozen=True, slots=True)
class Followed:
    """A procedure opened that day with what was known; what was learnt since; what was done.

    settled  date -> what became of it. finished_on: followed no longer, apart from an ending
    """

    on: date
    procedure: str
    known: Known
    about: str = ""
    learnt: Known = ()
    settled: tuple[tuple[str, Outcome], ...] = ()
    finished_on: date | None = None


def follow(told: Followed, *, by: Keyring, dossier: Dossier) -> None:
    """Open it as the page does, complete it, say what became of its dates, close it."""
    facts: Facts = dict(told.known)
    record = actions.follow(
        by, dossier, procedure=told.procedure, facts=facts, about=told.about, on=told.on
    )
    if told.learnt:
        facts = {**facts, **dict(told.learnt)}
        actions.complete(by, dossier, record, facts=facts, about=told.about, based_on=1)
    _settle(told, record, by=by, dossier=dossier)
    if told.finished_on is not None:
        actions.close(by, dossier, record, because=Closing.FINISHED, on=told.finished_on)


def _settle(told: Followed, record: UUID, *, by: Keyring, dossier: Dossier) -> None:
    if not told.settled:
        return
    opened = by.open(dossier.pk, Act.DOSSIER_OPENED)
    known = records.read(opened, FollowedProcedure).find(FollowedProcedure, record)
    dates = count_on(known.content, told.on) if known else None
    for code, outcome in told.settled:
        found = dates.find(code) if dates else None
        if found is not None:
            actions.mark(by, dossier, record, code, on=found.due.on, outcome=outcome)


def of_situation(key: str, opened_on: date, today: date) -> Iterator[Followed]:
    """What a dossier of a situation follows today; its key moves the days a little."""
    rank, _, situation = key.partition("-")
    if sum(rank.encode()) % 2:
        return  # not everyone has a procedure under way
    spread = timedelta(days=sum(key.encode()) % 23)
    for procedure, days, known in _SITUATIONS.get(situation, ()):
        start = today - timedelta(days=days) + spread
        facts = ((procedure.partition(":")[2], start), *known)
        yield Followed(max(opened_on, min(start, today)), procedure.partition(":")[0], facts)


#: Situation -> « procedure:fact », how many days ago it was, what else is known.
_SITUATIONS: Final[dict[str, tuple[tuple[str, int, Known], ...]]] = {
    "exp-impaye": (("expulsion:commandement_payer", 44, (("bail", date(2024, 3, 1)),)),),
    "exp-audience": (("expulsion:audience", -12, ()),),
    "ene-facture": (("energie:puissance_reduite", 30, (("cheque_energie", True),)),),
    "bud-credits": (("surendettement:depot", 96, ()),),
    "res-indu": (("recours:notification", 62, (("nature", "rsa_indu"),)),),
    "han-mdph": (("recours:notification", 58, (("nature", "mdph"),)),),
    "log-hotel": (("daho:accuse_reception", 40, ()),),
    "arr-long": (("arret_travail:debut_arret", 40, ()),),
}

H1: Final = (
    Followed(
        on=date(2026, 1, 13),
        procedure="energie",
        known=(("puissance_reduite", date(2026, 1, 9)),),
        about="électricité, rue des Tanneurs",
        # Restored the same day, with her agreement.
        settled=(("coupure_possible", Outcome.DROPPED), ("apres_treve", Outcome.DROPPED)),
    ),
    Followed(
        on=date(2026, 1, 15),
        procedure="secours",
        known=(("demande", date(2026, 1, 15)),),
        about="secours de 230 €",
        settled=(("silence", Outcome.DROPPED),),
    ),
)
H2: Final = (
    Followed(
        on=date(2025, 12, 2),
        procedure="expulsion",
        known=(("bail", date(2019, 5, 2)), ("commandement_payer", date(2025, 11, 18))),
        about="appartement des Saules",
        learnt=(("assignation", date(2026, 2, 12)), ("audience", date(2026, 4, 16))),
        settled=(
            ("fin_commandement_payer", Outcome.DROPPED),
            ("notification_prefet", Outcome.DONE),
            ("dsf_transmission", Outcome.DONE),
            ("reprise_loyer", Outcome.DONE),
        ),
    ),
    Followed(
        on=date(2026, 2, 23),
        procedure="dsf",
        known=(("saisine_prefet", date(2026, 2, 23)), ("audience", date(2026, 4, 16))),
        settled=(
            ("entretien", Outcome.DONE),
            ("second_entretien", Outcome.DROPPED),
            ("transmission", Outcome.DONE),
        ),
        finished_on=date(2026, 4, 28),
    ),
)
H3: Final = (
    Followed(
        on=date(2025, 10, 23),
        procedure="surendettement",
        known=(("depot", date(2025, 10, 23)),),
        about="second dossier",
        learnt=(("recevabilite", date(2025, 12, 11)),),
        settled=(("orientation", Outcome.DONE), ("recours_recevabilite", Outcome.DROPPED)),
    ),
)
H5: Final = (
    Followed(
        on=date(2025, 10, 2),
        procedure="arret_travail",
        known=(("debut_arret", date(2025, 8, 4)),),
        settled=(("prereprise", Outcome.DONE), ("reprise", Outcome.DROPPED)),
    ),
    Followed(
        on=date(2025, 11, 6),
        procedure="essai_encadre",
        known=(("debut", date(2025, 11, 17)),),
        about="poste de contrôle-expédition",
        settled=(("fin_essai", Outcome.DONE), ("fin_renouvellement", Outcome.DONE)),
        finished_on=date(2026, 1, 5),
    ),
    Followed(
        on=date(2026, 1, 5),
        procedure="crpe",
        known=(("debut", date(2026, 1, 5)), ("duree_mois", 9)),
        about="poste de contrôle-expédition",
    ),
)
