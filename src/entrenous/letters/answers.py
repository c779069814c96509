"""The letters to whoever asks. Those that give nothing never depend on the person.

Their only sources are the rule, what was asked and shown, and the particulars: no value, no
agreement, no protected address reaches them.
"""

from dataclasses import replace

from entrenous.law import Withheld

from .citing import PROTECTED_ADDRESS, cited_if_sure
from .drafts import Case, Draft, item_labels, reference, texts
from .model import Block
from .words import (
    APPOINTMENT,
    CLOSING,
    CLOSING_TO_ELECTED,
    EVIDENCE,
    SAME_FOR_ALL,
    capital,
    received,
    their_request,
)

#: No proof would ever open these, whoever the person is.
_NEVER = frozenset({"excluded", "not_listed", "no", "local"})
_HERSELF = "acces_soi"
_ENFORCER = "huissier_exec"
_NOTHING_HELD = (
    "Notre réponse : aucun renseignement détenu par le service désigné pour vous répondre."
)
_NOTHING_ELSE_HELD = (
    "Pour le reste : aucun autre renseignement détenu par le service désigné pour vous répondre."
)
_PURPOSE = "Merci de n’utiliser ces éléments que pour la finalité de votre demande."
_PROTECTED_ADDRESS = (
    "Cette adresse est protégée. Elle vous est communiquée pour la seule exécution dont vous avez"
    " la charge"
)
#: By the rule, never by the verdict: a refusal must not depend on what she agreed to.
_BETTER_FROM_HER = frozenset({"banque", "bailleur", "mutuelle"})
_TITLES = {"huissier": "Maître", "avocat": "Maître"}


def greeting_of(case: Case) -> str:
    """« Maître » for those who bear the title, else the plain one."""
    return _TITLES.get(case.rule.partition("_")[0], "Madame, Monsieur")


def _draft(case: Case, subject: str, *blocks: Block, closing: str = CLOSING) -> Draft:
    return Draft(capital(subject), blocks, closing=closing, greeting=greeting_of(case))


def neutral(case: Case) -> Draft:
    """Neither confirms nor denies; an elected person is thanked and told where to send people."""
    subject = their_request(case.particulars)
    if case.rule == "elu":
        return _draft(case, subject, *_to_an_elected(case), closing=CLOSING_TO_ELECTED)
    said = (
        "Notre service ne confirme ni n’infirme qu’une personne s’adresse à lui,"
        " et ne communique aucun élément d’une situation individuelle."
    )
    return _draft(
        case,
        subject,
        *texts(
            received(case.particulars),
            said,
            "Cette réponse est la même quelle que soit la personne.",
            _orientation(case),
            APPOINTMENT,
        ),
    )


def _to_an_elected(case: Case) -> tuple[Block, ...]:
    phone = case.particulars.sender.phone
    where = f"nous appeler au {phone} ou venir à l’accueil" if phone else "venir à l’accueil"
    return texts(
        received(case.particulars)
        + " Nous vous remercions de l’attention que vous portez aux habitants.",
        "Notre service ne confirme ni n’infirme qu’une personne s’adresse à lui, et ne communique"
        " aucun élément d’une situation individuelle. Il en va de même pour toute personne et"
        " pour toute demande.",
        f"{APPOINTMENT} Celles que vous recevez peuvent, si elles le souhaitent, {where}.",
        "Nous restons à votre disposition pour parler des aides existantes et du fonctionnement"
        " du service.",
    )


def _orientation(case: Case) -> str:
    if case.rule != "employeur":
        return ""
    return (
        "Pour les questions de santé au travail, vous pouvez vous adresser au médecin du travail."
    )


def refusal(case: Case) -> Draft:
    """Gives nothing, with its article when it is sure."""
    sends_herself = (
        "La personne que vous désignez peut, si elle le souhaite, vous adresser elle-même"
        " ce qu’elle choisit."
    )
    return _draft(
        case,
        their_request(case.particulars),
        *texts(
            received(case.particulars),
            "Nous ne sommes pas en mesure de vous communiquer les renseignements demandés.",
            SAME_FOR_ALL,
            reference(case.cited),
            sends_herself if case.rule in _BETTER_FROM_HER else "",
            _orientation(case),
            "Si un texte vous y donne droit, merci de nous l’indiquer par écrit.",
        ),
    )


