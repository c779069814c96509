"""H2: an unpaid rent, a hearing, and a diagnosis that another colleague writes."""

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
from entrenous.ops.demo import budgets, minimum, procedures
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
from entrenous.ops.demo.story_h2_mireille import HOME, MIREILLE, ZOE
from entrenous.reception.codes import Channel, Decision, Sign

_WORKER: Final = "samuel.brochard"
_PLACE: Final = "MDS Val-des-Saules, bureau 2"

_BASTIEN: Final = PersonTold(
    given_name="Bastien",
    family_name="Ourcival",
    birth_year=1984,
    commune="Saint-Orme",
    street=HOME,
    form_of_address="Monsieur",
    phone="01 99 00 44 21",
    household=(MemberTold("Mireille", "compagne", 1987), ZOE),
)
_BEFORE: Final = (
    Received(
        on=date(2025, 11, 3),
        requester="bailleur",
        asked=("demarches", "capacites"),
        person_named="M. Ourcival",
        answer=Answered(date(2025, 11, 27), "refusal", minutes=15),
        sender="Gestion locative, Habitat des Trois-Rivières (fictif)",
        text="Objet : impayé – logement 214. Le compte de M. Ourcival présente un débit de "
        "3 184,00 €. Merci de nous indiquer les mesures sociales en cours et la capacité de "
        "remboursement du ménage. Gestion locative, Habitat des Trois-Rivières (fictif).",
    ),
    Requested(
        on=date(2025, 11, 25),
        at="16 h 10",
        by="nadia.kessler",
        channel=Channel.PHONE,
        words="J’ai reçu un papier d’un commissaire de justice pour le loyer. J’ai peur de "
        "l’ouvrir devant ma fille.",
        themes=(Theme.EXP, Theme.RES),
        signs=(Sign.EVICTION,),
        decision=Decision.APPOINTMENT,
        to=_WORKER,
        answer="Rendez-vous le {day 2025-12-02} à 9 h. Venir avec tous les courriers, même fermés.",
    ),
    Attributed(date(2025, 11, 27), "helene.marchetti", _WORKER, "secteur 08"),
    Booked(date(2025, 12, 2), "9 h 00", _WORKER, 60, _PLACE, kept=True),
    Written(
        on=date(2025, 12, 2),
        at="9 h 00",
        by=_WORKER,
        mode=Mode.OFFICE,
        themes=(Theme.EXP, Theme.RES, Theme.EMP),
        minutes=65,
        passages=(
            Said(
                "Bail signé en 2019, loyer 612 €. Dette au {day 2025-11-03} : 3 184 €, soit 5,2 "
                "mois. Commandement de payer signifié le {day 2025-11-18}. Le bail étant "
                "antérieur à juillet 2023, le délai est de deux mois : {full 2026-01-18}, un "
                "dimanche (règle de report à vérifier).",
                Voice.FACTS,
            ),
            Said(
                "M. Ourcival est intérimaire ; sans mission pendant deux mois et demi, jusqu’à "
                "fin {month 2025-10-15}. Il a repris le {day 2025-11-04} en logistique. Mme "
                "Castanier-Fictif travaille 20 h par semaine à la cantine de l’école.",
                Voice.FACTS,
            ),
            Said(
                "« J’ai peur des papiers. Je les mets dans le tiroir et j’y pense la nuit. »",
                Voice.PERSON,
            ),
            Said(
                "Les courriers ont été ouverts et classés ensemble en vingt minutes. La reprise "
                "du loyer courant est possible dès {month 2025-12-15}.",
                Voice.READING,
            ),
        ),
        decided="Reprise du loyer courant en {month 2025-12-15}. Proposition au bailleur : 60 € "
        "par mois pendant 53 mois, signée par le couple. Rien n’est dit au bailleur sans leur "
        "mandat.",
        next_steps=(
            ToDo(Doer.PERSON, "Payer le loyer de {month 2025-12-15} le 5", date(2025, 12, 5)),
            ToDo(
                Doer.SERVICE,
                "Relire avec eux la proposition au bailleur",
                date(2025, 12, 9),
            ),
        ),
    ),
)

