"""How a writing is said on the pages: its elements, its rule, what makes one look twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from entrenous.dossiers.codes import Domain
from entrenous.dossiers.contents import DomainAssessment
from entrenous.gateway.base import base_of, employer_of
from entrenous.keyring.records import OpenRecord, Reading
from entrenous.law import Rule, RuleBase, vocabulary
from entrenous.web.common.access import AgentRequest
from entrenous.writings.codes import State
from entrenous.writings.contents import Writing
from entrenous.writings.errors import BasisRefused
from entrenous.writings.framing import Frame, frame, label_of
from entrenous.writings.themes import Hint, hints

TONES: Final = {State.DRAFT: "neutre", State.READ: "petrole", State.SENT: "vert"}
# Where the assessment may already say what an element asks: shown beside, never copied by itself.
_DOMAINS: Final = {
    **dict.fromkeys(
        ("logement", "demande_logement", "solutions_relogement", "reprise_loyer",
         "plan_apurement"), Domain.HOUSING,
    ),
    **dict.fromkeys(
        ("ressources", "charges", "dettes", "budget", "aides_percues", "aides_sollicitees",
         "evolution_situation", "objet_aide", "montant_demande"), Domain.MONEY,
    ),
    **dict.fromkeys(
        ("composition_foyer", "ages_enfants", "situation_familiale", "besoin_educatif"),
        Domain.FAMILY,
    ),
    **dict.fromkeys(("demarches", "droits_ouvrables", "orientation"), Domain.RIGHTS),
    **dict.fromkeys(("employeur", "diagnostic_global", "suivi_parcours"), Domain.WORK),
    **dict.fromkeys(("capacites", "objectif_commun", "besoins"), Domain.PROJECT),
}  # fmt: skip


@dataclass(frozen=True)
class Section:
    """One element as it is read: its heading and its text."""

    code: str
    title: str
    text: str


@dataclass(frozen=True)
class WritingLine:
    """A writing as lists and pages draw it."""

    record: OpenRecord[Writing]
    said: Writing
    state: State
    tone: str
    rule: Rule | None

    @property
    def sections(self) -> list[Section]:
        """Its elements, in the order they were chosen."""
        return [Section(e.code, label_of(e.code), e.text) for e in self.said.elements]


@dataclass(frozen=True)
class ThemeHint:
    """« santé » and the words that made one think of it."""

    label: str
    words: Sequence[str]


def base_for(request: AgentRequest) -> RuleBase:
    """The rules that this organisation answers by, its own included."""
    return base_of(request.user.organisation_id)


def employer_for(request: AgentRequest) -> str:
    """The employer's legal nature, as the rules name it."""
    return employer_of(request.user.organisation)


def line_of(record: OpenRecord[Writing], base: RuleBase) -> WritingLine:
    """One writing in words."""
    said = record.content
    return WritingLine(record, said, said.state, TONES[said.state], base.rules.get(said.basis))


def frame_of(request: AgentRequest, said: Writing, on: date) -> Frame | None:
    """What its basis permits that day; None when the basis opens nothing any more."""
    try:
        return frame(
            base_for(request), said.kind, said.basis, employer=employer_for(request), on=on,
            facts=frozenset(said.facts),
        )  # fmt: skip
    except BasisRefused:
        return None


def hints_in(said: Writing, found: Frame | None) -> list[ThemeHint]:
    """The themes that the text seems to speak of and that the basis keeps out."""
    permitted = found.permitted if found else {}
    text = "\n".join([said.purpose, *(each.text for each in said.elements)])
    return [_hint(each) for each in hints(text, frozenset(permitted))]


def beside(reading: Reading, code: str) -> DomainAssessment | None:
    """What the assessment says on the subject of an element, if it was opened."""
    domain = _DOMAINS.get(code)
    written = (each.content for each in reading.of(DomainAssessment))
    return next((each for each in written if each.domain is domain), None) if domain else None


def _hint(each: Hint) -> ThemeHint:
    return ThemeHint(vocabulary().items.get(each.theme, each.theme), each.words)
