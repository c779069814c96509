"""Security keys (WebAuthn) as a second factor: they work where a script runs, others need none.

The phrase still opens the keys: a stolen security key opens nothing.
Source: W3C WebAuthn level 2, through py_webauthn.
"""

import json
from dataclasses import dataclass
from typing import Final

import webauthn
from webauthn.helpers import exceptions, structs

from entrenous.agents.models import Agent
from entrenous.keyring import models
from entrenous.keyring.second_factors import note_change

MOST: Final = 5
_REFUSALS: Final = (exceptions.WebAuthnException, ValueError, KeyError, TypeError, RecursionError)
# Everything is the same at registration and at use (04-seal §3.1): presence is enough here.
_VERIFICATION: Final = structs.UserVerificationRequirement.DISCOURAGED


@dataclass(frozen=True)
class Asked:
    """What the page hands to the browser, and the challenge its answer must sign."""

    options: str
    challenge: bytes


@dataclass(frozen=True)
class Place:
    """The site as the browser names it: « https://entre-nous.exemple.fr »."""

    scheme: str
    host: str

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"{self.scheme}://{self.host}"

    @property
    def relying_party(self) -> str:
        """The host alone, to which the key is bound."""
        return self.host.rsplit(":", 1)[0] if ":" in self.host else self.host


def ask_to_register(agent: Agent, place: Place) -> Asked:
    """Options to add a security key."""
    options = webauthn.generate_registration_options(
        rp_id=place.relying_party,
        rp_name="Entre Nous",
        user_id=agent.pk.bytes,
        user_name=agent.login,
        user_display_name=agent.display_name,
        exclude_credentials=_known(agent),
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            user_verification=_VERIFICATION,
            resident_key=structs.ResidentKeyRequirement.DISCOURAGED,
        ),
    )
    return Asked(webauthn.options_to_json(options), options.challenge)


def register(agent: Agent, answer: str, *, challenge: bytes, place: Place) -> bool:
    """Keep a security key; False if its answer is not what was asked."""
    try:
        checked = webauthn.verify_registration_response(
            credential=json.loads(answer),
            expected_challenge=challenge,
            expected_rp_id=place.relying_party,
            expected_origin=place.origin,
            require_user_verification=False,
        )
    except _REFUSALS:
        return False
    if agent.passkeys.count() >= MOST:
        return False
    if models.Passkey.objects.filter(credential_id=checked.credential_id).exists():
        return False
    models.Passkey.objects.create(
        agent=agent,
        credential_id=checked.credential_id,
        public_key=checked.credential_public_key,
        sign_count=checked.sign_count,
    )
    note_change(agent)
    return True


def ask_to_prove(agent: Agent, place: Place) -> Asked:
    """Options to log in with a security key."""
    options = webauthn.generate_authentication_options(
        rp_id=place.relying_party,
        allow_credentials=_known(agent),
        user_verification=_VERIFICATION,
    )
    return Asked(webauthn.options_to_json(options), options.challenge)


def proves(agent: Agent, answer: str, *, challenge: bytes, place: Place) -> bool:
    """Tell whether one of the agent's keys signed the challenge; a cloned key does not pass."""
    try:
        said = json.loads(answer)
        row = agent.passkeys.get(credential_id=webauthn.base64url_to_bytes(said["id"]))
        checked = webauthn.verify_authentication_response(
            credential=said,
            expected_challenge=challenge,
            expected_rp_id=place.relying_party,
            expected_origin=place.origin,
            credential_public_key=bytes(row.public_key),
            credential_current_sign_count=row.sign_count,
            require_user_verification=False,
        )
    except (*_REFUSALS, models.Passkey.DoesNotExist):
        return False
    row.sign_count = checked.new_sign_count
    row.save(update_fields=["sign_count"])
    return True


def _known(agent: Agent) -> list[structs.PublicKeyCredentialDescriptor]:
    ids = agent.passkeys.values_list("credential_id", flat=True)
    return [structs.PublicKeyCredentialDescriptor(id=bytes(known)) for known in ids]
