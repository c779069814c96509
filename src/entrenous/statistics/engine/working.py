"""Compute the reports that were asked for, one at a time, and release what is certified."""

import logging
from collections.abc import Sequence
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from entrenous.agents.models import Circonscription, Organisation
from entrenous.disclosure import (
    DisclosureError,
    HistoryAltered,
    Past,
    Progress,
    Refusal,
    Release,
    Table,
    protect,
)
from entrenous.statistics.codes import READ_SHARE, State
from entrenous.statistics.engine import expressions, ledger
from entrenous.statistics.engine.computing import published, tables_of
from entrenous.statistics.engine.store import Store
from entrenous.statistics.models import Report
from entrenous.statistics.periods import months_of, sharing, why_not
from entrenous.statistics.shapes import shape_of

_LOG: Final = logging.getLogger(__name__)
_ALTERED: Final = (
    "Le registre des publications a été modifié ou est incomplet : rien ne peut être publié avant"
    " qu’une sauvegarde du moteur soit reprise."
)
_UNUSABLE: Final = "Les chiffres de cette période ne forment pas un tableau qui se tienne."


def next_report(organisation: Organisation) -> Report | None:
    """Take the oldest report that waits; one that an engine left is taken up again."""
    with transaction.atomic():
        waiting = Report.objects.select_for_update().filter(
            organisation=organisation, state__in=[State.ASKED, State.COMPUTING]
        )
        report = waiting.order_by("asked_at").first()
        if report is not None:
            report.state, report.done, report.total = State.COMPUTING.value, 0, 0
            report.save(update_fields=["state", "done", "total"])
        return report


def work(store: Store, organisation: Organisation) -> int:
    """Compute every report that waits; returns how many. StoreBusy."""
    made = 0
    with store.alone():
        while (report := next_report(organisation)) is not None:
            try:
                _compute(store, report)
            except Exception as fault:  # noqa: BLE001 - one report never stops the others
                _LOG.error("a report could not be computed: %s", type(fault).__name__)
                _end(report, State.FAILED)
            made += 1
    return made


def _compute(store: Store, report: Report) -> None:
    months = months_of(report.period)
    shape = shape_of(report.what, report.organisation.kind)
    try:
        facts = expressions.duckdb_facts(store.facts)
    except FileNotFoundError:
        return _end(report, State.EMPTY)
    published = _released(report.organisation).values_list("period", flat=True)
    if found := sharing(report.period, published):
        return _end(report, State.REFUSED, {"reasons": [why_not(report.period, found)]})
    watch = _Watching(report)
    tables = tables_of(facts, shape, report.period, months, watch.read)
    if not tables:
        return _end(report, State.EMPTY)
    return _protect(store, report, tables, watch)


def _protect(store: Store, report: Report, tables: Sequence[Table], watch: "_Watching") -> None:
    try:
        past = ledger.read(store.ledger, _digests(report.organisation))
        decided = _decide(report, tables, past, watch)
    except HistoryAltered:
        return _end(report, State.REFUSED, {"reasons": [_ALTERED]})
    except DisclosureError as fault:
        _LOG.warning("tables that cannot be protected: %s", type(fault).__name__)
        return _end(report, State.REFUSED, {"reasons": [_UNUSABLE]})
    if isinstance(decided, Refusal):
        return _end(report, State.REFUSED, _refused(decided))
    return _release(store, report, decided)


def _decide(
    report: Report, tables: Sequence[Table], past: Sequence[Past], watch: "_Watching"
) -> Release | Refusal:
    decided = protect(tables, history=past, watch=watch)
    if isinstance(decided, Refusal) and report.is_coarser and decided.proposal:
        return protect(decided.proposal.tables, history=past, watch=watch)
    return decided


class _Watching:
    """Writes how far the work is, so that whoever waits sees it; never backwards.

    Reading comes first; the attack and what it makes start again are the rest.
    """

    def __init__(self, report: Report) -> None:
        self._report = report

    def read(self, done: int, total: int) -> None:
        """So many tables were read."""
        self._say(READ_SHARE * done // max(1, total))

    def __call__(self, progress: Progress) -> None:
        self._say(READ_SHARE + (99 - READ_SHARE) * progress.done // max(1, progress.total))

    def _say(self, share: int) -> None:
        if share > self._report.done or not self._report.total:
            self._report.done, self._report.total = max(share, self._report.done), 100
            self._report.save(update_fields=["done", "total"])


def _release(store: Store, report: Report, release: Release) -> None:
    report.digest = ledger.keep(store.ledger, release)
    report.released_at = timezone.now()
    places = {
        str(place.pk): place.name
        for place in Circonscription.objects.filter(organisation=report.organisation)
    }
    content = {"tables": [published(table) for table in release.tables], "places": places}
    _end(report, State.RELEASED, content)


def _refused(refusal: Refusal) -> dict[str, Any]:
    found: dict[str, Any] = {"reasons": list(refusal.reasons)}
    if refusal.proposal is not None:
        found["proposal"] = refusal.proposal.sentence
    return found


def _released(organisation: Organisation) -> "QuerySet[Report]":
    rows = Report.objects.filter(organisation=organisation).exclude(digest="")
    return rows.order_by("released_at")


def _digests(organisation: Organisation) -> list[str]:
    return list(_released(organisation).values_list("digest", flat=True))


def _end(report: Report, state: State, content: dict[str, Any] | None = None) -> None:
    report.state, report.content = state.value, content or {}
    report.save()
