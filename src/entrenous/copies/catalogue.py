"""Every kind of writing of a dossier, and how a copy tells it; and what is no writing about her."""

from typing import Any, Final

from entrenous.copies.codes import Category
from entrenous.copies.shapes import Shape, leave_out, tell

_INTERVIEW: Final = ("compte_rendu_entretien",)
_NOTES: Final = ("notes",)
_ABOUT_OTHERS: Final = "Cet écrit parle d’autres personnes : relisez ce qui n’est pas d’elle."
_FROM_OUTSIDE: Final = "Cet écrit vient d’un tiers, ou lui a été adressé."
_TO_JUSTICE: Final = (
    "Alerte ou information préoccupante : ce qui est établi pour la justice, et qui a signalé, "
    "ne se remet pas."
)


def declare() -> None:
    """Fill the list; called once, when the program starts."""
    tables = (
        _identity, _thread, _assessments, _endings, _passages, _plan, _money, _exchanges, _hers,
    )  # fmt: skip
    for table in tables:
        for kind, shape in table().items():
            tell(kind, shape)
    for kind, because in _LEFT_OUT.items():
        leave_out(kind, because)


def _identity() -> dict[str, Shape]:
    part, law = Category.IDENTITY, ("identite",)
    card = (
        ("Nom", "family_name"), ("Prénom", "given_name"), ("Nom de naissance", "birth_name"),
        ("Autre nom", "alias"), ("Se fait appeler", "form_of_address"),
        ("Date de naissance", "birth_on"),
        ("Année de naissance", "birth_year"), ("Commune", "commune"), ("Adresse", "street"),
        ("Langue", "language"), ("Interprète", "interpreter"), ("Peut emporter", "carry"),
        ("Dossier protégé", "is_protected"),
    )  # fmt: skip
    means = (("Moyen", "means"), ("Coordonnées", "value"), ("Comment", "safety"), ("Règle", "rule"))
    member = (("Prénom", "given_name"), ("Lien", "link"), ("Année de naissance", "birth_year"))
    household = (("Composition", "composition"), ("Logement", "home"), ("Accord du", "agreed_on"))
    reception = (
        ("Nom appelé", "called_name"), ("Règle de contact", "safe_rule"),
        ("Ne pas recontacter depuis", "no_contact_on"), ("Demandé par", "no_contact_by"),
    )  # fmt: skip
    asked = (
        ("Nom", "family_name"), ("Prénom", "given_name"), ("Année de naissance", "birth_year"),
        ("Commune", "commune"), ("Adresse", "street"), ("Contact", "contact"),
        ("Règle de contact", "safe_rule"),
    )  # fmt: skip
    return {
        "PersonCard": Shape(part, law, "Identité", card, has_versions=True),
        "ContactMeans": Shape(part, ("telephone",), "Moyen de contact", means),
        "HouseholdMember": Shape(
            part, ("composition_foyer",), "Personne du foyer", member, hint=_ABOUT_OTHERS
        ),
        "SharedHousehold": Shape(
            part, ("composition_foyer",), "Foyer, partagé avec un autre dossier", household,
            hint="Ce texte est partagé avec l’autre adulte du foyer.",
        ),
        "ReceptionCard": Shape(part, law, "Ce que lit l’accueil", reception),
        "DemandeIdentity": Shape(part, law, "Identité donnée à l’accueil", asked),
    }  # fmt: skip


