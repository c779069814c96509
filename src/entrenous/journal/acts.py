"""The codes of what can be done. Frozen once used: they are inside the chain."""

from django.db import models


class Act(models.TextChoices):
    """What happened, as the person and the DPO read it."""

    # Reading
    DOSSIER_OPENED = "dossier.opened", "dossier ouvert"
    LIST_OPENED = "list.opened", "liste de ses dossiers ouverte"
    OWN_SEARCH = "search.own", "recherche dans ses dossiers"
    DIRECTORY_SEARCHED = "directory.searched", "recherche dans le répertoire de l’accueil"
    DIRECTORY_HIT = "directory.hit", "fiche du répertoire affichée"
    DEMANDE_OPENED = "demande.opened", "demande ouverte"
    DEMANDES_LISTED = "demandes.listed", "liste des demandes ouverte"
    SUPPORT_READ = "support.read", "extrait partagé lu"
    PRINTED = "record.printed", "page imprimée"
    # Writing
    CONTAINER_CREATED = "container.created", "conteneur créé"
    RECORD_WRITTEN = "record.written", "écrit ajouté"
    RECORD_CORRECTED = "record.corrected", "écrit corrigé"
    RECORD_REMOVED = "record.removed", "écrit retiré"
    STEP_DONE = "step.done", "suite d’un entretien faite"
    RECORD_MOVED_OUT = "record.moved_out", "écrit déplacé vers un autre dossier"
    RECORD_MOVED_IN = "record.moved_in", "écrit reçu d’un autre dossier"
    CONSTAT = "head.constat", "constat d’un écrit endommagé"
    DOSSIER_OPENING = "dossier.created", "dossier créé"
    DOSSIER_CLOSED = "dossier.closed", "fin d’accompagnement"
    DOSSIER_REOPENED = "dossier.reopened", "accompagnement repris"
    DOSSIER_TRANSFERRED = "dossier.transferred", "dossier transmis à un autre référent"
    DOSSIERS_MERGED = "dossier.merged", "dossiers réunis"
    HOUSEHOLD_LINKED = "household.linked", "dossier relié à un foyer"
    HOUSEHOLD_SEPARATED = "household.separated", "dossiers séparés"
    PROTECTION_CHANGED = "dossier.protection", "protection du dossier modifiée"
    DEMANDE_RECORDED = "demande.recorded", "demande enregistrée"
    DEMANDE_DECIDED = "demande.decided", "suite donnée à la demande"
    DEMANDE_ATTRIBUTED = "demande.attributed", "référent désigné"
    APPOINTMENT_SET = "appointment.set", "rendez-vous fixé"
    APPOINTMENT_CHANGED = "appointment.changed", "rendez-vous modifié"
    DIRECTORY_CHANGED = "directory.changed", "répertoire mis à jour"
    # Keys
    GRANTED = "key.granted", "clé remise"
    REVOKED = "key.revoked", "clé retirée"
    ROTATED = "key.rotated", "clé renouvelée"
    SUPPORT_SHARED = "support.shared", "extrait partagé"
    SUPPORT_ENDED = "support.ended", "partage retiré"
    GROUP_AUTHORISED = "group.authorised", "admission contresignée"
    GROUP_ADMITTED = "group.admitted", "membre admis"
    # Agents
    ACCOUNT_CREATED = "account.created", "compte créé"
    ACCOUNT_CHANGED = "account.changed", "compte modifié"
    ACCOUNT_DISABLED = "account.disabled", "compte fermé"
    INVITED = "account.invited", "invitation remise"
    FACTOR_CHANGED = "account.factor", "second facteur modifié"
    ENROLMENT_STARTED = "account.enrolment", "enrôlement commencé"
    ENROLMENT_RESET = "account.reset", "nouvel enrôlement demandé"
    CERTIFIED = "account.certified", "clés certifiées"
    CERTIFICATE_REVOKED = "account.revoked", "certificat révoqué"
    PHRASE_CHANGED = "account.phrase", "phrase changée"
    RECOVERED = "account.recovered", "accès retrouvé par la feuille de secours"
    VAULT_OPENED = "vault.opened", "coffre ouvert"
    VAULT_CLOSED = "vault.closed", "coffre fermé"
    SET_UP = "organisation.set_up", "organisation mise en place"
    ORGANISATION_CHANGED = "organisation.changed", "organisation modifiée"
    CHECKPOINT = "journal.checkpoint", "point de contrôle"


def act_choices() -> list[tuple[str, str]]:
    """For the model's field: a new code then needs no migration."""
    return Act.choices
