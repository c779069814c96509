"""H5, at the Carsat: keeping one's job after a long sick leave, and no call six months later."""

from datetime import date
from typing import Final

from entrenous.dossiers.codes import (
    ActionState,
    Doer,
    Doing,
    Domain,
    EndingReason,
    Mode,
    Rhythm,
    Theme,
    Voice,
)
from entrenous.ops.demo import budgets, procedures
from entrenous.ops.demo.received import Answered, Received
from entrenous.ops.demo.shapes import (
    Agreed,
    Assessed,
    Attributed,
    Booked,
    Ended,
    Goal,
    Moved,
    PersonTold,
    Requested,
    Reviewed,
    Said,
    Step,
    Story,
    SyntheticDossier,
    ToDo,
    View,
    Written,
    in_order,
)
from entrenous.reception.codes import Channel, Decision, Origin

_WORKER: Final = "lucie.armand"
_PLACE: Final = "Unité de l’Orme, bureau 3"

_IDRISS: Final = PersonTold(
    given_name="Idriss",
    family_name="Benhaddou-Roche",
    birth_name="Benhaddou",
    birth_year=1978,
    commune="Valmeuse-sur-Orme",
    street="41 rue de la République",
    form_of_address="Monsieur",
    phone="01 99 00 44 55",
    email="idriss.benhaddou@exemple.invalid",
)

_START: Final = (
    Requested(
        on=date(2025, 9, 22),
        at="10 h 20",
        by="rachid.belloc",
        channel=Channel.PLATFORM,
        origin=Origin.INTERNAL,
        words="On m’a dit de rappeler. J’ai peur de perdre mon poste.",
        themes=(Theme.ARR, Theme.RES),
        decision=Decision.CALL_BACK,
        answer="Rappelé dans les 24 heures par son unité : rendez-vous le {day 2025-10-02}.",
    ),
    Attributed(date(2025, 9, 23), "anne.desportes", _WORKER, "bassin de l’Orme"),
    Booked(date(2025, 10, 2), "9 h 30", _WORKER, 60, _PLACE, kept=True),
    Written(
        on=date(2025, 10, 2),
        at="9 h 30",
        by=_WORKER,
        mode=Mode.OFFICE,
        themes=(Theme.ARR, Theme.RES),
        minutes=55,
        passages=(
            Said(
                "M. Benhaddou-Roche est préparateur de commandes en CDI depuis 2011, en arrêt "
                "depuis le {long 2025-08-04}. Santé, en un mot choisi par lui : dos. Les "
                "indemnités de {month 2025-09-15} ne sont pas arrivées ; découvert de 380 €.",
                Voice.FACTS,
            ),
            Said(
                "« Quatorze ans que je charge. Je peux faire autre chose, mais pas rien. »",
                Voice.PERSON,
            ),
            Said(
                "Il connaît son métier et ses limites. Le temps compte : chercher un autre poste "
                "chez le même employeur avant la fin de l’arrêt.",
                Voice.READING,
            ),
        ),
        decided="Je demande où en sont les indemnités. Le rendez-vous de liaison lui est expliqué "
        ": il peut le refuser.",
        next_steps=(
            ToDo(Doer.SERVICE, "Signaler le retard d’indemnités", date(2025, 10, 3)),
            ToDo(
                Doer.PERSON,
                "Dire s’il accepte le rendez-vous de liaison",
                date(2025, 10, 9),
            ),
        ),
    ),
    Written(
        on=date(2025, 10, 7),
        at="11 h 40",
        by=_WORKER,
        mode=Mode.PHONE,
        doing=Doing.CALL,
        themes=(Theme.RES,),
        minutes=10,
        passages=(
            Said(
                "Indemnités de {month 2025-09-15} débloquées : une attestation de salaire était "
                "mal datée.",
                Voice.FACTS,
            ),
            Said("Il accepte le rendez-vous de liaison du {day 2025-10-14}.", Voice.PERSON),
        ),
    ),
)

_ASSESSMENT: Final = Assessed(
    on=date(2025, 10, 16),
    by=_WORKER,
    views=(
        View(
            Domain.WORK,
            facts="CDI depuis 2011, entrepôt de 140 salariés. Rendez-vous de liaison le "
            "{day 2025-10-14} avec l’employeur et la santé au travail. Un poste de "
            "contrôle-expédition s’ouvre en {month 2026-01-15}.",
            person_words="« Le contrôle, je le fais déjà quand il manque quelqu’un. »",
            reading="Le poste existe et il le connaît. L’essayer avant de s’engager.",
        ),
        View(
            Domain.MONEY,
            facts="Indemnités 31,20 € par jour. Découvert de 380 €, loyer 495 €, à jour.",
            person_words="Il souhaite un coup de pouce pour les trajets, pas plus.",
        ),
        View(
            Domain.RIGHTS,
            facts="Pas de reconnaissance de la qualité de travailleur handicapé à ce jour.",
            person_words="Il hésite sur le mot. Il veut y réfléchir.",
        ),
        View(Domain.MOBILITY, facts="38 km par jour, voiture de 2009."),
        View(Domain.FAMILY, not_discussed=True),
    ),
    synthesis="M. Benhaddou-Roche veut rester chez son employeur, à un poste sans charge. Un tel "
    "poste s’ouvre en {month 2026-01-15}. Il faut, dans l’ordre : la visite de préreprise, un "
    "essai, puis une convention à trois. Les indemnités arrivent à nouveau.",
    read_together_on=date(2025, 10, 16),
)

