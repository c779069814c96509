"""Letters of the tests: those of the stories, and the house with its legal desk's letter box."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from entrenous.agents.models import Function
from entrenous.dossiers.actions import open_dossier
from entrenous.dossiers.contents import PersonCard
from entrenous.dossiers.models import Dossier
from entrenous.gateway.contents import RequestLetter, SentLetter
from entrenous.gateway.entering import enter
from entrenous.gateway.models import ThirdPartyRequest
from entrenous.keyring import groups
from entrenous.keyring.models import Group
from tests.people import House

BAILIFF = RequestLetter(
    requester="huissier_exec",
    channel="letter",
    received_on=date(2025, 12, 2),
    requester_name="Me R. Vasselin (fictif)",
    person_named="M. Rui Ferreira",
    asked=("adresse", "employeur", "ressources", "composition_foyer", "telephone"),
    evidence=("ecrit", "titre_executoire"),
)
DEPUTY_MAYOR = RequestLetter(
    requester="elu",
    channel="letter",
    received_on=date(2026, 1, 20),
    requester_name="S. Delhoume-Fictif",
    person_named="Mme Sarr",
    letter="Merci de me préciser sa situation financière.",
    asked=("ressources", "demarches", "connu_du_service"),
    evidence=("ecrit",),
)
LANDLORD = RequestLetter(
    requester="bailleur",
    channel="letter",
    received_on=date(2025, 11, 3),
    person_named="M. Ourcival",
    asked=("demarches", "rendez_vous", "budget"),
    evidence=("ecrit",),
)
POLICE = RequestLetter(
    requester="req_flag",
    channel="letter",
    received_on=date(2026, 3, 2),
    person_named="Mme Sarr",
    asked=("identite", "adresse", "notes"),
    evidence=("ecrit", "identite_qualite", "article_cite", "requisition_ecrite"),
)


def legal_desk(house: House, *names: str) -> Group:
    """The organisation's legal desk has a certified letter box; Lou is in it, and a colleague."""
    first, *others = names or ("Lou",)
    made = groups.create(Group.Kind.LEGAL_DESK, None, by=house.keyring(first))
    groups.countersign(made, by=house.keyring("Ines"))
    for name in others:
        admission = groups.authorise(made, house.agents[name], by=house.keyring("Ines"))
        groups.admit(admission, by=house.keyring(first))
    return made


def dossier_of(house: House, who: str = "Camille", **card: object) -> Dossier:
    """A dossier with an administrative card."""
    told = {"family_name": "Ferreira", "given_name": "Rui", "street": "3 rue du Puits",
            "commune": "Saint-Orme"} | card  # fmt: skip
    return open_dossier(
        house.keyring(who),
        PersonCard(**told),
        secteur=house.secteur,
        on=date(2025, 10, 7),  # type: ignore[arg-type]
    )


def entered(
    house: House, letter: RequestLetter, who: str = "Camille", **how: object
) -> ThirdPartyRequest:
    """A letter entered by someone, linked or not."""
    return enter(house.keyring(who), letter, circonscription=house.circonscription, **how)  # type: ignore[arg-type]


def sent(kind: str, **said: object) -> SentLetter:
    """A letter that leaves on a day of the tests."""
    return replace(SentLetter(kind=kind, on=date(2026, 3, 3), to="Destinataire"), **said)  # type: ignore[arg-type]


def has_function(house: House, name: str, kind: str) -> None:
    """Give an agent one more function."""
    Function.objects.create(
        agent=house.agents[name], kind=kind, circonscription=house.circonscription
    )


def pk(request: ThirdPartyRequest) -> UUID:
    """The id that actions take."""
    return request.pk
