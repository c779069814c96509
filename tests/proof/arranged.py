"""What surrounds a dossier of the world: covers of an absence, an ending, a request for its key."""

import sys
from datetime import date, timedelta

from django.utils import timezone

from entrenous.continuity import covers, danger, joining, sheets, words
from entrenous.continuity.codes import Scope
from entrenous.continuity.contents import JoinWish
from entrenous.continuity.models import Cover
from entrenous.custody import asking, naming
from entrenous.custody.asking import Wish
from entrenous.custody.codes import Keeps
from entrenous.dossiers.codes import AskedBy, EndingReason
from entrenous.dossiers.models import Dossier
from entrenous.endings import actions as endings
from entrenous.endings.codes import Later, Told
from entrenous.statistics.actions import give_form
from entrenous.vault.quorum_files import Ground
from tests.people import House

ON = date(2026, 2, 10)


def covers_of(house: House, dossier: Dossier, secret: str) -> dict[str, object]:
    """Alix covered the dossier whole, and no longer does; Sacha covers its dates, and left a word.

    Alix is « former »: the matrix asks of every page what is left to a cover after its end.
    """
    camille = house.keyring("Camille")
    over = _cover(house, dossier, "Alix", Scope.WHOLE)
    covers.end(camille, over)
    covers.carry_on(camille)
    made = _cover(house, dossier, "Sacha", Scope.DATES)
    covered = made.covered.select_related("cover", "dossier").get()
    left = words.leave(house.keyring("Sacha"), covered, secret)
    wish = JoinWish("une personne reçue mardi", "Son logement.")
    asked = joining.ask(house.keyring("Sacha"), house.agents["Camille"], wish)
    number, reason = str(dossier.pk), "Elle n’est pas rentrée."
    danger_asked = danger.ask(house.keyring("Sacha"), number, house.agents["Ines"], reason)
    danger.confirm(house.keyring("Ines"), danger_asked)
    return {
        "cover": made.pk, "covered": covered.pk, "word": left.pk, "join": asked.pk,
        "access": danger_asked.pk, "told": danger_asked.notices.get(audience="person").pk,
    }  # fmt: skip


def _cover(house: House, dossier: Dossier, who: str, scope: Scope) -> Cover:
    camille, today = house.keyring("Camille"), timezone.localdate()
    said = covers.Plan(house.agents[who], scope, today, today + timedelta(days=9))
    made = covers.plan(camille, said, [dossier.pk])
    covers.carry_on(camille)
    return made


def ending_of(house: House, dossier: Dossier, secret: str) -> None:
    """An ending proposed and told: both may read what is kept of it."""
    camille, today = house.keyring("Camille"), timezone.localdate()
    said = endings.Proposal(AskedBy.SERVICE, today, EndingReason.MUTUAL)
    endings.propose(camille, dossier, said)
    give_form(given=True, by=house.keyring("Ada"))
    kept = endings.Telling(Told.INTERVIEW, today, secret, today, (secret,), secret, later=Later.YES)
    endings.tell(camille, dossier, kept, based_on=1)


def ceremony_of(house: House, dossier: Dossier) -> dict[str, object]:
    """Ines asks the custodians for a dossier of Camille's, for Sacha; a custodian by name."""
    wish = Wish(Ground.DECEASED, "Décès en cours d’année.", house.agents["Sacha"])
    made = asking.ask(house.keyring("Ines"), [dossier.pk], wish)
    keeper = naming.name_custodian(
        house.organisation.pk, name="Maya Fictif", title="élue", keeps=Keeps.SHARE, since=ON,
        by=None,
    )  # fmt: skip
    return {
        "ceremony": made.pk, "notice": made.notices.get(audience="person").pk,
        "custodian": keeper.pk, "referent": house.agents["Camille"].pk,
    }  # fmt: skip


def sheets_of_today(house: House) -> None:
    """As each answer leaves them: or every form that is sent, then undone, would make them all."""
    for name in house.secrets:
        keyring = house.keyring(name)
        sheets.keep_up(keyring, most=sys.maxsize)
        sheets.prepare_some(keyring, seconds=sys.maxsize)
