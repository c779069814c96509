"""Eight agents at once through an accelerated day: nothing lost, nothing doubled, nothing altered.

A small day here; the whole one, 150 visits, 300 calls and 60 slips of a platform, with
`RECEPTION_DAY=whole` (four minutes of this machine), on either database.
"""

import os
from collections import Counter

from django.db import connections

from entrenous.desk.models import Listening, Tally
from entrenous.keyring import groups
from entrenous.reception import queries
from entrenous.reception.models import Appointment, Demande
from entrenous.slips import queries as slips
from entrenous.slips import taking_in
from entrenous.slips.models import Slip
from tests.desk import a_day
from tests.ground.browser import serving
from tests.ground.databases import Database
from tests.people import House, full_house
from tests.slips.dropped import platform

WHOLE = os.environ.get("RECEPTION_DAY") == "whole"
VISITS, CALLS, SLIPS = (150, 300, 60) if WHOLE else (8, 16, 6)
DESKS = ["Rachel", "Omar", *(f"Accueil{n}" for n in range(6))]


def open_desks(house: House) -> None:
    """Six more agents at reception, let into its group as any other."""
    lead, rachel = house.keyring("Ines"), house.keyring("Rachel")
    for name in DESKS[2:]:
        agent = house.enrol(name, "reception")
        group = groups.usable("reception", house.circonscription)
        assert group
        groups.admit(groups.authorise(group, agent, by=lead), by=rachel)


def test_a_day_at_eight_desks_loses_nothing_and_doubles_nothing(own_database: Database) -> None:
    house = full_house()
    open_desks(house)
    _, token = platform(house, limit=1_000)
    with serving() as url:
        told = a_day.live(url, house, DESKS, visits=VISITS, calls=CALLS, token=token, slips=SLIPS)
    connections.close_all()
    names = {pk: name for each in told for pk, name in each.names.items()}
    rows = {row.pk: row for row in Demande.objects.all()}
    assert rows.keys() == names.keys()
    assert max(Counter(row.ticket for row in rows.values()).values()) == 1
    assert Tally.objects.count() == sum(each.counted for each in told)
    promised = Appointment.objects.filter(kind=Appointment.Kind.CALL_BACK)
    assert promised.count() == sum(len(each.promised) for each in told)
    assert Listening.objects.count() == VISITS
    by = house.keyring("Omar")
    kept = {row.demande.pk: row.name for row in queries.with_names(rows.values(), by=by)}
    assert kept == {pk: name.upper() for pk, name in names.items()}
    whole = [queries.open_demande(pk, by=by).is_whole for pk in names]
    assert all(whole)
    dropped = {receipt: name for each in told for receipt, name in each.slips.items()}
    assert len(dropped) == SLIPS
    assert taking_in.take_in([house.circonscription], by=by) == []
    listed = slips.with_contents(Slip.objects.all(), by=by)
    read = {each.slip.receipt: each.content.family_name for each in listed if each.content}
    assert read == dropped
    assert Slip.objects.count() == SLIPS
