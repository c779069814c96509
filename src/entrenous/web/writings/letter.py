"""The writing as a letter: to print, to send as a PDF, to edit as a .docx."""

from datetime import date
from uuid import UUID

from entrenous.gateway.confirmations import quotable_names
from entrenous.law import Rule
from entrenous.law.written_days import french_date
from entrenous.letters import Block, Letter
from entrenous.letters.citing import as_cited, may_quote
from entrenous.letters.words import CLOSING, capital
from entrenous.web.dossiers.pages import DossierPage
from entrenous.writings.contents import Writing
from entrenous.writings.framing import label_of

_GREETING = "Madame, Monsieur"


def letter_of(page: DossierPage, said: Writing, rule: Rule | None, today: date) -> Letter:
    """The letter: chosen elements, then her remarks, apart and only if she wants them sent."""
    place = page.dossier.secteur.circonscription
    agent = page.request.user
    return Letter(
        kind=None,
        sender=_filled(agent.organisation.name, "Service social", place.name, place.address,
                       place.phone),
        recipient=_filled(said.to_name, said.to_function, *said.to_address.splitlines()),
        place_and_date=f"{place.commune or place.name}, le {french_date(said.sent_on or today)}",
        references=(("Concerne", page.card.name),),
        subject=f"{capital(said.kind.label)} – {said.purpose}",
        greeting=f"{_GREETING},",
        blocks=(*_body(said), *_basis(agent.organisation_id, rule), *_person(said)),
        closing=CLOSING.format(greeting=_GREETING),
        signatures=(_filled("Service social", agent.display_name),),
    )  # fmt: skip


def _body(said: Writing) -> list[Block]:
    pairs = tuple((label_of(e.code), e.text) for e in said.elements if e.text)
    return [Block("pairs", pairs=pairs)] if pairs else []


def _basis(organisation: UUID, rule: Rule | None) -> list[Block]:
    """The articles read in their text or confirmed here; the others stay on the screen."""
    if rule is None:
        return []
    confirmed = quotable_names(organisation)
    cited = dict.fromkeys(as_cited(b) for b in rule.basis if may_quote(b, confirmed))
    return [Block("text", f"Cet écrit repose sur : {', '.join(cited)}.")] if cited else []


def _person(said: Writing) -> list[Block]:
    if said.deferred:
        return []
    blocks = []
    if said.read_on:
        words = f"Cet écrit a été lu avec la personne le {french_date(said.read_on)}."
        blocks.append(Block("text", words))
    hers = (("Remarques de la personne", said.remarks),
            ("Ce avec quoi elle n’est pas d’accord", said.disagreement))  # fmt: skip
    pairs = tuple((title, text) for title, text in hers if text)
    if pairs and said.may_attach:
        blocks.append(Block("pairs", pairs=pairs))
    return blocks


def _filled(*lines: str) -> tuple[str, ...]:
    return tuple(line for line in lines if line.strip())
