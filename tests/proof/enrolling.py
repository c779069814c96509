"""An agent's account from the invitation to the way back, by its pages: every secret she types.

The phrases she chooses carry the canary. Codes cannot: they are handed back, to be searched for.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from entrenous.agents.models import Agent, Function
from entrenous.keyring import enrolment, invitations, models, passkeys
from tests.people import House
from tests.proof.canaries import canary
from tests.web.account.test_enrolment import step, take_codes, take_phrase, take_sheet
from tests.web.account.ways import PIN, code_now

OWN, NEXT, LAST = (canary(f"girafe ocre sous le pont du {day}") for day in ("lun", "mar", "mer"))


class Listened(Client):
    """A browser whose every answer is heard."""

    def __init__(self, heard: Callable[[Any], None]) -> None:
        super().__init__()
        self._heard = heard

    def request(self, **sent: Any) -> Any:
        answer = super().request(**sent)
        self._heard(answer)
        return answer

    def send(self, page: str, **typed: str) -> Any:
        """Post a form that must be taken; former failures do not make this one wait."""
        models.FailedTry.objects.all().delete()
        answer = self.post(reverse(f"account:{page}"), typed)
        assert answer.status_code == 302, (page, answer.content.decode())
        return answer


def live_an_account(
    house: House, login: str, heard: Callable[[Any], None], patch: pytest.MonkeyPatch
) -> list[str]:
    """Enrol, change each secret, lose one after the other; returns the codes, as shown."""
    agent = Agent.objects.create(
        organisation=house.organisation, login=login, given_name="Nadia", family_name="Fictif"
    )
    Function.objects.create(agent=agent, kind="reception", circonscription=house.circonscription)
    client, invitation = Listened(heard), invitations.invite(agent, house.closed("Ada"))
    client.send("enrolment_invitation", code=invitation)
    phrase = take_phrase(client)
    codes = take_codes(client)
    client.send("enrolment_pin", pin=PIN, again=PIN)
    client.send("enrolment_sheet", phrase=phrase)
    wrong = {f"g{place}": canary("group") for place in range(7)}
    client.post(reverse("account:enrolment_sheet_check"), wrong)
    sheet = take_sheet(client, phrase)
    enrolment.certify(agent, by=house.keyring("Ines"))
    assert step(client) == "/"
    client.send("change_phrase", current=phrase, phrase=OWN, again=OWN)
    client.send("change_phrase", current=OWN, phrase=NEXT, again=NEXT)
    totp = _settle(client, patch)
    fresh = _come_back(Listened(heard), login, codes, sheet)
    return [invitation, phrase, *codes, sheet, fresh, totp]


def _settle(client: Listened, patch: pytest.MonkeyPatch) -> str:
    """Each thing of « Mon compte » that asks for the phrase again; the vault closed, reopened."""
    client.send("lock")
    client.post(reverse("account:unlock"), {"pin": canary("pin")[:20]})
    client.send("unlock", pin=PIN)
    client.send("change_pin", phrase=NEXT, pin=PIN[::-1], again=PIN[::-1])
    page = client.get(reverse("account:enrolment_totp")).content.decode()
    shown = re.search(r'cle-lettres intime">\s*([A-Z2-7 ]+)<', page)
    assert shown
    totp = shown[1].replace(" ", "")
    client.post(reverse("account:enrolment_totp"), {"phrase": NEXT, "code": canary("code")})
    client.send("enrolment_totp", phrase=NEXT, code=code_now(totp))
    with patch.context() as patched:
        patched.setattr(passkeys, "register", lambda *_, **__: True)
        client.get(reverse("account:enrolment_passkey"))
        client.send("enrolment_passkey", phrase=NEXT, answer=canary("answer"))
    client.send("remove_factor", phrase=NEXT, kind="totp")
    return totp


def _come_back(client: Listened, login: str, codes: list[str], sheet: str) -> str:
    """By both proofs; by the sheet when the phrase is lost, then when the codes are."""
    client.send("login", login=login, phrase=NEXT)
    client.post(reverse("account:login_factor"), {"step": "factor", "code": canary("code")})
    client.send("login_factor", step="factor", code=codes[0])
    client.send("lock")
    client.send("unlock", phrase=NEXT)
    client.send("logout")
    client.post(reverse("account:recover"), {"login": login, "code": canary("code")})
    client.send("recover", login=login, code=sheet)
    client.send("login_factor", step="factor", code=codes[1])
    client.post(reverse("account:enrolment_phrase"), {"phrase": LAST, "proposed": ""})
    client.send("enrolment_phrase_own", phrase=LAST, again=LAST)
    fresh = take_sheet(client, LAST)
    client.send("logout")
    client.send("login", login=login, phrase=LAST)
    client.post(reverse("account:login_sheet"), {"code": canary("code")})
    client.send("login_sheet", code=fresh)
    return fresh