def _thread() -> dict[str, Shape]:
    part = Category.THREAD
    entry = (
        ("Texte", "text"), ("Ce qui a été décidé", "decided"), ("La suite", "next_steps"),
        ("Thèmes", "themes"), ("Lu avec la personne le", "shared_on"),
        ("Saisi après coup le", "typed_on"),
    )  # fmt: skip
    words = (
        ("Ses mots", "words"), ("Réponse", "answer"), ("Autre service", "other_service"),
        ("Sans suite", "no_suite"), ("Ce que le service ne peut pas, qui le peut", "limit"),
    )  # fmt: skip
    note = (("Texte", "text"),)
    informed = (("Ce qui a été expliqué", "explained"), ("Fiches remises", "sheets"))
    task = (("À faire", "what"), ("Nommée", "name"), ("Auprès de", "partner"))
    returned = (("Ce qui a été fait", "words"),)
    return {
        "ThreadEntry": Shape(part, _INTERVIEW, _entry_title, entry, day="on", has_versions=True),
        "ReceptionMessage": Shape(part, _NOTES, "Message laissé à l’accueil", note),
        "DemandeWords": Shape(part, _NOTES, "Sa demande à l’accueil", words),
        "DemandeThemes": Shape(part, _NOTES, "Thèmes de sa demande", (("Thèmes", "themes"),)),
        "DemandeNote": Shape(part, _NOTES, "Note de l’accueil", note),
        "InformationInterview": Shape(
            part, _NOTES, "Entretien d’information de l’accueil", informed, day="on"
        ),
        "TaskAsk": Shape(part, _NOTES, "Tâche confiée à l’accueil", task),
        "TaskReturn": Shape(part, _NOTES, "Retour d’une tâche confiée", returned, day="on"),
        "Word": Shape(part, _NOTES, "Mot laissé pendant une relève", note),
    }


def _assessments() -> dict[str, Shape]:
    part = Category.ASSESSMENT
    domain = (("Faits", "facts"), ("Ses mots", "person_words"), ("Lecture", "reading"))
    synthesis = (
        ("Texte", "text"), ("Lu ensemble le", "read_together_on"), ("Désaccord", "disagreement"),
    )  # fmt: skip
    return {
        "DomainAssessment": Shape(
            part, ("diagnostic_social",), lambda c: f"évaluation : {c.domain.label}", domain,
            has_versions=True,
        ),
        "Synthesis": Shape(part, ("synthese_relue",), "Synthèse", synthesis, has_versions=True),
    }  # fmt: skip


def _endings() -> dict[str, Shape]:
    part = Category.THREAD
    ending = (("Motif", "reason"), ("Résumé", "summary"), ("Expliquée le", "explained_on"))
    shared = (
        ("Proposée par", "proposed_by"), ("Dite le", "told_on"), ("Résumé", "summary"),
        ("Pièces rendues", "given_back"), ("Ses mots", "person_words"),
        ("Objections", "objections"), ("Terminée le", "closed_on"),
    )  # fmt: skip
    ground = (("Motif", "reason"), ("Essais", "attempts"))
    later = (("Réponse", "answer"), ("Retirée le", "withdrawn_on"))
    reopening = (
        ("Reprise le", "on"),
        ("Accord pour relire", "consent"),
        ("Demandé le", "asked_on"),
    )
    kept = (("Jusqu’au", "until"), ("Pour quelle raison", "why"))
    archived = (("Pour quelle raison", "why"), ("La personne le sait", "told"))
    read = (("Pour quelle raison", "ground"), ("En précisant", "words"))
    returned = (("Accord de la personne", "agreed_on"), ("En précisant", "words"))
    return {
        "Ending": Shape(part, _NOTES, "Fin d’accompagnement", ending, day="on"),
        "SharedEnding": Shape(
            part, _NOTES, "Fin d’accompagnement, écrite ensemble", shared, day="proposed_on"
        ),
        "EndingGround": Shape(part, _NOTES, "Motif de fin", ground),
        "LaterQuestionnaire": Shape(
            Category.AGREEMENTS, ("accord_rappel",), "Questionnaire anonyme plus tard", later,
            day="asked_on",
        ),
        "Reopening": Shape(part, _NOTES, "Reprise de l’accompagnement", reopening, day="on"),
        "KeptLonger": Shape(part, _NOTES, "Dossier gardé après son terme", kept),
        "Archiving": Shape(part, _NOTES, "Dossier mis en archive", archived, day="on"),
        "ArchiveReading": Shape(part, _NOTES, "Dossier lu dans les archives", read, day="on"),
        "ArchiveReturn": Shape(part, _NOTES, "Dossier sorti des archives", returned, day="on"),
    }  # fmt: skip


