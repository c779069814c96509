"""Short code lists (02-practice §3.2). They describe requests, acts and means, never the person.

Every list has « autre » and « non renseigné » where an answer can be missing.
"""

from entrenous.agents.coded import Coded


class Theme(Coded):
    """What is asked about; at most three per act. `VIO` is never proposed at reception."""

    LOG = "LOG", "logement, hébergement"
    EXP = "EXP", "impayé, expulsion"
    BUD = "BUD", "budget, dettes"
    RES = "RES", "ressources, droits rompus"
    ALI = "ALI", "alimentation, besoins premiers"
    ENE = "ENE", "énergie, eau, télécom"
    SAN = "SAN", "accès aux soins"
    ARR = "ARR", "arrêt de travail, retour à l’emploi"
    EMP = "EMP", "emploi, formation"
    ENF = "ENF", "enfant, parentalité"
    SEP = "SEP", "séparation, conflit"
    VIO = "VIO", "violences"
    VIE = "VIE", "perte d’autonomie, aidant"
    HAN = "HAN", "handicap"
    ADM = "ADM", "démarches, séjour, numérique"
    MOB = "MOB", "mobilité"
    LIE = "LIE", "isolement, écoute"
    AUT = "AUT", "autre"
    NR = "NR", "non renseigné"


class Mode(Coded):
    """How the contact took place."""

    OFFICE = "office", "rendez-vous au service"
    WALK_IN = "walk_in", "accueil sans rendez-vous"
    PHONE = "phone", "téléphone"
    HOME = "home", "domicile"
    OUTSIDE = "outside", "extérieur, permanence"
    LETTER = "letter", "courrier"
    MESSAGE = "message", "courriel, SMS"
    VIDEO = "video", "visio"
    THIRD_PARTY = "third_party", "tiers, partenaire"


class Doing(Coded):
    """What was done: the act, for the thread and for the counts."""

    INTERVIEW = "interview", "entretien"
    CALL = "call", "appel"
    VISIT = "visit", "visite à domicile"
    LETTER = "letter", "écrit, courrier"
    MEDIATION = "mediation", "médiation"
    ASSESSMENT = "assessment", "évaluation"
    REVIEW = "review", "bilan du plan"
    AID = "aid", "aide financière"
    PROCEDURE = "procedure", "démarche de droit"
    MEETING = "meeting", "réunion, synthèse"
    REFERRAL = "referral", "orientation, relais"
    COLLECTIVE = "collective", "action collective"
    THIRD_PARTY = "third_party", "réponse à un tiers"
    INDIRECT = "indirect", "travail indirect"


class Voice(Coded):
    """Whose words a marked passage is."""

    FACTS = "facts", "faits"
    PERSON = "person", "paroles de la personne"
    READING = "reading", "ma lecture"
    THIRD_PARTY = "third_party", "dit par un tiers"


class Domain(Coded):
    """The domains of the assessment. A domain stays closed until it is opened."""

    HOUSING = "housing", "logement"
    MONEY = "money", "ressources, budget, dettes"
    HEALTH = "health", "santé"
    WORK = "work", "emploi, formation, activité"
    FAMILY = "family", "famille, enfants"
    RIGHTS = "rights", "droits et démarches"
    MOBILITY = "mobility", "mobilité"
    DIGITAL = "digital", "numérique, langue"
    NETWORK = "network", "entourage, sécurité"
    PROJECT = "project", "projet, ressources et appuis"


class EndingReason(Coded):
    """Nine neutral reasons (02-practice §3.4, 00-decisions 30)."""

    MUTUAL = "mutual", "fin d’un commun accord"
    RELAY = "relay", "relais accepté par un partenaire"
    PERSON = "person", "à l’initiative de la personne"
    NO_NEWS = "no_news", "sans nouvelles après deux essais"
    MOVED = "moved", "déménagement"
    OTHER_SERVICE = "other_service", "autre service compétent"
    MEASURE = "measure", "une mesure prend la suite"
    DEATH = "death", "décès"
    MISSION_END = "mission_end", "fin de la mission légale"


class AskedBy(Coded):
    """Who asks for an ending, or to be left alone."""

    PERSON = "person", "la personne"
    SERVICE = "service", "la référente ou le référent"


class Doer(Coded):
    """Who does an action of the plan."""

    PERSON = "person", "la personne"
    SERVICE = "service", "le service"
    PARTNER = "partner", "un partenaire"


class ActionState(Coded):
    """Where an action stands, in words."""

    TO_DO = "to_do", "à faire"
    UNDER_WAY = "under_way", "en cours"
    DONE = "done", "fait"
    POSTPONED = "postponed", "reporté"
    DROPPED = "dropped", "abandonné"


class Rhythm(Coded):
    """How often one meets, chosen together."""

    FORTNIGHT = "fortnight", "tous les 15 jours"
    MONTH = "month", "tous les mois"
    TWO_MONTHS = "two_months", "tous les deux mois"
    ON_DEMAND = "on_demand", "à la demande"


class Safety(Coded):
    """Whether a means of contact may be used; asked before any print or message."""

    SAFE = "safe", "on peut appeler, écrire et laisser un message"
    NO_MESSAGE = "no_message", "appeler sans laisser de message"
    RULE = "rule", "seulement comme précisé"
    NEVER = "never", "ne jamais utiliser"
    NOT_ASKED = "not_asked", "pas encore demandé"


class Carry(Coded):
    """« Que pouvez-vous emporter ? » (00-decisions 27)."""

    NOTHING = "nothing", "rien"
    NEUTRAL = "neutral", "un papier neutre, sans nom de service"
    FULL = "full", "la prochaine étape complète"
