"""The people of the tests. Camille holds the key, Alix is in the same team, Sacha is nobody.

Every agent is really enrolled and certified: tests use the same actions as the pages.
"""

from copy import deepcopy
from dataclasses import dataclass, field

import pytest

from entrenous.agents.keyfiles import create_key_files
from entrenous.agents.models import Agent, Circonscription, Function, Organisation, Secteur
from entrenous.keyring import enrolment, groups, models
from entrenous.keyring.opening import Keyring
from entrenous.vault.people import SecretKeys

PHRASE = "sept mots de plus pour rien dire"


@dataclass
class House:
    """An organisation with its circonscription, a root lead, and enrolled agents by first name."""

    organisation: Organisation
    circonscription: Circonscription
    secteur: Secteur
    recovery: SecretKeys
    agents: dict[str, Agent] = field(default_factory=dict)
    secrets: dict[str, SecretKeys] = field(default_factory=dict)

    def keyring(self, name: str) -> Keyring:
        """The open vault of an agent, as a request would have it."""
        return Keyring(Agent.objects.get(pk=self.agents[name].pk), self.secrets[name])

    def closed(self, name: str) -> Keyring:
        """The same vault, closed."""
        return Keyring(Agent.objects.get(pk=self.agents[name].pk), None)

    def enrol(self, name: str, *kinds: str, certified: bool = True) -> Agent:
        """Create an agent with functions, make her keys and have Ines certify them."""
        agent = Agent.objects.create(
            organisation=self.organisation,
            login=f"{name.lower()}-{self.organisation.pk.hex[:6]}",
            given_name=name,
            family_name="Fictif",
        )
        for kind in kinds:
            local = kind in ("social_worker", "reception", "team_lead")
            Function.objects.create(
                agent=agent,
                kind=kind,
                circonscription=self.circonscription if local else None,
                secteur=self.secteur if kind == "social_worker" else None,
            )
        self.agents[name] = agent
        self.secrets[name], _ = enrolment.create_keys(agent, PHRASE)
        if certified and not self.agents.get("Ines"):
            raise AssertionError("the root lead is enrolled first")
        if certified and name != "Ines":
            enrolment.certify(agent, by=self.keyring("Ines"))
        return agent

    def open_group(self, kind: str, *names: str) -> models.Group:
        """Make a group with its members, countersigned by Ines."""
        first, *others = names
        made = groups.create(models.Group.Kind(kind), self.circonscription, by=self.keyring(first))
        lead = self.keyring("Ines")
        groups.countersign(made, by=lead)
        for name in others:
            admission = groups.authorise(made, self.agents[name], by=lead)
            groups.admit(admission, by=self.keyring(first))
        return made


def build_house(name: str = "Département d’essai (fictif)") -> House:
    """An organisation with its key files and its root lead, Ines."""
    organisation = Organisation.objects.create(name=name, kind=Organisation.Kind.DEPARTEMENT)
    recovery = SecretKeys.generate()
    create_key_files(organisation.pk, recovery=recovery.public)
    circonscription = Circonscription.objects.create(
        organisation=organisation, name="Val-des-Saules", phone="01 99 00 10 00"
    )
    secteur = Secteur.objects.create(circonscription=circonscription, name="Secteur 07")
    house = House(organisation, circonscription, secteur, recovery)
    lead = Agent.objects.create(
        organisation=organisation,
        login=f"ines-{organisation.pk.hex[:6]}",
        given_name="Ines",
        family_name="Fictif",
    )
    Function.objects.create(
        agent=lead, kind=Function.Kind.TEAM_LEAD, circonscription=circonscription
    )
    house.agents["Ines"] = lead
    house.secrets["Ines"], _ = enrolment.create_keys(lead, PHRASE)
    enrolment.certify_root(lead)
    return house


def full_house() -> House:
    """Camille and Alix (social workers), Rachel and Omar (reception), Ines (lead), Lou (legal
    desk), Ada (administrator), Max (management), Sacha (social worker of nobody's file)."""
    house = build_house()
    house.enrol("Camille", "social_worker")
    house.enrol("Alix", "social_worker")
    house.enrol("Sacha", "social_worker")
    house.enrol("Rachel", "reception")
    house.enrol("Omar", "reception")
    house.enrol("Lou", "legal_desk")
    house.enrol("Ada", "administrator")
    house.enrol("Max", "management")
    house.open_group("reception", "Rachel", "Omar")
    house.open_group("duty", "Camille", "Alix", "Sacha")
    house.open_group("leads", "Ines")
    return house


_SHARED: list[House] = []


def build_shared_house() -> None:
    """Build the house once per process, committed in the database that ordinary tests share."""
    _SHARED[:] = [full_house()]


@pytest.fixture
def house(db: None) -> House:
    """The full house, in the test's own transaction: what the test changes is rolled back."""
    # Instances too: an account closed, or a delay changed, is as it was in the next test.
    return deepcopy(_SHARED[0])
