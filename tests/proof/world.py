"""One organisation with everything a page may be asked about, another one, and who asks.

Whatever the holder wrote carries `SECRET`: no other agent's page may ever show it.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.utils import timezone

from entrenous.agents.models import Agent, Circonscription, Function, Secteur, StreetRange
from entrenous.benefits import actions as benefits
from entrenous.benefits.codes import State
from entrenous.benefits.contents import Adult as AdultAsked
from entrenous.benefits.contents import Asked, Estimation, Found
from entrenous.budgets import actions as budgets
from entrenous.budgets.codes import ChargeKind, DebtKind, ResourceKind
from entrenous.budgets.contents import Adult as AdultTold
from entrenous.budgets.contents import Budget, Charge, Debt, Resource
from entrenous.budgets.contents import Child as ChildTold
from entrenous.consents import actions as consents
from entrenous.consents.codes import Kind as AgreementKind
from entrenous.consents.codes import Signed
from entrenous.consents.contents import Agreement
from entrenous.documents import actions as files
from entrenous.dossiers import households, support
from entrenous.dossiers.actions import open_dossier
from entrenous.dossiers.codes import Doer, Domain, Mode, Safety
from entrenous.dossiers.contents import (
    ContactMeans,
    DomainAssessment,
    HouseholdMember,
    NextStep,
    PersonCard,
    PlanAction,
    PlanReview,
    ReceptionCard,
    ReceptionMessage,
    SharedExtract,
    SharedHousehold,
    Synthesis,
    ThreadEntry,
)
from entrenous.dossiers.models import Dossier, DueDate
from entrenous.dossiers.thread import write_entry
from entrenous.gateway import answering, entering, promises
from entrenous.gateway.contents import Promise, RequestLetter, SentLetter
from entrenous.handover import sheets, transferring
from entrenous.handover.codes import Way as ToldBy
from entrenous.handover.contents import HandoverNotes, HandoverSheet
from entrenous.journal.acts import Act
from entrenous.keyring import drafts, groups, records
from entrenous.keyring.models import Group
from entrenous.law import national_base
from entrenous.law.aid.reading import SHEETS
from entrenous.plans import actions as plans
from entrenous.procedures import actions as procedures
from entrenous.procedures import feed
from entrenous.reception import actions as desk
from entrenous.reception import agenda
from entrenous.reception.actions import Arrival, Suite
from entrenous.reception.agenda import Slot
from entrenous.reception.codes import Channel, Decision, Urgency, UrgencyAction
from entrenous.reception.contents import DemandeIdentity
from entrenous.writings import actions as writings
from entrenous.writings.codes import Kind as WritingKind
from entrenous.writings.codes import Way
from entrenous.writings.contents import Element, Writing
from tests.browsing import client_of
from tests.documents.papers import arrive, attached, jpeg
from tests.handover.handing import passed_on
from tests.people import House, build_house, full_house
from tests.proof.arranged import ceremony_of, covers_of, ending_of, sheets_of_today
from tests.proof.copies import copies_of
from tests.proof.echoes import echoes_of, referral_of
from tests.proof.figures import figures_of
from tests.proof.received import received_of
from tests.proof.retained import retained_of
from tests.proof.slips import slips_of
from tests.proof.working import working_of

SECRET = "Quetzalcoatlus"
ON = date(2026, 2, 10)

# The columns of the matrix: who asks.
ACTORS = (
    "holder",  # référente: she holds the key
    "former",  # social worker who transmitted this dossier
    "peer",  # social worker of the same place, no key
    "reception",  # of the circonscription
    "elsewhere",  # reception of another circonscription of the organisation
    "lead",
    "legal",
    "admin",
    "management",
    "foreign",  # another organisation, where she exercises every function
    "locked",  # the holder, her vault closed
    "anonymous",
)
_NAMES = {
    "holder": "Camille", "former": "Alix", "peer": "Sacha", "reception": "Rachel",
    "elsewhere": "Rita", "lead": "Ines", "legal": "Lou", "admin": "Ada", "management": "Max",
}  # fmt: skip

_EVERY = frozenset(kind.value for kind in Function.Kind)
FUNCTIONS: dict[str, frozenset[str]] = {
    **dict.fromkeys(("holder", "former", "peer", "locked"), frozenset({"social_worker"})),
    **dict.fromkeys(("reception", "elsewhere"), frozenset({"reception"})),
    "lead": frozenset({"team_lead"}), "legal": frozenset({"legal_desk"}),
    "admin": frozenset({"administrator"}), "management": frozenset({"management"}),
    "foreign": _EVERY, "anonymous": frozenset(),
}  # fmt: skip


@dataclass
class World:
    """The houses, the ids that addresses take, and one browser per actor."""

    house: House
    foreign: House
    dossier: Dossier
    ids: dict[str, object]
    clients: dict[str, Client] = field(default_factory=dict)
    cookies: dict[str, dict[str, str]] = field(default_factory=dict)

    def open_browsers(self, actors: Sequence[str] = ACTORS) -> None:
        """One client per actor; its cookies are put back by `client` before each request."""
        for actor in actors:
            client = self.clients[actor] = self._browser_of(actor)
            client.raise_request_exception = False
            self.cookies[actor] = {k: m.value for k, m in client.cookies.items()}

    def _browser_of(self, actor: str) -> Client:
        if actor == "anonymous":
            return Client()
        if actor == "foreign":
            return client_of(self.foreign, "Fanny")
        return client_of(self.house, _NAMES.get(actor, _NAMES["holder"]), locked=actor == "locked")

    def client(self, actor: str) -> Client:
        """The browser of an actor as it was first opened."""
        client = self.clients[actor]
        client.cookies.clear()
        for name, value in self.cookies[actor].items():
            client.cookies[name] = value
        return client


def build_world(house: House | None = None) -> World:
    """Everything, written through the same acts as the pages; in a new house, or in this one."""
    house, foreign = house or full_house(), _foreign_house()
    _elsewhere(house)
    camille = house.keyring("Camille")
    dossier, ids = _dossier(house)
    second = open_dossier(camille, _card("Second"), secteur=house.secteur, on=ON)
    shared = SharedHousehold(SECRET, SECRET, ON)
    households.link(camille, dossier, second, shared)
    lent = support.lend(
        camille, dossier, SharedExtract(SECRET, SECRET, SECRET), to=house.agents["Ines"]
    )
    demande = _demande(house)
    start = timezone.localdate() + timedelta(days=14 - timezone.localdate().weekday())
    slot = Slot(agenda.local(start, time(9)))
    booked = agenda.book(house.agents["Camille"], slot, by=camille, dossier=dossier.pk)
    draft = drafts.save(house.agents["Camille"], "dossiers:contact", dossier.pk, {"text": SECRET})
    ids |= _sollicitation(house, dossier)
    ids |= ceremony_of(house, second)
    ids["batch"] = transferring.prepare(camille, [second.pk], house.agents["Alix"]).pk
    ids |= covers_of(house, dossier, SECRET)
    ending_of(house, dossier, SECRET)
    ids |= echoes_of(house, dossier, SECRET) | referral_of(house, demande)
    ids |= {
        "lent": lent.pk, "demande": demande, "appointment": booked.pk, "draft": draft.pk,
        "agent": house.agents["Alix"].pk, "place": house.circonscription.pk,
        "secteur": house.secteur.pk, "group": Group.objects.get(
            kind="duty", circonscription=house.circonscription
        ).pk,
        "row": StreetRange.objects.create(
            secteur=house.secteur, commune="Saint-Orme", commune_key="saint orme"
        ).pk,
        "code": Domain.HOUSING.value if hasattr(Domain, "HOUSING") else next(iter(Domain)).value,
        "size": "a4", "name": "404", "number": 1, "caller": "police",
        "purpose": "recouvrement", "sheet": _sheet(house),
    }  # fmt: skip
    ids |= received_of(house)
    ids |= retained_of(house) | working_of(house, dossier, SECRET)
    ids |= copies_of(house, dossier, SECRET) | {"item": ids["entry"]}
    ids |= slips_of(house) | figures_of(house, SECRET)
    sheets_of_today(house)
    return World(house, foreign, dossier, ids)


def _sheet(house: House) -> str:
    """The organisation's own sheet of local aid."""
    own = Path(settings.ENTRENOUS_AID) / str(house.organisation.pk)
    own.mkdir(parents=True, exist_ok=True)
    shutil.copy(SHEETS / "secours_exemple.toml", own)
    return "secours_exemple"


