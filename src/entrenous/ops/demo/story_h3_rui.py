"""H3, his side: two letters of a commissaire de justice, and an address for sole answer."""

from datetime import date
from typing import Final

from entrenous.dossiers.codes import Doer, Doing, Mode, Theme, Voice
from entrenous.ops.demo.received import Answered, Received
from entrenous.ops.demo.shapes import (
    MemberTold,
    PersonTold,
    Said,
    SyntheticDossier,
    ToDo,
    Written,
)

_WORKER: Final = "lien.hoang"
TIAGO: Final = MemberTold("Tiago", "fils", 2011)
HOME: Final = "6 allée des Tilleuls"

_RUI: Final = PersonTold(
    given_name="Rui",
    family_name="Ferreira",
    birth_year=1970,
    commune="Valmeuse-sur-Orme",
    street=HOME,
    form_of_address="Monsieur",
    phone="01 99 00 44 34",
    language="français, portugais",
    household=(MemberTold("Ghislaine", "compagne", 1973), TIAGO),
)

RUI: Final = SyntheticDossier(
    key="h3-rui",
    organisation="trois-rivieres",
    secteur="09",
    referent=_WORKER,
    opened_on=date(2025, 10, 14),
    person=_RUI,
    events=(
        Written(
            on=date(2025, 10, 14),
            at="15 h 30",
            by=_WORKER,
            mode=Mode.OFFICE,
            themes=(Theme.BUD, Theme.EMP),
            minutes=35,
            passages=(
                Said(
                    "M. Ferreira est agent d’entretien, 28 h par semaine, 1 020 € par mois. Il "
                    "demande ce que son employeur saura de la procédure : rien par le service.",
                    Voice.FACTS,
                ),
                Said(
                    "« Au travail, personne ne sait. Je veux que ça reste comme ça. »",
                    Voice.PERSON,
                ),
            ),
            decided="Aucun contact avec l’employeur.",
            next_steps=(
                ToDo(
                    Doer.PERSON,
                    "Demander ses trois derniers bulletins de paie",
                    date(2025, 10, 21),
                ),
            ),
        ),
        Received(
            on=date(2025, 11, 20),
            requester="huissier_exec",
            channel="email",
            asked=("adresse", "employeur", "ressources", "composition_foyer", "telephone"),
            person_named="M. Ferreira",
            deadline_on=date(2025, 11, 28),
            answer=Answered(date(2025, 11, 24), "refusal", minutes=25),
            sender="Me R. Vasselin (fictif), commissaire de justice, par courriel",
            text="Confrère des créanciers, je vous prie de me communiquer sous 8 jours l’adresse, "
            "l’employeur, les revenus et la composition du foyer de M. Ferreira, ainsi que son "
            "téléphone. Me R. Vasselin (fictif).",
        ),
        Received(
            on=date(2025, 12, 2),
            requester="huissier_exec",
            asked=("adresse",),
            person_named="M. Ferreira",
            evidence=("ecrit", "identite_qualite", "titre_executoire"),
            answer=Answered(
                date(2025, 12, 8), "limited", minutes=30, desk=True, told_on=date(2025, 12, 9)
            ),
            sender="Me R. Vasselin (fictif), commissaire de justice, par courrier",
            text="Suite à mon courriel du {2025-11-20}, vous trouverez ci-joint copie du titre "
            "exécutoire. Je vous prie de me communiquer l’adresse du débiteur. Me R. Vasselin "
            "(fictif).",
        ),
        Written(
            on=date(2025, 12, 9),
            at="17 h 10",
            by=_WORKER,
            mode=Mode.PHONE,
            doing=Doing.CALL,
            themes=(Theme.BUD,),
            minutes=10,
            passages=(
                Said(
                    "Dit à M. Ferreira qu’un commissaire de justice a écrit deux fois, que le "
                    "service juridique répond à ces courriers, et que rien sur ses revenus, son "
                    "employeur ou son foyer ne part d’ici.",
                    Voice.FACTS,
                ),
                Said("« Merci de me l’avoir dit avant que je l’apprenne. »", Voice.PERSON),
            ),
        ),
        Written(
            on=date(2026, 2, 12),
            at="16 h 00",
            by=_WORKER,
            mode=Mode.OFFICE,
            themes=(Theme.EMP,),
            minutes=30,
            passages=(
                Said(
                    "Son employeur propose 32 h à partir du {day 2026-03-02}. Calcul fait "
                    "ensemble : la prime d’activité baisse de 38 €, le salaire monte de 141 €.",
                    Voice.FACTS,
                ),
                Said("Il accepte et l’écrira à la commission.", Voice.PERSON),
            ),
            decided="Changement de ressources signalé par M. Ferreira à la Banque de France.",
        ),
    ),
    household="h3",
)
