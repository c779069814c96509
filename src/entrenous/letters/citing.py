"""Which articles a letter may quote: verified, or confirmed here; the others stay on screen."""

from collections.abc import Collection

from entrenous.law import Answer, Basis

#: The basis of the protected-address formula, by the name it has in the rules.
PROTECTED_ADDRESS = "Code civil, 515-11 6°"
AMICABLE_COSTS = "Code des procédures civiles d’exécution, L111-8 al. 2"
AMICABLE_MENTIONS = "Code des procédures civiles d’exécution, R124-4"


def may_quote(basis: Basis, confirmed: Collection[str]) -> bool:
    """Whether the text was read in a version of 2026, or confirmed by the organisation.

    `confirmed` holds names as `Basis.name` gives them. A basis without a number (« aucun texte
    trouvé ») is no reference.
    """
    is_reference = any(each.isdigit() for each in basis.name)
    return is_reference and (basis.verification == "V1" or basis.name in confirmed)


def as_cited(basis: Basis) -> str:
    """« Code pénal, article 226-13 »."""
    return f"{basis.text}, article {basis.article}" if basis.article else basis.text


def citations(verdict: Answer, confirmed: Collection[str]) -> tuple[str, ...]:
    """The texts that answer the requester and may be quoted, in the order of the rule."""
    return tuple(
        dict.fromkeys(
            as_cited(each) for each in verdict.basis if each.quoted and may_quote(each, confirmed)
        )
    )


def cited_if_sure(verdict: Answer, name: str, confirmed: Collection[str]) -> str:
    """The one text of that name, as cited, or nothing."""
    found = (each for each in verdict.basis if each.name == name and may_quote(each, confirmed))
    return next((as_cited(each) for each in found), "")


def doubts(verdict: Answer, confirmed: Collection[str], *, also: str = "") -> tuple[str, ...]:
    """The « à vérifier » notes for the screen: what the letter does not quote, and why."""
    return tuple(
        f"À vérifier : {each.name} ({each.verification}), non cité dans la lettre :"
        f" {each.unverified}."
        for each in verdict.basis
        if (each.quoted or each.name == also)
        and each.verification != "V1"
        and each.name not in confirmed
    )
