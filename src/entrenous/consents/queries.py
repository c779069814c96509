"""What a person agreed to: read before anything about her is given, checked again each time."""

from datetime import date

from entrenous.consents.codes import Kind, Signed
from entrenous.consents.contents import Agreement
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.keyring.records import OpenRecord, Reading
from entrenous.vault.containers import Compartment

# The proof that the law base asks for, by how the agreement was given; words alone prove nothing.
_EVIDENCE = {Signed.PAPER: "accord_signe", Signed.MANDATE: "mandat_personne"}


def valid(
    by: Keyring, dossier: Dossier | OpenContainer, on: date, *, requester: str | None = None
) -> list[OpenRecord[Agreement]]:
    """The agreements that still say something that day, of one requester or of all.

    dossier  the header (its opening is journaled) or the dossier already opened for a page
    returns  nothing when the compartment is in doubt, or the dossier was put back to a former
             day: a withdrawal may be what is missing
    raises   KeyNotHeld, VaultClosed
    """
    opened = dossier if isinstance(dossier, OpenContainer) else _opened(by, dossier)
    return valid_in(records.read(opened, Agreement), on, requester=requester)


def valid_in(
    reading: Reading, on: date, *, requester: str | None = None
) -> list[OpenRecord[Agreement]]:
    """The same, from a reading that covers Agreement."""
    if Compartment.PERSON in reading.doubtful or reading.lost:
        return []
    return [
        each
        for each in reading.of(Agreement)
        if each.content.items_on(on) and requester in (None, each.content.requester)
    ]


def agreed_items(
    by: Keyring, dossier: Dossier | OpenContainer, requester: str, on: date
) -> frozenset[str]:
    """The item codes agreed that day for a requester of the law base: the `agreement` of a request.

    An agreement opens nothing that the rule excludes: `law.answer` decides, with these.
    A partner named in words only is nobody's code: it gives nothing here.
    """
    if not requester:
        return frozenset()
    found = valid(by, dossier, on, requester=requester)
    return frozenset(item for each in found for item in each.content.items_on(on))


def evidence(
    by: Keyring, dossier: Dossier | OpenContainer, requester: str, on: date
) -> frozenset[str]:
    """The evidence codes that agreements of that day prove: a paper or a mandate, never words."""
    if not requester:
        return frozenset()
    found = valid(by, dossier, on, requester=requester)
    return frozenset(code for each in found if (code := evidence_of(each.content)))


def evidence_of(agreement: Agreement) -> str:
    """What one agreement proves: « accord_signe », « mandat_personne » or nothing."""
    if agreement.signed is Signed.PAPER and agreement.kind is Kind.MANDAT:
        return _EVIDENCE[Signed.MANDATE]
    return _EVIDENCE.get(agreement.signed, "")


def _opened(by: Keyring, dossier: Dossier) -> OpenContainer:
    return by.open(dossier.pk, Act.DOSSIER_OPENED)
