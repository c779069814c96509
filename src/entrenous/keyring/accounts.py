"""Accounts: created, given functions, closed. An administrator does all this and reads nothing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from entrenous.agents.models import Agent, Circonscription, Function, Organisation, Secteur
from entrenous.journal import actions as journal
from entrenous.journal.acts import Act
from entrenous.keyring import certificates, enrolment, models, unlocking
from entrenous.keyring.opening import Keyring, live_grants
from entrenous.vault.containers import Compartment


class StillHolder(Exception):
    """Closing this account would leave something that no colleague could open."""

    def __init__(self, alone: "Alone") -> None:
        super().__init__("containers would have no certified holder")
        self.alone = alone
        self.dossiers = len(alone.dossiers)
        self.groups = len(alone.groups)


class LastOne(Exception):
    """Nobody else exercises this function: the service could not go on without her.

    function    a value of Function.Kind: administrator, or certified team lead
    """

    def __init__(self, function: Function.Kind) -> None:
        super().__init__(f"the last {function.value}")
        self.function = function


class LoginTaken(ValueError):
    """Another agent already enters with this name."""


@dataclass(frozen=True)
class Alone:
    """What nobody else opens: ids only.

    asked_for  her dossiers whose reopening the custodians were asked: they stop nothing
    """

    dossiers: frozenset[UUID]
    requests: frozenset[UUID]
    groups: frozenset[UUID]
    asked_for: frozenset[UUID] = frozenset()

    @property
    def stops(self) -> bool:
        """Tell whether her account must stay open."""
        return bool(self.dossiers or self.requests or self.groups)


Found = Callable[[Agent], set[UUID]]
_REQUESTS: list[Found] = []
_ASKED_FOR: list[Found] = []
_EMPTIED: list[Found] = []


def also_keeps_alone(find: Found) -> None:
    """Count, before an account is closed, what another app leaves to one agent only.

    find  the containers still under way whose whole key no colleague of hers opens
    """
    if find not in _REQUESTS:
        _REQUESTS.append(find)


def also_asked_for(find: Found) -> None:
    """Leave out, before an account is closed, the dossiers whose reopening is asked elsewhere."""
    if find not in _ASKED_FOR:
        _ASKED_FOR.append(find)


def also_emptied(find: Found) -> None:
    """Leave out, before an account is closed, what another app emptied into something else."""
    if find not in _EMPTIED:
        _EMPTIED.append(find)


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

    raises  LoginTaken; LastOne: nobody else would open accounts, or certify colleagues
    """
    posts = list(posts)
    _check_not_last(agent, lost=set(_ESSENTIAL) - {post.kind for post in posts})
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

    raises  StillHolder, with what would be left; LastOne. Nothing is then changed
    source  04-seal §3.4: a departing agent is not deactivated while a dossier has no other holder,
            unless the custodians are asked
    """
    _check_not_last(agent, lost=set(_ESSENTIAL))
    alone = what_is_alone(agent)
    if alone.stops:
        raise StillHolder(alone)
    agent.is_active = False
    agent.save(update_fields=["is_active"])
    certificates.revoke(agent.organisation_id, agent.pk)
    models.Enrolment.objects.filter(agent=agent).delete()
    unlocking.end_everywhere(agent)
    _note(Act.ACCOUNT_DISABLED, agent, by)


def what_is_alone(agent: Agent) -> Alone:
    """Everything that her departure would leave without a certified holder."""
    asked_for = {pk for find in _ASKED_FOR for pk in find(agent)}
    dossiers = held_alone(agent) - {pk for find in _EMPTIED for pk in find(agent)}
    return Alone(
        frozenset(dossiers - asked_for),
        frozenset(pk for find in _REQUESTS for pk in find(agent)),
        frozenset(held_alone(agent, models.Container.Kind.GROUP)),
        frozenset(dossiers & asked_for),
    )


def held_alone(agent: Agent, kind: str = models.Container.Kind.DOSSIER) -> set[UUID]:
    """Containers whose whole key no other certified, active agent can open today.

    A letter box counts as long as another of its members is one.

    A colleague who enrolled again and received nothing since does not count: her former keys
    open nothing any more. Nor does the cover of an absence, whose key has a last day.
    """
    whole = live_grants().filter(
        until=None,
        compartment=int(Compartment.WHOLE),
        container__kind=kind,
        container__organisation=agent.organisation_id,
    )
    hers = set(whole.filter(recipient=agent.pk).values_list("container_id", flat=True))
    others = Agent.objects.of(agent.organisation).filter(is_active=True).exclude(pk=agent.pk)
    boxes = openable(live_grants()).filter(
        container__kind=models.Container.Kind.GROUP, recipient__in=others.values("pk")
    )
    someone = Q(recipient__in=others.values("pk")) | Q(recipient__in=boxes.values("container_id"))
    shared = openable(whole).filter(someone, container_id__in=hers)
    return hers - set(shared.values_list("container_id", flat=True))


def openable(grants: QuerySet[models.Grant]) -> QuerySet[models.Grant]:
    """Among grants, those made to the keys that their recipient is certified with today."""
    certified = models.Certificate.objects.filter(
        actor=OuterRef("recipient"), box=OuterRef("recipient_box"), revoked_on=None
    )
    return grants.filter(Exists(certified))


def waiting_for_certificate(organisation: UUID) -> list[Agent]:
    """Agents who enrolled and whose present keys no lead certified yet."""
    certified = models.Certificate.objects.filter(
        actor=OuterRef("agent"), box=OuterRef("box"), sign=OuterRef("sign"), revoked_on=None
    )
    keys = models.AgentKeys.objects.filter(
        ~Exists(certified), agent__organisation=organisation, is_current=True
    )
    return list(Agent.objects.filter(is_active=True, pk__in=keys.values("agent")))


def fingerprint_of(agent: Agent) -> str:
    """The eight groups to compare face to face; empty before enrolment."""
    row = enrolment.found_row(agent)
    return enrolment.public_of(row).fingerprint() if row else ""


def as_administrator(agent: Agent) -> Keyring:
    """A closed keyring, to sign the journal with the administrator's name and nothing else."""
    return Keyring(agent, None)


_ESSENTIAL = (Function.Kind.ADMINISTRATOR, Function.Kind.TEAM_LEAD)


def _check_not_last(agent: Agent, *, lost: set[Function.Kind]) -> None:
    """Someone must be left to open accounts, and a certified lead to certify them."""
    for kind in _ESSENTIAL:
        if kind not in lost or not agent.has_function(kind):
            continue
        others = Agent.objects.of(agent.organisation).with_function(kind).exclude(pk=agent.pk)
        if kind == Function.Kind.TEAM_LEAD:
            leads = models.Certificate.objects.filter(may_certify=True, revoked_on=None)
            certified = leads.values("actor")
            if not leads.filter(actor=agent.pk).exists():
                continue
            others = others.filter(pk__in=certified)
        if not others.exists():
            raise LastOne(kind)


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