def _passages() -> dict[str, Shape]:
    part = Category.THREAD
    sheet = (
        ("À savoir", "to_know"), ("Ce qu’elle dira elle-même", "says_herself"),
        ("Promesses", "promises"), ("Prochaines dates", "next_dates"),
        ("Écrite ensemble le", "together_on"),
    )  # fmt: skip
    notes = (
        ("Pour la collègue", "for_colleague"), ("Dit le", "told_on"),
        ("Pas encore dit", "not_told"), ("Pourquoi", "not_told_because"),
    )  # fmt: skip
    told = (("Dit à la personne le", "told_on"),)
    due = (("Contact", "contact"), ("À faire", "due"), ("Rendez-vous", "meetings"))
    return {
        "TellingCoHolder": Shape(part, _NOTES, "Collègue relais", told),
        "HandoverSheet": Shape(part, _NOTES, "Fiche de passage", sheet, has_versions=True),
        "HandoverNotes": Shape(part, _NOTES, "Mots à une collègue", notes, has_versions=True),
        "WhatIsDue": Shape(Category.PLAN, ("plan",), "Fiche de ce qui est à faire", due),
    }


def _plan() -> dict[str, Shape]:
    part, law = Category.PLAN, ("plan",)
    action = (
        ("Quoi", "what"), ("Qui", "doer"), ("Partenaire", "partner"), ("Aide", "help_needed"),
        ("Pour le", "due_on"), ("Où cela en est", "state"), ("Note", "note"),
    )  # fmt: skip
    review = (
        ("Fait", "done"), ("Reste", "remaining"), ("Change", "changed"),
        ("Ses mots", "person_words"),
    )  # fmt: skip
    frame = (
        ("Rythme", "rhythm"), ("Prochain bilan", "next_review_on"), ("Convenu le", "agreed_on"),
    )  # fmt: skip
    outlook = (("Pourquoi on travaille ensemble", "why"), ("La suite", "next"), ("Le", "next_on"))
    return {
        "Objective": Shape(part, law, "Objectif", (("Dans ses mots", "words"),)),
        "PlanAction": Shape(part, law, "Action du plan", action),
        "PlanReview": Shape(part, law, "Bilan du plan", review, day="on"),
        "PlanFrame": Shape(part, law, "Rythme du plan", frame),
        "Outlook": Shape(part, law, "En deux lignes", outlook),
    }


def _money() -> dict[str, Shape]:
    part = Category.MONEY
    budget = (
        ("Adultes", "adults"), ("Enfants", "children"), ("Logement", "home"),
        ("Ressources", "resources"), ("Charges", "charges"), ("Dettes", "debts"),
        ("Ses mots", "words"), ("Lu ensemble le", "read_together_on"),
    )  # fmt: skip
    estimation = (("Demandé", "asked"), ("Trouvé", "found"), ("Moteur", "engine"))
    followed = (
        ("À propos de", "about"), ("Connu", "facts"), ("Dates", "counted"), ("Suites", "marks"),
        ("Terminée le", "closed_on"), ("Parce que", "closed_because"),
    )  # fmt: skip
    return {
        "Budget": Shape(
            part, ("budget",), "Budget", budget, day="on", hint=_ABOUT_OTHERS, has_versions=True
        ),
        "Estimation": Shape(part, ("droits_ouvrables",), "Estimation de droits", estimation),
        "FollowedProcedure": Shape(
            part, ("demarches",), "Procédure suivie", followed, day="opened_on"
        ),
    }


