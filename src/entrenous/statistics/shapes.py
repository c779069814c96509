"""What each report contains: its tables of acts, and its tables of persons (02-practice §4.1)."""

from dataclasses import dataclass
from typing import Final

from entrenous.statistics.codes import Kind
from entrenous.workload.measures import TABLES, Measure

_M: Final = {measure.code: measure for measure in TABLES}

REQUESTS: Final = Measure(
    "requests", "Demandes reçues par thème", "demandes reçues à l’accueil",
    ("demande.received",), "theme",
    limit="Le premier thème dit. Une personne qui revient fait une nouvelle demande.",
)  # fmt: skip
CHANNELS: Final = Measure(
    "channels", "Demandes reçues par canal", "demandes reçues à l’accueil",
    ("demande.received",), "mode",
    limit="Passages, appels, courriers, plateforme : tels que l’accueil les a notés.",
)  # fmt: skip
DOINGS: Final = Measure(
    "doings", "Actes par nature", "actes notés dans un dossier",
    ("thread.entry",), "doing", of_persons=True,
    limit="Un acte par écrit du fil ; le temps passé n’y est pas.",
)  # fmt: skip
STARTS: Final = Measure(
    "starts", "Accompagnements commencés, repris, terminés", "accompagnements",
    ("dossier.opened", "accompagnement.started", "accompagnement.ended"), "act", of_persons=True,
    limit="Une fin n’est ni une réussite ni un échec.",
)  # fmt: skip
ENDINGS: Final = Measure(
    "endings", "Fins d’accompagnement par motif", "fins d’accompagnement",
    ("accompagnement.ended",), "outcome", of_persons=True,
    limit="Neuf motifs neutres ; aucun ne qualifie la personne.",
)  # fmt: skip
PROCEDURES: Final = Measure(
    "procedures", "Procédures suivies et budgets posés", "actes",
    ("procedure.followed", "budget.kept", "plan.agreed", "plan.reviewed", "assessment"), "act",
    of_persons=True, limit="Ce qui a été fait avec les personnes, pas ce qu’elles ont obtenu.",
)  # fmt: skip
PROCEDURE_KINDS: Final = Measure(
    "procedure_kinds", "Procédures suivies par nature", "procédures commencées",
    ("procedure.followed",), "doing", of_persons=True,
    limit="Ce qui a été commencé avec les personnes, pas ce qu’elles ont obtenu.",
)  # fmt: skip
MEDIATIONS: Final = Measure(
    "mediations", "Médiations auprès d’un tiers", "médiations",
    ("mediation.mandated", "mediation.ended"), "act", of_persons=True,
    limit="Une médiation engagée en décembre peut se terminer l’année suivante.",
)  # fmt: skip
DESK: Final = Measure(
    "desk", "Ce que l’accueil a compté", "comptés sans nom",
    ("desk.counted",), "mode", counts_many=True,
    limit="Ce qui n’a laissé aucune demande. Une même personne peut y être plusieurs fois.",
)  # fmt: skip
PLATFORM: Final = Measure(
    "platform", "Appels repris des plateformes", "appels passés",
    ("slip.called",), "outcome",
    limit="Chaque essai est compté. Ce travail est celui que la plateforme a promis à notre place.",
)  # fmt: skip
GROUPS: Final = Measure(
    "participations", "Participations aux actions collectives", "participations",
    ("collective.session",), "theme", counts_many=True,
    limit="Le nombre de présents de chaque séance, sans nom : une personne venue trois fois y est"
    " trois fois.",
)  # fmt: skip

