"""Hand a copy over, or refuse it in writing. Nothing leaves that was not read again.

The PDF and the JSON are made in memory and kept sealed among the documents of the dossier, so
that what was handed over can be shown again as it was.
"""

from collections.abc import Collection
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from entrenous.activity.codes import What
from entrenous.copies.actions import end, keep_line, open_row
from entrenous.copies.codes import Ground, Kind, State, Way
from entrenous.copies.composing import Copy, compose
from entrenous.copies.contents import CopyLine, CopyOutcome
from entrenous.copies.items import PURPOSE
from entrenous.copies.json_file import to_json
from entrenous.copies.pdf_file import page_count, to_pdf
from entrenous.copies.reviewing import Review, review_of
from entrenous.copies.second import is_needed, standing_word
from entrenous.documents import actions as documents
from entrenous.documents import sharing
from entrenous.documents.arriving import SealedUpload
from entrenous.documents.making import made_here
from entrenous.dossiers import counting
from entrenous.dossiers.models import Dossier
from entrenous.gateway.base import base_of
from entrenous.gateway.confirmations import quotable_names
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.keyring.records import Reading
from entrenous.law.written_days import french_date


class NotReady(Exception):
    """Nothing leaves: `sentence` says what is still to be done."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence


@dataclass(frozen=True)
class Handing:
    """How it is handed over."""

    on: date
    way: Way
    to: str = ""


def not_ready(reading: Reading, review: Review, *, small_service: bool) -> str:
    """What is still to be done before anything leaves; nothing when it may."""
    if not review.file.is_whole:
        return "Une partie du dossier est abîmée : faites d’abord le constat de ce qui manque."
    if review.standing.missing:
        return "Il manque encore une preuve : notez ce qui a été montré, ou refusez par écrit."
    if left := len(review.left):
        return "Il reste un écrit à relire." if left == 1 else f"Il reste {left} écrits à relire."
    if is_needed(review, small_service=small_service) and not standing_word(reading, review):
        return "Une seconde lecture est nécessaire sur ces choix."
    return ""


def copy_of(by: Keyring, dossier: Dossier, review: Review, *, on: date, to: str) -> Copy:
    """The copy that these choices make today: for the preview, and for what leaves."""
    place = dossier.secteur.circonscription
    return compose(
        review,
        on=on,
        to=to,
        service=tuple(
            line
            for line in (
                by.agent.organisation.name, "Service social", place.name, place.address, place.phone
            )
            if line
        ),
        base=base_of(by.organisation),
        confirmed=quotable_names(by.organisation),
    )  # fmt: skip


def deliver(by: Keyring, dossier: Dossier, request: UUID, handing: Handing) -> CopyOutcome:
    """Make the copy, keep it sealed, write how it was handed over, close the request.

    The choices are read again under the lock: an entry written meanwhile stops it.
    raises  NotReady; CopyEnded; KeyNotHeld; Damaged; VaultClosed
    """
    _demand_ready(by, dossier, by.open(dossier.pk, Act.COPY_READ), request)
    with ExitStack() as files:
        with transaction.atomic():
            opened = by.writing(dossier.pk)
            row = open_row(dossier, request)
            review = _demand_ready(by, dossier, opened, request)
            copy = copy_of(by, dossier, review, on=handing.on, to=handing.to)
            pdf = to_pdf(copy)
            kept = [
                _attach(by, opened, files.enter_context(made_here(by, name, raw)), label)
                for name, raw, label in _files(copy, pdf)
            ]
            outcome = _outcome(copy, handing, request, page_count(pdf), kept)
            if handing.way is Way.SPACE:
                _share(by, dossier.pk, [*outcome.documents, *kept])
            _write(by, opened, review, outcome, Act.COPY_DELIVERED)
            counting.count(What.COPY_DELIVERED, dossier, opened, by=by, outcome=handing.way.value)
            end(by, dossier, row, State.DELIVERED, handing.on)
        return outcome


def _demand_ready(by: Keyring, dossier: Dossier, opened: OpenContainer, request: UUID) -> Review:
    reading = records.read(opened)
    review = review_of(by, dossier, opened, reading, request)
    small = by.agent.organisation.small_service
    if sentence := not_ready(reading, review, small_service=small):
        raise NotReady(sentence)
    return review


@transaction.atomic
def refuse(
    by: Keyring,
    dossier: Dossier,
    request: UUID,
    *,
    on: date,
    to: str,
    grounds: Collection[Ground],
    reasons: str,
) -> CopyOutcome:
    """Refuse in writing, with its reasons. The appeals are in the letter.

    raises  ValueError: no reason; CopyEnded; KeyNotHeld; Damaged
    """
    if not reasons.strip():
        raise ValueError("a refusal has its reasons")
    opened = by.writing(dossier.pk)
    row = open_row(dossier, request)
    review = review_of(by, dossier, opened, records.read(opened), request)
    outcome = CopyOutcome(
        str(request), Kind.REFUSED, on, to, None, grounds=tuple(dict.fromkeys(grounds)),
        reasons=reasons,
    )  # fmt: skip
    _write(by, opened, review, outcome, Act.COPY_REFUSED)
    end(by, dossier, row, State.REFUSED, on)
    return outcome


def _files(copy: Copy, pdf: bytes) -> tuple[tuple[str, bytes, str], ...]:
    day = french_date(copy.on)
    return (
        ("copie-du-dossier.pdf", pdf, f"Copie du dossier remise le {day}"),
        ("copie-du-dossier.txt", to_json(copy), f"Copie du dossier remise le {day} (JSON)"),
    )


def _attach(by: Keyring, opened: OpenContainer, upload: SealedUpload, label: str) -> str:
    if upload.refusal:
        raise NotReady("Le disque du serveur est plein : rien n’a été remis. Prévenez "
                       "l’administration.")  # fmt: skip
    return str(documents.attach_to(opened, upload, by=by, label=label, purpose=PURPOSE))


def _share(by: Keyring, container: UUID, given: Collection[str]) -> None:
    for record in given:
        sharing.share(by, container, UUID(record))


def _outcome(
    copy: Copy, handing: Handing, request: UUID, pages: int, kept: list[str]
) -> CopyOutcome:
    return CopyOutcome(
        str(request),
        Kind.PARTIAL if copy.kept else Kind.WHOLE,
        handing.on,
        handing.to,
        handing.way,
        pages,
        copy.given,
        copy.kept,
        tuple(each.ground for each in copy.grounds),
        documents=tuple(each.record for each in copy.documents),
        pdf=kept[0],
        json=kept[1],
    )


def _write(
    by: Keyring, opened: OpenContainer, review: Review, outcome: CopyOutcome, act: Act
) -> None:
    said = review.asked.said
    records.write(opened, outcome, by=by, act=act)
    line = CopyLine(
        outcome.request, said.on, said.asker, said.came, outcome.kind, outcome.on,
        outcome.to or said.asker_name, outcome.way, outcome.pages, len(outcome.kept),
    )  # fmt: skip
    keep_line(opened, line, by=by)
