"""The letters a person may send herself: her words, what she chooses, no service named."""

from dataclasses import replace

from .citing import AMICABLE_COSTS, AMICABLE_MENTIONS, cited_if_sure
from .drafts import Case, Draft, texts
from .model import BLANK, Block
from .words import CLOSING_OF_A_PERSON

_BLANK_LINES = Block("list", lines=(BLANK * 3,) * 3)
_OCCUPATIONAL_DOCTOR = ("À l’attention du médecin du travail", BLANK, BLANK)
_HEALTH = frozenset({"employeur", "medtrav"})
_KEPT_TO_THIS = (
    "Merci de n’utiliser ces éléments que pour ma demande, et de vous adresser à moi pour toute"
    " question."
)
#: Subject and first sentence, by the rule of whoever asked the service.
_OPENINGS = {
    "mutuelle": (
        "Ma demande d’aide",
        "J’ai demandé une aide à votre organisme. Vous souhaitez des précisions : je préfère vous"
        " les adresser moi-même.",
    ),
    "banque": (
        "Mon compte",
        "Je vous écris au sujet de mon compte. Vous souhaitez des précisions sur ma situation :"
        " je préfère vous les adresser moi-même.",
    ),
    "bailleur": (
        "Mon logement",
        "Je vous écris au sujet de mon logement et du paiement du loyer. Je souhaite en parler"
        " avec vous : merci de me proposer un rendez-vous.",
    ),
}
_ELSE = (
    "Éléments que je vous adresse",
    "Vous souhaitez des renseignements sur ma situation : je préfère vous les adresser moi-même.",
)


def persons_own(case: Case) -> Draft:
    """The letter that fits whoever asked; lines to write on where nothing was chosen."""
    if case.rule in _HEALTH:
        return _to_the_occupational_doctor(case)
    if case.rule == "recouvrement_amiable":
        return _to_a_collector(case)
    subject, opening = _OPENINGS.get(case.rule, _ELSE)
    chosen = texts("Voici ce que je choisis de vous communiquer :")
    lines = _to_complete(case) or (_BLANK_LINES,)
    return _signed(subject, *texts(opening), *chosen, *lines, *texts(_KEPT_TO_THIS))


def _to_the_occupational_doctor(case: Case) -> Draft:
    draft = _signed(
        "Demande de rendez-vous",
        *texts(
            "Je souhaite vous rencontrer au sujet de mon travail et de ma santé."
            " Merci de me proposer un rendez-vous."
        ),
        *_to_complete(case),
        *texts(
            "Cette démarche vient de moi : merci de n’en parler à mon employeur qu’avec mon accord."
        ),
    )
    # Whoever asked was the employer: a letter about health must not go back there.
    to = _OCCUPATIONAL_DOCTOR if case.rule == "employeur" else ()
    return replace(draft, greeting="Docteur", recipient=to)


def _to_a_collector(case: Case) -> Draft:
    costs = cited_if_sure(case.verdict, AMICABLE_COSTS, case.confirmed)
    mentions = cited_if_sure(case.verdict, AMICABLE_MENTIONS, case.confirmed)
    return _signed("Votre relance", *to_a_collector(costs, mentions))


def to_a_collector(costs: str, mentions: str) -> tuple[Block, ...]:
    """What whoever collects without a title is asked to write; « » leaves a text unquoted."""
    return (
        *texts("Vous me demandez de payer une somme. Merci de m’adresser par écrit :"),
        Block(
            "list",
            lines=(
                "le nom et l’adresse du créancier ;",
                "l’origine de la somme et son détail ;",
                "la copie du titre exécutoire, s’il en existe un.",
            ),
        ),
        *texts(
            costs and f"Sans titre exécutoire, les frais restent au créancier ({costs}).",
            mentions and f"Votre courrier doit porter les mentions obligatoires ({mentions}).",
            "Je vous demande de m’écrire, et de ne plus m’appeler ni vous présenter chez moi.",
        ),
    )


def _signed(subject: str, *blocks: Block) -> Draft:
    return Draft(subject, blocks, closing=CLOSING_OF_A_PERSON)


def _to_complete(case: Case) -> tuple[Block, ...]:
    pairs = tuple((label, value or BLANK) for label, value in case.given)
    return (Block("pairs", pairs=pairs),) if pairs else ()
