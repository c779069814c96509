"""What the person of story H1 and her référente wrote in her space, and a step put there."""

from typing import Final
from uuid import uuid4

from django.utils import timezone

from entrenous.dossiers.codes import Doer
from entrenous.dossiers.contents import NextStep
from entrenous.dossiers.models import Dossier
from entrenous.keyring.opening import Keyring
from entrenous.space import actions
from entrenous.space.keys import PersonKeyring
from entrenous.space.models import Space
from entrenous.vault.people import SecretKeys

_HERS: Final = (
    "Bonjour, j’ai reçu un courrier du fournisseur. Je ne comprends pas la date. "
    "Je peux le montrer mardi ?"
)
_ANSWER: Final = (
    "Bonjour. Oui, apportez-le mardi. La date est celle d’une relance : rien n’est coupé. "
    "On la lira ensemble."
)
_LATER: Final = "Merci. Je viens avec ma sœur, elle lit mieux que moi."
_STATEMENT: Final = (
    "On écrit souvent « en retard de paiement ». J’ai toujours payé quelque chose chaque mois. "
    "Je veux que ce soit écrit aussi."
)


def write(by: Keyring, dossier: Dossier, secret: SecretKeys) -> None:
    """A message read and answered, one that waits in « Ma journée », her statement, a step."""
    space = Space.objects.select_related("dossier__container").get(dossier=dossier)
    her = PersonKeyring(space, secret, timezone.now())
    actions.say(her, _HERS, once=uuid4())
    actions.read_by_service(by, dossier.pk)
    actions.answer(by, dossier, _ANSWER, once=uuid4())
    actions.read_by_person(her)
    actions.state(her, _STATEMENT, based_on=0)
    actions.say(her, _LATER, once=uuid4())
    step = NextStep(Doer.PERSON, "apporter le courrier du fournisseur")
    actions.share_steps(by, dossier, [("demo.0", step)])
