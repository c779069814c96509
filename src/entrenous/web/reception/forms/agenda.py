"""What is put in an agenda: an appointment, a collective session, a duty session, a place."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from entrenous.agents.models import Agent, Circonscription
from entrenous.reception import availability, sessions
from entrenous.reception.busy_times import MAX_BYTES
from entrenous.reception.errors import FarSlot, OutsideSession, PastSlot, RoomTaken, SlotTaken
from entrenous.reception.models import Appointment, DutySession, Place
from entrenous.web.common.fields import FrenchDateField, FrenchTimeField, PlainLineField
from entrenous.web.common.forms import Form
from entrenous.web.common.templatetags.look import heure, jour
from entrenous.web.reception.forms.fields import MinutesField
from entrenous.web.reception.forms.suite import FAR, PAST, SKIPPED, SlotForm

MAX_PEOPLE: Final = 500
_NONE: Final = [("", "–")]


class AppointmentForm(SlotForm):
    """An appointment, with a colleague beside, in a room, or within a duty session."""

    beside = forms.ChoiceField(
        label="À deux, avec", required=False, help_text="Une visite à domicile, par exemple."
    )
    place = forms.ChoiceField(label="Salle ou lieu", required=False)
    session = forms.ChoiceField(label="Dans une permanence", required=False)

    def __init__(self, *args: Any, places: Iterable[Place] = (), **kwargs: Any) -> None:
        planned: Iterable[DutySession] = kwargs.pop("sessions", ())
        super().__init__(*args, **kwargs)
        self.places = {str(p.pk): p for p in places}
        self.sessions = {str(s.pk): s for s in planned}
        offer(self, "beside", [(pk, a.display_name) for pk, a in self.workers.items()])
        offer(self, "place", [(pk, p.name) for pk, p in self.places.items()])
        offer(self, "session", [(pk, _session_words(s)) for pk, s in self.sessions.items()])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("beside") and data["beside"] == data.get("worker"):
            self.add_error("beside", "Choisissez une autre personne, ou laissez vide.")
        return data

    def refuse(self, refused: Exception) -> None:
        """Say beside the field why the agenda, or the room, refused it, and what is free."""
        if isinstance(refused, OutsideSession):
            session = self.sessions[self.cleaned_data["session"]]
            told = f"Cette permanence est celle de {session.agent.display_name}, {_hours(session)}."
            self.add_error("at", f"{told} {_offered(session)}")
        elif isinstance(refused, RoomTaken):
            self.add_error("place", room_taken(refused))
        elif isinstance(refused, SlotTaken) and self.cleaned_data.get("session"):
            session = self.sessions[self.cleaned_data["session"]]
            self.add_error("at", f"Ce créneau est déjà pris. {_offered(session)}")
        else:
            super().refuse(refused)

    def _read_slot(self, data: dict[str, Any]) -> None:
        session = self.sessions.get(data.get("session") or "")
        super()._read_slot(data)
        if self.slot is None:
            return
        self.slot = replace(
            self.slot,
            beside=self.workers.get(data.get("beside") or ""),
            place=None if session else self.places.get(data.get("place") or ""),
            session=session,
        )


class CollectiveForm(SlotForm):
    """A collective session: when, where, how many people; never who."""

    kind = Appointment.Kind.COLLECTIVE
    place = forms.ChoiceField(label="Salle ou lieu", required=False)
    beside = forms.ChoiceField(label="Avec", required=False)
    expected = forms.IntegerField(
        label="Personnes attendues",
        required=False,
        min_value=0,
        max_value=MAX_PEOPLE,
        error_messages={
            "invalid": "Écrivez un nombre de personnes, par exemple 8.",
            "min_value": "Écrivez un nombre de personnes, par exemple 8.",
            "max_value": "Cinq cents personnes au plus : vérifiez le nombre.",
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "champ-heure"}),
    )

    def __init__(
        self, *args: Any, places: Iterable[Place] = (), colleagues: Iterable[Agent], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["where"]
        self.places = {str(p.pk): p for p in places}
        self.colleagues = {str(a.pk): a for a in colleagues}
        offer(self, "place", [(pk, p.name) for pk, p in self.places.items()])
        offer(self, "beside", [(pk, a.display_name) for pk, a in self.colleagues.items()])

    def refuse(self, refused: Exception) -> None:
        """Beside the room when it is the room."""
        if isinstance(refused, RoomTaken):
            self.add_error("place", room_taken(refused))
        else:
            super().refuse(refused)

    def _read_slot(self, data: dict[str, Any]) -> None:
        super()._read_slot({"where": "", **data})
        if self.slot is not None:
            self.slot = replace(
                self.slot,
                place=self.places.get(data.get("place") or ""),
                beside=self.colleagues.get(data.get("beside") or ""),
                expected=data.get("expected"),
            )


class PlaceForm(Form):
    """A room, or somewhere the house receives."""

    missing = {"name": "Donnez un nom à ce lieu, par exemple « Bureau 3 » ou « Mairie »."}

    name = PlainLineField(label="Nom du lieu", max_length=60)
    address = PlainLineField(label="Adresse, si ce n’est pas la maison", required=False)
    house = forms.ChoiceField(label="Maison", required=False)

    def __init__(self, *args: Any, houses: Iterable[Circonscription], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.houses = {str(h.pk): h for h in houses}
        offer(self, "house", [(pk, h.name) for pk, h in self.houses.items()], empty=False)
        if len(self.houses) < 2:  # noqa: PLR2004
            del self.fields["house"]

    @property
    def chosen_house(self) -> Circonscription:
        """The house it is of: the only one, or the one chosen."""
        chosen = self.cleaned_data.get("house") or next(iter(self.houses))
        return self.houses[chosen]


class SessionForm(Form):
    """The hours of a worker at a place, once or every week."""

    missing = {
        "worker": "Choisissez qui reçoit.",
        "place": "Choisissez où.",
        "on": "Indiquez le premier jour.",
        "at": "Indiquez l’heure du début.",
        "minutes": "Indiquez la durée de la permanence.",
    }

    worker = forms.ChoiceField(label="Qui reçoit")
    place = forms.ChoiceField(label="Où")
    on = FrenchDateField(label="Le premier jour", help_text="Par exemple 27 11 2026.")
    at = FrenchTimeField(label="De", help_text="Par exemple 9 h.")
    minutes = MinutesField(label="Pendant, en minutes", initial="180")
    slot_minutes = MinutesField(label="Créneaux de, en minutes", initial="30", required=False)
    weeks = forms.IntegerField(
        label="Nombre de semaines",
        initial=1,
        required=False,
        min_value=1,
        max_value=sessions.MAX_WEEKS,
        error_messages={
            "invalid": "Écrivez un nombre de semaines, de 1 à 52.",
            "min_value": "Écrivez un nombre de semaines, de 1 à 52.",
            "max_value": "Cinquante-deux semaines au plus.",
        },
        help_text="La même heure chaque semaine, même quand on change d’heure.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "champ-heure"}),
    )

    def __init__(
        self, *args: Any, workers: Iterable[Agent], places: Iterable[Place], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.workers = {str(a.pk): a for a in workers}
        self.places = {str(p.pk): p for p in places}
        offer(self, "worker", [(pk, a.display_name) for pk, a in self.workers.items()])
        offer(self, "place", [(pk, p.name) for pk, p in self.places.items()])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        minutes, slot = data.get("minutes"), data.get("slot_minutes")
        if minutes and slot and slot > minutes:
            self.add_error("slot_minutes", "Un créneau ne dure pas plus que la permanence.")
        return data

    def plan(self) -> sessions.Plan:
        """What is planned. Only for a valid form."""
        data = self.cleaned_data
        slot = data["slot_minutes"] or min(30, data["minutes"])
        return sessions.Plan(data["on"], data["at"], data["minutes"], slot, data["weeks"] or 1)

    def refuse(self, refused: Exception) -> None:
        """Say beside the field what stands in the way; nothing was planned."""
        if isinstance(refused, SlotTaken):
            told = (
                f"{refused.who.display_name} a déjà quelque chose le {jour(refused.starts_at)} "
                f"de {heure(refused.starts_at)} à {heure(refused.ends_at)}. "
                "Aucune semaine n’est planifiée : choisissez une autre heure ou moins de semaines."
            )
            self.add_error("at", told)
        elif isinstance(refused, availability.NoSuchTime):
            self.add_error("at", SKIPPED)
        elif isinstance(refused, PastSlot):
            self.add_error("on", PAST)
        elif isinstance(refused, FarSlot):
            self.add_error("on", FAR)
        else:
            raise refused


class CalendarFileForm(Form):
    """The file of another calendar."""

    missing = {"file": "Choisissez le fichier de votre agenda (.ics)."}

    file = forms.FileField(
        label="Fichier de votre autre agenda",
        help_text="Un fichier .ics, exporté de votre messagerie ou de votre téléphone.",
        error_messages={
            "empty": "Ce fichier est vide : exportez de nouveau votre agenda.",
            "invalid": "Choisissez le fichier de votre agenda (.ics).",
        },
        widget=forms.FileInput(attrs={"accept": ".ics,text/calendar"}),
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """Too large is said before it is read."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(
                "Ce fichier dépasse 2 Mo. Exportez seulement l’année qui vient."
            )
        return file


def offer(form: Form, name: str, choices: list[tuple[str, str]], *, empty: bool = True) -> None:
    """Give a select its choices; without any there is nothing to ask."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101
    field.choices = [*_NONE, *choices] if empty else choices
    if not choices and not field.required:
        del form.fields[name]


def open_places(houses: Iterable[Circonscription]) -> "QuerySet[Place, Place]":
    """The places of some houses where one may still be received."""
    return Place.objects.filter(circonscription__in=list(houses), is_open=True)


def room_taken(refused: RoomTaken) -> str:
    """The sentence of a room that is not free."""
    return (
        f"{refused.place.name} est pris de {heure(refused.starts_at)} à {heure(refused.ends_at)}. "
        "Choisissez un autre lieu ou une autre heure."
    )


def _session_words(session: DutySession) -> str:
    who = session.agent.display_name
    return f"{jour(session.starts_at)}, {_hours(session)}, {session.place.name}, {who}"


def _hours(session: DutySession) -> str:
    return f"de {heure(session.starts_at)} à {heure(session.ends_at)}"


def _offered(session: DutySession) -> str:
    free = [heure(start) for start in availability.session_slots(session)]
    return f"Libre : {', '.join(free)}." if free else "Tous les créneaux sont pris."
