"""The letter of an answer: given in part, or refused; its grounds, and the appeals."""

from entrenous.copies.clock import CADA, PROCEDURE
from entrenous.copies.codes import Kind
from entrenous.copies.contents import CopyOutcome
from entrenous.copies.grounds import cited
from entrenous.copies.queries import Asked
from entrenous.copies.wording import RIGHTS, kept_words
from entrenous.gateway.base import base_of
from entrenous.gateway.confirmations import quotable_names
from entrenous.law import Basis, RuleBase
from entrenous.law.deadlines import procedures
from entrenous.law.written_days import french_date
from entrenous.letters import Block, Letter
from entrenous.letters.citing import as_cited, may_quote
from entrenous.letters.words import CLOSING
from entrenous.web.dossiers.pages import DossierPage

_GREETING = "Madame, Monsieur"
_OPENINGS = {
    Kind.WHOLE: "Nous vous remettons la copie demandée. Rien n’y a été gardé.",
    Kind.PARTIAL: "Nous vous remettons la copie demandée, sauf ce qui suit.",
    Kind.REFUSED: "Nous ne pouvons pas vous remettre la copie demandée, pour ces raisons.",
}


def letter_of(page: DossierPage, asked: Asked, outcome: CopyOutcome) -> Letter:
    """The letter as it leaves. An article is quoted only if it was read in force."""
    place = page.dossier.secteur.circonscription
    agent = page.request.user
    service = (agent.organisation.name, "Service social", place.name, place.address, place.phone)
    return Letter(
        kind=None,
        sender=tuple(line for line in service if line),
        recipient=(outcome.to,) if outcome.to else (),
        place_and_date=f"{place.commune or place.name}, le {french_date(outcome.on)}",
        references=(("Votre demande", f"arrivée le {french_date(asked.said.on)}"),),
        subject="Votre demande de copie du dossier",
        greeting=f"{_GREETING},",
        blocks=tuple(_blocks(page, outcome)),
        closing=CLOSING.format(greeting=_GREETING),
        signatures=(("Service social", agent.display_name),),
    )


def _blocks(page: DossierPage, outcome: CopyOutcome) -> list[Block]:
    organisation = page.request.user.organisation_id
    base, confirmed = base_of(organisation), quotable_names(organisation)
    found = [Block("text", _OPENINGS[outcome.kind])]
    found += [Block("human", each) for each in outcome.reasons.split("\n") if each.strip()]
    if outcome.kept:
        found.append(Block("list", lines=tuple(kept_words(line) for line in outcome.kept)))
    grounds = [(g.label, cited(g, base, confirmed)) for g in outcome.grounds]
    pairs = tuple((label[:1].upper() + label[1:], ", ".join(t)) for label, t in grounds if t)
    if pairs:
        found += [Block("text", "Ces motifs reposent sur ces textes."), Block("pairs", pairs=pairs)]
    appeals = ", ".join(as_cited(b) for b in _appeals(base) if may_quote(b, confirmed))
    found.append(Block("list", lines=RIGHTS))
    if appeals:
        found.append(Block("text", f"Les délais reposent sur : {appeals}."))
    return found


def _appeals(base: RuleBase) -> tuple[Basis, ...]:
    rule = base.rules[next(s.rule for s in procedures()[PROCEDURE].steps if s.code == CADA)]
    return rule.basis
