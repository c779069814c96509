"""A person's space follows her dossier when two become one."""

from entrenous.journal.acts import Act
from entrenous.keyring import containers
from entrenous.keyring.certificates import is_certified
from entrenous.keyring.containers import Recipient
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.space import sessions, unopened
from entrenous.space.keys import READS
from entrenous.space.models import Space
from entrenous.vault.grants import Motive


def follow_merge(source: OpenContainer, target: OpenContainer, by: Keyring) -> None:
    """Her code opens the dossier that is kept. When both had one, the kept dossier's stays."""
    since = unopened.take([source.id, target.id])
    _follow(source, target, by)
    if since:
        unopened.begins(target.id, since)


def _follow(source: OpenContainer, target: OpenContainer, by: Keyring) -> None:
    space = Space.objects.filter(dossier_id=source.id).exclude(state=Space.State.CLOSED).first()
    if space is None:
        return
    containers.revoke(source, space.person, by=by)
    sessions.end_all(space)
    kept = Space.objects.filter(dossier_id=target.id).first()
    if kept and kept.state != Space.State.CLOSED:
        space.state = Space.State.CLOSED
        space.number, space.lookup, space.wrapped = None, None, None
        space.save(update_fields=["state", "number", "lookup", "wrapped"])
        return
    if kept:  # its code was taken back: the place is free
        kept.delete()
    space.dossier_id = target.id
    space.save(update_fields=["dossier"])
    if is_certified(by.organisation, space.person):
        for compartment in READS:
            containers.grant(target, Recipient(space.person, Motive.PERSON, compartment), by=by)
    by.note(Act.SPACE_MOVED, container=target.id, about=space.person)