_ASSESSMENT: Final = Assessed(
    on=date(2025, 12, 16),
    by=_WORKER,
    views=(
        View(
            Domain.HOUSING,
            facts="T3, bail de 2019, 612 € par mois. Loyer de {month 2025-12-15} payé le 5.",
            person_words="« Zoé a ses copines dans l’immeuble. On veut rester. »",
            reading="Maintien possible si le loyer courant est tenu jusqu’à l’audience.",
        ),
        View(
            Domain.MONEY,
            facts="Décembre : salaire d’intérim 1 310 €, salaire de Mme 742 €, prime d’activité "
            "en cours de calcul. Dette de loyer 3 184 €.",
            person_words="Ils préfèrent une petite somme tous les mois à un gros versement.",
        ),
        View(
            Domain.WORK,
            facts="Missions en logistique, Caces 1 et 3 valides jusqu’en 2028.",
            person_words="« Si l’agence me garde, c’est réglé. »",
        ),
        View(
            Domain.FAMILY,
            facts="Zoé, 11 ans, en sixième au collège de Saint-Orme.",
            person_words="Elle n’est pas au courant. Ils souhaitent le lui dire eux-mêmes.",
        ),
    ),
    synthesis="Deux mois et demi sans mission ont créé une dette de 3 184 €. Le loyer est payé à "
    "nouveau depuis {month 2025-12-15}. Le couple propose 60 € par mois. La priorité est de "
    "garder le loyer courant et d’arriver à l’audience avec des preuves de paiement.",
    read_together_on=date(2025, 12, 16),
)

_PLAN: Final = Agreed(
    on=date(2025, 12, 16),
    by=_WORKER,
    why="impayé de loyer, procédure en cours",
    next="audience",
    goals=(
        Goal(
            "Payer le loyer tous les mois et garder l’appartement.",
            (
                Step("loyer", "Payer le loyer le 5 de chaque mois", Doer.PERSON, date(2026, 1, 5)),
                Step(
                    "fsl",
                    "Préparer la demande de FSL maintien",
                    Doer.SERVICE,
                    date(2026, 3, 6),
                    help_needed="attestation de reprise du paiement",
                ),
            ),
        ),
        Goal(
            "Une mission qui dure.",
            (
                Step(
                    "mission",
                    "Demander à l’agence une mission longue",
                    Doer.PERSON,
                    date(2026, 1, 16),
                    partner="agence d’intérim",
                ),
            ),
        ),
        Goal(
            "Savoir quoi faire si le juge dit non.",
            (
                Step(
                    "dalo",
                    "Expliquer le recours DALO, à déposer seulement si la clause est réactivée",
                    Doer.SERVICE,
                    date(2026, 4, 28),
                ),
            ),
        ),
    ),
    rhythm=Rhythm.MONTH,
    next_review_on=date(2026, 1, 20),
)

