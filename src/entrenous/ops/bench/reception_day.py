"""A short day at the desk, a slip of a platform among visits and calls: what it costs, all kept.

The whole day at eight desks at once, over the loopback, is `tests/desk/test_soak.py`.
"""

from dataclasses import dataclass, field
from typing import Final
from uuid import UUID, uuid4

from django.utils import timezone

from entrenous.agents.models import StreetRange
from entrenous.desk import counting
from entrenous.desk.codes import Counted
from entrenous.desk.models import Tally
from entrenous.keyring import groups, models
from entrenous.ops.bench.house import BenchHouse
from entrenous.ops.bench.pairing import Ratio, compare
from entrenous.reception import actions, queries
from entrenous.reception.actions import Arrival, Suite
from entrenous.reception.codes import Channel, Decision
from entrenous.reception.contents import DemandeIdentity
from entrenous.reception.models import Demande
from entrenous.slips import dropping, senders, taking_in
from entrenous.slips import queries as slips
from entrenous.slips.contents import SlipContent
from entrenous.slips.dropping import Replay
from entrenous.slips.models import Sender

VISITS: Final = 5
CALLS: Final = 10
SLIPS: Final = 5
_TWICE_EVERY: Final = 5
_STREET: Final = "rue de la Journée"


@dataclass
class Day:
    """What was done, by what will tell it again: ids and the names typed."""

    made: BenchHouse
    sender: Sender
    visits: dict[UUID, str] = field(default_factory=dict)
    calls: set[UUID] = field(default_factory=set)
    slips: dict[UUID, str] = field(default_factory=dict)

    def live(self) -> None:
        """Some visits, calls and slips; one in five is sent twice, as a double click does."""
        for turn in range(VISITS):
            self._visit(1 + (turn % _TWICE_EVERY == 0))
        for turn in range(CALLS):
            self._call(1 + (turn % _TWICE_EVERY == 0))
        for turn in range(SLIPS):
            self._slip(1 + (turn % _TWICE_EVERY == 0))
        taking_in.take_in([self.made.secteur.circonscription], by=self.made.worker)

    def bare(self) -> None:
        """As many lines of a table, and nothing sealed, journaled or checked."""
        for _ in range(VISITS + CALLS + SLIPS):
            Tally.objects.create(
                pk=uuid4(),
                circonscription=self.made.secteur.circonscription,
                on=timezone.localdate(),
                what=Counted.VISIT.value,
            )

    def check(self) -> None:
        """Everything is there once, and says what was typed. RuntimeError."""
        by, place = self.made.worker, self.made.secteur.circonscription
        rows = Demande.objects.filter(pk__in=self.visits)
        told = {each.demande.pk: each.name for each in queries.with_names(rows, by=by)}
        listed = slips.with_contents(slips.waiting([place]).filter(sender=self.sender), by=by)
        read = {each.slip.pk: each.content.family_name for each in listed if each.content}
        whole = {pk: name.upper() for pk, name in self.visits.items()}
        kept = set(Tally.objects.filter(what=Counted.CALL.value).values_list("pk", flat=True))
        if told != whole or read != self.slips or kept != self.calls:
            raise RuntimeError("something was lost, doubled or altered")

    def _visit(self, times: int) -> None:
        pk, name = uuid4(), f"Visite{len(self.visits)}-Fictif"
        arrival = Arrival(
            self.made.secteur.circonscription, Channel.WALK_IN, Suite(Decision.DUTY),
            identity=DemandeIdentity(name), words="Le courant est coupé.", id=pk,
        )  # fmt: skip
        for _ in range(times):
            actions.record_demande(arrival, by=self.made.worker)
        self.visits[pk] = name

    def _call(self, times: int) -> None:
        once, place = uuid4(), self.made.secteur.circonscription
        for _ in range(times):
            counting.count(self.made.worker, place, Counted.CALL, once=once)
        self.calls.add(once)

    def _slip(self, times: int) -> None:
        name, replay = f"Fiche{len(self.slips)}-Fictif", Replay(uuid4().bytes)
        said = SlipContent(name, "Banc", "01 99 00 00 00", commune="Banc", street=_STREET)
        dropped = {dropping.drop(self.sender, said, replay=replay).pk for _ in range(times)}
        self.slips |= dict.fromkeys(dropped, name)


def living(made: BenchHouse, *, pairs: int = 5) -> Ratio:
    """The CPU of a short day, then a check that nothing of it is lost or doubled."""
    day = begun(made)
    ratio = compare(
        f"{VISITS} passages, {CALLS} appels, {SLIPS} fiches ; une forme sur cinq envoyée deux "
        "fois, rien de perdu ni de doublé",
        day.live,
        "autant de lignes nues, ni scellées ni inscrites au journal",
        day.bare,
        pairs=pairs,
    )
    day.check()
    return ratio


def begun(made: BenchHouse) -> Day:
    """The desk opens: its letter box, its streets, a platform."""
    place, kind = made.secteur.circonscription, models.Group.Kind.RECEPTION
    if groups.usable(kind, place) is None:
        groups.countersign(groups.create(kind, place, by=made.worker), by=made.lead)
    StreetRange.objects.create(secteur=made.secteur, commune="Banc", street=_STREET)
    sender, _ = senders.make(
        made.organisation, name="Journée", hourly_limit=1_000, by=made.lead.agent.pk
    )
    return Day(made, sender)
