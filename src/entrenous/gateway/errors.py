"""What the desk refuses. `BadLetter` says which field and why; the others are states of the world.

Their text is for logs: it names nobody.
"""

from entrenous.agents.coded import Coded


class Fault(Coded):
    """What is wrong with what was typed, in the sentence that stands beside the field."""

    NO_RECEIVED_ON = (
        "no_received_on",
        "Indiquez le jour où la lettre est arrivée : sans lui, aucun délai ne peut être compté.",
    )
    IN_THE_FUTURE = "in_the_future", "Cette date n’est pas encore passée : vérifiez-la."
    WRITTEN_AFTER = (
        "written_after",
        "La lettre est datée d’après son arrivée : corrigez l’une des deux dates.",
    )
    UNKNOWN_REQUESTER = (
        "unknown_requester",
        "Ce demandeur n’est pas dans la liste : choisissez-en un, ou « un autre demandeur ».",
    )
    UNKNOWN_CODE = "unknown_code", "Ce choix n’est pas dans la liste."
    NOTHING_ASKED = (
        "nothing_asked",
        "Cochez au moins un élément, ou écrivez ce qui est demandé avec les mots de la lettre.",
    )
    NO_REASON = "no_reason", "Écrivez la raison de cet écart : elle est scellée avec la décision."
    NO_LIFT_REASON = "no_lift_reason", "Écrivez pourquoi la personne peut maintenant être informée."
    NEGATIVE_MINUTES = "negative_minutes", "Indiquez un nombre de minutes, de 0 à 1 440."
    NO_WORDS = "no_words", "Écrivez quelques mots."
    BEFORE_RECEIPT = "before_receipt", "Cette date précède l’arrivée de la lettre : vérifiez-la."


class BadLetter(ValueError):
    """Something typed cannot be kept as it is; `field` says where, `fault` says why in French."""

    def __init__(self, field: str, fault: Fault) -> None:
        super().__init__(f"{field}: {fault.value}")
        self.field = field
        self.fault = fault


class WrongState(Exception):
    """The request is not where this act needs it: someone else acted meanwhile."""


class NobodyToEntrust(Exception):
    """Reception keeps no request, and there is neither a duty group nor a legal desk to hold it."""


class NoLegalDesk(Exception):
    """No legal desk has certified keys: nothing can be sealed to it."""


class ProposalChanged(Exception):
    """What may be given is no longer what the page showed: an agreement was withdrawn, say."""


class NeverGiven(Exception):
    """A decision would give items that no letter carries, whoever decides (ADR 0012)."""

    def __init__(self, items: frozenset[str]) -> None:
        super().__init__("items that no letter carries")
        self.items = items


class LegalDeskDecides(Exception):
    """Only the legal desk lifts a human stop or a rule of its own organisation."""


class NothingToSign(Exception):
    """No decision waits for this agent's signature, or she signed it already."""


class UnderEmbargo(Exception):
    """The person's information is deferred: the legal desk lifts it first."""


class NotUnderEmbargo(Exception):
    """The person's information is not deferred, or was lifted already."""


class PersonNotTold(Exception):
    """The person is told before something leaves, or the reason why she is not is written."""


class ItemNotDecided(Exception):
    """A letter would carry an item that the decision does not give."""


class HumanStop(Exception):
    """The address may be protected: nothing comes from a card, a person decides in writing."""


class AlreadyLinked(Exception):
    """The request is linked to a dossier: detach it first."""
