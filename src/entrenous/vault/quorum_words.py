"""What the custodians read, in French: refusals, grounds, and the report they sign."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from entrenous.vault.people import PublicKeys
from entrenous.vault.quorum_files import Ground, Request, Result, fingerprint_of
from entrenous.vault.quorum_request import CheckedRequest, Why, is_rehearsal
from entrenous.vault.quorum_result import ABSENT, CLOSED, UNPROVEN
from entrenous.vault.quorum_shares import WORDS, Fault, ShareRefused

GROUNDS: Final[Mapping[Ground, str]] = {
    Ground.DECEASED: "décès de la personne qui tenait les dossiers",
    Ground.GONE: "départ sans transmission des dossiers",
    Ground.ABSENT: "absence longue, sans collègue qui tienne les dossiers",
    Ground.KEYS_LOST: "perte de la phrase et de la feuille de secours",
    Ground.REHEARSAL: "répétition sur un dossier d’essai",
}
REFUSALS: Final[Mapping[Why, str]] = {
    Why.NOT_A_FILE: "Ce fichier n’est pas celui que le site a produit, ou il est coupé : "
    "téléchargez-le de nouveau.",
    Why.UNKNOWN_FORMAT: "Ce fichier est d’un format que ce programme ne connaît pas : prenez la "
    "même version du programme que celle du site.",
    Why.NOTHING_LISTED: "La demande ne nomme aucun dossier, ou nomme deux fois le même.",
    Why.ALTERED: "La signature n’est pas celle de ce qui est écrit : le fichier a été modifié, ou "
    "la personne qui demande n’est pas certifiée. Ne tapez aucune part.",
    Why.RECIPIENT: "Les clés de la personne destinataire ne sont pas certifiées par le registre : "
    "rien ne peut lui être remis.",
    Why.NO_ENTRY: "La demande n’est pas accompagnée de son inscription au journal : elle n’est pas "
    "recevable.",
    Why.OTHER_ENTRY: "L’inscription au journal jointe n’est pas celle de cette demande.",
    Why.NO_CHECKPOINT: "La demande n’est pas accompagnée d’un point de contrôle du journal : elle "
    "n’est pas recevable.",
    Why.NOT_UNDER_CHECKPOINT: "Le point de contrôle joint ne couvre pas l’inscription de cette "
    "demande, ou n’est pas signé par ce journal.",
    Why.OTHER_REQUEST: "Ce résultat répond à une autre demande.",
    Why.OTHER_RECOVERY: "Ce fichier n’a pas été signé par la clé de secours de cette organisation.",
    Why.NOT_LISTED: "Ce résultat contient autre chose que les dossiers de la demande, remis à la "
    "personne destinataire : rien n’est repris.",
    Why.TOO_EARLY: "Le résultat date d’avant la fin du délai, sans le gardien de plus qui permet "
    "de ne pas l’attendre.",
}
_LEFT_OUT: Final[Mapping[str, str]] = {
    ABSENT: "absent du fichier de demande",
    CLOSED: "la clé de secours ne l’ouvre pas, ou ce qu’elle ouvre n’est pas attesté",
    UNPROVEN: "le dossier ne dit pas, sous scellé, qu’il lui est rattaché",
}
_LINE: Final = "-" * 72


def share_refusal(refused: ShareRefused) -> str:
    """What is wrong with what was typed, and what to do."""
    if refused.words:
        places = ", ".join(str(place) for place in refused.words)
        return f"Ces mots ne sont pas dans la liste : nº {places} de la ligne. Tapez-la de nouveau."
    return {
        Fault.LENGTH: f"Une part compte {WORDS} mots : il en manque, ou il y en a trop.",
        Fault.ALTERED: "Un mot de cette part n’est pas le bon, ou deux mots sont échangés : "
        "relisez la feuille et tapez la part de nouveau.",
        Fault.TWICE: "Cette part a déjà été tapée : il faut celle de quelqu’un d’autre.",
        Fault.OTHER_KEY: "Cette part est d’une autre clé de secours (une autre organisation, ou un "
        "ancien partage). Comparez l’empreinte écrite sur la feuille.",
        Fault.TOO_FEW: "Il n’y a pas assez de parts de gardiens.",
        Fault.NO_PROCEDURE: "Il manque la pièce de procédure : sans elle, rien ne s’ouvre.",
    }.get(refused.fault, "Cette part ne se lit pas.")


def shown(checked: CheckedRequest) -> str:
    """The request as everyone reads it before a share is typed."""
    request = checked.request
    rows = [
        ("Organisation", request.organisation_name),
        ("Demande nº", str(request.id)),
        ("Demandée par", f"{request.asked_by_name}, le {moment(request.asked_at)}"),
        ("Raison", GROUNDS[request.ground]),
        ("Motif", request.motive),
        ("Clés remises à", request.recipient_name),
        ("  ses clés", checked.recipient.fingerprint()),
        ("Fin du délai", moment(request.opens_at)),
        *_listed(request),
        ("Clé de secours", request.recovery.read().fingerprint()),
        ("Registre", checked.registry.fingerprint()),
        ("Journal", checked.journal.fingerprint()),
    ]
    return "\n".join(f"{title:<16} {text}" for title, text in rows) + "\n"


def _listed(request: Request) -> list[tuple[str, str]]:
    rows = [("Dossiers", str(len(request.dossiers)))]
    for dossier in request.dossiers:
        count = len(dossier.satellites)
        more = f" (et {count} rattachement{'s' if count > 1 else ''})" if count else ""
        rows.append(("", f"{dossier.container}{more}"))
    return rows


def moment(at: datetime) -> str:
    """An instant, in universal time: an amnesic machine knows no other."""
    return at.strftime("%d/%m/%Y à %H h %M (temps universel)")


def report(checked: CheckedRequest, result: Result, recovery: PublicKeys) -> str:
    """The paper that those present sign: what was asked, what was given back, what was not."""
    request = checked.request
    title = "Répétition" if is_rehearsal(request) else "Ouverture"
    given = {grant.container for grant in result.grants}
    return "\n".join(
        [
            f"{title} par les gardiens de secours : rapport",
            _LINE,
            shown(checked).rstrip(),
            _LINE,
            f"Fait le {moment(result.made_at)}, avec {result.custodians} parts de gardiens et la "
            "pièce de procédure.",
            f"Clé de secours rouverte : {recovery.fingerprint()}",
            "",
            f"Remis à {request.recipient_name} : {len(given)}",
            *(f"  {container}" for container in request.containers if container in given),
            *_told_left_out(result),
            "",
            f"Empreinte de la demande : {fingerprint_of(request).hex()}",
            "Les parts communes d’un foyer ne sont pas rouvertes par cette demande.",
            "Les parts tapées n’ont été écrites nulle part. Cet ordinateur est à éteindre.",
            _LINE,
            *_signatures(result.custodians),
        ]
    )


def _told_left_out(result: Result) -> list[str]:
    if not result.left_out:
        return ["Rien n’a été laissé de côté."]
    why: list[tuple[UUID, str]] = [(e.container, e.why) for e in result.left_out]
    rows = [f"  {container} : {_LEFT_OUT.get(code, code)}" for container, code in why]
    return [f"Laissés de côté : {len(why)}", *rows]


def _signatures(custodians: int) -> list[str]:
    people = [*(f"Gardien {i}" for i in range(1, custodians + 1)), "Pièce de procédure", "Témoin"]
    return [f"{who:<20} Nom :                          Signature :\n" for who in people]
