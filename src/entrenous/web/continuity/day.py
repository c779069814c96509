"""« Ma journée »: covers one carries, keys and words that wait after an absence."""

from collections.abc import Iterator

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from entrenous.continuity import covers, danger, danger_notices, joining, queries, words
from entrenous.continuity.codes import CoverState, Scope
from entrenous.continuity.models import Cover
from entrenous.custody.codes import Audience
from entrenous.keyring.opening import Keyring
from entrenous.web.common.templatetags.look import NBSP, combien, jour, moment
from entrenous.web.dossiers.day import Day, Item, Section


def sections(today: Day) -> list[Section]:
    """What stands in for someone comes first; what waits after an absence, with it."""
    by = today.request.keyring
    return [
        Section("Relèves", "calendar-off", [*_own(by), *_carried(by)], 5),
        Section("Accès en cas de danger", "siren", [*_danger(by)], 4),
        Section("Demandes à suivre", "users", list(_joins(by)), 11),
    ]


def _danger(by: Keyring) -> Iterator[Item]:
    """What waits for her: to confirm, to acknowledge, to tell. It stays until it is done."""
    for row in danger.to_confirm(by):
        title = f"{row.asked_by.display_name} vous demande de confirmer un accès"
        yield Item(title, reverse("continuity:danger", args=[row.pk]), "", "maintenant", "rouge")
    now = timezone.now()
    for notice in danger_notices.waiting(by):
        url = reverse("continuity:danger_notice", args=[notice.pk])
        what = "à dire à la personne" if notice.audience == Audience.PERSON else "à lire"
        tone = "rouge" if notice.due_at < now else "ambre"
        title = "Un dossier a été lu parce que la personne pouvait être en danger"
        yield Item(title, url, what, f"avant {moment(notice.due_at)}", tone)


def _joins(by: Keyring) -> Iterator[Item]:
    """Sealed until it is opened: neither who it is about nor why is here."""
    for row in joining.to_answer(by):
        title = f"{row.asked_by.display_name} demande à suivre quelqu’un avec vous"
        url = reverse("continuity:join", args=[row.pk])
        yield Item(title, url, "", f"réponse avant le {jour(row.expires_on)}", "ambre")


def _carried(by: Keyring) -> Iterator[Item]:
    today = timezone.localdate()
    for cover in queries.running(by):
        count: int = getattr(cover, "count", 0)
        url = reverse("continuity:carry", args=[cover.pk])
        what = f"{combien(count, 'dossier,dossiers')} : {Scope(cover.scope).label}"
        if cover.state_on(today) is CoverState.RUNNING:
            title = f"Vous relevez {cover.absent.display_name}"
            yield Item(title, url, what, f"jusqu’au {jour(cover.ends_on)}")
        else:
            title = f"Vous relèverez {cover.absent.display_name}"
            yield Item(title, url, what, f"à partir du {jour(cover.starts_on)}")


def _own(by: Keyring) -> Iterator[Item]:
    """What is left to do about her own absences. Four queries at most."""
    home = reverse("continuity:home")
    waiting = covers.waiting(by).count()
    if waiting:
        title = f"{combien(waiting, 'clé à mettre à sa place,clés à mettre à leur place')}"
        yield Item(title, home, "relève à venir ou terminée", "", "ambre")
    left = len(words.unread(by))
    if left:
        title = combien(left, "mot laissé pendant votre absence,mots laissés pendant votre absence")
        yield Item(title, reverse("continuity:words"))
    untold = Q(covered__told_on=None, covered__withdrawn_on=None)
    rows = Cover.objects.filter(absent=by.agent, ended_on=None, ends_on__gte=timezone.localdate())
    for cover in rows.annotate(untold=Count("covered", filter=untold)).filter(untold__gt=0):
        people = combien(cover.untold, "personne ne le sait pas,personnes ne le savent pas")
        days = f"du {jour(cover.starts_on)} au {jour(cover.ends_on)}"
        url = reverse("continuity:cover", args=[cover.pk])
        yield Item(f"Relève {days}{NBSP}: {people}", url, "", "à dire", "ambre")