_PLAN: Final = Agreed(
    on=date(2025, 10, 16),
    by=_WORKER,
    why="garder son emploi après l’arrêt",
    next="bilan de l’essai",
    goals=(
        Goal(
            "Rester dans ma boîte, à un poste que mon dos supporte.",
            (
                Step(
                    "prereprise",
                    "Demander la visite de préreprise",
                    Doer.PERSON,
                    date(2025, 10, 28),
                    partner="santé au travail",
                ),
                Step("essai", "Monter l’essai encadré", Doer.SERVICE, date(2025, 11, 14)),
                Step("rqth", "Déposer la demande de RQTH", Doer.PERSON, date(2025, 11, 6)),
            ),
        ),
        Goal(
            "Souffler sur l’argent.",
            (
                Step(
                    "aide",
                    "Demander l’aide aux trajets (franchise de transport)",
                    Doer.SERVICE,
                    date(2025, 11, 4),
                ),
            ),
        ),
    ),
    rhythm=Rhythm.MONTH,
    next_review_on=date(2025, 12, 4),
)

_AFTER: Final = (
    Received(
        on=date(2025, 10, 20),
        requester="employeur",
        asked=("sante",),
        person_named="M. Benhaddou",
        answer=Answered(date(2025, 10, 22), "neutral", minutes=10),
        sender="Ressources humaines, Logis-Exemple SAS (fictif)",
        text="Pourriez-vous nous dire si M. Benhaddou souffre d’une pathologie compatible avec le "
        "port de charges ? RH, Logis-Exemple SAS.",
    ),
    Written(
        on=date(2025, 11, 6),
        at="14 h 00",
        by=_WORKER,
        mode=Mode.OFFICE,
        themes=(Theme.ARR, Theme.HAN),
        minutes=40,
        passages=(
            Said(
                "Visite de préreprise faite le {day 2025-10-28}, à sa demande. Dossier de RQTH "
                "rempli par lui, relu ensemble, déposé ce jour.",
                Voice.FACTS,
            ),
            Said(
                "« C’est un papier pour le poste, pas une étiquette. Là, d’accord. »", Voice.PERSON
            ),
        ),
        decided="Essai encadré demandé du {day 2025-11-17} au {day 2025-12-02} (14 jours "
        "ouvrables).",
    ),
    Written(
        on=date(2025, 11, 25),
        by=_WORKER,
        mode=Mode.PHONE,
        doing=Doing.AID,
        themes=(Theme.RES, Theme.MOB),
        minutes=8,
        passages=(
            Said(
                "Aide de 450 € accordée, 21 jours après la demande. Dit le jour même.", Voice.FACTS
            ),
        ),
    ),
    Booked(date(2025, 12, 4), "9 h 30", _WORKER, 45, _PLACE, kept=True),
    Reviewed(
        on=date(2025, 12, 4),
        by=_WORKER,
        done="Premier essai terminé le {day 2025-12-02} : le poste convient, avec un siège "
        "réglable.",
        remaining="Essai renouvelé jusqu’au {day 2025-12-18} (28 jours ouvrables au total).",
        changed="La convention à trois est préparée pour la première semaine de "
        "{month 2026-01-15}.",
        person_words="« Le soir, je suis fatigué mais pas cassé. »",
        moves=(
            Moved("prereprise", ActionState.DONE),
            Moved("essai", ActionState.UNDER_WAY),
            Moved("rqth", ActionState.DONE),
            Moved("aide", ActionState.DONE),
        ),
        next_review_on=date(2026, 1, 8),
    ),
    Booked(date(2026, 1, 8), "9 h 30", _WORKER, 45, _PLACE, kept=True),
    Reviewed(
        on=date(2026, 1, 8),
        by=_WORKER,
        done="Convention de rééducation professionnelle signée le {day 2026-01-05}, pour 9 mois, "
        "au poste de contrôle-expédition.",
        remaining="Point avec lui à mi-chemin.",
        moves=(Moved("essai", ActionState.DONE),),
        next_review_on=date(2026, 5, 15),
    ),
    Booked(date(2026, 5, 15), "11 h 00", _WORKER, 45, _PLACE, kept=True),
    Ended(
        on=date(2026, 5, 15),
        by=_WORKER,
        reason=EndingReason.MUTUAL,
        summary="Le poste est tenu. Relais acceptés : Cap emploi et le médecin du travail. Le "
        "questionnaire anonyme lui a été proposé : non. Aucun appel n’est prévu.",
    ),
)

STORY: Final = Story(
    "h5",
    "Rester dans l’entrepôt, autrement",
    (
        SyntheticDossier(
            key="h5-idriss",
            organisation="carsat",
            secteur="orme",
            referent=_WORKER,
            opened_on=date(2025, 10, 2),
            person=_IDRISS,
            events=in_order(*_START, *budgets.H5, *procedures.H5, _ASSESSMENT, _PLAN, *_AFTER),
        ),
    ),
)
