"""Articles that the legal desk read again in force: letters may then quote them.

00-decisions 33: a letter that leaves quotes an article only if it was read in its text (V1) or
confirmed here, by a named agent, on a day. It is about the law: nothing here is sealed.
"""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.gateway.base import base_of
from entrenous.gateway.holding import demand_legal_desk
from entrenous.gateway.models import ConfirmedArticle
from entrenous.journal.acts import Act
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.opening import Keyring
from entrenous.law import Basis

Confirmed = dict[tuple[str, str], date]


@transaction.atomic
def confirm(by: Keyring, *, text: str, article: str) -> ConfirmedArticle:
    """Say that an article was read in force today; again, the day is brought up to date.

    raises  KeyNotHeld: she is not of the legal desk, or no rule rests on this article
    """
    demand_legal_desk(by)
    if (text, article) not in to_confirm(by.organisation):
        raise KeyNotHeld
    row, _ = ConfirmedArticle.objects.update_or_create(
        organisation_id=by.organisation,
        text=text,
        article=article,
        defaults={"confirmed_by": by.agent, "confirmed_on": timezone.localdate()},
    )
    by.note(Act.ARTICLE_CONFIRMED)
    return row


@transaction.atomic
def doubt(by: Keyring, *, text: str, article: str) -> None:
    """Take a confirmation back: letters no longer quote the article. KeyNotHeld."""
    demand_legal_desk(by)
    rows = ConfirmedArticle.objects.filter(organisation_id=by.organisation)
    if rows.filter(text=text, article=article).delete()[0]:
        by.note(Act.ARTICLE_DOUBTED)


def confirmed_in(organisation: UUID) -> Confirmed:
    """(text, article) -> the day it was confirmed. One query."""
    rows = ConfirmedArticle.objects.filter(organisation_id=organisation)
    return {
        (text, art): on for text, art, on in rows.values_list("text", "article", "confirmed_on")
    }


def confirmed_names(organisation: UUID) -> dict[str, date]:
    """The articles confirmed here, as `law.Basis.name` gives them -> the day. One query."""
    found = confirmed_in(organisation)
    return {f"{text}, {article}": on for (text, article), on in found.items()}


def quotable_names(organisation: UUID) -> frozenset[str]:
    """The articles that letters may quote because they were confirmed here."""
    return frozenset(confirmed_names(organisation))


def to_confirm(organisation: UUID) -> dict[tuple[str, str], list[Basis]]:
    """Every article that the rules of an organisation rest on and that is not V1."""
    found: dict[tuple[str, str], list[Basis]] = {}
    for rule in base_of(organisation).everything():
        for basis in rule.basis:
            if basis.verification != "V1" and basis.article:
                found.setdefault((basis.text, basis.article), []).append(basis)
    return dict(sorted(found.items()))
