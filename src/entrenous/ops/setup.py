"""Set an organisation up from a small TOML file: places, secteurs, agents, key files.

Idempotent: what the file adds is added, what is already there is kept, nothing is deleted.
"""

import json
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from entrenous.agents.keyfiles import Custody, KeyFilesMissing, create_key_files, keys_of
from entrenous.agents.models import (
    Agent,
    Circonscription,
    Function,
    Organisation,
    Secteur,
)
from entrenous.agents.sector_files import add_range
from entrenous.agents.sector_rows import BadFile
from entrenous.custody.codes import Keeps
from entrenous.custody.models import MOST_DELAY_HOURS, Custodian, Terms
from entrenous.custody.naming import name_custodian
from entrenous.journal import actions as journal
from entrenous.journal.acts import Act
from entrenous.keyring import accounts, invitations, models
from entrenous.keyring.server_key import create_server_key
from entrenous.vault.people import PublicKeys

T = TypeVar("T")


@dataclass
class Report:
    """What was done: what to print for whoever sets up."""

    created: list[str] = field(default_factory=list)
    lead: Agent | None = None
    invitation: str = ""


def read_recovery(path: Path) -> PublicKeys:
    """The public half that the offline command made. BadFile when it is not one."""
    try:
        told = json.loads(path.read_text("utf-8"))
        keys = PublicKeys(bytes.fromhex(told["box"]), bytes.fromhex(told["sign"]))
    except (OSError, ValueError, KeyError, TypeError):
        raise BadFile(
            f"{path} n’est pas une clé publique de secours. "
            "Faites-la hors ligne : ./entrenous vault recovery-split"
        ) from None
    if told.get("fingerprint", keys.fingerprint()) != keys.fingerprint():
        raise BadFile(f"{path} : l’empreinte écrite n’est pas celle de la clé. Refaites la copie.")
    return keys


