"""The words of the engine's codes, of its silences, and the advice that a change brings."""

import re
from typing import Final

from entrenous.benefits.codes import Change
from entrenous.benefits.worker import Standing

WHOSE: Final = {"0": "la personne", "1": "conjoint", "*": "une personne du foyer"}
MISSING: Final = {
    "couple": "la vie en couple",
    "nationality": "la nationalité ou le titre de séjour",
    "home.status": "la situation de logement",
    "home.rent": "le loyer",
    "home.insee": "la commune",
    "net_salary": "le salaire net",
    "net_unemployment": "le chômage (ARE)",
    "net_pension": "la retraite",
    "disability_pension": "la pension d’invalidité",
    "disability_rate": "le taux d’incapacité",
    "ass_eligible": "les conditions de l’ASS, selon France Travail",
}
NEEDS: Final = {
    "couple": "vie en couple",
    "income": "revenus de chaque adulte",
    "home.status": "situation de logement",
    "home.rent": "loyer",
    "home.insee": "commune",
    "nationality": "nationalité",
    "family": "allocations familiales et ASF reçues",
    "disability_pension": "pension d’invalidité",
    "disability_rate": "taux d’incapacité",
    "ass_eligible": "conditions de l’ASS",
}
INCOME_NAMES: Final = {
    "net_salary": "salaire",
    "net_unemployment": "chômage",
    "net_pension": "retraite",
    "maintenance": "pension alimentaire reçue",
    "disability_pension": "pension d’invalidité",
}
REASONS: Final = {
    "rsa_socle": "montant forfaitaire du foyer",
    "rsa_forfait_logement": "forfait logement retiré",
    "rsa_base_ressources": "ressources retenues",
    "ppa_montant_forfaitaire_familial_non_majore": "montant forfaitaire du foyer",
    "ppa_base_ressources": "ressources retenues",
    "ppa_bonification": "bonification",
    "aide_logement_base_ressources": "ressources retenues, par an",
    "aide_logement_participation_personnelle": "participation personnelle au loyer",
}
REASON = re.compile(r"(\w+) : (-?[0-9]+\.[0-9]{2})")
INCOME = re.compile(r"Revenus \((\w+)\) : (.+)")
ISO = re.compile(r"(20[0-9]{2}-[0-9]{2})(?:-([0-9]{2}))?")

STANDINGS: Final = {
    Standing.READY: "Le moteur de calcul n’a pas répondu à temps : réessayez dans un instant.",
    Standing.STARTING: "Le moteur de calcul démarre : il répondra dans moins d’une minute.",
    Standing.RESTING: "Le moteur de calcul s’est arrêté et va redémarrer : réessayez dans une "
    "minute.",
    Standing.ABSENT: "Le moteur de calcul n’est pas encore installé sur ce serveur. S’il ne vient "
    "pas, demandez à la personne qui l’administre.",
    Standing.DOWN: "Le moteur de calcul est arrêté : demandez à la personne qui administre le "
    "serveur.",
}
ADVICE: Final = {
    Change.JOB_LOST: "Le signaler tout de suite à la CAF et à France Travail. D’anciens salaires "
    "peuvent ne plus être comptés, ou l’être moins (on parle de neutralisation ou d’abattement) : "
    "cela se demande, et ce calcul ne le fait pas.",
    Change.HOURS_CUT: "Le signaler à la CAF. Le RSA et la prime d’activité regardent des mois déjà "
    "passés : le montant d’aujourd’hui ne suit pas encore.",
    Change.SEPARATED: "La séparation se déclare à sa date : ensuite, seuls les revenus de la "
    "personne comptent. Avant, vérifier où arrive le courrier et qui ouvre l’espace en ligne. "
    "L’ASF se demande, elle ne vient pas seule.",
    Change.CHILD: "L’arrivée ou le départ d’un enfant se déclare : plusieurs droits en dépendent, "
    "et certains se demandent à part.",
    Change.MOVED: "L’aide au logement se redemande pour chaque logement, avec la nouvelle adresse "
    "et l’attestation de loyer.",
}
