"""The rules an organisation answers with: the national base, completed by its own folder.

Its own rules live in files, `ENTRENOUS_RULES/<organisation's id>/*.toml` with their `.md`, like
the national ones: a jurist reads them, `./entrenous law --rules-dir … check` runs their examples.
They can only narrow, or open with the person's agreement: the loader refuses the rest, so that
whoever writes on the server's disk opens nothing that the law closes (ADR 0011).
"""

from functools import cache
from pathlib import Path
from uuid import UUID

from django.conf import settings

from entrenous.agents.models import Organisation
from entrenous.law import LawError, RuleBase, check_examples, load_base

_EMPLOYERS = {
    Organisation.Kind.DEPARTEMENT: "departement",
    Organisation.Kind.CARSAT: "carsat",
    Organisation.Kind.CCAS: "commune_ccas",
}


def base_of(organisation: UUID) -> RuleBase:
    """The rules of an organisation, read and checked once per process. RuleRefused."""
    return _load(own_rules_of(organisation))


def own_rules_of(organisation: UUID) -> Path | None:
    """The organisation's own folder of rules, if it has one."""
    folder = Path(settings.ENTRENOUS_RULES) / str(organisation)
    return folder if folder.is_dir() else None


def employer_of(organisation: Organisation) -> str:
    """The employer's legal nature, as the rules name it."""
    return _EMPLOYERS[Organisation.Kind(organisation.kind)]


def own_rules_faults() -> list[str]:
    """Why the folders of own rules cannot be used, one French sentence each; none when all load."""
    folder = Path(settings.ENTRENOUS_RULES)
    if not folder.is_dir():
        return []
    return [fault for each in sorted(folder.iterdir()) if (fault := _fault(each))]


def _fault(folder: Path) -> str:
    try:
        UUID(folder.name)
    except ValueError:
        return f"Règles propres : « {folder.name} » n’est pas l’identifiant d’une organisation."
    try:
        base = load_base(folder)
    except LawError as refusal:
        return f"Règles propres de {folder.name} : {refusal.message}"
    own = [rule for rule in base.everything() if rule.chapter == "local"]
    _, failures = check_examples(base, own)
    if failures:
        return f"Règles propres de {folder.name} : exemple faux. {failures[0].sentence()}"
    return ""


@cache
def _load(folder: Path | None) -> RuleBase:
    return load_base(folder)
