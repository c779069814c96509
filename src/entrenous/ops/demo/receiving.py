"""Where each house receives: rooms, a town hall, duty sessions, hours said, a vacant post."""

from datetime import date, time, timedelta
from typing import Final

from entrenous.agents.models import Agent, Circonscription, Function
from entrenous.ops.demo.house import DemoHouse
from entrenous.reception import sessions
from entrenous.reception.availability import local
from entrenous.reception.models import DeclaredHours, DutySession, Place, Vacancy

_ROOMS: Final = ("Bureau 1", "Bureau 2")
_HALL: Final = ("Mairie de Saint-Orme (permanence)", "1 place de la Mairie, Saint-Orme")
_SATURDAY: Final = 5
_WEEKS: Final = 3


def arrange(house: DemoHouse, today: date) -> None:
    """Rooms and Saturday sessions (nobody is booked that day), as a desk would have set them up."""
    for place in Circonscription.objects.filter(organisation=house.organisation):
        workers = Agent.objects.with_function(Function.Kind.SOCIAL_WORKER, place)
        first = workers.order_by("family_name").first()
        if first is None:
            continue
        Place.objects.bulk_create(Place(circonscription=place, name=name) for name in _ROOMS)
        by = house.receptionist(place)
        hall = sessions.open_place(place, _HALL[0], address=_HALL[1], is_room=False, by=by)
        _plan(first, hall, today)
        DeclaredHours.objects.bulk_create(
            DeclaredHours(agent=worker, hours=24 + 2 * (n % 3), declared_on=today)
            for n, worker in enumerate(workers)
        )
        vacant = place.secteurs.exclude(functions__kind=Function.Kind.SOCIAL_WORKER).first()
        if vacant is not None:
            since = today - timedelta(days=40)
            Vacancy.objects.create(secteur=vacant, since_on=since, cover=first)


def _plan(agent: Agent, hall: Place, today: date) -> None:
    """Three Saturdays, nine to noon, in slots of half an hour."""
    saturday = today + timedelta(days=(_SATURDAY - today.weekday()) % 7 or 7)
    DutySession.objects.bulk_create(
        DutySession(
            agent=agent,
            place=hall,
            starts_at=local(saturday + timedelta(weeks=n), time(9)),
            minutes=180,
            slot_minutes=30,
        )
        for n in range(_WEEKS)
    )
