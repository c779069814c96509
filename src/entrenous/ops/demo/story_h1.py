"""H1: a walk-in about heating, a plan in three objectives, an end by common agreement."""

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
from entrenous.ops.demo import agreements, budgets, procedures
from entrenous.ops.demo.filed import H1_BILL, H1_NOTICE
from entrenous.ops.demo.received import Answered, Received
from entrenous.ops.demo.shapes import (
    Agreed,
    Assessed,
    Attributed,
    Booked,
    Ended,
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
from entrenous.reception.codes import Channel, Decision, Sign, UrgencyAction

_WORKER: Final = "odile.pradier"
_PLACE: Final = "MDS Val-des-Saules, bureau 4"

_AWA: Final = PersonTold(
    given_name="Awa",
    family_name="Sarr-Lemoine",
    birth_name="Sarr",
    birth_year=1991,
    commune="Saint-Orme",
    street="18 rue des Tanneurs",
    form_of_address="Madame",
    phone="01 99 00 44 12",
    email="awa.sarr-lemoine@exemple.invalid",
    household=(MemberTold("Maïssa", "fille", 2016), MemberTold("Ilan", "fils", 2021)),
)

_ARRIVAL: Final = (
    Requested(
        on=date(2026, 1, 13),
        at="9 h 40",
        by="bruno.talec",
        channel=Channel.WALK_IN,
        words="On m’a baissé le courant, le chauffage ne tient plus.",
        themes=(Theme.ENE, Theme.RES),
        signs=(Sign.ENERGY,),
        urgency_action=UrgencyAction.DUTY,
        decision=Decision.DUTY,
        to=_WORKER,
        answer="Reçue à la permanence de 10 h 15, le jour même.",
    ),
    Written(
        on=date(2026, 1, 13),
        at="10 h 15",
        by=_WORKER,
        mode=Mode.WALK_IN,
        doing=Doing.INTERVIEW,
        themes=(Theme.ENE, Theme.RES),
        minutes=40,
        passages=(
            Said(
                "Mme Sarr-Lemoine vit rue des Tanneurs avec Maïssa, 9 ans, et Ilan, 4 ans. Ses "
                "allocations de chômage ont pris fin le {day 2025-11-30}. Elle a demandé le RSA le "
                "{day 2026-01-05} et n’a pas encore de réponse.",
                Voice.FACTS,
            ),
            Said(
                "Ressources de {month 2026-01-15} : allocations familiales 151 €, pension "
                "alimentaire 180 €, reliquat de salaire 309 €, soit 640 €. Loyer restant à charge "
                "90 €. Dette d’énergie 412,60 € ; la puissance du compteur a été réduite le "
                "{day 2026-01-09}.",
                Voice.FACTS,
            ),
            Said(
                "« On dort tous les trois dans la même pièce depuis vendredi. » Elle dit avoir "
                "appelé deux fois le fournisseur sans obtenir quelqu’un qui décide.",
                Voice.PERSON,
            ),
            Said(
                "La demande est claire et limitée. Le retard de paiement suit exactement la fin "
                "des allocations. Rétablir la puissance aujourd’hui, puis assurer les droits.",
                Voice.READING,
            ),
        ),
        decided="J’appelle le fournisseur avec elle, haut-parleur ouvert. Demande de secours "
        "départemental préparée ensemble.",
        next_steps=(
            ToDo(
                Doer.PERSON,
                "Apporter la facture d’énergie et l’avis de la Caf",
                date(2026, 1, 15),
            ),
            ToDo(Doer.SERVICE, "Déposer la demande de secours", date(2026, 1, 15)),
        ),
    ),
    Written(
        on=date(2026, 1, 13),
        at="11 h 05",
        by=_WORKER,
        mode=Mode.PHONE,
        doing=Doing.MEDIATION,
        themes=(Theme.ENE,),
        minutes=25,
        passages=(
            Said(
                "Appel au fournisseur d’énergie, avec l’accord de Mme Sarr-Lemoine et en sa "
                "présence. Dit : le nom, la référence client, l’absence de ressources stables. "
                "Rien d’autre.",
                Voice.FACTS,
            ),
            Said(
                "Le service solidarité rétablit la puissance dans la journée et propose trois "
                "échéances de 137,53 €, la première le {day 2026-03-10}.",
                Voice.THIRD_PARTY,
            ),
            Said("Elle accepte l’échéancier : « Trois fois, ça je peux tenir. »", Voice.PERSON),
        ),
        decided="Échéancier accepté par Mme Sarr-Lemoine.",
    ),
    Written(
        on=date(2026, 1, 15),
        by=_WORKER,
        mode=Mode.OFFICE,
        doing=Doing.AID,
        themes=(Theme.RES, Theme.ALI),
        minutes=30,
        passages=(
            Said(
                "Secours départemental. Calcul : (640 − 140 − 90) / 3 personnes / 30 jours = "
                "4,56 € par jour, pour un plafond de 5,50 €. Éligible selon le barème.",
                Voice.FACTS,
            ),
            Said("Demande relue avec elle et déposée ce jour. Montant demandé : 230 €."),
        ),
        decided="Secours demandé : 230 €, alimentation.",
        next_steps=(ToDo(Doer.SERVICE, "Appeler dès la décision connue", date(2026, 1, 22)),),
    ),
    H1_NOTICE,
    Received(
        on=date(2026, 1, 20),
        requester="elu",
        asked=("ressources", "demarches", "connu_du_service"),
        person_named="Mme Sarr",
        answer=Answered(date(2026, 1, 22), "neutral", minutes=10),
        sender="S. Delhoume-Fictif, adjointe aux solidarités, mairie de Saint-Orme",
        text="Madame, je reçois ce jour Mme Sarr, que vous suivez m’a-t-elle dit. Merci de me "
        "préciser sa situation financière et si elle fait le nécessaire, afin que la commission "
        "d’aide puisse statuer jeudi. Bien à vous, S. Delhoume-Fictif.",
    ),
)

_ASSESSMENT: Final = Assessed(
    on=date(2026, 1, 22),
    by=_WORKER,
    views=(
        View(
            Domain.HOUSING,
            facts="Trois pièces du parc social, rue des Tanneurs, bail de 2020. Loyer à jour, "
            "90 € restants après l’aide au logement. Convecteurs anciens.",
            person_words="« L’appartement me va. C’est le chauffage qui me mange tout. »",
            reading="Le logement n’est pas menacé. Un signalement au bailleur sur les "
            "convecteurs peut réduire la facture.",
        ),
        View(
            Domain.MONEY,
            facts="640 € en {month 2026-01-15} ; secours de 230 € accordé le {short 2026-01-22}. "
            "Dette d’énergie de 412,60 € étalée en trois fois. Pas d’autre dette.",
            person_words="Elle tient ses comptes dans un cahier et l’a apporté.",
            reading="Le budget tient dès que le RSA est ouvert.",
        ),
        View(
            Domain.WORK,
            facts="Six ans d’aide à domicile, contrat terminé en 2025. Inscrite à France Travail.",
            person_words="« Je veux reprendre, mais pas avec des horaires coupés. »",
        ),
        View(
            Domain.FAMILY,
            facts="Séparée depuis 2023, pension de 180 € versée chaque mois. Maïssa en CM1, "
            "Ilan en petite section.",
            person_words="Elle aimerait que les enfants partent quelques jours cet été. Ilan "
            "n’est jamais parti.",
        ),
        View(
            Domain.RIGHTS,
            facts="RSA demandé le {short 2026-01-05}, attestation de l’employeur manquante.",
            reading="Une seule pièce bloque le dossier.",
        ),
        View(Domain.HEALTH, not_discussed=True),
    ),
    synthesis="Mme Sarr-Lemoine a perdu l’essentiel de ses ressources fin {month 2025-11-15}. Son "
    "logement est payé, ses comptes sont tenus. Deux urgences : l’énergie, réglée par un "
    "échéancier, et le RSA, bloqué par une attestation. Elle souhaite aussi que ses enfants "
    "partent en vacances. La santé n’a pas été abordée, à sa demande.",
    read_together_on=date(2026, 1, 22),
)

_PLAN: Final = Agreed(
    on=date(2026, 1, 22),
    by=_WORKER,
    why="énergie réduite, droits en attente",
    next="bilan ensemble",
    goals=(
        Goal(
            "Ne plus avoir froid et finir de payer l’électricité.",
            (
                Step(
                    "echeances",
                    "Payer les échéances convenues avec le fournisseur",
                    Doer.PERSON,
                    date(2026, 3, 10),
                ),
                Step(
                    "fsl",
                    "Déposer la demande de FSL énergie",
                    Doer.SERVICE,
                    date(2026, 2, 10),
                    help_needed="la facture détaillée",
                ),
            ),
        ),
        Goal(
            "Avoir mon RSA.",
            (
                Step(
                    "attestation",
                    "Envoyer l’attestation de l’employeur à la Caf",
                    Doer.PERSON,
                    date(2026, 1, 27),
                ),
                Step("caf", "Relancer la Caf", Doer.SERVICE, date(2026, 2, 3)),
            ),
        ),
        Goal(
            "Qu’Ilan parte en vacances.",
            (
                Step(
                    "vacances",
                    "Prendre les dates et les tarifs au centre social",
                    Doer.PERSON,
                    date(2026, 3, 24),
                    partner="centre social des Tanneurs",
                ),
            ),
        ),
    ),
    rhythm=Rhythm.FORTNIGHT,
    next_review_on=date(2026, 2, 10),
)

_FOLLOW_UP: Final = (
    Booked(date(2026, 2, 10), "14 h 00", _WORKER, 45, _PLACE, kept=True),
    Reviewed(
        on=date(2026, 2, 10),
        by=_WORKER,
        done="RSA ouvert : premier versement reçu le {day 2026-02-05}. Puissance rétablie depuis "
        "le {day 2026-01-13}.",
        remaining="FSL énergie revenu incomplet : il manque la facture détaillée.",
        changed="La facture est demandée par l’espace client, avec elle, pendant le bilan.",
        person_words="« Déjà, je dors. »",
        moves=(
            Moved("attestation", ActionState.DONE),
            Moved("caf", ActionState.DONE),
            Moved("fsl", ActionState.UNDER_WAY, "incomplet : facture détaillée"),
        ),
        next_review_on=date(2026, 2, 24),
        next="renvoyer le FSL complété",
    ),
    Booked(date(2026, 2, 24), "14 h 00", _WORKER, 30, _PLACE, kept=True),
    H1_BILL,
    Written(
        on=date(2026, 2, 24),
        at="14 h 00",
        by=_WORKER,
        mode=Mode.OFFICE,
        themes=(Theme.ENE, Theme.ENF),
        minutes=30,
        passages=(
            Said(
                "Facture détaillée reçue et jointe : FSL énergie déposé à nouveau ce jour. Le "
                "bailleur enverra un technicien pour les convecteurs."
            ),
            Said(
                "« Maïssa veut que ce soit la mer. Ilan dit qu’il garde la maison. »",
                Voice.PERSON,
            ),
        ),
        decided="FSL énergie complet, déposé.",
        next_steps=(
            ToDo(
                Doer.PERSON,
                "Payer la première échéance et garder le reçu",
                date(2026, 3, 10),
            ),
        ),
    ),
    Written(
        on=date(2026, 3, 17),
        at="11 h 20",
        by=_WORKER,
        mode=Mode.PHONE,
        doing=Doing.CALL,
        themes=(Theme.ENE,),
        minutes=10,
        passages=(
            Said(
                "FSL énergie accordé : 275 €, versés au fournisseur. Avec la première échéance "
                "payée le {day 2026-03-10}, il reste 0,07 €, abandonnés par le fournisseur.",
                Voice.FACTS,
            ),
        ),
        decided="Plus d’échéance à payer.",
    ),
    Booked(date(2026, 4, 14), "10 h 30", _WORKER, 45, _PLACE, kept=True),
    Reviewed(
        on=date(2026, 4, 14),
        by=_WORKER,
        done="Dette d’énergie soldée. RSA versé chaque mois. Séjour réservé du {day 2026-07-13} "
        "au {day 2026-07-20}, payé aux trois quarts par les aides de la Caf.",
        person_words="« Je repars avec ma feuille, et je sais où c’est. »",
        moves=(
            Moved("echeances", ActionState.DONE),
            Moved("fsl", ActionState.DONE),
            Moved("vacances", ActionState.DONE),
        ),
    ),
    Ended(
        on=date(2026, 4, 14),
        by=_WORKER,
        reason=EndingReason.MUTUAL,
        summary="Les trois objectifs du plan sont faits. Relais : centre social des Tanneurs, "
        "pour les vacances et la halte-garderie. Mme Sarr-Lemoine garde la synthèse papier.",
    ),
)

STORY: Final = Story(
    "h1",
    "Le chauffage, le RSA et les vacances d’Ilan",
    (
        SyntheticDossier(
            key="h1-awa",
            organisation="trois-rivieres",
            secteur="07",
            referent=_WORKER,
            opened_on=date(2026, 1, 13),
            person=_AWA,
            events=in_order(
                *budgets.H1,
                *agreements.H1,
                *procedures.H1,
                *_ARRIVAL,
                Attributed(
                    date(2026, 1, 22),
                    "helene.marchetti",
                    _WORKER,
                    "secteur 07 ; a reçu la personne à la permanence",
                ),
                _ASSESSMENT,
                _PLAN,
                *_FOLLOW_UP,
            ),
        ),
    ),
)
