"""The demonstration's sheets open its recovery key, and say that no service has such a file."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from entrenous.ops.demo import custodians
from entrenous.vault.primitives import NotOpened
from entrenous.vault.recovery import join


def test_a_request_of_the_demonstration_can_be_finished_with_the_sheets_it_prints(
    tmp_path: Path, settings: SimpleNamespace
) -> None:
    settings.ENTRENOUS_HOME = tmp_path
    public, shares = custodians.split()
    custodians.keep([custodians.sheets("Service d’essai (fictif)", public, shares)])
    assert custodians.path().stat().st_mode & 0o777 == 0o600
    printed = custodians.path().read_text("utf-8")
    assert printed.startswith("DÉMONSTRATION")
    pages = printed.split("Entre Nous, clé de secours. ")[1:]
    typed = [" ".join(re.findall(r"\d+\. ([a-z]+)", page)) for page in pages]
    assert len(typed) == 6
    three = [*typed[1:4], typed[5]]
    assert join(three, expected_box=public.box).public == public
    with pytest.raises(NotOpened):
        join(typed[:5], expected_box=public.box)
    kept = custodians.named("service", shares)
    assert list(kept.values()) == typed