def _foreign_house() -> House:
    foreign = build_house("Carsat d’ailleurs (fictive)")
    foreign.enrol("Fanny", *(kind.value for kind in Function.Kind))
    for kind in ("reception", "duty", "leads"):
        foreign.open_group(kind, "Fanny")
    return foreign


def _elsewhere(house: House) -> None:
    place = Circonscription.objects.create(
        organisation=house.organisation, name="Haute-Rive", phone="01 99 00 20 00"
    )
    Secteur.objects.create(circonscription=place, name="Secteur 31")
    rita = house.enrol("Rita")
    Function.objects.create(agent=rita, kind="reception", circonscription=place)
    made = groups.create(Group.Kind.RECEPTION, place, by=house.keyring("Rita"))
    groups.countersign(made, by=house.keyring("Ines"))


def _card(name: str) -> PersonCard:
    return PersonCard(family_name=f"{SECRET}-{name}", given_name="Awa", birth_year=1991)


def _dossier(house: House) -> tuple[Dossier, dict[str, object]]:
    """Alix opened it and transmitted it to Camille, who wrote the rest."""
    alix, camille = house.keyring("Alix"), house.keyring("Camille")
    dossier = open_dossier(alix, _card("Première"), secteur=house.secteur, on=ON)
    said = HandoverSheet(SECRET, SECRET, SECRET, SECRET, ON)
    sheets.keep(alix, dossier, said, HandoverNotes(SECRET, ON, ToldBy.TALK), based_on=(0, 0))
    passed_on(house, dossier, to="Camille", by="Alix")
    dossier.refresh_from_db()
    entry = ThreadEntry(
        ON, Mode.PHONE, text=SECRET, decided=SECRET,
        next_steps=(NextStep(Doer.SERVICE, SECRET, timezone.localdate()),),
    )  # fmt: skip
    written = write_entry(camille, dossier, entry).record
    objective = plans.add_objective(camille, dossier, SECRET)
    action = plans.keep_action(
        camille, dossier, PlanAction(str(objective), SECRET, Doer.SERVICE, due_on=ON)
    )
    plans.review(camille, dossier, PlanReview(ON, SECRET), {}, next_review_on=None, seen={})
    contents = [
        ContactMeans("phone", SECRET, Safety.NO_MESSAGE, SECRET), HouseholdMember(SECRET, SECRET),
        ReceptionMessage("Rappeler"), DomainAssessment(next(iter(Domain)), facts=SECRET),
        Synthesis(SECRET),
    ]  # fmt: skip
    with transaction.atomic():
        opened = camille.writing(dossier.pk)
        known = {type(r.content).__name__: r.id for r in records.read(opened).records}
        fresh = [c for c in contents if type(c).__name__ not in known or _several(c)]
        made = dict(
            zip(
                (type(c).__name__ for c in fresh),
                records.write_all(opened, fresh, by=camille),
                strict=True,
            )
        )
        known |= made
        called = known.get("ReceptionCard")
        records.write(opened, ReceptionCard("Madame S."), by=camille, record=called)
    ids: dict[str, object] = {
        "dossier": dossier.pk, "entry": written, "objective": objective, "action": action,
        "review": known["PlanReview"], "message": known["ReceptionMessage"],
        "estimation": _estimation(house, dossier),
        "budget": _budget(house, dossier), "version": 1,
        "member": known["HouseholdMember"], "agreement": _agreement(house, dossier),
        **_writings(house, dossier), **_procedure(house, dossier),
        "document": attached(house, dossier.pk, SECRET.encode(), f"{SECRET}.txt", label=SECRET),
        "photo": attached(house, dossier.pk, jpeg(), f"{SECRET}.jpg"),
        "replaced": _replaced(house, dossier),
        "due": DueDate.objects.filter(dossier=dossier, kind="next_step").latest("pk").pk,
    }  # fmt: skip
    return dossier, ids


