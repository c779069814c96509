"""An organisation to measure on: thrown away with its folder, never a service's own."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from entrenous.agents.keyfiles import create_key_files
from entrenous.agents.models import Agent, Circonscription, Function, Organisation, Secteur
from entrenous.dossiers.codes import Mode
from entrenous.dossiers.contents import PersonCard, ThreadEntry
from entrenous.keyring import enrolment, records
from entrenous.keyring.opening import Keyring
from entrenous.vault.people import SecretKeys

_SENTENCE = "Elle dit que le courrier de la caisse est arrivé et que la réponse se fait attendre. "


@dataclass(frozen=True, repr=False)
class BenchHouse:
    """An organisation, its secteur, a lead and a social worker with open vaults."""

    organisation: Organisation
    secteur: Secteur
    lead: Keyring
    worker: Keyring
    colleague: Keyring


def build() -> BenchHouse:
    """Make the organisation through the same actions as the pages."""
    organisation = Organisation.objects.create(name="Banc d’essai (fictif)", kind="departement")
    create_key_files(organisation.pk, recovery=SecretKeys.generate().public)
    place = Circonscription.objects.create(organisation=organisation, name="Banc")
    secteur = Secteur.objects.create(circonscription=place, name="Secteur du banc")
    lead = _agent(organisation, "responsable", Function.Kind.TEAM_LEAD, place)
    lead_keys, _ = enrolment.create_keys(lead, "une phrase du banc")
    enrolment.certify_root(lead)
    leading = Keyring(lead, lead_keys)
    return BenchHouse(
        organisation,
        secteur,
        leading,
        enrolled(organisation, place, "travail", leading),
        enrolled(organisation, place, "collegue", leading),
    )


def enrolled(
    organisation: Organisation, place: Circonscription, login: str, lead: Keyring
) -> Keyring:
    """One more social worker, certified, with an open vault."""
    agent = _agent(organisation, login, Function.Kind.SOCIAL_WORKER, place)
    secret, _ = enrolment.create_keys(agent, "une phrase du banc")
    enrolment.certify(agent, by=lead)
    return Keyring(agent, secret)


def card(number: int) -> PersonCard:
    """A card whose name says that nobody bears it."""
    return PersonCard(family_name=f"Fictif-{number:05d}", given_name="Banc", birth_year=1950)


def fill(container: UUID, worker: Keyring, entries: int) -> None:
    """Write `entries` interviews of about 1.5 KB, as an agent would over the years."""
    start = date(2020, 1, 6)
    with transaction.atomic():
        opened = worker.writing(container)
        for number in range(entries):
            content = ThreadEntry(
                on=start + timedelta(days=7 * number), mode=Mode.OFFICE, text=_SENTENCE * 16
            )
            records.write(opened, content, by=worker)


def _agent(
    organisation: Organisation, login: str, kind: Function.Kind, place: Circonscription
) -> Agent:
    agent = Agent.objects.create(
        organisation=organisation, login=login, given_name=login.title(), family_name="Fictif"
    )
    Function.objects.create(agent=agent, kind=kind, circonscription=place)
    return agent
