"""Every act of the product is counted, or says why it is not; every fact has its place."""

import re
from pathlib import Path

import entrenous
from entrenous.activity.codes import What
from entrenous.journal.acts import Act
from entrenous.web.statistics.words import OWN

_SOURCE = Path(entrenous.__file__).parent
#: Journal entries that are an act of work → the fact of that work.
COUNTED = {
    Act.DOSSIER_OPENING: What.DOSSIER_OPENED,
    Act.DOSSIER_CLOSED: What.ACCOMPAGNEMENT_ENDED,
    Act.DOSSIER_REOPENED: What.ACCOMPAGNEMENT_STARTED,
    Act.DOSSIER_TRANSFERRED: What.DOSSIER_TRANSFERRED,
    Act.DEMANDE_RECORDED: What.DEMANDE_RECEIVED,
    Act.DEMANDE_DECIDED: What.DEMANDE_DECIDED,
    Act.DEMANDE_ATTRIBUTED: What.DEMANDE_ATTRIBUTED,
    Act.APPOINTMENT_SET: What.APPOINTMENT_SET,
    Act.APPOINTMENT_CHANGED: What.APPOINTMENT_ENDED,
    Act.WRITING_SENT: What.WRITING_SENT,
    Act.BUDGET_KEPT: What.BUDGET_KEPT,
    Act.RELAY_SENT: What.RELAY_SENT,
    Act.RELAY_HEARD: What.RELAY_HEARD,
    Act.REQUEST_RECEIVED: What.SOLLICITATION_RECEIVED,
    Act.REQUEST_ANSWERED: What.SOLLICITATION_ANSWERED,
    Act.SUPPORT_SHARED: What.SUPPORT_ASKED,
    Act.MESSAGE_SENT: What.MESSAGE_SENT,
    Act.COPY_DELIVERED: What.COPY_DELIVERED,
    Act.COMPLAINT_ENTERED: What.COMPLAINT_RECEIVED,
    Act.COMPLAINT_ANSWERED: What.COMPLAINT_ANSWERED,
    Act.COVER_PLANNED: What.COVER_PLANNED,
    Act.VACANCY_CHANGED: What.POST_VACANT,
}
#: Families of entries that are no unit of work by themselves, and why.
NOT_WORK = {
    "dossier": "reading, merging and protecting are not work done with a person",
    "list search directory demandes register card cards support copies": "reading",
    "record": "each kind of writing counts its own act where it is written",
    "demande": "a step of a request whose decision is counted",
    "request": "steps between what is received and what is answered, which are counted",
    "document agreement statement remark": "a piece or a word kept with an act that is counted",
    "step head constat container key group": "what the seal needs",
    "household": "a link between dossiers",
    "relay": "prepared or stopped: counted when it leaves and when an answer comes",
    "complaint": "steps between what is received and what is answered, which are counted",
    "article": "law read again",
    "account vault calendar custody quorum organisation journal": "keys, accounts, ground",
    "space message": "the person’s own acts are never counted",
    "copy": "steps before what is handed over, which is counted",
    "ending former contact": "steps of an end, which is counted",
    "handover cover join danger": "continuity: a cover is counted when it is planned",
    "mediation collective": "counted by their own facts when mandated, held, ended",
    "appointment place session reminder screen ticket pack entered": "the desk’s tools",
    "slip slips": "counted when the house calls back",
    "erasure archive": "what is over",
    "call task interview sheet desk": "counted by the facts of the desk",
}


def test_every_journaled_act_emits_its_fact_or_says_why_not() -> None:
    known = {family for families in NOT_WORK for family in families.split()}
    unexplained = {
        act.value for act in Act if act not in COUNTED and act.value.split(".")[0] not in known
    }
    assert not unexplained


def test_every_fact_is_emitted_by_an_act_of_the_product() -> None:
    counted = {
        name
        for path in _SOURCE.rglob("*.py")
        if not {"activity", "ops", "workload"} & set(path.relative_to(_SOURCE).parts)
        for name in re.findall(r"\bWhat\.([A-Z_]+)", path.read_text("utf-8"))
    }
    assert {what.name for what in What} <= counted


def test_every_fact_has_its_words_in_ones_own_activity() -> None:
    silent = {What.QUESTIONNAIRE_ANSWER.value}  # nobody’s
    assert {what.value for what in What} - set(OWN) <= silent
