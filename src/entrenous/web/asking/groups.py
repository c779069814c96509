"""Who asks, grouped as a person thinks of them before knowing the name of the rule."""

import re
from dataclasses import dataclass
from typing import Final

from entrenous.gateway.codes import UNKNOWN_REQUESTER
from entrenous.law import Rule, RuleBase

OTHER: Final = "autre"
UNKNOWN_LABEL: Final = "Quelqu’un d’autre, qui n’est dans aucune liste"
# The remarks of the base’s authors are not the name of anyone.
_REMARK: Final = re.compile(r"\s*\([^()]*(?:ajout des décisions|à vérifier)[^()]*\)$")


@dataclass(frozen=True)
class Group:
    """One answer to « Qui demande ? », and the rules under it, the likeliest first."""

    code: str
    label: str
    examples: str
    rules: tuple[str, ...] = ()


GROUPS: Final = (
    Group(
        "justice",
        "La justice, la police",
        "Réquisition, appel d’un policier, juge, convocation",
        ("police_tel", "req_prelim", "req_flag", "req_cr", "soit_transmis", "jde", "jaf",
         "jtutelles", "audition_opj", "temoin_penal", "temoin_civil", "pieces_civil",
         "perquisition", "cle_chiffrement", "secours"),
    ),
    Group(
        "creancier",
        "Un commissaire de justice, un créancier",
        "Saisie, expulsion, recouvrement, comptable public",
        ("huissier_exec", "huissier_signif", "huissier_banque", "recouvrement_amiable",
         "comptable_public", "satd", "paiement_direct"),
    ),
    Group(
        "logement",
        "Le logement",
        "Bailleur, préfet, CCAPEX, DALO, SIAO",
        ("bailleur", "ccapex", "dsf", "prefet_exp", "dalo", "siao"),
    ),
    Group(
        "caisse",
        "Une caisse, l’État, le département",
        "CAF, CPAM, RSA, impôts, préfecture, autre service social",
        ("caf_aide", "secu_controle", "rsa_controle", "cdap", "fisc", "prefecture_sejour",
         "relais"),
    ),
    Group(
        "emploi",
        "Un employeur, l’emploi, la santé au travail",
        "Employeur, France Travail, médecin du travail, médecin-conseil",
        ("employeur", "medtrav", "medconseil", "ft_global", "ft_rsa", "ft_fraude", "pdp_appel",
         "syndicat"),
    ),
    Group(
        "ecole",
        "L’école, la mairie, un élu",
        "École, réussite éducative, maire, groupe local de sécurité",
        ("ecole_pre", "elu", "maire_pcd", "clspd", "cddf"),
    ),
    Group(
        "banque",
        "Une banque, une mutuelle",
        "Banque, mutuelle, commission de surendettement",
        ("banque", "mutuelle", "bdf_surend"),
    ),
    Group(
        "controle",
        "Un contrôle, un consultant, notre direction",
        "Hiérarchie, audit, inspection, CNIL, recherche",
        ("hierarchie", "consultant", "dpo", "igas", "crc", "cnil", "ddd", "insee", "chercheur"),
    ),
    Group(
        "proche",
        "Un proche, un avocat, un mandataire",
        "La personne elle-même, un parent, un tuteur, un avocat",
        ("famille", "acces_soi", "mineur", "heritier", "tuteur", "curateur", "avocat_pers",
         "avocat_adv", "attestation"),
    ),
    Group(OTHER, "Autre", "La presse, les archives, ailleurs", ("journaliste", "archives")),
)  # fmt: skip
_BY_CODE: Final = {group.code: group for group in GROUPS}
_GROUP_OF: Final = {rule: group for group in GROUPS for rule in group.rules}


def group_of(requester: str) -> Group:
    """The group of a requester; a rule of the organisation's own falls in « Autre »."""
    return _GROUP_OF.get(requester, _BY_CODE[OTHER])


def group_named(code: str) -> Group | None:
    """The group of that code."""
    return _BY_CODE.get(code)


def requesters(base: RuleBase, group: Group) -> list[tuple[str, str]]:
    """Code and label of whoever may ask in a group, then « someone else »: never a dead end."""
    listed = [base.rules[each] for each in group.rules if each in base.rules]
    if group.code == OTHER:
        listed += [rule for rule in requester_rules(base) if rule.id not in _GROUP_OF]
    return [*((rule.id, name_of(rule)) for rule in listed), (UNKNOWN_REQUESTER, UNKNOWN_LABEL)]


def requester_rules(base: RuleBase) -> list[Rule]:
    """The rules that answer a third party."""
    return [rule for rule in base.rules.values() if rule.kind == "requester"]


def requester_label(base: RuleBase, requester: str) -> str:
    """Who asks, in words."""
    rule = base.rules.get(requester)
    return name_of(rule) if rule else UNKNOWN_LABEL


def name_of(rule: Rule) -> str:
    """The label of a rule, without its authors' remark."""
    return _REMARK.sub("", rule.label)
