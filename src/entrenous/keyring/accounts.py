"""Accounts: created, given functions, closed. An administrator does all this and reads nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from entrenous.agents.models import Agent, Circonscription, Function, Organisation, Secteur
from entrenous.journal import actions as journal
from entrenous.journal.acts import Act
from entrenous.keyring import certificates, enrolment, models, unlocking
from entrenous.keyring.opening import Keyring, live_grants
from entrenous.vault.containers import Compartment


class StillHolder(Exception):
    """Closing this account would leave dossiers that no certified colleague could open."""

    def __init__(self, dossiers: int) -> None:
        super().__init__("dossiers would have no certified holder")
        self.dossiers = dossiers


class LoginTaken(ValueError):
    """Another agent already enters with this name."""


@dataclass(frozen=True)
class Post:
    """A function exercised somewhere."""

    kind: Function.Kind
    circonscription: Circonscription | None = None
    secteur: Secteur | None = None
    title: str = ""


@dataclass(frozen=True)
class Identity:
    """Who the agent is, as colleagues know her."""

    login: str
    given_name: str
    family_name: str
    phone: str = ""


@transaction.atomic
def create_account(
    organisation: Organisation, who: Identity, posts: Iterable[Post], *, by: UUID | None
) -> Agent:
    """Create an account that opens nothing yet: keys come with enrolment, files with grants.

    by      the administrator; None at set-up
    raises  LoginTaken
    """
    if Agent.objects.filter(login__iexact=who.login).exists():
        raise LoginTaken
    agent = Agent.objects.create(
        organisation=organisation,
        login=who.login,
        given_name=who.given_name,
        family_name=who.family_name,
        phone=who.phone,
    )
    _keep_posts(agent, posts)
    _note(Act.ACCOUNT_CREATED, agent, by)
    return agent


@transaction.atomic
def change_account(agent: Agent, who: Identity, posts: Iterable[Post], *, by: UUID) -> None:
    """Change a name, a line, the functions. Keys and grants stay as they are.

    A colleague who stops being a lead keeps her certificate but not its use: she is certified
    again without it (`enrolment.certify`).
    """
    taken = Agent.objects.filter(login__iexact=who.login).exclude(pk=agent.pk)
    if taken.exists():
        raise LoginTaken
    agent.login, agent.phone = who.login, who.phone
    agent.given_name, agent.family_name = who.given_name, who.family_name
    agent.save(update_fields=["login", "given_name", "family_name", "phone"])
    agent.functions.all().delete()
    _keep_posts(agent, posts)
    _note(Act.ACCOUNT_CHANGED, agent, by)


@transaction.atomic
def close_account(agent: Agent, *, by: UUID) -> None:
    """Close an account: no log-in, certificate revoked, open vaults ended.

    raises  StillHolder, with how many dossiers; nothing is then changed
    source  04-seal §3.4: a departing agent is not deactivated while a dossier has no other holder
    """
    alone = held_alone(agent)
    if alone:
        raise StillHolder(len(alone))
    agent.is_active = False
    agent.save(update_fields=["is_active"])
    certificates.revoke(agent.organisation_id, agent.pk)
    models.Enrolment.objects.filter(agent=agent).delete()
    unlocking.end_everywhere(agent)
    _note(Act.ACCOUNT_DISABLED, agent, by)


def held_alone(agent: Agent) -> set[UUID]:
    """Dossiers whose whole key no other certified, active agent holds."""
    whole = live_grants().filter(
        compartment=int(Compartment.WHOLE),
        container__kind=models.Container.Kind.DOSSIER,
        container__organisation=agent.organisation_id,
    )
    hers = set(whole.filter(recipient=agent.pk).values_list("container_id", flat=True))
    others = Agent.objects.filter(
        Q(organisation=agent.organisation_id), Q(is_active=True), ~Q(pk=agent.pk)
    )
    certified = models.Certificate.objects.filter(revoked_on=None).values("actor")
    shared = whole.filter(
        container_id__in=hers,
        recipient__in=others.filter(pk__in=certified).values("pk"),
    )
    return hers - set(shared.values_list("container_id", flat=True))


def waiting_for_certificate(organisation: UUID) -> list[Agent]:
    """Agents who enrolled and whom no lead certified yet."""
    rows = Agent.objects.filter(
        organisation=organisation, is_active=True, key_rows__is_current=True
    )
    return [a for a in rows.distinct() if not certificates.is_certified(organisation, a.pk)]


def is_enrolled(agent: Agent) -> bool:
    """Tell whether the agent made her keys."""
    return models.AgentKeys.objects.filter(agent=agent, is_current=True).exists()


def fingerprint_of(agent: Agent) -> str:
    """The eight groups to compare face to face; empty before enrolment."""
    row = models.AgentKeys.objects.filter(agent=agent, is_current=True).first()
    return enrolment.public_of(row).fingerprint() if row else ""


def as_administrator(agent: Agent) -> Keyring:
    """A closed keyring, to sign the journal with the administrator's name and nothing else."""
    return Keyring(agent, None)


def _keep_posts(agent: Agent, posts: Iterable[Post]) -> None:
    for post in posts:
        Function.objects.create(
            agent=agent,
            kind=post.kind,
            circonscription=post.circonscription,
            secteur=post.secteur,
            title=post.title,
        )


def _note(act: Act, agent: Agent, by: UUID | None) -> None:
    journal.record(act, organisation=agent.organisation_id, actor=by, about=agent.pk)
