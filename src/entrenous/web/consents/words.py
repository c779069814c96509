"""How an agreement is said on the pages: to whom, which items, where it stands."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from entrenous.agents.models import Organisation
from entrenous.consents.contents import Agreement
from entrenous.consents.standing import Standing, standing
from entrenous.consents.terms import Stage, stage
from entrenous.gateway.base import base_of
from entrenous.keyring.records import OpenRecord
from entrenous.law import RuleBase, vocabulary

TONES = {
    Stage.AHEAD: "neutre",
    Stage.CURRENT: "vert",
    Stage.ENDING: "ambre",
    Stage.EXPIRED: "neutre",
    Stage.WITHDRAWN: "prune",
}
# What a person can agree to have told, as she thinks of it. What is hers alone to tell (her story,
# her health, what she said in an interview) is in no group: she tells it herself.
GROUPS = (
    ("Identité et contact", ("identite", "adresse", "telephone", "courriel")),
    ("Foyer", ("situation_familiale", "composition_foyer", "ages_enfants", "besoin_educatif")),
    (
        "Ressources et budget",
        ("ressources", "charges", "dettes", "budget", "aides_percues", "aides_sollicitees",
         "droits_ouvrables", "objet_aide", "montant_demande", "employeur"),
    ),
    (
        "Logement",
        ("logement", "demande_logement", "solutions_relogement", "reprise_loyer",
         "plan_apurement", "procedures_amiables", "evolution_situation"),
    ),
    (
        "Démarches et accompagnement",
        ("rendez_vous", "demarches", "besoins", "capacites", "freins", "vulnerabilites_dites",
         "objectif_commun", "orientation", "contrat_engagements", "plan", "synthese_relue",
         "piece_listee"),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class ItemLine:
    """One item of an agreement: agreed, taken back, or refused by the law whatever she says."""

    label: str
    withdrawn_on: date | None = None
    refused: str = ""


@dataclass(frozen=True)
class AgreementLine:
    """An agreement as lists and pages draw it."""

    id: UUID
    version: int
    said: Agreement
    whom: str
    stage: Stage
    tone: str
    items: tuple[ItemLine, ...]

    @property
    def is_over(self) -> bool:
        """Tell whether it says nothing more."""
        return self.stage in (Stage.EXPIRED, Stage.WITHDRAWN)

    @property
    def given(self) -> list[ItemLine]:
        """The items still agreed that the law allows."""
        return [i for i in self.items if not i.withdrawn_on and not i.refused]

    @property
    def refused(self) -> list[ItemLine]:
        """Those that the law does not allow, even with the agreement."""
        return [i for i in self.items if i.refused]

    @property
    def taken_back(self) -> list[ItemLine]:
        """Those taken back."""
        return [i for i in self.items if i.withdrawn_on]


def base_for(organisation: Organisation) -> RuleBase:
    """The rules that this organisation answers by, its own included."""
    return base_of(organisation.pk)


def item_label(code: str) -> str:
    """« budget », or the code when the vocabulary has lost it."""
    return vocabulary().items.get(code, code)


def line_of(record: OpenRecord[Agreement], base: RuleBase, today: date) -> AgreementLine:
    """One agreement in words, on a day."""
    said = record.content
    found = stage(said, today)
    return AgreementLine(
        record.id, record.version, said, whom(said, base), found, TONES[found],
        items_of(said, standing(base, said.requester, today)),
    )  # fmt: skip


def whom(said: Agreement, base: RuleBase) -> str:
    """« Bailleur social ou privé (Habitat des Trois-Rivières) », or the partner alone."""
    rule = base.rules.get(said.requester)
    label = rule.label if rule else said.requester
    if label and said.partner:
        return f"{said.partner} ({label})"
    return label or said.partner


def items_of(said: Agreement, law: Standing | None) -> tuple[ItemLine, ...]:
    """Each item, in the order they were agreed."""
    gone = {item: each.on for each in said.withdrawals for item in each.items}
    refused = law.refused(said.items) if law else {}
    return tuple(
        ItemLine(item_label(item), gone.get(item), refused.get(item, "")) for item in said.items
    )
