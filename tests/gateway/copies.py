"""Many requests at once: the same letter, sealed in as many containers, without telling each."""

from django.utils import timezone

from entrenous.gateway.contents import RegisterLine, RequestLetter
from entrenous.gateway.models import ThirdPartyRequest
from entrenous.journal.acts import Act
from entrenous.keyring import containers, records
from entrenous.keyring.models import Container
from entrenous.keyring.opening import Keyring


def multiply(request: ThirdPartyRequest, by: Keyring, times: int) -> None:
    """Copy a request: its letter and its line, held by `by`."""
    reading = records.read(by.open(request.pk, Act.REQUEST_OPENED))
    told = [each.content for kind in (RequestLetter, RegisterLine) for each in reading.of(kind)]
    for _ in range(times):
        opened = containers.create(Container.Kind.THIRD_PARTY, by=by)
        records.write_all(opened, told, by=by)
        ThirdPartyRequest.objects.create(
            container_id=opened.id,
            circonscription=request.circonscription,
            received_on=request.received_on,
            entered_by=by.agent,
            in_charge=by.agent,
            touched_on=timezone.localdate(),
        )
