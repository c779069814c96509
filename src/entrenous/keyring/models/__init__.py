"""The keyring's tables: `access` (agents' own keys), `containers` (keys and records), `groups`."""

from entrenous.keyring.models.access import (
    AgentKeys,
    Draft,
    Enrolment,
    FailedTry,
    KnownBrowser,
    Passkey,
    SecondFactor,
    Session,
    Unlock,
)
from entrenous.keyring.models.containers import (
    Container,
    Epoch,
    Grant,
    HeadRow,
    PendingGrant,
    Record,
)
from entrenous.keyring.models.groups import Admission, Carnet, Certificate, Group, RegistryHead

__all__ = [
    "Admission",
    "AgentKeys",
    "Carnet",
    "Certificate",
    "Container",
    "Draft",
    "Enrolment",
    "Epoch",
    "FailedTry",
    "Grant",
    "Group",
    "HeadRow",
    "KnownBrowser",
    "Passkey",
    "PendingGrant",
    "Record",
    "RegistryHead",
    "SecondFactor",
    "Session",
    "Unlock",
]
