"""A process killed in the middle of a handover: each dossier has one référente, the rest resumes.

The kills are real (SIGKILL, in a child) and fall at statements of the steps, on a committed
database. What follows a dossier (a third party's request, a file, a household) is looked at too.
"""

import signal

from entrenous.documents.queries import attachments, open_file
from entrenous.dossiers import households
from entrenous.dossiers.contents import SharedHousehold
from entrenous.dossiers.models import Dossier
from entrenous.handover import sheets, transferring
from entrenous.handover.codes import State
from entrenous.handover.contents import HandoverNotes, HandoverSheet
from entrenous.handover.models import Batch
from entrenous.journal.acts import Act
from entrenous.journal.queries import check
from entrenous.keyring import models, records
from entrenous.keyring.errors import KeyNotHeld
from tests.documents.papers import attached
from tests.dossiers.opened import OPENED_ON, dossier_of
from tests.gateway.letters import DEPUTY_MAYOR, entered
from tests.handover.handing import prepared
from tests.people import House
from tests.proof.conftest import committed  # noqa: F401  # a fixture
from tests.proof.test_faults import killed_at, statements

RAW = b"un certificat"
_DOSSIERS, _KILLS = 3, 7


def go_on(house: House, _: Dossier) -> None:
    """What the open page asks for: the next step, as far as it goes."""
    batch = Batch.objects.get()
    transferring.advance(house.keyring("Camille"), batch, seconds=60)


def build(house: House) -> list[Dossier]:
    """Dossiers with a sheet, a file, a request and a shared household."""
    camille, found = house.keyring("Camille"), []
    for number in range(_DOSSIERS):
        dossier = dossier_of(house, "Camille", f"Sarr-Fictif-{number}")
        sheets.keep(camille, dossier, HandoverSheet("Le matin."), HandoverNotes(), based_on=(0, 0))
        attached(house, dossier.pk, RAW, "un.txt")
        entered(house, DEPUTY_MAYOR, dossier=dossier)
        found.append(dossier)
    households.link(camille, found[0], found[1], SharedHousehold("un couple", "", OPENED_ON))
    return found


def look_at(house: House, dossier: Dossier) -> str:
    """Check that a dossier opens whole for one référente only; returns her first name."""
    row = Dossier.objects.select_related("referent").get(pk=dossier.pk)
    who = row.referent.given_name
    other = "Alix" if who == "Camille" else "Camille"
    hers, theirs = house.keyring(who), house.keyring(other)
    reading = records.read(hers.open(dossier.pk, Act.DOSSIER_OPENED))
    assert reading.is_whole
    assert reading.one(HandoverSheet)
    (file,) = attachments(reading)
    with open_file(hers, dossier.pk, file.id, act=Act.DOCUMENT_READ) as opened:
        assert b"".join(opened.chunks()) == RAW
    for container in models.Container.objects.filter(
        pk=dossier.pk
    ) | models.Container.objects.filter(parent=dossier.pk):
        assert hers.holds(container.pk)
        assert not theirs.holds(container.pk), f"{other} still holds {container}"
        for sealed in (models.Record, models.HeadRow):
            epochs = set(sealed.objects.filter(container=container).values_list("epoch", flat=True))
            assert epochs <= {container.epoch}
    try:
        theirs.open(dossier.pk, Act.DOSSIER_OPENED)
    except KeyNotHeld:
        return who
    raise AssertionError(f"{other} opens it too")


def test_after_a_kill_every_dossier_has_one_referente_and_the_batch_goes_on(
    committed: House,  # noqa: F811
) -> None:
    house, dossiers = committed, build(committed)
    batch = prepared(house, dossiers)
    last = statements(house, dossiers[0], go_on)
    one = last // _DOSSIERS
    within = sorted({1 + step * (one - 1) // (_KILLS - 1) for step in range(_KILLS)})
    done = 0
    for number in [*within, one + one // 2]:
        assert killed_at(number, lambda: go_on(house, dossiers[0])) == signal.SIGKILL
        found = [look_at(house, dossier) for dossier in dossiers]
        states = dict(batch.lines.values_list("dossier", "state"))
        passed = {State.DONE: "Alix", State.WAITING: "Camille"}
        assert [passed[State(states[d.pk])] for d in dossiers] == found
        done = found.count("Alix")
        assert check(house.organisation)
    assert 0 < done < _DOSSIERS, "some kills fell after a dossier was passed on, none at the end"
    go_on(house, dossiers[0])
    assert {look_at(house, dossier) for dossier in dossiers} == {"Alix"}
    batch.refresh_from_db()
    assert batch.ended_at
