"""The words of the figures: a code of a table, as people read it."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from entrenous.activity.codes import What
from entrenous.continuity.codes import Scope
from entrenous.desk.codes import Counted
from entrenous.dossiers.codes import Doing, EndingReason, Mode, Theme
from entrenous.law.deadlines import procedures
from entrenous.reception.codes import Channel
from entrenous.reception.models import Appointment
from entrenous.relays.codes import StepKind
from entrenous.reminders.codes import State as ReminderState
from entrenous.slips.codes import Outcome as CallOutcome
from entrenous.statistics.codes import ANSWERS, ORDERS, Question
from entrenous.statistics.shapes import every_measure
from entrenous.statistics.titles import TITLES
from entrenous.web.gateway.words import label_of_requester
from entrenous.workload.measures import BESIDE, MEANS
from entrenous.workload.traits import BANDS, HOUSEHOLDS
from entrenous.workload.work import LENGTHS, WAITS
from entrenous.writings.codes import Kind as WritingKind

NOT_STATED: Final = "non renseigné"
TOTAL: Final = "Ensemble"
HIDDEN: Final = "s"
UNITS: Final = {"acts": "actes", "minutes": "minutes", "persons": "personnes"}
INDIRECT: Final = {
    "travel": "trajets",
    "preparation": "préparation",
    "research": "recherche, documentation",
    "team": "réunions d’équipe",
    "training": "formation, analyse des pratiques",
    "session": "séances collectives",
    "collective": "action collective",
}
_OBJECTIONS: Final = {
    "objected": "avec une objection écrite",
    "not_objected": "sans objection écrite",
}
_ACTS: Final = {
    "sollicitation.received": "reçues",
    "sollicitation.answered": "répondues",
    "dossier.opened": "dossiers ouverts",
    "accompagnement.started": "accompagnements repris",
    "accompagnement.ended": "fins d’accompagnement",
    "procedure.followed": "procédures suivies",
    "budget.kept": "budgets posés",
    "plan.agreed": "plans convenus",
    "plan.reviewed": "bilans de plan",
    "assessment": "évaluations écrites",
    "thread.entry": "dans les dossiers",
    "work.indirect": "hors dossier",
    "collective.session": "séances collectives",
    "cover.planned": "absences relayées",
    "post.vacant": "postes vacants",
    "sollicitation.time": "sollicitations de tiers",
    "mediation.mandated": "engagées",
    "mediation.ended": "terminées",
}
_CUTS: Final[Mapping[str, Mapping[str, str]]] = {
    "mode": {m.value: m.label for kind in (Channel, Mode) for m in kind},
    "doing": {d.value: d.label for d in (*Doing, *WritingKind)} | INDIRECT | _OBJECTIONS,
    "theme": {t.value: t.label for t in Theme},
    "length": LENGTHS,
    "wait": WAITS,
    "band": BANDS,
    "household": HOUSEHOLDS,
    "act": _ACTS,
}
_OUTCOMES: Final = (
    {r.value: r.label for r in EndingReason}
    | {s.value: s.label for s in Scope}
    | {s.value: s.label for s in StepKind}
    | {value: str(label) for value, label in Appointment.Status.choices}
    | {"again": "accompagnements repris"}
    | ORDERS
    | {
        f"{question.code}.{code}": f"{question.words} – {words}"
        for question in Question
        for code, words in ANSWERS.items()
    }
)
#: What came of a call back, and whether it was at the hour that the platform had promised.
_CALLS: Final = {
    f"{outcome.value}{ending}": f"{outcome.label}{words}"
    for outcome in CallOutcome
    for ending, words in (("", ""), (".kept", ", à l’heure promise"), (".late", ", plus tard"))
}
#: Where a theme is who asks.
_REQUESTERS: Final = frozenset({"received", "cost", "answered", "promised", "came_back"})
_BY_TABLE: Final = {
    "endings": {r.value: r.label for r in EndingReason},
    "desk": {c.value: c.label for c in Counted},
    "platform": _CALLS,
    "reminders": {s.value: s.label for s in ReminderState},
    "third_answers": {
        "must": "donné, le droit l’impose",
        "may": "donné, le droit le permet",
        "agreement": "donné avec l’accord de la personne",
        "no": "refusé",
    },
    "aids": {"thread.entry": "instruites dans un dossier", "relay.heard": "revenues au service"},
    "appointments": {value: str(label) for value, label in Appointment.Status.choices},
}


#: The order in which outcomes are read; a table cut by them takes its own words first.
_READ: Final = {cut: list(codes) for cut, codes in _CUTS.items()} | {
    "outcome": [*_OUTCOMES, *_CALLS]
}


def label_of(table: str, cut: str, code: str, organisation: UUID) -> str:
    """What a code of a table says."""
    if code == "total":
        return TOTAL
    if table in _REQUESTERS and code != "NR":
        return label_of_requester(code, organisation)
    if table == "procedure_kinds":
        return _procedure(code)
    known = _BY_TABLE.get(table, {}).get(code) or _CUTS.get(cut, {}).get(code)
    return known or (NOT_STATED if code == "NR" else _OUTCOMES.get(code, code))


def _procedure(code: str) -> str:
    """The label of a procedure of the law base; one that it no longer has is « autre »."""
    known = procedures().get(code)
    return known.label if known else NOT_STATED if code == "NR" else "autre"


def in_order(cut: str, codes: Sequence[str]) -> list[str]:
    """The codes of a table as they are read: ages and lengths as they grow, then what is unsaid."""
    known = _READ.get(cut, [])
    last = {"NR": 1, "total": 2}
    return sorted(
        codes,
        key=lambda code: (last.get(code, 0), known.index(code) if code in known else len(known)),
    )


def title_of(table: str) -> str:
    """The title of a table."""
    measure = every_measure().get(table)
    return measure.title if measure else TITLES.get(table, table)


def rank_of(table: str) -> int:
    """Which of the twelve indicators a table belongs to, from 1; 0: none of them."""
    return next(
        (
            rank
            for rank, measure in enumerate(MEANS, start=1)
            if table in {m.code for m in (measure, *BESIDE.get(measure.code, ()))}
        ),
        0,
    )


def counted_of(table: str) -> str:
    """What is counted in it."""
    measure = every_measure().get(table)
    return measure.counted if measure else "personnes distinctes"


def limit_of(table: str) -> str:
    """What it does not say."""
    measure = every_measure().get(table)
    if measure:
        return measure.limit
    return "Chaque personne est comptée une fois, là où elle a été vue en dernier dans la période."


#: For « mon activité »: an act, or an act and what was done.
OWN: Final = {
    "thread.entry": "actes notés dans un dossier",
    "demande.received": "demandes reçues",
    "demande.decided": "suites données à une demande",
    "demande.attributed": "demandes confiées",
    "demande.heard": "premières écoutes",
    "appointment.set": "rendez-vous fixés",
    "appointment.ended": "rendez-vous passés",
    "dossier.opened": "dossiers ouverts",
    "accompagnement.started": "accompagnements repris",
    "accompagnement.ended": "fins d’accompagnement",
    "dossier.transferred": "dossiers transmis",
    "assessment": "évaluations écrites",
    "plan.agreed": "plans convenus",
    "plan.reviewed": "bilans de plan",
    "support.asked": "demandes d’appui technique",
    "writing.sent": "écrits envoyés",
    "sollicitation.received": "sollicitations de tiers enregistrées",
    "sollicitation.answered": "réponses à des tiers",
    "sollicitation.time": "temps noté sur une sollicitation",
    "relay.sent": "orientations transmises",
    "relay.heard": "réponses de partenaires notées",
    "promise.made": "engagements de tiers notés",
    "promise.kept": "engagements de tiers tenus",
    "budget.kept": "budgets posés",
    "procedure.followed": "procédures suivies",
    "message.sent": "messages écrits aux personnes",
    "reception.message": "messages laissés à une référente ou un référent",
    "copy.delivered": "copies de dossier remises",
    "complaint.received": "réclamations enregistrées",
    "complaint.answered": "réclamations répondues",
    "cover.planned": "relèves prévues",
    "post.vacant": "postes de nouveau pourvus",
    "work.indirect": "temps hors dossier",
    "work.ordered": "appels ordonnés",
    "call.tried": "appels tentés",
    "task.done": "tâches faites pour un collègue",
    "interview.information": "informations données",
    "desk.counted": "passages comptés à l’accueil",
    "mediation.mandated": "médiations engagées",
    "mediation.ended": "médiations terminées",
    "collective.session": "séances collectives",
    "collective.ended": "actions collectives terminées",
    "slip.called": "rappels de fiches de contact",
    "slip.handed_on": "fiches de contact remises à un autre secteur",
    "reminder.sent": "rappels de rendez-vous envoyés",
}


#: Acts of one kind alone: their name says it.
_DOING_SAID: Final = frozenset({What.COLLECTIVE_SESSION.value, What.COLLECTIVE_ENDED.value})


def own_label(code: str) -> str:
    """A line of one's own activity."""
    act, _, doing = code.partition("/")
    said = OWN.get(act, act)
    if act == What.THREAD_ENTRY:
        return f"{_CUTS['doing'].get(doing, NOT_STATED)}, dans un dossier"
    if act in _DOING_SAID or not doing:
        return said
    what = _procedure(doing) if act == What.PROCEDURE_FOLLOWED else _CUTS["doing"].get(doing, "")
    return f"{said} : {what}" if what else said
