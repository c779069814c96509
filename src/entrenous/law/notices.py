"""The sentences shown with an answer: what to demand, to check, to fear, and what is unverified."""

from datetime import date, timedelta

from .model import Basis, Case, Rule
from .requests import Request
from .vocabulary import vocabulary

Groups = tuple[tuple[str, ...], ...]
STALE_AFTER = timedelta(days=366)
SILENT_PHONE = (
    "Au téléphone, rien n’est dit, pas même si la personne est connue :"
    " demandez un écrit, puis rappelez un numéro vérifié."
)
HUMAN = "Demandeur inconnu de la base : une personne décide, par écrit ; le défaut est NON."


def used_notices(
    rule: Rule,
    case: Case,
    lacks: Groups,
    request: Request,
    used: tuple[Basis, ...],
    give: tuple[str, ...],
    due: date | None,
    local: tuple[Rule, ...],
) -> tuple[str, ...]:
    """Every sentence for an answer that rests on a rule, most urgent first."""
    sentences = [
        *_protection(rule, request, give),
        *_channel(request),
        *case.warnings,
        *_alternatives(lacks),
        *_employer(rule, request),
        *(_local(local, case)),
        *_dates(rule, request, due),
        *(rule.checks if give or lacks else ()),
        *_doubts(used, request.received_on),
    ]
    return tuple(dict.fromkeys(sentences))


def unknown_notices(rule: Rule | None, request: Request) -> tuple[str, ...]:
    """The sentences when no requester rule answers."""
    sentences = [HUMAN, *_channel(request)]
    if rule is not None:
        sentences.append(
            f"« {rule.id} » n’est pas un demandeur : {vocabulary().kinds[rule.kind]}"
            f" ({rule.label})."
        )
    return tuple(sentences)


def _protection(rule: Rule, request: Request, give: tuple[str, ...]) -> list[str]:
    locating = vocabulary().locating
    if rule.own_data:
        return []
    if "adresse_protegee" in request.facts or "adresse_protegee" in request.asked:
        return ["Arrêt : adresse protégée. Une personne du service juridique décide par écrit."]
    if locating & set(give):
        return ["Vérifiez avant d’envoyer que l’adresse de la personne n’est pas protégée."]
    return []


def _channel(request: Request) -> list[str]:
    if request.channel == "phone":
        return [SILENT_PHONE]
    if request.channel == "email" and "identite_qualite" not in request.evidence:
        return ["Courriel d’un expéditeur non vérifié : vérifiez l’identité et la qualité."]
    if request.channel == "callback":
        return ["Rappel vérifié : seul un accord enregistré, élément par élément, ouvre."]
    return []


def _alternatives(lacks: Groups) -> list[str]:
    evidence = vocabulary().evidence
    return [
        f"À demander : {evidence[group[0]]}"
        + "".join(f", ou {evidence[code]}" for code in group[1:])
        + "."
        for group in lacks
    ]


def _employer(rule: Rule, request: Request) -> list[str]:
    depends = any(case.employers for case in rule.cases)
    if depends and request.employer is None:
        return ["La réponse dépend de la nature de l’employeur : précisez-la."]
    return []


def _local(local: tuple[Rule, ...], case: Case) -> list[str]:
    if local and case.status == "must":
        return ["Une règle de l’organisation restreint une obligation légale : avis juridique."]
    return []


def _dates(rule: Rule, request: Request, due: date | None) -> list[str]:
    if rule.deadline and due is None:
        return ["Lettre sans date de réception connue : le délai n’est pas calculé."]
    if due and request.answered_on and request.answered_on > due:
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


def _is_stale(used: tuple[Basis, ...], on: date | None) -> bool:
    return bool(on and used and on - max(basis.read_on for basis in used) > STALE_AFTER)


def is_doubtful(used: tuple[Basis, ...], on: date | None) -> bool:
    """Whether the answer must show « à vérifier »: any basis not V1, none, or read long ago."""
    return not used or any(each.verification != "V1" for each in used) or _is_stale(used, on)