RECEIVED: Final = Measure(
    "received", "Ce qu’on nous a demandé", "sollicitations reçues",
    ("sollicitation.received",), "theme",
    limit="Par nature de demandeur, sans nom d’organisme ni de personne.",
)  # fmt: skip
COST: Final = Measure(
    "cost", "Ce que cela a coûté", "minutes déclarées",
    ("sollicitation.time",), "theme", unit="minutes",
    limit="Seules les minutes saisies : la part non saisie n’est pas estimée.",
)  # fmt: skip
ANSWERED: Final = Measure(
    "answered", "Ce que nous avons répondu", "réponses envoyées",
    ("sollicitation.answered",), "theme",
    limit="Une réponse peut être un refus : le service répond toujours.",
)  # fmt: skip
PROMISED: Final = Measure(
    "promised", "Ce qui nous a été promis en retour", "engagements pris par un tiers",
    ("promise.made",), "theme",
    limit="Un engagement noté par le service, avec sa date.",
)  # fmt: skip
CAME_BACK: Final = Measure(
    "came_back", "Ce qui est revenu", "engagements tenus",
    ("promise.kept",), "theme",
    limit="Un engagement pris en décembre peut être tenu l’année suivante.",
)  # fmt: skip

FORMS: Final = Measure(
    "forms", "Réponses aux formulaires anonymes", "réponses",
    ("questionnaire.answer",), "outcome", has_agents=False,
    limit="Seules les personnes qui ont dit oui, à la fin, ont reçu un formulaire. "
    "Une réponse sur papier ne se relance pas.",
)  # fmt: skip
ORDERED: Final = Measure(
    "ordered", "Appels ordonnés par la hiérarchie", "appels",
    ("work.ordered",), "outcome", counts_many=True,
    limit="Saisis par qui a reçu l’ordre. Le logiciel n’a fourni ni nom ni numéro.",
)  # fmt: skip
OBJECTED: Final = Measure(
    "objected", "Appels ordonnés, selon l’objection", "appels",
    ("work.ordered",), "doing", counts_many=True,
    limit="Ce que qui a reçu l’ordre a répondu par écrit, sans en donner les mots.",
)  # fmt: skip
ORDERED_TIME: Final = Measure(
    "ordered_time", "Temps passé à ces appels", "minutes déclarées",
    ("work.ordered",), "outcome", unit="minutes", limit="Seul le temps déclaré est compté.",
)  # fmt: skip


@dataclass(frozen=True)
class Shape:
    """The tables of a report. persons: cuts of the distinct persons accompanied."""

    measures: tuple[Measure, ...]
    persons: tuple[str, ...] = ()


def shape_of(kind: Kind, organisation_kind: str) -> Shape:
    """What a report contains for this kind of organisation."""
    return _SHAPES.get((kind, organisation_kind)) or _SHAPES[kind, ""]


def every_measure() -> dict[str, Measure]:
    """Every measure of every report, by its code."""
    return {m.code: m for shape in _SHAPES.values() for m in shape.measures}


_COMMON: Final = (
    CHANNELS, REQUESTS, DESK, PLATFORM, DOINGS, STARTS, ENDINGS, PROCEDURES, PROCEDURE_KINDS,
    MEDIATIONS, GROUPS,
)  # fmt: skip
_PEOPLE: Final = ("band", "household", "theme")
_SHAPES: Final = {
    (Kind.ACTIVITY, ""): Shape(_COMMON, _PEOPLE),
    (Kind.ACTIVITY, "departement"): Shape(
        (*_COMMON, _M["contacts"], _M["aids"], _M["third_parties"]), _PEOPLE
    ),
    (Kind.ACTIVITY, "carsat"): Shape(
        (
            CHANNELS,
            PLATFORM,
            DOINGS,
            _M["contacts"],
            _M["interviews"],
            STARTS,
            ENDINGS,
            PROCEDURE_KINDS,
            _M["partners"],
            GROUPS,
        ),
        _PEOPLE,
    ),
    (Kind.ACTIVITY, "ccas"): Shape(
        (CHANNELS, REQUESTS, DESK, DOINGS, _M["aids"], STARTS, PROCEDURE_KINDS, GROUPS), _PEOPLE
    ),
    (Kind.MEANS, ""): Shape(TABLES),
    (Kind.BILL, ""): Shape((RECEIVED, COST, ANSWERED, PROMISED, CAME_BACK)),
    (Kind.FOLLOW_UP, ""): Shape(
        # What was said is never read without the means that there were.
        (FORMS, _M["waiting"], _M["interviews"], _M["partners"], ORDERED, OBJECTED, ORDERED_TIME)
    ),
}