_PROCEDURE: Final = (
    Reviewed(
        on=date(2026, 1, 20),
        by=_WORKER,
        done="Loyers de {month 2025-12-15} et de {month 2026-01-15} payés. Mission prolongée "
        "jusqu’à la fin {month 2026-03-15}.",
        remaining="Le bailleur n’a pas répondu à la proposition.",
        person_words="« On a ouvert le tiroir tous les deux. Il est vide. »",
        moves=(Moved("loyer", ActionState.UNDER_WAY), Moved("mission", ActionState.DONE)),
        next_review_on=date(2026, 3, 3),
    ),
    Written(
        on=date(2026, 2, 17),
        at="17 h 00",
        by=_WORKER,
        mode=Mode.OFFICE,
        themes=(Theme.EXP,),
        minutes=45,
        passages=(
            Said(
                "Assignation reçue le {day 2026-02-12}. Audience le {long 2026-04-16} à 9 h, juge "
                "des contentieux de la protection de Valmeuse-sur-Orme (fictif).",
                Voice.FACTS,
            ),
            Said(
                "Expliqué : ce que le juge peut accorder, ce qu’il faut apporter, et que le "
                "diagnostic social et financier sera écrit par une collègue, pas par moi."
            ),
            Said("« Donc ce que je vous dis ici reste ici. »", Voice.PERSON),
        ),
        decided="Ils iront à l’audience tous les deux.",
        next_steps=(
            ToDo(
                Doer.PERSON,
                "Demander les quittances de {month 2025-12-15}, {month 2026-01-15} et "
                "{month 2026-02-15}",
                date(2026, 2, 27),
            ),
        ),
    ),
    Received(
        on=date(2026, 2, 23),
        requester="dsf",
        asked=("rubriques_dsf",),
        person_named="M. Ourcival",
        evidence=("ecrit", "saisine_prefet"),
        facts=("organisme_designe_dsf",),
        deadline_on=date(2026, 4, 9),
        answer=Answered(
            date(2026, 4, 7),
            "limited",
            minutes=35,
            values=(("rubriques_dsf", "Formulaire joint, relu et corrigé par le couple."),),
            told_on=date(2026, 3, 6),
        ),
        sender="Préfecture des Trois-Rivières (fictive)",
        text="En application de l’article 24 de la loi du 6 juillet 1989, je vous saisis aux fins "
        "de réalisation du diagnostic social et financier. Audience : {2026-04-16}, 9 h, juge des "
        "contentieux de la protection de Valmeuse-sur-Orme (fictif).",
    ),
    Written(
        on=date(2026, 3, 6),
        at="10 h 00",
        by=_WORKER,
        mode=Mode.OFFICE,
        doing=Doing.AID,
        themes=(Theme.EXP, Theme.BUD),
        minutes=50,
        passages=(
            Said(
                "FSL maintien demandé ce jour : prêt de 1 900 € et subvention de 600 €. Budget "
                "refait avec eux, une seule fois, pour le FSL et pour le diagnostic.",
                Voice.FACTS,
            ),
            Said(
                "L’entretien du diagnostic a eu lieu ce matin avec Yasmine Ferhat-Fictif. Ils ont "
                "relu et fait corriger une ligne sur les ressources.",
                Voice.FACTS,
            ),
        ),
        decided="FSL maintien déposé.",
        next_steps=(
            ToDo(
                Doer.PERSON,
                "Demander au bailleur l’attestation de reprise du paiement",
                date(2026, 3, 13),
            ),
        ),
    ),
    Written(
        on=date(2026, 3, 20),
        at="12 h 10",
        by=_WORKER,
        mode=Mode.PHONE,
        doing=Doing.CALL,
        themes=(Theme.EXP,),
        minutes=12,
        passages=(
            Said(
                "Le FSL est ajourné : il manque l’attestation de reprise du paiement.",
                Voice.THIRD_PARTY,
            ),
            Said(
                "M. Ourcival l’a reçue hier du bailleur. Il la dépose ce soir à l’accueil.",
                Voice.PERSON,
            ),
        ),
        decided="Pièce transmise au FSL dès réception.",
    ),
    Written(
        on=date(2026, 4, 7),
        at="15 h 30",
        by=_WORKER,
        mode=Mode.PHONE,
        doing=Doing.CALL,
        themes=(Theme.EXP,),
        minutes=15,
        passages=(
            Said("FSL maintien accordé. Notification demandée pour l’audience.", Voice.FACTS),
        ),
        decided="Apporter la notification le {day 2026-04-16}.",
    ),
    Booked(date(2026, 4, 28), "9 h 00", _WORKER, 60, _PLACE, kept=True),
    Reviewed(
        on=date(2026, 4, 28),
        by=_WORKER,
        done="Audience du {day 2026-04-16} : délais accordés sur 36 mois, clause résolutoire "
        "suspendue tant que l’échéancier est tenu. FSL versé au bailleur.",
        remaining="Tenir le loyer et l’échéance, le 5.",
        changed="Le recours DALO n’est déposé que si la clause reprend effet. Ils savent à qui "
        "le dire, et quand.",
        person_words="« Le juge nous a demandé si on avait des questions. J’en ai posé une. »",
        moves=(
            Moved("fsl", ActionState.DONE),
            Moved("dalo", ActionState.DONE, "expliqué ; dépôt seulement si besoin"),
        ),
        next_review_on=date(2026, 6, 2),
        next="bilan des paiements",
    ),
)

STORY: Final = Story(
    "h2",
    "Garder l’appartement des Saules",
    (
        SyntheticDossier(
            key="h2-bastien",
            organisation="trois-rivieres",
            secteur="08",
            referent=_WORKER,
            opened_on=date(2025, 12, 2),
            person=_BASTIEN,
            events=in_order(
                *_BEFORE, *budgets.H2, minimum.H2, *procedures.H2, _ASSESSMENT, _PLAN, *_PROCEDURE
            ),
            household="h2",
        ),
        MIREILLE,
    ),
)