def _replaced(house: House, dossier: Dossier) -> UUID:
    """A picture that has a former version, both told of."""
    record = attached(house, dossier.pk, jpeg(), f"{SECRET}.jpg", label=SECRET)
    again, camille = arrive(house, jpeg(), f"{SECRET}.jpg"), house.keyring("Camille")
    files.replace_file(camille, dossier.pk, record, again, label=SECRET, based_on=1)
    return record


def _agreement(house: House, dossier: Dossier) -> UUID:
    today = timezone.localdate()
    said = Agreement(
        AgreementKind.ACCORD, ("budget",), SECRET, today, today + timedelta(days=9), Signed.PAPER,
        today, "caf_aide", SECRET, SECRET,
    )  # fmt: skip
    return consents.note(house.keyring("Camille"), dossier, said)


def _procedure(house: House, dossier: Dossier) -> dict[str, object]:
    """A procedure being followed, and the secret of the holder's calendar."""
    camille = house.keyring("Camille")
    facts = {"accuse_reception": ON}
    made = procedures.follow(camille, dossier, procedure="dalo", facts=facts, about=SECRET)
    return {"procedure": made, "secret": feed.make(camille)}


def _estimation(house: House, dossier: Dossier) -> UUID:
    found = Found("rsa", SECRET, State.TO_CHECK, why=(SECRET,))
    said = Estimation(Asked("2026-10", (AdultAsked(ON),)), (found,), "176.1.8", (SECRET,))
    return benefits.keep(house.keyring("Camille"), dossier, said)


