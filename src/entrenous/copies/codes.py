"""Short code lists of a request for a copy of the file. Codes are sealed: never renamed."""

from typing import Final

from entrenous.agents.coded import Coded


class Asker(Coded):
    """Who asks: each has a rule of the law base (03-law §2d, §2c)."""

    PERSON = "person", "la personne elle-même"
    MINOR = "minor", "la personne, mineure, qui demande seule"
    PARENT = "parent", "un parent, pour son enfant"
    HEIR = "heir", "un héritier ou ayant droit, après un décès"
    TUTOR = "tutor", "un tuteur (il représente)"
    CURATOR = "curator", "un curateur (il assiste)"
    LAWYER = "lawyer", "un avocat ou une personne mandatée par elle"


HERSELF: Final = (Asker.PERSON, Asker.MINOR)


class Came(Coded):
    """By which way it came."""

    DESK = "desk", "à l’accueil"
    LETTER = "letter", "par courrier"
    INTERVIEW = "interview", "en entretien"
    SPACE = "space", "dans son espace"


class State(Coded):
    """Where a request stands: what is known without a key."""

    RECEIVED = "received", "à relire"
    DELIVERED = "delivered", "remise"
    REFUSED = "refused", "refusée"
    WITHDRAWN = "withdrawn", "retirée"


class Choice(Coded):
    """What becomes of one entry."""

    GIVE = "give", "donner"
    MASK = "mask", "donner en masquant des passages"
    WITHHOLD = "withhold", "garder"


class Ground(Coded):
    """Why something is not given. A closed list: `grounds` gives each its texts."""

    THIRD_PARTY = "third_party", "mention sur un tiers"
    REPORTER = "reporter", "identité de qui a signalé"
    JUDICIAL = "judicial", "pièce établie pour la justice"
    DRAFT = "draft", "document inachevé, ou préparatoire d’une décision en cours"
    CHILD = "child", "intérêt supérieur de l’enfant"
    ADDRESS = "address", "ce qui permettrait de retrouver quelqu’un à protéger"
    DECEASED = "deceased", "secret de la personne décédée"
    MANDATE = "mandate", "hors de ce que la mesure ou le mandat couvre"


class Kind(Coded):
    """How a request ended."""

    WHOLE = "whole", "remise en entier"
    PARTIAL = "partial", "remise en partie"
    REFUSED = "refused", "refusée"


class Way(Coded):
    """How it was handed over."""

    HAND = "hand", "en main propre"
    LETTER = "letter", "par courrier"
    SPACE = "space", "dans son espace"
    ON_PLACE = "on_place", "lue sur place"


class Wanted(Coded):
    """What the person asks about something written of her."""

    REMARK = "remark", "ajouter ma remarque"
    CORRECTION = "correction", "faire corriger"


class Answered(Coded):
    """What became of it."""

    ADDED = "added", "gardée avec l’écrit"
    CORRECTED = "corrected", "écrit corrigé"
    NOT_CORRECTED = "not_corrected", "écrit non corrigé"


class Category(Coded):
    """The parts of a copy, in their order."""

    IDENTITY = "identity", "Identité et contact"
    THREAD = "thread", "Ce qui a été écrit au fil du temps"
    ASSESSMENT = "assessment", "Évaluation et synthèse"
    PLAN = "plan", "Plan et suites"
    MONEY = "money", "Budget, droits et démarches"
    DOCUMENTS = "documents", "Pièces"
    EXCHANGES = "exchanges", "Échanges avec des tiers"
    WRITINGS = "writings", "Rapports et notes"
    AGREEMENTS = "agreements", "Accords"
    SPACE = "space", "Son espace et ses propres écrits"
    OTHER = "other", "Autres écrits"
