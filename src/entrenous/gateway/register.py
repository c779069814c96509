"""The register as figures and as a file: what partners ask, what is answered, what it takes.

No name, no free text, no identifier: requester kinds, codes, days and minutes. « Partenaire ou
prestataire ? » is answered by `by_requester`.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction

from entrenous.gateway.base import base_of
from entrenous.gateway.codes import UNKNOWN_REQUESTER, State
from entrenous.gateway.contents import RegisterLine
from entrenous.gateway.queries import Line, legal_register
from entrenous.journal.acts import Act
from entrenous.keyring.opening import Keyring
from entrenous.law import vocabulary

COLUMNS: Final = (
    "reçue le", "lieu", "demandeur", "voie", "règle", "statut", "à vérifier", "textes",
    "pièces montrées", "éléments demandés", "demande hors liste", "éléments donnés",
    "éléments refusés", "suit la proposition", "signatures", "qui répond", "information",
    "personne informée le", "information différée levée le", "décidée le", "répondue le", "état",
    "minutes",
)  # fmt: skip


@dataclass
class Asked:
    """What one kind of requester asks of the service, and what it gets."""

    requester: str
    label: str
    received: int = 0
    answered: int = 0
    given: int = 0
    withheld: int = 0
    minutes: int = 0
    departures: int = field(default=0)


def by_requester(lines: Iterable[Line], *, organisation: UUID) -> list[Asked]:
    """Requests, items given and refused, and minutes by kind of requester, the most first."""
    found: dict[str, Asked] = {}
    for each in lines:
        line = each.line
        if line is None:
            continue
        asked = found.setdefault(
            line.requester, Asked(line.requester, label_of(line.requester, organisation))
        )
        asked.received += 1
        asked.answered += line.state == State.ANSWERED
        asked.given += len(line.give)
        asked.withheld += len(line.withhold)
        asked.minutes += line.minutes
        asked.departures += line.follows is False
    return sorted(found.values(), key=lambda a: (-a.received, a.label))


def label_of(requester: str, organisation: UUID) -> str:
    """The words of a kind of requester."""
    rule = base_of(organisation).rules.get(requester)
    if rule is not None:
        return rule.label
    return "autre demandeur" if requester == UNKNOWN_REQUESTER else requester


def export_register(by: Keyring, *, since: date | None = None, until: date | None = None) -> str:
    """The legal desk's register as CSV for the DPO: one line per request, without a name.

    since, until  days of receipt, both included
    raises        KeyNotHeld: not of the legal desk; VaultClosed
    """
    lines = [
        each
        for each in legal_register(by)
        if (since is None or each.row.received_on >= since)
        and (until is None or each.row.received_on <= until)
    ]
    with transaction.atomic():
        by.note(Act.REGISTER_EXPORTED)
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for each in sorted(lines, key=lambda e: (e.row.received_on, e.row.circonscription.name)):
        if each.line is not None:
            place = each.row.circonscription.name
            writer.writerow(_safe(cell) for cell in _cells(each.line, place, by.organisation))
    return "\N{ZERO WIDTH NO-BREAK SPACE}" + file.getvalue()


def _cells(line: RegisterLine, place: str, organisation: UUID) -> tuple[str, ...]:
    words = vocabulary()
    return (
        _day(line.received_on),
        place,
        label_of(line.requester, organisation),
        words.channels.get(line.channel, line.channel),
        line.rule,
        words.statuses.get(line.status, line.status),
        _yes(line.to_verify),
        _list(line.basis, {}),
        _list(line.evidence, words.evidence),
        _list(line.asked, words.items),
        _yes(line.has_free_words),
        _list(line.give, words.items),
        _list(line.withhold, words.items),
        "" if line.follows is None else _yes(line.follows),
        str(line.signatures),
        words.answered_by.get(line.answered_by, line.answered_by),
        words.inform.get(line.inform, line.inform),
        _day(line.informed_on),
        _day(line.lifted_on),
        _day(line.decided_on),
        _day(line.answered_on),
        State(line.state).label,
        str(line.minutes),
    )


def _list(codes: Iterable[str], labels: dict[str, str]) -> str:
    return " | ".join(labels.get(code, code) for code in codes)


def _day(on: date | None) -> str:
    return on.isoformat() if on else ""


def _yes(value: bool) -> str:  # noqa: FBT001 - one cell
    return "oui" if value else "non"


def _safe(cell: str) -> str:
    """A spreadsheet takes « = », « + », « - » or « @ » at the start of a cell for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