def _budget(house: House, dossier: Dossier) -> UUID:
    """A budget with a secret in every text; its only version is the first."""
    said = Budget(
        ON, adults=(AdultTold(given_name=SECRET),), children=(ChildTold(given_name=SECRET),),
        resources=(Resource(ResourceKind.OTHER, Decimal("71.30"), label=SECRET, source=SECRET),),
        charges=(Charge(ChargeKind.OTHER_FIXED, label=SECRET, source=SECRET),),
        debts=(Debt(DebtKind.OTHER, SECRET, source=SECRET),), words=SECRET,
    )  # fmt: skip
    return budgets.keep(house.keyring("Camille"), dossier, said, based_on=0)


def _writings(house: House, dossier: Dossier) -> dict[str, object]:
    """A report being written; an alert that was sent, which the person does not read of yet."""
    camille, today = house.keyring("Camille"), timezone.localdate()
    law: dict[str, Any] = {"base": national_base(), "employer": "departement"}
    report = Writing(WritingKind.REPORT, SECRET, SECRET, "ccapex", (Element("dettes", SECRET),))
    alert = Writing(
        WritingKind.CONCERN, SECRET, SECRET, "ip_crip", (Element("facts", SECRET),),
        facts=("mineur_en_danger",),
    )  # fmt: skip
    made = [writings.start(camille, dossier, each, on=today, **law) for each in (report, alert)]
    writings.send(camille, dossier, made[1], on=today, way=Way.LETTER, based_on=1, **law)
    return {"writing": made[0], "alert": made[1]}


def _sollicitation(house: House, dossier: Dossier) -> dict[str, object]:
    """A letter about her, with its file, a letter that left and what its requester announced."""
    camille = house.keyring("Camille")
    letter = RequestLetter(
        "huissier_exec", "letter", ON, SECRET, SECRET, ON, SECRET, letter=SECRET, reference=SECRET,
        asked=("adresse", "ressources"), asked_free=SECRET, evidence=("ecrit",),
        basis_claimed=SECRET,
    )  # fmt: skip
    place = house.circonscription
    request = entering.enter(camille, letter, circonscription=place, dossier=dossier).pk
    left = SentLetter("transfer", ON, SECRET, SECRET, (SECRET,))
    answering.record_letter(camille, request, left)
    leaving = records.read(camille.open(request, Act.REQUEST_OPENED), SentLetter)
    return {
        "sollicitation": request, "arriving": uuid4(), "kind": "demand_evidence",
        "rule": "huissier_exec", "sent_letter": leaving.of(SentLetter)[0].id,
        "promise": promises.promise(camille, request, Promise(SECRET, SECRET, ON)),
        "letter_file": attached(house, request, SECRET.encode(), f"{SECRET}.txt", label=SECRET),
        "letter_photo": attached(house, request, jpeg(), f"{SECRET}.jpg"),
    }  # fmt: skip


def _several(content: object) -> bool:
    return isinstance(content, ContactMeans | HouseholdMember | ReceptionMessage)


def _demande(house: House) -> UUID:
    made = Arrival(
        circonscription=house.circonscription, secteur=house.secteur, channel=Channel.WALK_IN,
        suite=Suite(Decision.DUTY), urgency=Urgency.TODAY, urgency_action=UrgencyAction.DUTY,
        identity=DemandeIdentity(family_name="Sarr-Fictif", given_name="Awa"),
        words="Le courant est coupé.",
    )  # fmt: skip
    return desk.record_demande(made, by=house.keyring("Rachel")).pk


def agent_named(house: House, name: str) -> Agent:
    """The row of an agent, read again."""
    return Agent.objects.get(pk=house.agents[name].pk)
