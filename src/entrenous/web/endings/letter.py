"""The letter that tells the person: made of what both keep, sent only as she allowed."""

from datetime import date

from django.utils import timezone

from entrenous.dossiers.codes import AskedBy, Carry, EndingReason
from entrenous.dossiers.contact import ContactRule
from entrenous.endings import rules
from entrenous.endings.queries import KnownEnding
from entrenous.letters import Letter, Particulars, Recipient, Sender, Signatory
from entrenous.letters.endings import EndingTold, to_person
from entrenous.relays import queries as relays
from entrenous.web.dossiers.pages import DossierPage

_MOST_LINES = 5


def letter_of(page: DossierPage, known: KnownEnding, rule: ContactRule) -> Letter:
    """The letter as it stands. Its address is the one she said was safe, or none."""
    written_on = known.said.told_on or timezone.localdate()
    return to_person(_particulars(page, rule, written_on), _told(page, known))


def may_leave(rule: ContactRule) -> bool:
    """Tell whether this letter, which names the service, may be printed for her."""
    return rule.post is not None or rule.carry is Carry.FULL


def _told(page: DossierPage, known: KnownEnding) -> EndingTold:
    said, today = known.said, timezone.localdate()
    days = page.request.user.organisation.objection_days
    until = said.objects_until or rules.last_day(said.told_on or today, days)
    is_silent = known.reason is EndingReason.NO_NEWS
    return EndingTold(
        asked_by_her=said.proposed_by is AskedBy.PERSON,
        tried_on=sorted(a.on for a in known.attempts) if is_silent else (),
        until=until,
        summary=said.summary,
        given_back=said.given_back,
        person_words=said.person_words,
        relays=[r.said.partner for r in relays.in_reading(page.reading) if r.is_accepted],
    )


def _particulars(page: DossierPage, rule: ContactRule, written_on: date) -> Particulars:
    place = page.dossier.secteur.circonscription
    agent = page.request.user
    return Particulars(
        sender=Sender(
            agent.organisation.name,
            f"Service social, {place.name}",
            tuple(line for line in (place.address,) if line),
            agent.phone or place.phone,
        ),
        recipient=Recipient(page.card.name, _address(rule)),
        signatories=(Signatory("Service social", agent.display_name),),
        place=place.commune or place.name,
        written_on=written_on,
    )


def _address(rule: ContactRule) -> tuple[str, ...]:
    """Where it is posted; handed over, it needs no address."""
    if rule.post is None:
        return ()
    parts = (part.strip() for part in rule.post.value.split(","))
    return tuple(part for part in parts if part)[:_MOST_LINES]
