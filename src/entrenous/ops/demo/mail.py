"""The mail of the last weeks: letters that no story tells, in every state a request may have.

Days are counted back from today. Nobody of these letters exists; « linked » ones are about the
first dossier of the worker who receives them, whose name the letter then bears.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from entrenous.ops.demo.calendar import TOLD_ON
from entrenous.ops.demo.received import Answered, Received

_TODAY: Final = TOLD_ON
_DEPARTEMENT: Final = "trois-rivieres"


@dataclass(frozen=True, slots=True)
class Mailed:
    """A letter, to whom it came and what was done.

    secteur   whose worker answers
    entered   by the worker, by « reception » or by the « desk »
    then      « » nothing yet, « evidence » asked, « desk » sent there, « decided », « to_sign »,
              « withdrawn »; told by the letter's own `answer` when it is answered
    """

    letter: Received
    secteur: str
    organisation: str = _DEPARTEMENT
    entered: str = "worker"
    is_linked: bool = False
    then: str = ""


def _days_ago(days: int) -> date:
    return _TODAY - timedelta(days=days)


MAIL: Final = (
    Mailed(
        Received(
            _days_ago(12),
            "Service éducatif de réussite, commune de Saint-Orme (fictive)",
            "Nous réunissons l’équipe de réussite éducative. Merci de nous dire où en est la "
            "situation de la famille et si les parents sont d’accord avec les séances.",
            requester="ecole_pre",
            asked=("situation_familiale", "besoin_educatif"),
            person_named="Famille Exemple-Fictif",
        ),
        "07",
    ),
    Mailed(
        Received(
            _days_ago(9),
            "Banque de la Vière (fictive), service contentieux",
            "Votre cliente a demandé un délai. Merci de confirmer son suivi et ses ressources.",
            requester="banque",
            asked=("connu_du_service", "ressources", "budget"),
            person_named="Mme Test-Fictif",
            deadline_on=_days_ago(2),
        ),
        "08",
    ),
    Mailed(
        Received(
            _days_ago(6),
            "Cabinet Loriot-Fictif, avocats",
            "Dans le cadre d’une séparation, je vous remercie d’attester des faits que Madame "
            "vous a rapportés.",
            requester="avocat_adv",
            asked=("recit", "conflits"),
            person_named="Mme Essai-Fictif",
            answer=Answered(_days_ago(4), "refusal", minutes=20),
        ),
        "09",
    ),
    Mailed(
        Received(
            _days_ago(5),
            "Brigade de recherches de Valmeuse (fictive)",
            "Réquisition : veuillez communiquer l’identité et l’adresse de la personne visée, "
            "ainsi que les comptes rendus d’entretien.",
            requester="req_flag",
            asked=("identite", "adresse", "compte_rendu_entretien"),
            person_named="",
            evidence=("ecrit", "identite_qualite", "article_cite", "requisition_ecrite"),
            answer=Answered(_days_ago(4), "limited", minutes=45, desk=True),
        ),
        "08",
        is_linked=True,
    ),
    Mailed(
        Received(
            _days_ago(4),
            "Officier de police judiciaire, adresse de courriel non vérifiée (fictif)",
            "Merci de me transmettre par retour de courriel l’adresse de l’intéressé.",
            requester="req_prelim",
            channel="email",
            asked=("adresse",),
            person_named="M. Inconnu-Fictif",
            evidence=("ecrit", "requisition_ecrite"),
        ),
        "07",
        then="desk",
    ),
    Mailed(
        Received(
            _days_ago(3),
            "Direction des finances (fictive), brigade de contrôle",
            "Droit de communication : états de paiement des aides versées en 2025.",
            requester="fisc",
            asked=("etat_paiements", "notes"),
            person_named="M. Modèle-Fictif",
            evidence=("ecrit", "article_cite", "identite_qualite", "finalite"),
        ),
        "07",
        entered="desk",
        then="to_sign",
    ),
    Mailed(
        Received(
            _days_ago(3),
            "Une sœur de la personne",
            "Je suis sans nouvelles de mon frère depuis l’été, pouvez-vous me dire s’il va bien ?",
            requester="famille",
            asked=("connu_du_service", "adresse"),
            person_named="M. Sanson-Fictif",
        ),
        "07",
        entered="reception",
    ),
    Mailed(
        Received(
            _days_ago(8),
            "Étude Vigneron-Fictif, commissaires de justice",
            "Veuillez me communiquer l’adresse et l’employeur du débiteur ; le titre vous sera "
            "adressé ultérieurement.",
            requester="huissier_exec",
            asked=("adresse", "employeur"),
            person_named="M. Débit-Fictif",
        ),
        "10",
        then="evidence",
    ),
    Mailed(
        Received(
            _days_ago(2),
            "Gestion locative, Habitat des Trois-Rivières (fictif)",
            "Merci de nous dire si un rendez-vous est prévu avec le ménage.",
            requester="bailleur",
            asked=("rendez_vous", "budget"),
            person_named="",
        ),
        "08",
        is_linked=True,
        then="decided",
    ),
    Mailed(
        Received(
            _days_ago(1),
            "Une association de quartier (fictive)",
            "Nous souhaiterions savoir qui, dans l’immeuble, est suivi par vos services.",
            requester="inconnu",
            asked=("connu_du_service",),
            person_named="Les habitants du 12",
            asked_free="La liste des personnes suivies dans l’immeuble.",
        ),
        "07",
    ),
    Mailed(
        Received(
            _days_ago(15),
            "Mutuelle Entraide-Fictive",
            "Afin de statuer sur l’aide demandée, merci d’un rapport social.",
            requester="mutuelle",
            asked=("rapport_social",),
            person_named="M. Retiré-Fictif",
        ),
        "09",
        then="withdrawn",
    ),
    Mailed(
        Received(
            _days_ago(3),
            "Direction de la caisse (fictive)",
            "Dans le cadre du contrat pluriannuel de gestion, merci de faire réaliser l’appel "
            "d’évaluation des accompagnements clos depuis six mois (liste jointe : nom, "
            "téléphone, motif). Ne pas rouvrir le dossier.",
            requester="pdp_appel",
            asked=("identite", "telephone", "diagnostic_social"),
            person_named="Personnes d’une liste",
            evidence=("ecrit", "ordre_de_mission"),
            answer=Answered(_days_ago(1), "refusal", minutes=15),
        ),
        "orme",
        organisation="carsat",
    ),
)
