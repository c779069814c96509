"""H3: « combien doit-il nous laisser ? », debts told by her side of the household."""

from datetime import date
from typing import Final

from entrenous.dossiers.codes import (
    ActionState,
    Doer,
    Doing,
    Domain,
    Mode,
    Rhythm,
    Theme,
    Voice,
)
from entrenous.ops.demo import agreements, budgets, mediations, minimum, procedures, relays
from entrenous.ops.demo.received import Answered, Received
from entrenous.ops.demo.shapes import (
    Agreed,
    Assessed,
    Attributed,
    Booked,
    Goal,
    MemberTold,
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
from entrenous.ops.demo.story_h3_rui import HOME, RUI, TIAGO
from entrenous.reception.codes import Channel, Decision, Sign

_WORKER: Final = "lien.hoang"
_PLACE: Final = "antenne de Valmeuse, bureau 1"

_GHISLAINE: Final = PersonTold(
    given_name="Ghislaine",
    family_name="Portal",
    birth_year=1973,
    commune="Valmeuse-sur-Orme",
    street=HOME,
    form_of_address="Madame",
    phone="01 99 00 44 33",
    household=(MemberTold("Rui", "compagnon", 1970), TIAGO),
)

_START: Final = (
    Requested(
        on=date(2025, 10, 7),
        at="9 h 05",
        by="bruno.talec",
        channel=Channel.PHONE,
        words="La banque a tout pris ce matin. Combien doit-il nous laisser pour vivre ?",
        themes=(Theme.BUD, Theme.RES),
        signs=(Sign.RIGHTS,),
        decision=Decision.DUTY,
        to=_WORKER,
        answer="Rappelée à 11 h, rendez-vous le jour même à 14 h.",
    ),
    Written(
        on=date(2025, 10, 7),
        at="14 h 00",
        by=_WORKER,
        mode=Mode.OFFICE,
        themes=(Theme.BUD, Theme.RES),
        minutes=70,
        passages=(
            Said(
                "Saisie sur le compte commun ce matin. Le compte portait 1 430 € ; il reste "
                "212 €. La banque doit laisser, sans demande, le montant du RSA d’une personne "
                "seule, 646,52 € (CPCE L162-2 et R162-2, valeur d’avril 2025).",
                Voice.FACTS,
            ),
            Said(
                "Ressources du foyer : pension d’invalidité 912 €, salaire de M. Ferreira "
                "1 020 €, aide au logement 118 €, soit 2 050 €. Tiago, 14 ans, vit avec eux.",
                Voice.FACTS,
            ),
            Said(
                "« J’ai honte de venir, mais je ne sais plus à qui demander ce qui est permis. »",
                Voice.PERSON,
            ),
            Said(
                "La règle du solde à laisser n’a pas été appliquée. Un écrit suffit sans doute à "
                "la rappeler ; le fond est un second dossier de surendettement.",
                Voice.READING,
            ),
        ),
        decided="Courrier à la banque écrit avec eux. Mandat limité à la saisie de ce jour.",
        next_steps=(
            ToDo(Doer.SERVICE, "Envoyer le courrier à la banque", date(2025, 10, 9)),
            ToDo(Doer.PERSON, "Rassembler les relevés de crédits", date(2025, 10, 14)),
        ),
    ),
    Written(
        on=date(2025, 10, 9),
        by=_WORKER,
        mode=Mode.LETTER,
        doing=Doing.LETTER,
        themes=(Theme.BUD,),
        minutes=20,
        passages=(
            Said(
                "Courrier remis à la banque, relu et signé par eux deux, mandat joint. Contenu : "
                "la date de la saisie, le solde laissé, la somme due, le rappel du texte. Rien "
                "sur la situation du foyer.",
                Voice.FACTS,
            ),
        ),
    ),
    Attributed(date(2025, 10, 9), "helene.marchetti", _WORKER, "secteur 09"),
)

_ASSESSMENT: Final = Assessed(
    on=date(2025, 10, 14),
    by=_WORKER,
    views=(
        View(
            Domain.MONEY,
            facts="Ressources 2 050 €. Charges : loyer 540, énergie 138, assurances 96, "
            "téléphone 41, transport 120, cantine 48, alimentation et divers 890, soit 1 873 €. "
            "Dettes : 17 420 €, dont crédit renouvelable 9 300 €.",
            person_words="« On n’a rien acheté. On a bouché des trous avec des trous. »",
            reading="Capacité de remboursement proche de 177 €. Le plan de 2021 a été interrompu "
            "en 2023, quand le salaire est devenu pension.",
        ),
        View(
            Domain.HOUSING,
            facts="Loyer à jour. Régularisation d’énergie attendue en {month 2025-11-15}.",
            person_words="Ils paient le loyer d’abord, toujours.",
        ),
        View(
            Domain.RIGHTS,
            facts="Pension d’invalidité depuis 2023. Aide au logement versée au bailleur.",
        ),
        View(
            Domain.FAMILY,
            facts="Tiago, 14 ans, en quatrième.",
            person_words="Elle souhaite qu’il garde le judo.",
        ),
        View(Domain.HEALTH, not_discussed=True),
    ),
    synthesis="Le foyer dispose de 2 050 € et en dépense 1 873 €. La dette, 17 420 €, vient "
    "surtout d’un crédit renouvelable pris pour payer les précédents. Le plancher à garder pour "
    "un couple et un enfant est de 1 163,73 € : le remboursement ne peut dépasser 886,27 € par "
    "mois, et la capacité réelle est bien plus basse. Un dossier est déposé à la Banque de France.",
    read_together_on=date(2025, 10, 14),
    disagreement="Mme Portal trouve que « divers » est trop haut : elle compte 60 € de moins, "
    "sans le carburant de l’été.",
)

_PLAN: Final = Agreed(
    on=date(2025, 10, 14),
    by=_WORKER,
    why="surendettement, saisie sur compte",
    next="décision de la commission",
    goals=(
        Goal(
            "Ne plus vivre avec la peur du 5 du mois.",
            (
                Step(
                    "dossier",
                    "Déposer le dossier de surendettement",
                    Doer.PERSON,
                    date(2025, 10, 23),
                    partner="Banque de France",
                    help_needed="relire l’état des dettes ensemble",
                ),
                Step(
                    "gel",
                    "Ne plus payer les crédits une fois le dossier recevable",
                    Doer.PERSON,
                    date(2025, 12, 11),
                ),
            ),
        ),
        Goal(
            "Garder le loyer et l’énergie à jour.",
            (
                Step(
                    "courant",
                    "Payer le loyer et l’énergie courants",
                    Doer.PERSON,
                    date(2025, 11, 5),
                ),
                Step("fsl", "Demander le FSL énergie", Doer.SERVICE, date(2025, 11, 18)),
            ),
        ),
        Goal(
            "En finir avec le crédit renouvelable.",
            (
                Step(
                    "renoncer",
                    "Écrire la lettre de résiliation, avec elle",
                    Doer.SERVICE,
                    date(2025, 11, 4),
                ),
            ),
        ),
    ),
    rhythm=Rhythm.MONTH,
    next_review_on=date(2025, 11, 18),
)

_AFTER: Final = (
    Received(
        on=date(2025, 10, 16),
        requester="mutuelle",
        asked=("rapport_social", "sante", "budget"),
        person_named="Mme Portal",
        asked_free="attitude de l’adhérente",
        answer=Answered(date(2025, 10, 24), "refusal", minutes=20, told_on=date(2025, 10, 23)),
        sender="Mutuelle Entraide-Fictive",
        text="Afin d’étudier le secours exceptionnel demandé par Mme Portal, merci de nous "
        "adresser un rapport social circonstancié (situation médicale, budget, attitude de "
        "l’adhérente). Mutuelle Entraide-Fictive.",
    ),
    Written(
        on=date(2025, 10, 24),
        at="9 h 30",
        by=_WORKER,
        mode=Mode.OFFICE,
        doing=Doing.PROCEDURE,
        themes=(Theme.BUD,),
        minutes=40,
        passages=(
            Said(
                "Dossier déposé le {day 2025-10-23}, attestation datée du {day 2025-10-24}. La "
                "commission doit répondre avant le {full 2026-01-23}, trois mois après le dépôt.",
                Voice.FACTS,
            ),
            Said(
                "La mutuelle demande un rapport. Mme Portal écrira elle-même, avec un modèle.",
                Voice.FACTS,
            ),
            Said("« Mon attitude, ça veut dire quoi ? »", Voice.PERSON),
        ),
        decided="Aucun rapport n’est envoyé à la mutuelle. Lettre type remise à Mme Portal.",
    ),
    Booked(date(2025, 11, 18), "14 h 00", _WORKER, 45, _PLACE, kept=True),
    Reviewed(
        on=date(2025, 11, 18),
        by=_WORKER,
        done="La banque a reversé 434,52 € sur le compte. Crédit renouvelable résilié.",
        remaining="FSL énergie : facture de régularisation attendue.",
        person_words="« Quand j’ai vu le virement, j’ai cru à une erreur. »",
        moves=(
            Moved("dossier", ActionState.DONE),
            Moved("renoncer", ActionState.DONE),
            Moved("fsl", ActionState.UNDER_WAY, "facture attendue"),
        ),
        next_review_on=date(2025, 12, 16),
    ),
    Booked(date(2025, 12, 16), "14 h 00", _WORKER, 45, _PLACE, kept=True),
    Reviewed(
        on=date(2025, 12, 16),
        by=_WORKER,
        done="Dossier recevable le {day 2025-12-11}. Les saisies sont suspendues, au plus tard "
        "jusqu’au {full 2027-12-11}. FSL énergie accordé : 310 €.",
        remaining="Attendre les mesures proposées par la commission.",
        changed="Un créancier peut contester pendant 15 jours.",
        person_words="« On a dormi jusqu’à neuf heures dimanche. »",
        moves=(
            Moved("gel", ActionState.DONE),
            Moved("fsl", ActionState.DONE),
            Moved("courant", ActionState.UNDER_WAY),
        ),
        next_review_on=date(2026, 3, 17),
    ),
    Booked(date(2026, 3, 17), "14 h 00", _WORKER, 45, _PLACE, kept=True),
    Reviewed(
        on=date(2026, 3, 17),
        by=_WORKER,
        done="Mesures reçues : 168 € par mois sur 84 mois, effacement du solde ensuite. Loyer et "
        "énergie à jour.",
        remaining="Premier prélèvement à vérifier avec eux.",
        changed="Rendez-vous tous les deux mois, à leur demande.",
        moves=(Moved("courant", ActionState.UNDER_WAY),),
        next_review_on=date(2026, 6, 16),
        next="vérifier les prélèvements",
    ),
)

STORY: Final = Story(
    "h3",
    "Combien doit-il nous laisser ?",
    (
        SyntheticDossier(
            key="h3-ghislaine",
            organisation="trois-rivieres",
            secteur="09",
            referent=_WORKER,
            opened_on=date(2025, 10, 7),
            person=_GHISLAINE,
            events=in_order(
                *_START,
                *budgets.H3,
                minimum.H3,
                *agreements.H3,
                *procedures.H3,
                *relays.H3,
                *mediations.H3,
                _ASSESSMENT,
                _PLAN,
                *_AFTER,
            ),
            household="h3",
        ),
        RUI,
    ),
)
