"""Rehearse on a test dossier: the same gestures, the same files, nobody's content."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from entrenous.agents.models import Agent, Function
from entrenous.custody.asking import Wish, sign_and_keep
from entrenous.custody.contents import RehearsedWord
from entrenous.custody.errors import BadRecipient, NotYours
from entrenous.custody.models import Ceremony
from entrenous.journal.acts import Act
from entrenous.keyring import containers, records
from entrenous.keyring.certificates import is_certified
from entrenous.keyring.models import Container
from entrenous.keyring.opening import Keyring
from entrenous.vault.phrases import new_phrase
from entrenous.vault.quorum_files import Ground, Listed

_MOTIVE = "Répétition : aucun dossier de personne n’est concerné."
_WORDS = 7


@transaction.atomic
def rehearse(by: Keyring, recipient: Agent) -> Ceremony:
    """Seal some words to the recovery key alone, and ask the custodians for them.

    No notice and no delay: nobody's dossier is listed.
    raises  NotYours; BadRecipient: no certified keys. VaultClosed
    """
    functions = (Function.Kind.TEAM_LEAD, Function.Kind.LEGAL_DESK)
    if not any(by.agent.has_function(kind) for kind in functions):
        raise NotYours
    if recipient.organisation_id != by.organisation or not is_certified(
        by.organisation, recipient.pk
    ):
        raise BadRecipient
    opened = containers.create(Container.Kind.REHEARSAL, by=by, keep=False)
    records.write(opened, RehearsedWord(new_phrase(_WORDS)), by=by)
    wish = Wish(Ground.REHEARSAL, _MOTIVE, recipient)
    return sign_and_keep(by, [Listed(opened.id)], wish, delay=timedelta(0))


def word_of(by: Keyring, ceremony: Ceremony) -> str:
    """The words of the test dossier: whoever reads them holds a key that worked. KeyNotHeld."""
    container: UUID = ceremony.listed.values_list("container_id", flat=True)[0]
    reading = records.read(by.open(container, Act.QUORUM_OPENED), RehearsedWord)
    record = reading.one(RehearsedWord)
    return record.content.word if record else ""