def _exchanges() -> dict[str, Shape]:
    part, law = Category.EXCHANGES, ("demarches",)
    letter = (
        ("Qui demande", "requester_name"), ("Adresse", "requester_address"), ("Lettre", "letter"),
        ("Demandé", "asked_free"), ("Référence", "reference"),
        ("Fondement avancé", "basis_claimed"),
    )  # fmt: skip
    decision = (
        ("Donné", "give"), ("Gardé", "withhold"), ("Non détenu", "not_held"),
        ("Motif d’écart", "departure"), ("Signatures", "signatures"),
    )  # fmt: skip
    sent = (
        ("À", "to"), ("Objet", "subject"), ("Texte", "paragraphs"), ("Éléments", "values"),
    )  # fmt: skip
    trace = (
        ("Qui", "requester"), ("Donné", "given"), ("Gardé", "withheld"), ("Textes", "basis"),
    )  # fmt: skip
    writing = (
        ("À", "to_function"), ("Nom", "to_name"), ("Pour", "purpose"), ("Éléments", "elements"),
        ("Ses remarques", "remarks"), ("Son désaccord", "disagreement"), ("Envoyé le", "sent_on"),
    )  # fmt: skip
    relay = (
        ("Partenaire", "partner"), ("Demandé", "asked"), ("Dit au partenaire", "told"),
        ("Contact", "contact"), ("Suites", "steps"),
    )  # fmt: skip
    mediation = (
        ("Avec qui", "partner"), ("À quel sujet", "about"), ("Souhaité", "wanted"),
        ("Peut être dit", "told"), ("Ne doit pas être dit", "not_said"), ("Contact", "contact"),
        ("Suites", "steps"), ("Sa décision", "decided"),
    )  # fmt: skip
    note = (("Texte", "text"),)
    return {
        "RequestLetter": Shape(
            part, law, "Demande d’un tiers", letter, day="received_on", hint=_FROM_OUTSIDE
        ),
        "Decision": Shape(part, law, "Décision sur cette demande", decision, day="decided_on"),
        "SentLetter": Shape(part, law, "Lettre envoyée à un tiers", sent, day="on"),
        "Information": Shape(part, law, "Information de la personne",
                             (("Comment", "how"), ("Pas encore dit", "not_told_because")),
                             day="informed_on"),
        "Promise": Shape(part, law, "Promesse d’un partenaire",
                         (("Quoi", "what"), ("Qui", "by_whom"), ("Pour le", "due_on"))),
        "TransferNote": Shape(part, law, "Mot joint à une transmission",
                              (("Texte", "words"),), day="on"),
        "Withdrawal": Shape(part, law, "Retrait de la demande", (("Texte", "words"),), day="on"),
        "PersonTrace": Shape(part, law, "Ce qui a été répondu sur elle", trace, day="on"),
        "Relay": Shape(part, law, "Relais avec un partenaire", relay, day="read_on"),
        "RelayNote": Shape(part, _NOTES, "Note sur un relais", note, day="on"),
        "Mediation": Shape(part, law, "Médiation avec mandat", mediation, day="read_on"),
        "MediationNote": Shape(part, _NOTES, "Note sur une médiation", note, day="on"),
        "Writing": Shape(
            Category.WRITINGS, ("rapport_social",), lambda c: c.kind.label, writing, day="sent_on",
            has_versions=True,
        ),
        "WritingTrace": Shape(
            Category.WRITINGS, ("rapport_social",), "Écrit envoyé",
            (("Type", "kind"), ("À", "to_function"), ("Fondement", "basis")), day="on",
        ),
    }  # fmt: skip


