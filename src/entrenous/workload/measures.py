"""What is published of the work: each measure is a cut of the rows, said once for every engine.

A measure describes acts and means, never a person nor a worker (02-practice §4.1 and §4.2).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from entrenous.workload.work import Counted

Unit = Literal["acts", "minutes", "days", "persons"]
Cut = Literal["mode", "doing", "outcome", "length", "wait", "theme", "act", "band", "household"]


@dataclass(frozen=True)
class Measure:
    """One table: which rows, cut by what, counting what.

    doings, outcomes  only these rows when given
    of_persons        True: the rows carry the token of a person, and 11 distinct ones are needed;
                      False: each act is someone else's (a request, a letter), and 11 acts are
    counts_many       one row may stand for several acts
    has_agents        False: nobody at work is behind the rows (a paper that came back)
    limit             what the number does not say, printed under the table
    """

    code: str
    title: str
    counted: str
    acts: tuple[str, ...]
    cut: Cut
    unit: Unit = "acts"
    doings: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    of_persons: bool = False
    counts_many: bool = False
    has_agents: bool = True
    limit: str = ""

    @property
    def has_value(self) -> bool:
        """Whether what is counted differs from whom it is counted of: minutes, acts, calls."""
        return self.of_persons or self.counts_many or self.unit in {"minutes", "days"}

    def takes(self, row: Counted) -> bool:
        """Tell whether a row belongs to this table."""
        return (
            row.act in self.acts
            and (not self.doings or row.doing in self.doings)
            and (not self.outcomes or row.outcome in self.outcomes)
        )


_CONTACTS: Final = ("interview", "call", "visit", "letter", "mediation", "assessment", "review",
                    "aid", "procedure", "referral")  # fmt: skip
_TALKS: Final = ("interview", "visit", "assessment", "review")

MEANS: Final = (
    Measure(
        "contacts", "Contacts par mode", "contacts notés dans un dossier",
        ("thread.entry",), "mode", doings=_CONTACTS, of_persons=True,
        limit="Un contact qui n’a pas été noté n’est pas compté.",
    ),
    Measure(
        "interviews", "Entretiens par durée", "entretiens",
        ("thread.entry",), "length", doings=_TALKS, of_persons=True,
        limit="La durée n’est jamais obligatoire : la part « non renseigné » est publiée.",
    ),
    Measure(
        "waiting", "Attente avant une première suite", "demandes reçues à l’accueil",
        ("demande.decided",), "wait",
        limit="Du jour de la demande au jour de la première suite donnée.",
    ),
    Measure(
        "appointments", "Rendez-vous et ce qu’ils sont devenus", "rendez-vous passés",
        ("appointment.ended",), "outcome",
        limit="« Non honoré » ne dit pas pourquoi, et ne dit rien de la personne.",
    ),
    Measure(
        "writings", "Écrits envoyés", "écrits",
        ("writing.sent",), "doing", of_persons=True,
        limit="Le temps d’écriture n’est pas dans ce nombre.",
    ),
    Measure(
        "aids", "Aides instruites et orientations revenues", "instructions et retours",
        ("thread.entry", "relay.heard"), "act",
        doings=("aid", "back"), of_persons=True,
        limit="Un retour est ce qu’un organisme a rendu au service, quelle qu’en soit la raison.",
    ),
    Measure(
        "partners", "Délai de réponse des partenaires", "réponses reçues d’un partenaire",
        ("relay.heard",), "wait", of_persons=True,
        limit="Seules les réponses reçues ont un délai ; les silences n’en ont pas. Aucun organisme"
        " n’y est nommé.",
    ),
    Measure(
        "third_parties", "Sollicitations de tiers", "sollicitations",
        ("sollicitation.received", "sollicitation.answered"), "act",
        limit="Une sollicitation reçue en décembre peut être répondue en janvier.",
    ),
    Measure(
        "collective", "Temps de travail collectif", "minutes déclarées",
        ("thread.entry", "work.indirect", "collective.session"), "act", unit="minutes",
        doings=("collective", "session"),
        limit="Seul le temps déclaré est compté.",
    ),
    Measure(
        "travel", "Temps de trajet et de préparation", "minutes déclarées",
        ("work.indirect", "thread.entry"), "doing", unit="minutes",
        doings=("travel", "preparation", "research", "indirect"),
        limit="Seul le temps déclaré est compté.",
    ),
    Measure(
        "covers", "Postes vacants et absences relayées", "jours",
        ("cover.planned", "post.vacant"), "act", unit="days",
        limit="Un poste vacant est compté le jour où quelqu’un y arrive : ceux qui le sont encore"
        " n’y sont pas. Une absence sans relève prévue n’est pas comptée.",
    ),
    Measure(
        "continuity", "Reprises et orientations acceptées", "reprises et acceptations",
        ("accompagnement.started", "relay.heard"), "outcome",
        outcomes=("again", "accepted", "taken_up"), of_persons=True,
        limit="Une reprise n’est pas un échec de ce qui précède. Le délai des acceptations est dans"
        " le tableau des réponses des partenaires, toutes réponses ensemble.",
    ),
)  # fmt: skip

#: What an indicator says in several tables: by the code of the first.
BESIDE: Final = {
    "waiting": (
        Measure(
            "first_listening", "Attente avant une première écoute", "premières écoutes",
            ("demande.heard",), "wait",
            limit="Du jour de la demande au jour de l’écoute par l’accueil ou la permanence.",
        ),
        Measure(
            "appointment_waits", "Délai des rendez-vous fixés", "rendez-vous fixés",
            ("appointment.set",), "wait",
            limit="Tous les rendez-vous, le premier et les suivants : ils ne se distinguent pas.",
        ),
    ),
    "appointments": (
        Measure(
            "reminders", "Rappels de rendez-vous", "rappels", ("reminder.sent",), "outcome",
            limit="Envoyés aux seules personnes qui ont dit où l’être sans risque.",
        ),
    ),
    "third_parties": (
        Measure(
            "third_answers", "Ce qui a été répondu aux tiers", "réponses envoyées",
            ("sollicitation.answered",), "outcome",
            limit="Ce que le droit permettait de dire, tel que décidé pour chaque demande.",
        ),
        Measure(
            "third_time", "Temps passé aux sollicitations de tiers", "minutes déclarées",
            ("sollicitation.time",), "act", unit="minutes",
            limit="Seules les minutes saisies : la part non saisie n’est pas estimée.",
        ),
    ),
}  # fmt: skip
#: Every table of the twelve indicators, in their order.
TABLES: Final = tuple(
    table for measure in MEANS for table in (measure, *BESIDE.get(measure.code, ()))
)


@dataclass(frozen=True)
class Cell:
    """One cell of a measure before any protection. Kept inside: never shown as it is.

    units         acts, minutes, days or persons, as the measure counts
    contributors  distinct persons (or acts when nobody is known behind them)
    agents        at least so many workers: the largest month, since tokens change every month
    """

    place: str
    code: str
    units: int
    contributors: int
    agents: int


def compute(measure: Measure, rows: Iterable[Counted]) -> list[Cell]:
    """The cells of a measure from rows, by place and code. The yardstick of every other engine."""
    kept: dict[tuple[str, str], list[Counted]] = {}
    for row in rows:
        if measure.takes(row):
            kept.setdefault((row.place, str(getattr(row, measure.cut))), []).append(row)
    return [_cell(measure, place, code, found) for (place, code), found in sorted(kept.items())]


def _cell(measure: Measure, place: str, code: str, rows: Sequence[Counted]) -> Cell:
    persons = len({row.person for row in rows})  # acts tied to nobody are of one, whoever it is
    units = {
        "acts": sum(row.units for row in rows),
        "minutes": sum(row.minutes for row in rows),
        "days": sum(row.days for row in rows),
        "persons": persons,
    }[measure.unit]
    months = {row.month for row in rows}
    agents = max(len({r.agent for r in rows if r.month == m and r.agent}) for m in months)
    return Cell(place, code, units, persons if measure.of_persons else len(rows), agents)


def share_not_stated(cells: Iterable[Cell]) -> tuple[int, int]:
    """(units not stated, all units): the share that every table publishes."""
    found = list(cells)
    return sum(c.units for c in found if c.code == "NR"), sum(c.units for c in found)
