"""H2, her side: one dossier per adult, for the rights that are hers alone."""

from datetime import date
from typing import Final

from entrenous.dossiers.codes import AskedBy, Doer, Doing, EndingReason, Mode, Theme, Voice
from entrenous.ops.demo.endings import EndingTold
from entrenous.ops.demo.shapes import (
    MemberTold,
    PersonTold,
    Said,
    SyntheticDossier,
    ToDo,
    Written,
)

_WORKER: Final = "samuel.brochard"
ZOE: Final = MemberTold("Zoé", "fille", 2014)
HOME: Final = "14 résidence des Saules, logement 214"

_MIREILLE: Final = PersonTold(
    given_name="Mireille",
    family_name="Castanier-Fictif",
    birth_year=1987,
    commune="Saint-Orme",
    street=HOME,
    form_of_address="Madame",
    phone="01 99 00 44 22",
    household=(MemberTold("Bastien", "compagnon", 1984), ZOE),
)

_HERS: Final = (
    Written(
        on=date(2026, 1, 27),
        at="8 h 45",
        by=_WORKER,
        mode=Mode.OFFICE,
        themes=(Theme.ADM, Theme.RES),
        minutes=40,
        passages=(
            Said(
                "Mme Castanier-Fictif demande à être reçue seule pour ses droits propres : prime "
                "d’activité et complément d’heures à la cantine.",
                Voice.FACTS,
            ),
            Said(
                "« C’est mon dossier à moi, d’accord, mais pour le loyer vous pouvez nous mettre "
                "ensemble. »",
                Voice.PERSON,
            ),
        ),
        decided="Déclaration de prime d’activité faite ensemble. Le budget est partagé entre les "
        "deux dossiers, avec leur accord à tous deux.",
        next_steps=(
            ToDo(
                Doer.PERSON,
                "Demander les heures de remplacement à la mairie",
                date(2026, 2, 10),
            ),
        ),
    ),
    Written(
        on=date(2026, 3, 12),
        at="13 h 15",
        by=_WORKER,
        mode=Mode.PHONE,
        doing=Doing.CALL,
        themes=(Theme.RES,),
        minutes=8,
        passages=(
            Said(
                "Prime d’activité ouverte : 214 € par mois depuis {month 2026-02-15}. Quatre "
                "heures de plus par semaine dès le mois prochain.",
                Voice.FACTS,
            ),
        ),
    ),
    EndingTold(
        on=date(2026, 4, 28),
        told_on=date(2026, 5, 5),
        asked_by=AskedBy.PERSON,
        reason=EndingReason.MUTUAL,
        summary="Arrivée pour des papiers qui tardaient. La prime d’activité est ouverte, les "
        "heures de plus sont signées. Ce qui reste, elle le fait seule.",
        given_back=("contrat de travail", "trois bulletins de paie"),
        person_words="Je sais où vous êtes. Pour l’instant, je préfère respirer un peu.",
    ),
)

MIREILLE: Final = SyntheticDossier(
    key="h2-mireille",
    organisation="trois-rivieres",
    secteur="08",
    referent=_WORKER,
    opened_on=date(2026, 1, 27),
    person=_MIREILLE,
    events=_HERS,
    household="h2",
)
