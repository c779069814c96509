"""The letter boxes of each place as their members and leads see them: who, and what waits."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from entrenous.agents.models import Agent, Circonscription, Function
from entrenous.keyring import models
from entrenous.keyring.certifying import Standing, standings
from entrenous.keyring.opening import live_grants

# Whose letter box it is: who exercises this function there may propose or enter it.
FUNCTION_OF: Final = {
    models.Group.Kind.RECEPTION: Function.Kind.RECEPTION,
    models.Group.Kind.DUTY: Function.Kind.SOCIAL_WORKER,
    models.Group.Kind.LEADS: Function.Kind.TEAM_LEAD,
    models.Group.Kind.LEGAL_DESK: Function.Kind.LEGAL_DESK,
    models.Group.Kind.ARCHIVES: Function.Kind.LEGAL_DESK,
}
LOCAL: Final = (models.Group.Kind.RECEPTION, models.Group.Kind.DUTY, models.Group.Kind.LEADS)
EVERYWHERE: Final = (models.Group.Kind.LEGAL_DESK, models.Group.Kind.ARCHIVES)


@dataclass(frozen=True)
class Member:
    """Someone who received the group's key. `opens`: with the keys she has today."""

    agent: Agent
    since: date
    opens: bool
    is_certified: bool


@dataclass(frozen=True)
class Letterbox:
    """One group of one place, made or not."""

    kind: models.Group.Kind
    place: Circonscription | None
    group: models.Group | None = None
    members: list[Member] = field(default_factory=list)
    admissions: list[models.Admission] = field(default_factory=list)
    candidates: list[Agent] = field(default_factory=list)
    is_certified: bool = False
    proposed_by: Agent | None = None

    @property
    def is_proposed(self) -> bool:
        """Keys that a member made wait for a lead."""
        return self.group is not None and self.group.proposed_epoch is not None

    @property
    def name(self) -> str:
        """« Accueil – Val-des-Saules »."""
        label = self.kind.label.capitalize()
        return f"{label} – {self.place.name}" if self.place else label

    def has_member(self, agent: UUID) -> bool:
        """Tell whether this agent opens the letter box today."""
        return any(m.agent.pk == agent and m.opens for m in self.members)


def letterboxes(
    organisation: UUID, places: list[Circonscription], *, with_legal_desk: bool = True
) -> list[Letterbox]:
    """Every letter box of these places, whether it exists yet or not. A dozen queries at most."""
    rows = models.Group.objects.filter(container__organisation_id=organisation)
    groups = {
        (g.kind, g.circonscription_id): g for g in rows.select_related("container").order_by("pk")
    }
    seen = _Seen(organisation, [g.pk for g in groups.values()])
    wanted: list[tuple[models.Group.Kind, Circonscription | None]] = [
        (kind, place) for place in places for kind in LOCAL
    ]
    if with_legal_desk:
        wanted += [(kind, None) for kind in EVERYWHERE]
    return [
        seen.letterbox(kind, place, groups.get((kind.value, place.pk if place else None)))
        for kind, place in wanted
    ]


class _Seen:
    """What the letter boxes are made of, read once for all of them."""

    def __init__(self, organisation: UUID, groups: list[UUID]) -> None:
        self.colleagues: dict[UUID, Standing] = {s.agent.pk: s for s in standings(organisation)}
        self.grants: dict[UUID, list[models.Grant]] = {}
        for row in live_grants().filter(container_id__in=groups).select_related("container"):
            if row.epoch == row.container.epoch:
                self.grants.setdefault(row.container_id, []).append(row)
        self.admissions: dict[UUID, list[models.Admission]] = {}
        waiting = models.Admission.objects.filter(group__in=groups, admitted_on=None)
        for admission in waiting.select_related("agent"):
            self.admissions.setdefault(admission.group_id, []).append(admission)
        valid = models.Certificate.objects.filter(actor__in=groups, revoked_on=None)
        self.certified = set(valid.values_list("actor", flat=True))

    def letterbox(
        self, kind: models.Group.Kind, place: Circonscription | None, group: models.Group | None
    ) -> Letterbox:
        members = self._members(group)
        waiting = self.admissions.get(group.pk, []) if group else []
        taken = {m.agent.pk for m in members if m.opens} | {a.agent_id for a in waiting}
        able = [
            s.agent
            for s in self.colleagues.values()
            if s.is_certified and exercises(s.agent, kind, place) and s.agent.pk not in taken
        ]
        maker = self.colleagues.get(group.proposed_by) if group and group.proposed_by else None
        return Letterbox(
            kind,
            place,
            group,
            members,
            waiting,
            able,
            group is not None and group.pk in self.certified,
            maker.agent if maker else None,
        )

    def _members(self, group: models.Group | None) -> list[Member]:
        found: dict[UUID, Member] = {}
        for row in self.grants.get(group.pk, []) if group else []:
            standing = self.colleagues.get(row.recipient)
            if standing is None:
                continue
            opens = bool(standing.keys) and bytes(row.recipient_box) == bytes(
                standing.keys.box if standing.keys else b""
            )
            known = found.get(row.recipient)
            if known is None or opens:
                found[row.recipient] = Member(
                    standing.agent, row.made_on, opens, standing.is_certified
                )
        return sorted(found.values(), key=lambda m: m.agent.family_name.casefold())


def exercises(agent: Agent, kind: models.Group.Kind, place: Circonscription | None) -> bool:
    """Tell whether an agent exercises, there, the function of that letter box."""
    return any(
        f.kind == FUNCTION_OF[kind] and (place is None or f.circonscription_id == place.pk)
        for f in agent.functions.all()
    )
