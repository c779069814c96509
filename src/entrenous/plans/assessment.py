"""Write the assessment: domain by domain, facts, her words and the worker's reading apart."""

from datetime import date
from uuid import UUID

from django.db import transaction

from entrenous.activity.codes import What
from entrenous.dossiers import actions as dossier_actions
from entrenous.dossiers import counting
from entrenous.dossiers.contents import DomainAssessment, Synthesis
from entrenous.dossiers.models import Dossier
from entrenous.keyring import records
from entrenous.keyring.errors import EditedMeanwhile
from entrenous.keyring.opening import Keyring
from entrenous.plans.queries import assessment_of


@transaction.atomic
def keep_domain(by: Keyring, dossier: Dossier, written: DomainAssessment, *, based_on: int) -> UUID:
    """Keep what is written of one domain; the first domain opened counts as an assessment.

    based_on  the version on the screen, 0 for a closed domain
    raises    EditedMeanwhile: another tab wrote; KeyNotHeld; Damaged
    """
    opened = by.writing(dossier.pk)
    domains = assessment_of(records.read(opened, DomainAssessment))
    known = domains[written.domain]
    version = known.version if known else 0
    if based_on != version:
        raise EditedMeanwhile(known.id if known else dossier.pk, version)
    made = records.write(opened, written, by=by, record=known.id if known else None)
    if not any(domains.values()):
        counting.count(What.ASSESSMENT, dossier, opened, by=by)
    dossier_actions.touch(dossier)
    return made.record


@transaction.atomic
def keep_synthesis(
    by: Keyring,
    dossier: Dossier,
    *,
    text: str,
    read_together_on: date | None,
    disagreement: str,
    based_on: int,
) -> UUID:
    """Keep the one-page synthesis and, beside it, what the person does not agree with."""
    opened = by.writing(dossier.pk)
    known = records.read(opened, Synthesis).one(Synthesis)
    version = known.version if known else 0
    if based_on != version:
        raise EditedMeanwhile(known.id if known else dossier.pk, version)
    fresh = Synthesis(text=text, read_together_on=read_together_on, disagreement=disagreement)
    made = records.write(opened, fresh, by=by, record=known.id if known else None)
    dossier_actions.touch(dossier)
    return made.record
