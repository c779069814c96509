"""Letters of third parties, entered and answered through the actions that the pages use."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from entrenous.agents.models import Agent, Circonscription, Function
from entrenous.dossiers.contents import PersonCard
from entrenous.dossiers.models import Dossier
from entrenous.gateway import answering, deciding, informing, legal_desk, signing, verdicts
from entrenous.gateway.codes import State
from entrenous.gateway.confirmations import quotable_names
from entrenous.gateway.contents import Decision, RequestLetter, Verdict
from entrenous.gateway.entering import enter
from entrenous.gateway.models import ThirdPartyRequest
from entrenous.gateway.queries import open_request
from entrenous.gateway.sending import sealed_letter
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.opening import Keyring
from entrenous.letters import Kind, Particulars, Recipient, Sender, Signatory, compose
from entrenous.ops.demo.house import DemoHouse
from entrenous.ops.demo.mail import Mailed
from entrenous.ops.demo.received import Answered, Received
from entrenous.vault.containers import Compartment


def receive(
    house: DemoHouse,
    told: Received,
    *,
    by: Keyring,
    dossier: Dossier | None = None,
    place: Circonscription | None = None,
) -> ThirdPartyRequest:
    """Enter a letter, and answer it when its answer is told."""
    where = place or (dossier.secteur.circonscription if dossier else None)
    if where is None:
        raise ValueError("a letter arrives somewhere")
    request = enter(by, letter_of(told), circonscription=where, dossier=dossier)
    if told.answer is not None:
        _answer(house, request, told, told.answer, by=by)
    return request


def letter_of(told: Received) -> RequestLetter:
    """A letter as it is sealed."""
    return RequestLetter(
        requester=told.requester,
        channel=told.channel,
        received_on=told.on,
        requester_name=told.sender,
        person_named=told.person_named,
        letter=told.text,
        asked=told.asked,
        asked_free=told.asked_free,
        evidence=told.evidence,
        facts=told.facts,
        deadline_claimed_on=told.deadline_on,
    )


def decided(request: ThirdPartyRequest, *, on: date, by: Keyring) -> Verdict:
    """Follow the proposal; what the administrative card does not hold is said not to be held."""
    verdict = verdicts.propose(by, request.pk)
    at_desk = by.agent.has_function(Function.Kind.LEGAL_DESK)
    held = [i for i in verdict.give if not at_desk or i in legal_desk.HELD]
    missing = [i for i in verdict.give if i not in held]
    deciding.decide(by, request.pk, follows=True, give=held, not_held=missing, on=on)
    return verdict


def signed(house: DemoHouse, request: ThirdPartyRequest, *, on: date, by: Keyring) -> None:
    """The second signature, when one is needed: the lead's, or the référente's for the desk."""
    request.refresh_from_db()
    if request.state != State.TO_SIGN:
        return
    second = _worker_of(house, request)
    if second.agent.pk == by.agent.pk:
        second = house.holder_of(Function.Kind.TEAM_LEAD, request.circonscription)
        signing.ask_signature(by, request.pk, second.agent)
    known = open_request(second, request.pk).decision
    signing.sign(second, request.pk, based_on=known.version if known else 0, on=on)


def _answer(
    house: DemoHouse,
    request: ThirdPartyRequest,
    told: Received,
    answer: Answered,
    *,
    by: Keyring,
) -> None:
    desk = house.legal_desk() if answer.desk else None
    if desk is not None:
        legal_desk.send_to_legal_desk(by, request.pk, on=told.on)
    who = desk or by
    verdict = decided(request, on=answer.on, by=who)
    signed(house, request, on=answer.on, by=who)
    if answer.told_on is not None:
        informing.inform(by, request.pk, on=answer.told_on, how="en entretien")
    seen = open_request(who, request.pk).decision
    values = _values(who, request, answer, seen.content if seen else None)
    letter = compose(
        Kind(answer.kind),
        verdicts.answer_of(verdict),
        values,
        _particulars(house, request, told, who.agent, answer.on),
        confirmed=quotable_names(who.organisation),
    )
    sent = sealed_letter(letter, values, on=answer.on, minutes=answer.minutes)
    answering.record_letter(who, request.pk, sent)
    rows = ThirdPartyRequest.objects.filter(pk=request.pk)
    rows.update(touched_on=answer.on, closed_on=answer.on)


def _values(
    by: Keyring,
    request: ThirdPartyRequest,
    answer: Answered,
    decision: Decision | None,
) -> Mapping[str, str]:
    if answer.desk and decision is not None and decision.give:
        return legal_desk.values_for(legal_desk.read_card(by, request.pk), decision)
    return dict(answer.values)


def _particulars(
    house: DemoHouse,
    request: ThirdPartyRequest,
    told: Received,
    signatory: Agent,
    on: date,
) -> Particulars:
    place = request.circonscription
    function = signatory.functions.first()
    title = (function.title if function else "") or "le service"
    return Particulars(
        sender=Sender(house.organisation.name, place.name, (place.address,), place.phone),
        recipient=Recipient(told.sender),
        place=place.commune,
        written_on=on,
        signatories=(Signatory(title, signatory.display_name),),
        received_on=told.on,
        person_named=told.person_named,
    )


def _worker_of(house: DemoHouse, request: ThirdPartyRequest) -> Keyring:
    return next(k for k in house.keyrings.values() if k.agent.pk == request.in_charge_id)


def deliver(house: DemoHouse, told: Mailed) -> ThirdPartyRequest:
    """A letter of the last weeks, left where it stands."""
    place = house.secteurs[told.secteur].circonscription
    worker = house.worker_of(told.secteur)
    by = {
        "worker": lambda: worker,
        "reception": lambda: house.receptionist(place),
        "desk": house.legal_desk,
    }[told.entered]()
    dossier = _first_dossier(worker) if told.is_linked else None
    letter = told.letter
    if dossier is not None:
        letter = replace(letter, person_named=_name_in(worker, dossier))
    request = receive(house, letter, by=by, dossier=dossier, place=place)
    _then(request, told, by=by)
    return request


def _then(request: ThirdPartyRequest, told: Mailed, *, by: Keyring) -> None:
    match told.then:
        case "evidence":
            answering.ask_evidence(by, request.pk)
        case "desk":
            words = "Adresse de courriel à vérifier."
            legal_desk.send_to_legal_desk(by, request.pk, words, on=told.letter.on)
        case "decided" | "to_sign":
            decided(request, on=told.letter.on, by=by)
        case "withdrawn":
            answering.withdraw(by, request.pk, on=told.letter.on + timedelta(days=5))
        case _:
            return


def _first_dossier(worker: Keyring) -> Dossier | None:
    """The first dossier of a worker that the legal desk has a card of."""
    rows = Dossier.objects.filter(referent=worker.agent, merged_into=None).order_by("opened_on")
    carded = int(Compartment.ADMINISTRATIVE_CARD)
    return rows.filter(container__grants__compartment=carded).first()


def _name_in(worker: Keyring, dossier: Dossier) -> str:
    opened = worker.open(dossier.pk, Act.DOSSIER_OPENED)
    card = records.read(opened, PersonCard).one(PersonCard)
    return card.content.name if card else ""
