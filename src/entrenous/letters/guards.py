"""What a letter may not do: give beyond the decision, say who is known, carry a kept value."""

import re
from collections.abc import Mapping

from entrenous.law import vocabulary

from .drafts import Case
from .errors import LetterRefused
from .keeping import refuse_kept_values, words_of
from .model import Kind
from .particulars import Particulars

#: The letters that carry items; the others give nothing.
_WITH_ITEMS = frozenset({Kind.LIMITED, Kind.PERSONS_OWN})
#: The others to a requester are the same for everybody: nobody adds a word to them.
_WITH_PARAGRAPH = _WITH_ITEMS | {Kind.REMINDER, Kind.TRANSFER_SLIP}
_SAYS_SHE_IS_KNOWN = re.compile(r"referent|relais")


def refuse_items(kind: Kind, case: Case, kept: Mapping[str, str], *, departs: bool) -> None:
    """Refuse an item that this letter, this verdict or this decision does not open."""
    if unknown := sorted({*case.decided, *kept} - vocabulary().items.keys()):
        raise LetterRefused("Cet élément n’existe pas.", field="values", item=unknown[0])
    if case.decided and kind not in _WITH_ITEMS:
        raise LetterRefused("Cette lettre ne donne aucun élément.", field="values")
    if both := sorted(case.decided.keys() & kept.keys()):
        raise _about(both[0], "est à la fois donné et gardé")
    if kind is Kind.LIMITED:
        _refuse_beyond(case, departs=departs)
        _refuse_false_silence(case, kept)


def _refuse_beyond(case: Case, *, departs: bool) -> None:
    """The verdict proposes; only a person who departs from it in writing gives more."""
    verdict = case.verdict
    asked = {*verdict.give, *(each.item for each in verdict.withhold)}
    for item, value in case.decided.items():
        if item not in asked:
            raise _about(item, "n’a pas été demandé")
        if item not in verdict.give and not departs:
            raise _about(item, "n’est pas ouvert par la proposition")
        if not value:
            raise _about(item, "attend sa valeur")


def _refuse_false_silence(case: Case, kept: Mapping[str, str]) -> None:
    """« Nothing is held » is written only when nothing that could be given is held."""
    if case.decided:
        return
    if case.verdict.missing:
        raise LetterRefused("Il manque des pièces : demandez-les d’abord.", field="kind")
    if case.verdict.answered_by != "institution":
        raise LetterRefused("Aucun élément n’est donné : choisissez le refus.", field="values")
    if held := sorted(kept.keys() & set(case.verdict.give)):
        raise _about(held[0], "est détenu : la lettre ne peut dire que rien ne l’est")


def refuse_words(kind: Kind, case: Case) -> None:
    """Refuse free words where the letter is the same for all, and what a promise lacks."""
    particulars = case.particulars
    if particulars.paragraph and kind not in _WITH_PARAGRAPH:
        raise LetterRefused(
            "Cette lettre est la même pour toute personne : aucun texte libre ne s’y ajoute.",
            field="paragraph",
        )
    if kind is Kind.DEMAND_EVIDENCE and not case.verdict.missing:
        raise LetterRefused("Rien ne manque : choisissez une autre lettre.", field="kind")
    if kind is Kind.REMINDER and not (particulars.promise and particulars.promise.what):
        raise LetterRefused("Indiquez ce qui avait été annoncé.", field="promise")
    for_all = kind not in _WITH_PARAGRAPH
    by_institution = kind is Kind.LIMITED and case.verdict.answered_by == "institution"
    if (for_all or by_institution) and _tells_who_follows(particulars):
        raise LetterRefused(
            "Indiquez une fonction sans « référent » ni « relais » : elle dirait que la personne"
            " est suivie.",
            field="signatories",
        )


def _tells_who_follows(particulars: Particulars) -> bool:
    functions = (" ".join(words_of(each.function)) for each in particulars.signatories)
    return any(_SAYS_SHE_IS_KNOWN.search(function) for function in functions)


def refuse_kept(case: Case, kept: Mapping[str, str]) -> None:
    """Refuse a letter in which a kept value was typed; the requester's own words are theirs."""
    told = case.particulars
    sentences = {"paragraph": [told.paragraph]}
    if told.promise:
        sentences["promise"] = [told.promise.what]
    names = {
        "values": list(case.decided.values()),
        "recipient": [told.recipient.name, *told.recipient.address, told.recipient.greeting],
        "requester": [told.requester],
        "their_reference": [told.their_reference],
        "our_reference": [told.our_reference],
        "signatories": [f"{each.function} {each.name}" for each in told.signatories],
        "place": [told.place],
    }
    refuse_kept_values(kept, sentences=sentences, names=names)
    as_asked = {item: value for item, value in kept.items() if item != "identite"}
    refuse_kept_values(as_asked, sentences={}, names={"person_named": [told.person_named]})


def _about(item: str, said: str) -> LetterRefused:
    return LetterRefused(f"« {vocabulary().items[item]} » {said}.", field="values", item=item)
