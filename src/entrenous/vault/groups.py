"""A group's letter box: anyone seals to it, only its members open.

00-decisions 8: a group is a container; its key pair is derived from the container's key, so that
admitting a member is a grant and losing one is a new epoch.
"""

from entrenous.vault.containers import ContainerKey
from entrenous.vault.people import SecretKeys
from entrenous.vault.primitives import kdf


def group_keys(whole: ContainerKey) -> SecretKeys:
    """The key pair of a group at one epoch. `whole` is the group container's key."""
    return SecretKeys(kdf(whole.secret, "EN1 group box"), kdf(whole.secret, "EN1 group sign"))
