"""Two accompagnements ended long ago: one in the archives, one whose term is passed."""

from datetime import date, timedelta
from typing import Final

from django.utils import timezone

from entrenous.continuity.codes import Told
from entrenous.dossiers.actions import open_dossier
from entrenous.dossiers.contents import PersonCard
from entrenous.dossiers.models import Dossier
from entrenous.keyring import groups
from entrenous.keyring.models import Group
from entrenous.keyring.opening import Keyring
from entrenous.ops.demo.house import DemoHouse
from entrenous.retention import archiving, deciding
from entrenous.retention.contents import Archiving
from entrenous.retention.models import Terms

WHO: Final = "odile.pradier"
_ENDED: Final = timedelta(days=3 * 365)
_LASTED: Final = timedelta(days=240)
_MONTHS: Final = 36
_TERM_WHY: Final = (
    "Exemple inventé : le temps d’un recours, après l’avis des archives départementales (fictif)."
)
_WHY: Final = "Un recours contre une décision d’aide peut encore être jugé (exemple inventé)."


def keep(house: DemoHouse) -> None:
    """The archives and their length, where there is a legal desk; then the two dossiers."""
    if WHO not in house.keyrings:
        return
    desk, by = house.legal_desk(), house.keyring(WHO)
    lead = next(k for k in house.keyrings.values() if k.agent.has_function("team_lead"))
    groups.countersign(groups.create(Group.Kind.ARCHIVES, None, by=desk), by=lead)
    deciding.set_terms(desk, Terms(archive_months=_MONTHS, archive_why=_TERM_WHY))
    apart = _old(house, by, PersonCard("Ancelin-Fictif", "Roland", birth_year=1961))
    _old(house, by, PersonCard("Vasseur-Fictif", "Aline", birth_year=1974))
    archiving.archive(by, apart, Archiving(timezone.localdate(), _WHY, Told.LETTER))


def _old(house: DemoHouse, by: Keyring, card: PersonCard) -> Dossier:
    """An accompagnement of some months, ended three years ago."""
    ended: date = timezone.localdate() - _ENDED
    made = open_dossier(by, card, secteur=house.secteurs["07"], on=ended - _LASTED)
    made.accompagnements.update(closed_on=ended)
    Dossier.objects.filter(pk=made.pk).update(touched_on=ended)
    return made
