"""Set an organisation up from a small TOML file: places, secteurs, agents, key files.

Idempotent: what the file adds is added, what is already there is kept, nothing is deleted.
"""

import csv
import io
import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from django.db import transaction

from entrenous.agents import territory
from entrenous.agents.addresses import commune_key, street_key
from entrenous.agents.keyfiles import KeyFilesMissing, create_key_files, keys_of
from entrenous.agents.models import (
    Agent,
    Circonscription,
    Function,
    Organisation,
    Secteur,
    StreetRange,
)
from entrenous.journal import actions as journal
from entrenous.journal.acts import Act
from entrenous.keyring import accounts, invitations, models
from entrenous.keyring.server_key import create_server_key
from entrenous.vault.people import PublicKeys

T = TypeVar("T")
_COLUMNS = ("secteur", "commune", "insee", "rue", "cote", "du", "au")
_SIDES = {"": "all", "tous": "all", "impairs": "odd", "pairs": "even"}


class BadFile(ValueError):
    """The file cannot be used as it is; the text says where and what to do, in French."""


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


def read_toml(path: Path) -> dict[str, Any]:
    """The set-up file. BadFile with its line when it is not TOML."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError:
        raise BadFile(f"{path} ne peut pas être lu.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadFile(f"{path} : {error}") from None


@transaction.atomic
def set_up(told: dict[str, Any], *, recovery: PublicKeys | None) -> Report:
    """Create what is missing of an organisation and its key files.

    told      the set-up file, read
    recovery  required the first time; its secret half never comes to the server
    raises    BadFile; nothing is then created
    """
    report = Report()
    organisation = _organisation(told, report)
    places = _circonscriptions(told, organisation, report)
    secteurs = _secteurs(told, places, report)
    _agents(told, organisation, places, secteurs, report)
    _key_files(organisation, recovery)
    _invite_lead(told, organisation, report)
    if report.created:
        journal.record(Act.SET_UP, organisation=organisation.pk, actor=None)
    return report


def import_ranges(organisation: Organisation, rows: Iterable[dict[str, str]]) -> int:
    """Add street ranges from rows of text; returns how many were new. BadFile names the line."""
    secteurs = {
        s.name: s for s in Secteur.objects.filter(circonscription__organisation=organisation)
    }
    added = 0
    with transaction.atomic():
        for line, row in enumerate(rows, start=2):
            secteur = secteurs.get((row.get("secteur") or "").strip())
            if secteur is None:
                raise BadFile(f"Ligne {line} : le secteur « {row.get('secteur')} » n’existe pas.")
            added += _add_range(secteur, row, line)
        territory.touch(organisation.pk)
    return added


def read_ranges(text: str) -> list[dict[str, str]]:
    """The rows of a CSV (« ; » or « , »). BadFile when a column is missing."""
    first = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in first else ",")
    columns = {name.strip().lower() for name in reader.fieldnames or ()}
    if not {"secteur", "commune"} <= columns:
        raise BadFile(
            f"La première ligne doit nommer les colonnes : {' ; '.join(_COLUMNS)}. "
            "Seules « secteur » et « commune » sont obligatoires."
        )
    return [
        {(k or "").strip().lower(): (v or "").strip() for k, v in row.items()} for row in reader
    ]


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
            defaults={"address": block.get("address", ""), "phone": block.get("phone", "")},
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
            _add_range(secteur, {k: str(v) for k, v in row.items()}, rank)
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


def _key_files(organisation: Organisation, recovery: PublicKeys | None) -> None:
    try:
        keys_of(organisation.pk)
    except KeyFilesMissing:
        if recovery is None:
            raise BadFile(
                "Il manque la clé publique de secours : --recovery recovery.pub. "
                "Elle se fait hors ligne : ./entrenous vault recovery-split"
            ) from None
        create_key_files(organisation.pk, recovery=recovery)
        create_server_key()


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


def _add_range(secteur: Secteur, row: dict[str, str], line: int) -> bool:
    commune = row.get("commune", "").strip()
    side = row.get("cote", row.get("parity", "")).strip().lower()
    parity = _SIDES.get(side, side)
    if not commune:
        raise BadFile(f"Ligne {line} : indiquez la commune.")
    if parity not in StreetRange.Parity.values:
        raise BadFile(f"Ligne {line} : le côté se dit « pairs », « impairs » ou rien.")
    street = row.get("rue", row.get("street", "")).strip()
    _, new = StreetRange.objects.get_or_create(
        secteur=secteur,
        commune_key=commune_key(commune),
        street_key=street_key(street) if street else "",
        parity=parity,
        first=_number(row.get("du", row.get("first", "")), line),
        last=_number(row.get("au", row.get("last", "")), line),
        defaults={"commune": commune, "street": street, "insee": row.get("insee", "")},
    )
    return new


def _number(text: str, line: int) -> int | None:
    if not text or text == "None":
        return None
    if not text.isdecimal():
        raise BadFile(f"Ligne {line} : « {text} » n’est pas un numéro.")
    return int(text)


def _named(block: dict[str, Any], what: str, key: str = "name") -> str:
    name = block.get(key)
    if not isinstance(name, str) or not name.strip():
        raise BadFile(f"Il manque {key} dans un bloc « {what} ».")
    return name.strip()


def _known(known: dict[str, T], name: str | None, whose: str) -> T:
    if name is None or name not in known:
        raise BadFile(f"Pour {whose} : « {name} » n’est pas dans ce fichier.")
    return known[name]
