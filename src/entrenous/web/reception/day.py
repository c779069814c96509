"""The lines of the desk on « Ma journée »: appointments, requests given to me, calls promised."""

from django.urls import reverse
from django.utils import timezone

from entrenous.agents.models import Function
from entrenous.collective.queries import Slot as GroupSession
from entrenous.reception import actions, agenda, queries
from entrenous.reception.models import Appointment
from entrenous.web.common.templatetags.look import heure, jour
from entrenous.web.dossiers.day import Day, Item, Section
from entrenous.web.reception.places import places_of
from entrenous.web.reception.views.days import groups_on


def sections(today: Day) -> list[Section]:
    """What the desk, the lead and the agenda have for this agent today."""
    request = today.request
    actions.hand_over_pending(request.keyring)
    rows = [a for a in agenda.between([request.user.pk], today.on, today.on) if a.is_upcoming]
    booked = agenda.named(rows, by=request.keyring)
    calls = [b for b in booked if b.appointment.kind == Appointment.Kind.CALL_BACK]
    hours = [(b.appointment.starts_at, _appointment(b)) for b in booked if b not in calls]
    hours += [(g.starts_at, _group(g)) for g in groups_on([request.user.pk], today.on)]
    meetings = [item for _, item in sorted(hours, key=lambda hour: hour[0])]
    return [
        Section("Rendez-vous", "calendar", meetings, order=0),
        Section("On vous attend à l’accueil", "life-buoy", _waiting(today), order=5),
        Section("Demandes qui vous sont confiées", "inbox", _confided(today), order=10),
        Section("Rappels promis", "phone", [_appointment(b) for b in calls], order=20),
    ]


def _appointment(booked: agenda.Booked) -> Item:
    row = booked.appointment
    if row.kind == Appointment.Kind.CALL_BACK:
        url = reverse("desk:call", args=[row.pk])
    elif row.dossier_id:
        url = reverse("dossiers:dossier", args=[row.dossier_id])
    elif row.demande_id:
        url = reverse("reception:demande", args=[row.demande_id])
    else:
        url = reverse("reception:agenda")
    unnamed = "Indisponible" if row.kind == Appointment.Kind.BUSY else "Sans nom"
    detail = f"{row.get_where_display()}, {row.minutes} min"
    return Item(booked.name or unnamed, url, detail, heure(timezone.localtime(row.starts_at)))


def _group(session: GroupSession) -> Item:
    url = reverse("collective:session", args=[session.action, session.session])
    people = session.expected if session.headcount is None else session.headcount
    detail = f"{session.minutes} min" + (f", {people} personnes" if people else "")
    return Item("Séance collective", url, detail, heure(timezone.localtime(session.starts_at)))


def _waiting(today: Day) -> list[Item]:
    places = places_of(today.request.user, Function.Kind.SOCIAL_WORKER)
    if not queries.duty_count(places):
        return []
    listed = queries.duty(places, by=today.request.keyring)
    return [
        _request(row, f"attend, {row.demande.waits}", tone="rouge")
        for row in listed
        if row.is_held and row.demande.decision == "duty"
    ]


def _confided(today: Day) -> list[Item]:
    listed = queries.confided_to(today.request.user.pk, by=today.request.keyring)
    return [
        _request(row, f"reçue le {jour(row.demande.received_on)}")
        if row.is_held
        else Item(f"Demande {row.demande.ticket}", detail="clé en cours de remise", tone="prune")
        for row in listed
    ]


def _request(row: queries.Listed, when: str, tone: str = "") -> Item:
    demande = row.demande
    secteur = demande.secteur.name if demande.secteur else "secteur à préciser"
    return Item(
        row.name or f"Sans nom, ticket {demande.ticket}",
        reverse("reception:demande", args=[demande.pk]),
        f"{demande.level.label}, {secteur}",
        when,
        tone,
    )
