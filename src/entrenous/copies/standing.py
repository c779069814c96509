"""What the law base says of whoever asks: what is missing, what it opens, what it never gives."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from entrenous.copies.codes import Asker, Came
from entrenous.copies.contents import CopyRequest
from entrenous.law import Answer, NotInForce, Request, RuleBase, answer

#: Who asks -> the rule that answers (03-law §2c, §2d).
RULES: Final = {
    Asker.PERSON: "acces_soi",
    Asker.MINOR: "acces_soi",
    Asker.PARENT: "mineur",
    Asker.HEIR: "heritier",
    Asker.TUTOR: "tuteur",
    Asker.CURATOR: "curateur",
    Asker.LAWYER: "avocat_pers",
}
_CHANNELS: Final = {
    Came.DESK: "visit",
    Came.INTERVIEW: "visit",
    Came.LETTER: "letter",
    Came.SPACE: "portal",
}
_WRITTEN: Final = (Came.LETTER, Came.SPACE)
#: These would still be kept once every proof was shown.
_LASTING: Final = ("excluded", "no", "not_listed", "local", "protected")
_MINOR: Final = (
    "Aucun texte lu ne dit si une personne mineure peut demander seule : à vérifier avec le "
    "service juridique. Sa demande n’est pas refusée pour ce seul motif, et ses parents n’en "
    "sont pas prévenus d’office."
)


@dataclass(frozen=True)
class Standing:
    """The law base's proposal for one request, on the entries of one dossier."""

    verdict: Answer
    asker: Asker

    @property
    def missing(self) -> tuple[str, ...]:
        """Codes of the proofs still to be shown: nothing leaves before."""
        return self.verdict.missing

    @property
    def warnings(self) -> tuple[str, ...]:
        """What to watch for; what is « à vérifier » is said beside each text."""
        extra = (_MINOR,) if self.asker is Asker.MINOR else ()
        said = (each for each in self.verdict.warnings if not each.startswith("À vérifier"))
        return (*extra, *said)

    def kept_because(self, codes: Collection[str]) -> str:
        """Why the rule never gives what has these codes; nothing when one of them is open."""
        reasons = {each.item: each for each in self.verdict.withhold}
        closed = [reasons[code] for code in codes if code in reasons]
        lasting = [each for each in closed if each.why in _LASTING]
        return lasting[0].reason if codes and len(lasting) == len(codes) else ""


def standing_of(
    said: CopyRequest,
    codes: Iterable[str],
    *,
    base: RuleBase,
    employer: str,
    is_protected: bool = False,
) -> Standing:
    """Ask the law base about a request, on what a dossier holds (codes of its vocabulary)."""
    asked = tuple(dict.fromkeys(codes))
    proofs = frozenset(said.evidence) | ({"ecrit"} if said.came in _WRITTEN else frozenset())
    agreed = frozenset(asked) if "mandat_personne" in proofs else frozenset()
    question = Request(
        requester=RULES[said.asker],
        channel=_CHANNELS[said.came],
        asked=asked,
        received_on=said.on,
        evidence=proofs,
        agreement=agreed,
        facts=frozenset({"adresse_protegee"} if is_protected else ()),
        employer=employer,
    )
    try:
        found = answer(base, question)
    except NotInForce:
        found = answer(base, Request(
            question.requester, question.channel, asked, None, proofs, agreed, question.facts,
            employer,
        ))  # fmt: skip
    return Standing(found, said.asker)
