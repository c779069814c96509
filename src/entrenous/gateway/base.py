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
from entrenous.law import RuleBase, check_examples, load_base
from entrenous.law.folders import folder_faults, own_folder

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
    return own_folder(Path(settings.ENTRENOUS_RULES), organisation)


def employer_of(organisation: Organisation) -> str:
    """The employer's legal nature, as the rules name it."""
    return _EMPLOYERS[Organisation.Kind(organisation.kind)]


def own_rules_faults() -> list[str]:
    """Why the folders of own rules cannot be used, one French sentence each; none when all load."""
    return folder_faults(Path(settings.ENTRENOUS_RULES), "Règles propres", _wrong_in)


def _wrong_in(folder: Path) -> str:
    base = load_base(folder)
    own = [rule for rule in base.everything() if rule.chapter == "local"]
    _, failures = check_examples(base, own)
    return f"exemple faux. {failures[0].sentence()}" if failures else ""


@cache
def _load(folder: Path | None) -> RuleBase:
    return load_base(folder)
