"""Technical support: lend one entry or an extract to a lead or a colleague, seven days at most.

00-decisions 7: what is lent is a copy in a container of its own, so that the dossier's key never
leaves; each reading is journaled on the dossier; it can be taken back at any time.
"""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.activity.codes import What
from entrenous.agents.models import Agent
from entrenous.dossiers import counting
from entrenous.dossiers.contents import SharedExtract
from entrenous.dossiers.models import Dossier, SupportExtract
from entrenous.journal.acts import Act
from entrenous.keyring import containers, models, records
from entrenous.keyring.containers import Recipient
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.opening import Keyring
from entrenous.vault.containers import Compartment
from entrenous.vault.grants import Motive

DAYS: Final = 7


@transaction.atomic
def lend(
    by: Keyring,
    dossier: Dossier,
    extract: SharedExtract,
    *,
    to: Agent,
    days: int = DAYS,
    container: UUID | None = None,
) -> SupportExtract:
    """Lend an extract for 1 to 7 days.

    container  the id that the form carries: sent twice, the extract is lent once
    raises     ValueError: more than seven days; NotCertified; KeyNotHeld: not her dossier, or
               another organisation's agent
    """
    if not 1 <= days <= DAYS:
        raise ValueError("an extract is lent for one to seven days")
    if to.organisation_id != by.organisation or to.pk == by.agent.pk:
        raise KeyNotHeld
    source = by.writing(dossier.pk)
    source.key_for(Compartment.WHOLE)
    sent = SupportExtract.objects.filter(pk=container, dossier=dossier, given_by=by.agent).first()
    if sent is not None:
        return sent
    today = timezone.localdate()
    until = today + timedelta(days=days)
    opened = containers.create(
        models.Container.Kind.SUPPORT,
        by=by,
        recipients=[Recipient(to.pk, Motive.SUPPORT, until=until)],
        container=container,
    )
    records.write(opened, extract, by=by)
    lent = SupportExtract.objects.create(
        container_id=opened.id,
        dossier=dossier,
        given_by=by.agent,
        given_to=to,
        given_on=today,
        until=until,
    )
    by.note(Act.SUPPORT_SHARED, container=dossier.pk, about=to.pk)
    counting.count(What.SUPPORT_ASKED, dossier, source, by=by)
    return lent


@transaction.atomic
def take_back(by: Keyring, lent: SupportExtract) -> None:
    """Take an extract back before its day: its keys are deleted, nobody opens it any more."""
    by.writing(lent.dossier_id).key_for(Compartment.WHOLE)
    lent.refresh_from_db()
    if lent.ended_on is not None:
        return
    models.Grant.objects.filter(container_id=lent.pk).update(box=None)
    lent.ended_on = timezone.localdate()
    lent.save(update_fields=["ended_on"])
    by.note(Act.SUPPORT_ENDED, container=lent.dossier_id, about=lent.given_to_id)


def read(by: Keyring, lent: SupportExtract) -> SharedExtract | None:
    """Open a lent extract; the reading is journaled on the dossier it comes from, first.

    returns None when the extract is damaged
    raises  KeyNotHeld: not lent to her, taken back, or past its day; VaultClosed
    """
    if not by.holds(lent.pk):
        raise KeyNotHeld
    with transaction.atomic():
        by.note(Act.SUPPORT_READ, container=lent.dossier_id)
    found = records.read(by.open(lent.pk, Act.SUPPORT_READ), SharedExtract).one(SharedExtract)
    return found.content if found else None


def lent_from(dossier: Dossier) -> list[SupportExtract]:
    """What is lent of a dossier today, the latest first."""
    rows = dossier.support_extracts.filter(ended_on=None, until__gte=timezone.localdate())
    return list(rows.select_related("given_to"))


def received(agent: Agent) -> list[SupportExtract]:
    """What is lent to an agent today, the latest first."""
    rows = SupportExtract.objects.filter(
        given_to=agent, ended_on=None, until__gte=timezone.localdate()
    )
    return list(rows.select_related("given_by"))