def read_custody(path: Path) -> Custody | None:
    """How many custodians the offline command said it split the key among; None if it did not."""
    try:
        told = json.loads(path.read_text("utf-8"))
        return Custody(int(told["needed"]), int(told["custodians"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def read_toml(path: Path) -> dict[str, Any]:
    """The set-up file. BadFile with its line when it is not TOML."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError:
        raise BadFile(f"{path} ne peut pas être lu.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadFile(f"{path} : {error}") from None


@transaction.atomic
def set_up(
    told: dict[str, Any], *, recovery: PublicKeys | None, custody: Custody | None = None
) -> Report:
    """Create what is missing of an organisation and its key files.

    told      the set-up file, read
    recovery  required the first time; its secret half never comes to the server
    custody   how many custodians are needed, of how many; shown to everyone
    raises    BadFile; nothing is then created
    """
    report = Report()
    organisation = _organisation(told, report)
    places = _circonscriptions(told, organisation, report)
    secteurs = _secteurs(told, places, report)
    _agents(told, organisation, places, secteurs, report)
    _key_files(organisation, recovery, custody)
    _custodians(told, organisation, report)
    _invite_lead(told, organisation, report)
    if report.created:
        journal.record(Act.SET_UP, organisation=organisation.pk, actor=None)
    return report


def _organisation(told: dict[str, Any], report: Report) -> Organisation:
    block = told.get("organisation")
    if not isinstance(block, dict) or not block.get("name"):
        raise BadFile("Il manque [organisation] et son nom (name).")
    kind = block.get("kind", "departement")
    if kind not in Organisation.Kind.values:
        known = ", ".join(Organisation.Kind.values)
        raise BadFile(f"La nature « {kind} » n’est pas connue : {known}.")
    organisation, new = Organisation.objects.get_or_create(
        name=block["name"],
        defaults={
            "kind": kind,
            "unit_label": block.get("unit_label", "circonscription"),
            "commune": block.get("commune", ""),
            "small_service": bool(block.get("small_service", False)),
        },
    )
    if new:
        report.created.append(f"organisation {organisation.name}")
    return organisation


def _circonscriptions(
    told: dict[str, Any], organisation: Organisation, report: Report
) -> dict[str, Circonscription]:
    found: dict[str, Circonscription] = {}
    for block in told.get("circonscriptions", []):
        place, new = Circonscription.objects.get_or_create(
            organisation=organisation,
            name=_named(block, "circonscription"),
            defaults={key: block.get(key, "") for key in ("address", "commune", "phone")},
        )
        found[place.name] = place
        if new:
            report.created.append(f"{organisation.unit_label} {place.name}")
    if not found:
        raise BadFile("Il manque au moins une [[circonscriptions]] avec son nom (name).")
    return found


def _secteurs(
    told: dict[str, Any], places: dict[str, Circonscription], report: Report
) -> dict[str, Secteur]:
    found: dict[str, Secteur] = {}
    for block in told.get("secteurs", []):
        name = _named(block, "secteur")
        place = _known(places, block.get("circonscription"), f"le secteur « {name} »")
        secteur, new = Secteur.objects.get_or_create(circonscription=place, name=name)
        found[name] = secteur
        if new:
            report.created.append(f"secteur {name}")
        for rank, row in enumerate(block.get("ranges", []), start=1):
            add_range(secteur, {k: str(v) for k, v in row.items()}, rank)
    return found


def _agents(
    told: dict[str, Any],
    organisation: Organisation,
    places: dict[str, Circonscription],
    secteurs: dict[str, Secteur],
    report: Report,
) -> None:
    for block in told.get("agents", []):
        login = _named(block, "agent", "login")
        if Agent.objects.filter(organisation=organisation, login=login).exists():
            continue
        posts = [_post(f, login, places, secteurs) for f in block.get("functions", [])]
        who = accounts.Identity(
            login, block.get("given_name", ""), block.get("family_name", ""),
            block.get("phone", ""),
        )  # fmt: skip
        try:
            accounts.create_account(organisation, who, posts, by=None)
        except accounts.LoginTaken:
            raise BadFile(
                f"L’identifiant « {login} » est déjà pris : choisissez-en un autre."
            ) from None
        report.created.append(f"compte {login}")


def _post(
    block: dict[str, Any],
    login: str,
    places: dict[str, Circonscription],
    secteurs: dict[str, Secteur],
) -> accounts.Post:
    kind = block.get("kind", "")
    if kind not in Function.Kind.values:
        known = ", ".join(Function.Kind.values)
        raise BadFile(f"Agent {login} : la fonction « {kind} » n’est pas connue ({known}).")
    where = block.get("circonscription")
    place = _known(places, where, f"l’agent {login}") if where else None
    sector = block.get("secteur")
    secteur = _known(secteurs, sector, f"l’agent {login}") if sector else None
    local = (Function.Kind.SOCIAL_WORKER, Function.Kind.RECEPTION, Function.Kind.TEAM_LEAD)
    if place is None and kind in local:
        raise BadFile(f"Agent {login} : dites dans quelle circonscription ({kind}).")
    return accounts.Post(Function.Kind(kind), place, secteur, block.get("title", ""))


def _key_files(
    organisation: Organisation, recovery: PublicKeys | None, custody: Custody | None
) -> None:
    try:
        keys_of(organisation.pk)
    except KeyFilesMissing:
        if recovery is None:
            raise BadFile(
                "Il manque la clé publique de secours : --recovery recovery.pub. "
                "Elle se fait hors ligne : ./entrenous vault recovery-split"
            ) from None
        create_key_files(organisation.pk, recovery=recovery, custody=custody)
        create_server_key()


def _custodians(told: dict[str, Any], organisation: Organisation, report: Report) -> None:
    """Who keeps the sheets of the recovery key. Names only: no share ever comes here."""
    for block in told.get("custodians", []):
        name = _named(block, "gardien")
        keeps = block.get("keeps", Keeps.SHARE.value)
        if keeps not in set(Keeps):
            raise BadFile(f"Gardien {name} : keeps vaut « share » (une part) ou « piece ».")
        if Custodian.objects.filter(organisation=organisation, name=name, keeps=keeps).exists():
            continue
        name_custodian(
            organisation.pk,
            name=name,
            title=block.get("title", ""),
            keeps=Keeps(keeps),
            since=timezone.localdate(),
            by=None,
        )
        report.created.append(f"gardien {name}")
    hours = told.get("custody", {}).get("delay_hours")
    if hours is None:
        return
    if not isinstance(hours, int) or not 1 <= hours <= MOST_DELAY_HOURS:
        raise BadFile(f"[custody] delay_hours est un nombre d’heures, de 1 à {MOST_DELAY_HOURS}.")
    Terms.objects.update_or_create(organisation=organisation, defaults={"delay_hours": hours})


def _invite_lead(told: dict[str, Any], organisation: Organisation, report: Report) -> None:
    """Invite the root lead while nobody of the organisation is certified."""
    if models.Certificate.objects.filter(organisation=organisation).exists():
        return
    login = told["organisation"].get("root_lead", "")
    leads = Agent.objects.of(organisation).with_function(Function.Kind.TEAM_LEAD)
    lead = leads.filter(login=login).first() if login else leads.first()
    if lead is None:
        raise BadFile(
            "Il faut au moins une responsable (function team_lead) : elle certifiera les autres. "
            "Nommez-la dans [organisation] root_lead."
        )
    report.lead = lead
    report.invitation = invitations.invite(lead, by=accounts.as_administrator(lead))


def _named(block: dict[str, Any], what: str, key: str = "name") -> str:
    name = block.get(key)
    if not isinstance(name, str) or not name.strip():
        raise BadFile(f"Il manque {key} dans un bloc « {what} ».")
    return name.strip()


def _known(known: dict[str, T], name: str | None, whose: str) -> T:
    if name is None or name not in known:
        raise BadFile(f"Pour {whose} : « {name} » n’est pas dans ce fichier.")
    return known[name]
