"""« Ma journée »: what waits for this agent today."""

from datetime import date, timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from entrenous.agents.models import Function
from entrenous.dossiers import support
from entrenous.dossiers.contents import (
    Outlook,
    PersonCard,
    PlanAction,
    ReceptionMessage,
    ThreadEntry,
)
from entrenous.dossiers.models import DueDate
from entrenous.dossiers.queries import ListRow, open_own, pending_keys
from entrenous.journal.acts import Act
from entrenous.keyring import drafts, renewal
from entrenous.keyring.records import Reading
from entrenous.web.common.access import AgentRequest, agent_page
from entrenous.web.common.navigation import build
from entrenous.web.common.templatetags.look import jour
from entrenous.web.dossiers.day import Day, Item, Section, kinds, sections
from entrenous.web.dossiers.words import due_label, due_tone, due_words

_AHEAD_DAYS = 7
_DRAFT_NAMES = {
    "dossiers:entry_new": "Un écrit commencé",
    "dossiers:entry_edit": "Une correction commencée",
    "dossiers:open": "Un dossier à ouvrir",
}


@agent_page
@require_safe
def day(request: AgentRequest) -> HttpResponse:
    """The day of someone who holds files; the others go to their own first page."""
    if not request.user.has_function(Function.Kind.SOCIAL_WORKER):
        return _own_home(request)
    today = timezone.localdate()
    found, has_dossiers = gathered(request, today)
    context = {
        "today": today,
        "sections": found,
        "pending": pending_keys(request.keyring),
        "former_pieces": renewal.waits(request.keyring),
        "has_dossiers": has_dossiers,
    }
    return render(request, "dossiers/day.html", context)


def gathered(request: AgentRequest, today: date) -> tuple[list[Section], bool]:
    """What the day of a worker holds, in order; and whether she holds any dossier."""
    own_kinds = (PersonCard, Outlook, ReceptionMessage, ThreadEntry, PlanAction)
    rows, readings = open_own(request.keyring, Act.LIST_OPENED, *own_kinds, *kinds())
    names = {row.dossier.pk: row.sorted_name for row in rows}
    own = [_messages(rows), _lent(request), *_due(rows, readings), _drafts(request, names)]
    found = [*own, *sections(Day(request, today, names, readings))]
    return sorted((s for s in found if s.items), key=lambda s: s.order), bool(rows)


def _own_home(request: AgentRequest) -> HttpResponse:
    """Reception, leads, administrators: the first page of their own navigation."""
    home = next((item.url for item in build(request) if item.url != request.path), None)
    if home:
        return redirect(home)
    return redirect("account:settings")


def _messages(rows: list[ListRow]) -> Section:
    items = [
        Item(
            row.sorted_name,
            reverse("dossiers:dossier", args=[row.dossier.pk]),
            message.content.text or "ouvrez le dossier pour le lire",
            "ne pas recontacter" if row.is_left_alone else _on(message.content),
            "" if row.is_left_alone else "rouge",
            reverse("dossiers:message_handled", args=[row.dossier.pk, message.id]),
            "Traité",
        )
        for row in rows
        for message in row.messages
    ]
    return Section("Laissé à l’accueil", "inbox", items, 20)


def _on(message: ReceptionMessage) -> str:
    on = message.call_back_on
    return f"rappel {due_words(on, today=timezone.localdate())}" if on else "à rappeler"


def _lent(request: AgentRequest) -> Section:
    """What colleagues lend to her: sealed until it is opened, so no title nor name is here."""
    items = [
        Item(
            f"Extrait prêté par {lent.given_by.display_name}",
            reverse("dossiers:extract", args=[lent.pk]),
            "pour un avis",
            f"jusqu’au {jour(lent.until)}",
        )
        for lent in support.received(request.user)
    ]
    return Section("Extraits prêtés", "life-buoy", items, 25)


def _due(rows: list[ListRow], readings: dict[UUID, Reading]) -> list[Section]:
    """What is late, the longest first; then what comes this week."""
    today = timezone.localdate()
    latest = today + timedelta(days=_AHEAD_DAYS)
    by_id = {row.dossier.pk: row for row in rows}
    due = DueDate.objects.to_do().filter(dossier__in=by_id, due_on__lte=latest)
    found: dict[bool, list[Item]] = {True: [], False: []}
    for row in due:
        item = Item(
            what_is_due(row, readings[row.dossier_id]),
            reverse("dossiers:dossier", args=[row.dossier_id]),
            by_id[row.dossier_id].sorted_name,
            due_words(row.due_on, today=today),
            due_tone(row.due_on, today=today) if row.due_on <= today else "",
            reverse("dossiers:step_done", args=[row.dossier_id, row.pk]),
            "Fait",
        )
        found[row.due_on < today].append(item)
    return [
        Section("En retard", "alarm-clock", found[True], 30),
        Section("À faire cette semaine", "list-checks", found[False], 31),
    ]


def what_is_due(due: DueDate, reading: Reading) -> str:
    """What is due, in the words of the entry or of the plan it comes from."""
    known = reading.by_id(due.record) if due.record else None
    content = known.content if known else None
    if isinstance(content, ThreadEntry) and due.rank < len(content.next_steps):
        return content.next_steps[due.rank].what
    if isinstance(content, PlanAction):
        return content.what
    return due_label(due)


def _drafts(request: AgentRequest, names: dict[UUID, str]) -> Section:
    items = []
    for line in drafts.of(request.user):
        url = _draft_url(line)
        if url:
            name = names.get(line.about, "") if line.about else ""
            at = timezone.localtime(line.saved_at)
            title = _DRAFT_NAMES[line.form]
            items.append(Item(title, url, name, f"gardé à {at.hour} h {at.minute:02}"))
    return Section("Brouillons", "file-pen-line", items, 40)


def _draft_url(line: drafts.DraftLine) -> str:
    if line.form == "dossiers:open":
        return reverse("dossiers:open")
    if line.form == "dossiers:entry_new" and line.about:
        return reverse("dossiers:entry_new", args=[line.about])
    return ""
