"""What can be done with a request now, by this reader: one thing first, the others after."""

from dataclasses import dataclass

from django.urls import reverse

from entrenous.gateway.codes import ENDED, UNDECIDED, State
from entrenous.letters import Kind, suggested
from entrenous.web.asking.forms import capital
from entrenous.web.gateway.access import KEEPERS, LEAD, LEGAL, WORKER
from entrenous.web.gateway.pages import RequestPage


@dataclass(frozen=True)
class Step:
    """A button: its address, its words, why one would press it."""

    url: str
    label: str
    icon: str
    why: str = ""


def next_steps(page: RequestPage) -> list[Step]:
    """The acts that this state opens, the likeliest first."""
    if not page.found.is_whole:
        return []
    keeps = any(page.is_a(kind) for kind in KEEPERS)
    if page.row.state == State.TO_SIGN:
        return _to_sign(page, keeps=keeps)
    return _of_keepers(page) if keeps else []


def _of_keepers(page: RequestPage) -> list[Step]:
    if page.row.stands in UNDECIDED:
        return _undecided(page)
    if page.row.state == State.DECIDED:
        first, *others = _letters(page)
        return [first, *_informing(page), *others]
    if page.row.state == State.WITHDRAWN:
        return [letter_step(page, Kind.ACKNOWLEDGE_WITHDRAWAL)]
    return _informing(page)


def letter_step(page: RequestPage, kind: Kind) -> Step:
    """The button that writes a letter."""
    url = reverse("gateway:letter", args=[page.row.pk, kind.value])
    return Step(url, capital(kind.label), "file-text")


def _undecided(page: RequestPage) -> list[Step]:
    verdict, legal = page.verdict, page.is_a(LEGAL)
    decide = _step(page, "decide", "Décider", "scale", "Suivre la proposition, ou s’en écarter.")
    found: list[Step] = []
    if page.row.state == State.WAITING_EVIDENCE:
        why = "Dites ce qui est montré : la proposition est calculée de nouveau."
        found.append(_step(page, "correct", "Une pièce est arrivée", "file-check", why))
    elif verdict.missing:
        found.append(_demand(page))
    is_theirs = verdict.answered_by == "institution" or verdict.human_stop
    if is_theirs and not legal and page.row.state != State.WITH_LEGAL_DESK:
        why = "La réponse engage l’institution : la lettre part, le dossier reste ici."
        transfer = _step(page, "transfer", "Transmettre au service juridique", "send", why)
        found.insert(0 if not found else 1, transfer)
    if legal and verdict.answered_by == "institution" and not verdict.missing:
        why = "Identité et adresse seulement ; la lecture est inscrite."
        found.append(_step(page, "card", "Lire la carte administrative", "id-card", why))
    found.append(decide)
    return [*found, *(letter_step(page, kind) for kind in _before_deciding(page))]


def _demand(page: RequestPage) -> Step:
    url = reverse("gateway:letter", args=[page.row.pk, Kind.DEMAND_EVIDENCE.value])
    return Step(url, "Demander les pièces", "file-question-mark", "Rien n’est donné avant.")


def _before_deciding(page: RequestPage) -> list[Kind]:
    """The letters that answer nothing: who will answer, what she may send herself."""
    waiting = {Kind.TRANSFER, Kind.TRANSFER_SLIP, Kind.PERSONS_OWN}
    return [kind for kind in suggested(page.paper) if kind in waiting]


def _to_sign(page: RequestPage, *, keeps: bool) -> list[Step]:
    found = []
    if not page.has_signed() and (page.is_a(LEAD) or keeps):
        found.append(_step(page, "sign", "Lire et signer", "pen-line"))
    if keeps and page.found.holds_whole:
        found.append(_step(page, "ask-signature", "Demander une signature", "users"))
    if keeps:
        found.append(_step(page, "decide", "Décider autrement", "scale"))
    return found


def _letters(page: RequestPage) -> list[Step]:
    given = page.decision and page.decision.give
    kinds = list(suggested(page.paper))
    if given and Kind.LIMITED not in kinds:
        kinds.insert(0, Kind.LIMITED)
    if not given:
        kinds = [k for k in kinds if k != Kind.LIMITED or _says_nothing_is_held(page)]
    else:
        kinds = [Kind.LIMITED, *(k for k in kinds if k not in _REFUSALS | {Kind.LIMITED})]
    kinds = [k for k in kinds if k != Kind.DEMAND_EVIDENCE]
    return [letter_step(page, kind) for kind in kinds]


_REFUSALS = {Kind.REFUSAL, Kind.NEUTRAL}


def _says_nothing_is_held(page: RequestPage) -> bool:
    """An institution that may answer and holds nothing says so."""
    verdict = page.verdict
    return verdict.answered_by == "institution" and verdict.status != "no" and not verdict.missing


def _informing(page: RequestPage) -> list[Step]:
    line = page.found.line
    if line is None or line.under_embargo or line.inform == "none" or line.informed_on:
        return []
    if page.row.state == State.DECIDED and page.verdict.inform != "before":
        return []
    return [_step(page, "inform", "Noter que la personne est informée", "user-check")]


def _step(page: RequestPage, name: str, label: str, icon: str, why: str = "") -> Step:
    return Step(reverse(f"gateway:{name}", args=[page.row.pk]), label, icon, why)


def other_acts(page: RequestPage) -> list[Step]:
    """What is rarely done, one click away."""
    if not page.found.is_whole or not any(page.is_a(kind) for kind in KEEPERS):
        return []
    is_open, whole = page.row.stands not in ENDED, page.found.holds_whole
    has_dossier = page.found.dossier is not None
    at_legal_desk, undecided = page.row.state == State.WITH_LEGAL_DESK, page.row.stands in UNDECIDED
    legal, works = page.is_a(LEGAL), page.is_a(WORKER)
    offered = (
        ("correct", "Corriger, ajouter une pièce montrée", "pencil", is_open),
        ("link", "Lier à un dossier", "link", works and whole and not has_dossier),
        ("unlink", "Détacher de ce dossier", "unlink", works and whole and has_dossier),
        ("entrust", "Confier à une collègue", "users", undecided and whole),
        ("hand-back", "Rendre à qui l’a transmise", "undo-2", at_legal_desk and legal),
        ("transfer", "Transmettre au service juridique", "send",
         is_open and whole and not at_legal_desk and not legal),
        ("file-add", "Ajouter un fichier", "paperclip", True),
        ("promises", "Ce que le demandeur annonce", "handshake", True),
        ("withdraw", "Le demandeur retire sa demande", "x", is_open),
    )  # fmt: skip
    return [_step(page, name, label, sign) for name, label, sign, is_offered in offered
            if is_offered]  # fmt: skip
