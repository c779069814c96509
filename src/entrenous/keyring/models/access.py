"""An agent's own keys, second factors, sessions and drafts. Nothing here opens without her."""

import uuid
from typing import ClassVar

from django.db import models

from entrenous.keyring.fields import SealedField


class AgentKeys(models.Model):
    """Keys wrapped under the phrase and under the recovery sheet. One current row per agent."""

    agent = models.ForeignKey("agents.Agent", models.PROTECT, related_name="key_rows")
    box = models.BinaryField()
    sign = models.BinaryField()
    salt = models.BinaryField()
    passes = models.PositiveSmallIntegerField()
    memory_kib = models.PositiveIntegerField()
    verifier = models.BinaryField()
    wrapped = models.BinaryField()
    recovery_wrapped = models.BinaryField()
    pin_salt = models.BinaryField()
    pin_sealed = models.BinaryField(null=True)
    # The day four groups of the printed recovery sheet were typed back.
    sheet_checked_on = models.DateField(null=True)
    made_on = models.DateField()
    is_current = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agent"], condition=models.Q(is_current=True), name="one_current_key_row"
            )
        ]

    def __str__(self) -> str:
        return f"keys of {self.agent_id}"


class Enrolment(models.Model):
    """An invitation to enrol: a code told face to face, kept by its hash, used once."""

    agent = models.OneToOneField("agents.Agent", models.CASCADE, related_name="enrolment")
    code_hash = models.BinaryField(unique=True)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"enrolment of {self.agent_id}"


class SecondFactor(models.Model):
    """A TOTP secret or printed one-time codes, sealed under the server's own key."""

    class Kind(models.TextChoices):
        TOTP = "totp", "application de codes"
        CODES = "codes", "codes imprimés"

    agent = models.ForeignKey("agents.Agent", models.CASCADE, related_name="second_factors")
    kind = models.CharField(max_length=5, choices=Kind)
    secret = SealedField()
    # TOTP: the last 30-second step that passed. Printed codes: how many were used.
    last_step = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agent", "kind"], name="one_factor_of_each_kind")
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.agent_id}"


class Passkey(models.Model):
    """A security key (WebAuthn) used as second factor."""

    agent = models.ForeignKey("agents.Agent", models.CASCADE, related_name="passkeys")
    credential_id = models.BinaryField(unique=True)
    public_key = models.BinaryField()
    sign_count = models.PositiveBigIntegerField(default=0)
    added_on = models.DateField(auto_now_add=True)

    def __str__(self) -> str:
        return f"passkey of {self.agent_id}"


class Session(models.Model):
    """A Django session whose row key is a hash of the cookie (04-seal §3.5)."""

    session_key = models.CharField(max_length=64, primary_key=True)
    session_data = models.TextField()
    expire_date = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return "session"


class Unlock(models.Model):
    """An open vault: useless without the browser's second cookie. Expiry is inside the seal."""

    id = models.BinaryField(primary_key=True, max_length=32)
    agent = models.ForeignKey("agents.Agent", models.CASCADE, related_name="unlocks")
    session_hash = models.BinaryField()
    expires = models.PositiveBigIntegerField()
    seen_at = models.DateTimeField()
    blob = SealedField(null=True)
    idle_blob = SealedField(null=True)
    pin_tries = models.PositiveSmallIntegerField(default=0)
    # Between the phrase and the second factor: nothing is open yet.
    is_pending = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"unlock of {self.agent_id}"


class FailedTry(models.Model):
    """How often a log-in failed lately, by keyed hash: neither the typed name nor the address."""

    key = models.BinaryField(primary_key=True, max_length=32)
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()

    def __str__(self) -> str:
        return "failed try"


class KnownBrowser(models.Model):
    """A browser where this agent logged in: others' failures never make it wait."""

    agent = models.ForeignKey("agents.Agent", models.CASCADE, related_name="known_browsers")
    mark = models.BinaryField(unique=True)
    seen_on = models.DateField()

    def __str__(self) -> str:
        return f"browser of {self.agent_id}"


class Draft(models.Model):
    """Text typed and not yet saved, sealed to its author: possible with a closed vault."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agent = models.ForeignKey("agents.Agent", models.CASCADE, related_name="drafts")
    form = models.CharField(max_length=60)
    about = models.UUIDField(null=True)
    box = models.BinaryField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agent", "form", "about"],
                condition=models.Q(about__isnull=False),
                name="one_draft_per_form",
            ),
            # Apart: SQLite cannot be told that two nulls are the same.
            models.UniqueConstraint(
                fields=["agent", "form"],
                condition=models.Q(about=None),
                name="one_draft_per_form_about_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"draft of {self.agent_id}"
