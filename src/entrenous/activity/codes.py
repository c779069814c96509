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
    # Partners: what was asked of them, what came back
    RELAY_SENT = "relay.sent"
    RELAY_HEARD = "relay.heard"
    PROMISE_MADE = "promise.made"
    PROMISE_KEPT = "promise.kept"
    # What else is done for the persons
    BUDGET_KEPT = "budget.kept"
    PROCEDURE_FOLLOWED = "procedure.followed"
    MESSAGE_SENT = "message.sent"
    RECEPTION_MESSAGE = "reception.message"
    COPY_DELIVERED = "copy.delivered"
    COMPLAINT_RECEIVED = "complaint.received"
    COMPLAINT_ANSWERED = "complaint.answered"
    # Means, and what is ordered
    COVER_PLANNED = "cover.planned"
    POST_VACANT = "post.vacant"
    INDIRECT_WORK = "work.indirect"
    ORDERED_CALLS = "work.ordered"
    # What a paper said, of nobody
    QUESTIONNAIRE_ANSWER = "questionnaire.answer"
    # Calls that a platform handed over, absorbed by the house
    SLIP_CALLED = "slip.called"
    SLIP_HANDED_ON = "slip.handed_on"
    # The desk: first listening, calls back, delegated tasks, information, plain counts
    DEMANDE_HEARD = "demande.heard"
    CALL_TRIED = "call.tried"
    TASK_DONE = "task.done"
    INFORMATION_GIVEN = "interview.information"
    DESK_COUNTED = "desk.counted"
    # Mediations and collective actions
    MEDIATION_MANDATED = "mediation.mandated"
    MEDIATION_ENDED = "mediation.ended"
    COLLECTIVE_SESSION = "collective.session"
    COLLECTIVE_ENDED = "collective.ended"
    # Reminders of appointments, sent or not
    REMINDER_SENT = "reminder.sent"
