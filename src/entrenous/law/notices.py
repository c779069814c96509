"""The sentences shown with an answer: what to demand, to check, to fear, and what is unverified."""

from datetime import date, timedelta

from .cases import Applied
from .model import Basis, Rule
from .requests import Request
from .typography import typeset
from .vocabulary import vocabulary

STALE_AFTER = timedelta(days=366)
SILENT_PHONE = (
    "Au téléphone, rien n’est dit, pas même si la personne est connue :"
    " demandez un écrit, puis rappelez un numéro vérifié."
)
HUMAN = "Demandeur inconnu de la base : une personne décide, par écrit ; le défaut est NON."


def used_notices(
    applied: Applied, *, used: tuple[Basis, ...], give: tuple[str, ...], due: date | None
) -> tuple[str, ...]:
    """Every sentence for an answer that rests on a rule, most urgent first."""
    request = applied.request
    sentences = [
        *_protection(applied, give),
        *_channel(request),
        *applied.case.warnings,
        *_demands(applied),
        *_employer(applied),
        *_local(applied),
        *_dates(applied, due),
        *([] if request.asked else ["Aucun élément coché : précisez ce qui est demandé."]),
        *(applied.rule.checks if give or applied.lacks else ()),
        *_doubts(used, request.received_on),
    ]
    return tuple(dict.fromkeys(typeset(each) for each in sentences))


def unknown_notices(rule: Rule | None, request: Request) -> tuple[str, ...]:
    """The sentences when no requester rule answers."""
    sentences = [HUMAN, *_channel(request)]
    if rule is not None:
        kind = vocabulary().kinds[rule.kind]
        sentences.append(f"« {rule.id} » n’est pas un demandeur : {kind} ({rule.label}).")
    return tuple(typeset(each) for each in sentences)


def is_doubtful(used: tuple[Basis, ...], on: date | None) -> bool:
    """Whether the answer must show « à vérifier »: any basis not V1, none, or read long ago."""
    return not used or any(each.verification != "V1" for each in used) or _is_stale(used, on)


def _is_stale(used: tuple[Basis, ...], on: date | None) -> bool:
    return bool(on and used and on - max(basis.read_on for basis in used) > STALE_AFTER)


def _protection(applied: Applied, give: tuple[str, ...]) -> list[str]:
    if applied.stops:
        return ["Arrêt : adresse protégée. Une personne du service juridique décide par écrit."]
    if vocabulary().locating & set(give) and not applied.rule.own_data:
        return ["Vérifiez avant d’envoyer que l’adresse de la personne n’est pas protégée."]
    return []


def _channel(request: Request) -> list[str]:
    if request.channel == "phone":
        return [SILENT_PHONE]
    if request.channel == "email" and "identite_qualite" not in request.evidence:
        return ["Courriel d’un expéditeur non vérifié : vérifiez l’identité et la qualité."]
    if request.channel == "callback":
        return ["Rappel vérifié : seuls l’accord enregistré ou le danger immédiat ouvrent."]
    return []


def _demands(applied: Applied) -> list[str]:
    evidence = vocabulary().evidence
    return [
        f"À demander : {', ou '.join(evidence[code] for code in group)}." for group in applied.lacks
    ]


def _employer(applied: Applied) -> list[str]:
    depends = any(case.employers for case in applied.rule.cases)
    if depends and applied.request.employer is None:
        return ["La réponse dépend de la nature de l’employeur : précisez-la."]
    return []


def _local(applied: Applied) -> list[str]:
    if applied.local and applied.case.status == "must":
        return ["Une règle de l’organisation restreint une obligation légale : avis juridique."]
    return []


def _dates(applied: Applied, due: date | None) -> list[str]:
    answered_on = applied.request.answered_on
    if applied.request.received_on is None:
        return ["Demande sans date de réception : aucun délai n’est calculé."]
    if due and answered_on and answered_on > due:
        return [f"Le délai est dépassé depuis le {due.isoformat()} : répondez sans attendre."]
    return []


def _doubts(used: tuple[Basis, ...], on: date | None) -> list[str]:
    doubts = [
        f"À vérifier : {basis.name} ({basis.verification}) : {basis.unverified}."
        for basis in used
        if basis.verification != "V1"
    ]
    if _is_stale(used, on):
        doubts.append("Base relevée il y a plus d’un an : relisez les textes avant de répondre.")
    return doubts