def demand_evidence(case: Case) -> Draft:
    """What is missing before the request can be examined, and what will never be given."""
    groups = case.verdict.demands or tuple((code,) for code in case.verdict.missing)
    wanted = tuple(", ou ".join(EVIDENCE[code] for code in group) + " ;" for group in groups)
    wanted = (*wanted[:-1], wanted[-1].removesuffix(" ;") + ".")
    never = [each for each in case.verdict.withhold if each.why in _NEVER]
    return _draft(
        case,
        f"{their_request(case.particulars)} : pièces à nous adresser",
        *texts(
            received(case.particulars),
            "Nous ne pouvons pas l’examiner en l’état. Pour cela, merci de nous adresser :",
        ),
        Block("list", lines=wanted),
        *texts(
            "D’ici là, aucun renseignement n’est communiqué.",
            _never_given(never),
            reference(case.cited) if never else "",
            SAME_FOR_ALL,
        ),
    )


def _never_given(never: list[Withheld]) -> str:
    if not never:
        return ""
    labels = item_labels({each.item for each in never})
    return f"Même avec ces pièces, les éléments suivants ne seront pas communiqués : {labels}."


def transfer(case: Case) -> Draft:
    """Tells the requester who will answer."""
    return _draft(
        case,
        f"{their_request(case.particulars)} : transmission au service juridique",
        *texts(
            received(case.particulars),
            "Elle relève du service juridique de notre institution, à qui nous la transmettons."
            " Il vous répondra directement.",
            SAME_FOR_ALL,
        ),
    )


def withdrawal(case: Case) -> Draft:
    """The requester no longer asks."""
    return _draft(
        case,
        f"{their_request(case.particulars)} : retrait",
        *texts(
            f"Vous nous avez fait savoir que vous retirez {their_request(case.particulars)}.",
            "Nous en prenons acte : elle ne recevra pas d’autre réponse.",
            SAME_FOR_ALL,
        ),
    )


def limited(case: Case) -> Draft:
    """The decided items with their values, and that there is nothing else."""
    draft = _draft(
        case,
        f"{their_request(case.particulars)} : réponse",
        *texts(received(case.particulars)),
        *(_items(case) if case.decided else texts(_NOTHING_HELD)),
        *texts(reference(case.cited)),
    )
    return replace(draft, noted=_rests_on(case), notes=_second_signature(case))


def _items(case: Case) -> tuple[Block, ...]:
    named = case.particulars.person_named
    about = f", au sujet de la personne que vous désignez ({named})" if named else ""
    agreed = case.verdict.status == "agreement"
    by_institution = case.verdict.answered_by == "institution"
    return (
        *texts(f"Voici les éléments que nous vous communiquons{about} :"),
        Block("pairs", pairs=case.given),
        *texts(
            _protection(case),
            "Ces éléments sont communiqués avec l’accord de la personne." if agreed else "",
            _NOTHING_ELSE_HELD if by_institution else "Notre réponse se limite à ces éléments.",
            "" if case.rule == _HERSELF else _PURPOSE,
        ),
    )


def _is_protected(case: Case) -> bool:
    protected = {each.item for each in case.verdict.withhold if each.why == "protected"}
    return not (protected | {"adresse_protegee"}).isdisjoint(case.decided)


def _protection(case: Case) -> str:
    """What goes with a protected address that a person decided to give."""
    if not _is_protected(case) or case.rule == _HERSELF:
        return ""
    if case.rule != _ENFORCER:
        return "Ces coordonnées sont protégées : nous vous demandons de ne les révéler à personne."
    cited = cited_if_sure(case.verdict, PROTECTED_ADDRESS, case.confirmed)
    if cited:
        return f"{_PROTECTED_ADDRESS}, et ne peut être révélée à votre mandant ({cited})."
    return f"{_PROTECTED_ADDRESS} : nous vous demandons de ne pas la révéler à votre mandant."


def _rests_on(case: Case) -> str:
    return PROTECTED_ADDRESS if case.rule == _ENFORCER and _is_protected(case) else ""


def _second_signature(case: Case) -> tuple[str, ...]:
    if case.verdict.signatures <= max(len(case.particulars.signatories), case.signed):
        return ()
    return ("Cette réponse demande deux signatures.",)
