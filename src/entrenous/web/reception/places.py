"""Where an agent works, and which secteur an address is of, in the words of the desk."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from entrenous.agents import neighbours, territory
from entrenous.agents.models import (
    Agent,
    Circonscription,
    Function,
    NeighbourService,
    Secteur,
)
from entrenous.agents.sectors import Outcome, Resolution

TO_BE_SAID: Final = "later"
Choice = tuple[str, str]


@dataclass(frozen=True)
class Placement:
    """The answer for what was typed: one secteur, or a question, or a gap that loses nobody."""

    sentence: str = ""
    secteur: Secteur | None = None
    workers: tuple[Agent, ...] = ()
    choices: tuple[Choice, ...] = ()
    must_choose: bool = False
    tone: str = "petrole"
    elsewhere: tuple[NeighbourService, ...] = ()

    def pick(self, value: str, organisation: UUID) -> Secteur | None:
        """The secteur chosen among the choices; None for « à préciser »."""
        if self.secteur is not None:
            return self.secteur
        if value == TO_BE_SAID or value not in {v for v, _ in self.choices}:
            return None
        return Secteur.objects.select_related("circonscription").get(
            pk=value, circonscription__organisation_id=organisation
        )


def places_of(agent: Agent, *kinds: str) -> list[Circonscription]:
    """The circonscriptions where an agent exercises one of these functions."""
    found = {
        f.circonscription_id: f.circonscription
        for f in agent.functions.select_related("circonscription").filter(kind__in=kinds)
        if f.circonscription is not None
    }
    return list(found.values())


def workers_of(places: Iterable[Circonscription]) -> list[Agent]:
    """The social workers of some places, in the order of names."""
    return list(
        Agent.objects.filter(
            functions__kind=Function.Kind.SOCIAL_WORKER,
            functions__circonscription__in=list(places),
            is_active=True,
        )
        .distinct()
        .order_by("family_name", "given_name")
    )


def placement(agent: Agent, here: Circonscription, *, street: str, commune: str) -> Placement:
    """Say at once which secteur an address is of."""
    if not commune and not street:
        return Placement()
    if not commune:
        return Placement("Indiquez la commune pour trouver le secteur.", tone="ambre")
    placed = territory.place(agent.organisation_id, street=street, commune=commune)
    if placed.secteur is not None:
        return _found(placed.secteur, placed.resolution, here)
    if placed.resolution.outcome is Outcome.NONE:
        return _gap(placed.resolution, here, commune)
    return Placement(
        sentence=_question(placed.resolution),
        choices=(*_choices(placed.secteurs, here), (TO_BE_SAID, "À préciser plus tard")),
        must_choose=True,
        tone="ambre",
    )


def _found(secteur: Secteur, resolution: Resolution, here: Circonscription) -> Placement:
    sentence = secteur.name
    if secteur.circonscription_id != here.pk:
        sentence += f", {secteur.circonscription.name} : la demande y sera transmise"
    if resolution.former:
        sentence += f". {resolution.former} s’appelle maintenant {resolution.street}"
    elif not resolution.exact:
        sentence += f". Rue comprise : {resolution.street}, vérifiez"
    workers = Agent.objects.filter(
        functions__secteur=secteur,
        functions__kind=Function.Kind.SOCIAL_WORKER,
        is_active=True,
    )
    return Placement(f"{sentence}.", secteur, tuple(workers.distinct()), tone="vert")


def _gap(resolution: Resolution, here: Circonscription, commune: str) -> Placement:
    if not resolution.commune_known:
        sentence = (
            "Cette commune n’est dans aucun secteur. "
            "La demande est gardée ici, hors secteur : rien n’est perdu."
        )
        elsewhere = neighbours.service_of(here.organisation_id, commune)
        return Placement(sentence, tone="ambre", elsewhere=elsewhere.services)
    sentence = "Cette adresse n’est dans aucun secteur. La demande est gardée, secteur à préciser."
    if resolution.suggestions:
        sentence += f" Rues proches : {', '.join(resolution.suggestions)}."
    own = here.secteurs.select_related("circonscription").all()
    choices = ((TO_BE_SAID, "À préciser plus tard"), *_choices(own, here))
    return Placement(sentence, choices=choices, tone="ambre")


def _question(resolution: Resolution) -> str:
    if resolution.outcome is Outcome.SEVERAL:
        return "Cette adresse est sur plusieurs secteurs : choisissez."
    if resolution.outcome is Outcome.NUMBER_NEEDED:
        return "Cette rue est partagée : indiquez le numéro, ou choisissez le secteur."
    if resolution.suggestions:
        return f"Plusieurs rues se ressemblent : {', '.join(resolution.suggestions)}. Précisez."
    return "Cette commune a plusieurs secteurs : indiquez la rue, ou choisissez le secteur."


def _choices(secteurs: Iterable[Secteur], here: Circonscription) -> tuple[Choice, ...]:
    return tuple(
        (
            str(s.pk),
            s.name if s.circonscription_id == here.pk else f"{s.name}, {s.circonscription.name}",
        )
        for s in secteurs
    )
