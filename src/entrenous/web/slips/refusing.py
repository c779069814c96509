"""What a sender is told when a drop is refused: the same words on the page and in the API."""

from dataclasses import dataclass
from http import HTTPStatus

from entrenous.agents.models import NeighbourService
from entrenous.slips.errors import (
    AddressNeeded,
    NotHere,
    NothingToSealTo,
    OtherBody,
    SlotGone,
    TooMany,
)

REFUSALS = (NotHere, AddressNeeded, SlotGone, NothingToSealTo, OtherBody, TooMany)


@dataclass(frozen=True)
class Told:
    """A status, a code for a program, a sentence for a person."""

    status: HTTPStatus
    code: str
    sentence: str
    services: tuple[NeighbourService, ...] = ()
    retry_after: int | None = None


def tell(refused: Exception) -> Told:
    """The words for each refusal. None depends on who the person is."""
    match refused:
        case NotHere():
            found = refused.elsewhere.services
            named = f" Adressez-la à : {', '.join(s.name for s in found)}." if found else ""
            return Told(
                HTTPStatus.UNPROCESSABLE_ENTITY,
                "elsewhere",
                f"Cette commune n’est pas du territoire de ce service.{named}",
                found,
            )
        case AddressNeeded():
            return Told(
                HTTPStatus.UNPROCESSABLE_ENTITY,
                "address_needed",
                "Cette commune dépend de plusieurs lieux : indiquez la rue et le numéro.",
            )
        case SlotGone():
            return Told(
                HTTPStatus.CONFLICT,
                "slot_gone",
                "Ce créneau n’est plus ouvert. Demandez les créneaux à nouveau, ou déposez la "
                "fiche sans heure promise.",
            )
        case OtherBody():
            return Told(
                HTTPStatus.CONFLICT,
                "key_reused",
                "Cette clé a déjà servi pour une autre fiche. Utilisez-en une nouvelle.",
            )
        case TooMany():
            return Told(
                HTTPStatus.TOO_MANY_REQUESTS,
                "too_many",
                "Trop de fiches en une heure. Réessayez plus tard ; aucune n’est perdue de celles "
                "qui ont un reçu.",
                retry_after=refused.seconds,
            )
    return Told(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "no_letter_box",
        "Ce secteur ne peut pas recevoir de fiche aujourd’hui : appelez son numéro direct.",
    )
