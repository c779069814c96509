"""Why something is not given: a closed list, each with its texts as the law base has them.

Texts and their marks (V1, S, M) are read from the rules, never written here.
"""

from collections.abc import Collection
from typing import Final

from entrenous.copies.codes import Asker, Ground
from entrenous.law import Basis, RuleBase
from entrenous.letters.citing import as_cited, may_quote

_CODE: Final = "Code des relations entre le public et l’administration"
#: Ground -> (rule, name of the text in that rule).
_TEXTS: Final = {
    Ground.THIRD_PARTY: (("acces_soi", f"{_CODE}, L311-7"), ("acces_soi", f"{_CODE}, L311-6")),
    Ground.REPORTER: (("acces_soi", f"{_CODE}, L311-7"), ("acces_soi", f"{_CODE}, L311-6")),
    Ground.JUDICIAL: (
        ("acces_soi", f"{_CODE}, L300-2"), ("acces_soi", "Avis de la CADA, 20063442"),
    ),
    Ground.DRAFT: (("acces_soi", f"{_CODE}, L311-2"),),
    Ground.CHILD: (
        ("mineur", "Position de la CADA sur l’intérêt de l’enfant"),
        ("mineur", "Code civil, 371-1"),
    ),
    Ground.ADDRESS: (("famille", "Code civil, 515-11 6°"), ("acces_soi", f"{_CODE}, L311-7")),
    Ground.DECEASED: (
        ("heritier", "Code pénal, 226-13"), ("heritier", "Conseil d’État, 29 juin 2011, n° 339147"),
    ),
    Ground.MANDATE: (("tuteur", "Code civil, 459"), ("curateur", "Avis de la CADA, 20231328")),
}  # fmt: skip
_ALWAYS: Final = (
    Ground.THIRD_PARTY, Ground.REPORTER, Ground.JUDICIAL, Ground.DRAFT, Ground.ADDRESS,
)  # fmt: skip
_ALSO: Final = {
    Asker.MINOR: (Ground.CHILD,),
    Asker.PARENT: (Ground.CHILD,),
    Asker.HEIR: (Ground.DECEASED,),
    Asker.TUTOR: (Ground.MANDATE,),
    Asker.CURATOR: (Ground.MANDATE,),
    Asker.LAWYER: (Ground.MANDATE,),
}
#: What a rule keeps for whoever asks, without a choice of the reader.
_BY_RULE: Final = {
    Asker.PARENT: Ground.CHILD,
    Asker.HEIR: Ground.DECEASED,
    Asker.TUTOR: Ground.MANDATE,
    Asker.CURATOR: Ground.MANDATE,
    Asker.LAWYER: Ground.MANDATE,
}


def grounds_for(asker: Asker) -> tuple[Ground, ...]:
    """The grounds that may be chosen, for whoever asks."""
    return (*_ALWAYS, *_ALSO.get(asker, ()))


def ground_by_rule(asker: Asker) -> Ground:
    """The ground of what the rule of this asker never gives."""
    return _BY_RULE.get(asker, Ground.THIRD_PARTY)


def texts_of(ground: Ground, base: RuleBase) -> tuple[Basis, ...]:
    """The texts of a ground, with their verification; a text that the base lost is left out."""
    found = []
    for rule, name in _TEXTS[ground]:
        known = base.rules.get(rule)
        found += [each for each in (known.basis if known else ()) if each.name == name][:1]
    return tuple(found)


def cited(ground: Ground, base: RuleBase, confirmed: Collection[str]) -> tuple[str, ...]:
    """What may be quoted in what leaves: read in force, or confirmed here (00-decisions 33)."""
    return tuple(as_cited(e) for e in texts_of(ground, base) if may_quote(e, confirmed))


def to_verify(ground: Ground, base: RuleBase, confirmed: Collection[str]) -> tuple[Basis, ...]:
    """What stays on the screen, with its small mark."""
    return tuple(e for e in texts_of(ground, base) if not may_quote(e, confirmed))