def _hers() -> dict[str, Shape]:
    part, law = Category.SPACE, _NOTES
    agreement = (
        ("Type", "kind"), ("Pour", "purpose"), ("À", "partner"), ("Éléments", "items"),
        ("Du", "from_on"), ("Au", "until_on"), ("Limites", "limits"), ("Retraits", "withdrawals"),
    )  # fmt: skip
    remark = (("Demande", "wanted"), ("Texte", "text"), ("Réponse", "answer_words"))
    complaint = (("Texte", "text"),)
    reminders = (("Où", "value"), ("Moyen", "way"), ("Le service peut se nommer", "names_service"))
    return {
        "Agreement": Shape(
            Category.AGREEMENTS, ("demarches",), "Accord ou mandat", agreement, day="signed_on"
        ),
        "Message": Shape(part, law, _message_title, (("Texte", "text"),), day="sent_at"),
        "Statement": Shape(part, law, "Ce qu’elle veut voir écrit", (("Texte", "text"),),
                           has_versions=True),
        "SharedStep": Shape(part, ("plan",), "Suite partagée avec elle",
                            (("Quoi", "what"), ("Qui", "doer"), ("Pour le", "due_on"))),
        "Remark": Shape(part, law, "Sa remarque", remark, day="on"),
        "Complaint": Shape(part, law, "Réclamation", complaint),
        "ReminderWish": Shape(
            Category.AGREEMENTS, ("telephone",), "Rappels de rendez-vous", reminders, day="asked_on"
        ),
    }  # fmt: skip


#: Kinds that are no writing about the person, or that say again what another says.
_LEFT_OUT: Final = {
    "CountingToken": "tirage au hasard, pour compter sans nommer",
    "AdministrativeCard": "reprend la carte d’identité",
    "Satellite": "numéro technique d’un autre espace scellé",
    "Follows": "numéro technique d’un autre espace scellé",
    "SharedPart": "numéro technique d’un autre espace scellé",
    "SharedDocument": "reprend une pièce",
    "MessageRead": "jour d’ouverture d’un message",
    "CopyRequest": "cette demande elle-même",
    "ItemChoice": "la relecture elle-même",
    "SecondReading": "la relecture elle-même",
    "SecondWord": "la relecture elle-même",
    "CopyOutcome": "ce qui a déjà été remis",
    "CopyLine": "registre du service juridique",
    "Verdict": "proposition du logiciel, sans décision",
    "RegisterLine": "registre du service, sans contenu",
    "EmbargoLift": "décision interne du service juridique",
    "EvidenceDemand": "ce qui a été demandé à un tiers",
    "SharedExtract": "copie prêtée d’un écrit qui est au dossier",
    "SlipContent": "appel promis par une plateforme ; sa demande le reprend",
    "ReferentWish": "numéro d’un agent, pour attribuer ; rien n’y est écrit sur elle",
    "DirectoryPage": "répertoire de l’accueil, hors du dossier",
    "Withdrawn": "répertoire de l’accueil, hors du dossier",
    "AskedOfCustodians": "demande aux gardiens de secours, hors du dossier",
    "BarredNotice": "demande aux gardiens de secours, hors du dossier",
    "RehearsedWord": "dossier d’essai",
    "DutyHalf": "moitié d’une clé",
    "LeadHalf": "moitié d’une clé",
    **dict.fromkeys(
        ("Complainant", "ComplaintWords", "ComplaintStep", "ComplaintAnswer", "ToldToAgent"),
        "réclamation, gardée à part : l’agent concerné ne la tient pas",
    ),
    **dict.fromkeys(
        ("ActionCard", "Project", "SessionSheet", "Evaluation", "Assessment"),
        "action collective, sans lien avec un dossier",
    ),
    **dict.fromkeys(
        ("JoinWish", "JoinAnswer", "DangerReason", "PutOff"),
        "demande d’accès d’un collègue, dans un espace à part",
    ),
}


def to_justice(content: Any) -> str:
    """What to think of before a writing is given; nothing for an ordinary one."""
    kind = getattr(content, "kind", None)
    return _TO_JUSTICE if kind is not None and kind.value in ("concern", "alert") else ""


def _entry_title(content: Any) -> str:
    return f"{content.doing.label}, {content.mode.label}"


def _message_title(content: Any) -> str:
    return "Message de la personne" if content.from_person else "Message du service"
