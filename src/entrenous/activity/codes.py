"""What can be counted: read it before adding a fact. A code describes an act, never a person."""

from enum import StrEnum


class What(StrEnum):
    """The act that a fact counts. Frozen once used: it is inside sealed facts."""

    DEMANDE_RECEIVED = "demande.received"
    DEMANDE_DECIDED = "demande.decided"
    DEMANDE_ATTRIBUTED = "demande.attributed"
    APPOINTMENT_SET = "appointment.set"
    APPOINTMENT_ENDED = "appointment.ended"
    DOSSIER_OPENED = "dossier.opened"
    ACCOMPAGNEMENT_STARTED = "accompagnement.started"
    ACCOMPAGNEMENT_ENDED = "accompagnement.ended"
    DOSSIER_TRANSFERRED = "dossier.transferred"
    THREAD_ENTRY = "thread.entry"
    ASSESSMENT = "assessment"
    PLAN_AGREED = "plan.agreed"
    PLAN_REVIEWED = "plan.reviewed"
    SUPPORT_ASKED = "support.asked"
    WRITING_SENT = "writing.sent"
    SOLLICITATION_RECEIVED = "sollicitation.received"
    SOLLICITATION_ANSWERED = "sollicitation.answered"
    SOLLICITATION_TIME = "sollicitation.time"
