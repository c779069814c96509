"""An organisation is set up from a file, once, and again without harm."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from entrenous.agents.importing import import_ranges
from entrenous.agents.keyfiles import Custody, KeyFilesMissing, custody_of, keys_of
from entrenous.agents.models import Agent, Organisation, StreetRange
from entrenous.agents.sector_files import BadFile
from entrenous.custody.models import Custodian, Terms
from entrenous.keyring import enrolment, invitations, models
from entrenous.keyring.accounts import fingerprint_of
from entrenous.keyring.certificates import is_certified
from entrenous.keyring.opening import Keyring
from entrenous.ops.setup import read_custody, read_recovery, set_up
from entrenous.vault.people import SecretKeys
from tests.people import PHRASE

FILE = """
[organisation]
name = "CCAS de Chanteuil (fictif)"
kind = "ccas"
unit_label = "antenne"
commune = "Chanteuil"
root_lead = "mireille"

[[circonscriptions]]
name = "Antenne centre"
phone = "01 99 00 20 00"

[[secteurs]]
name = "Centre"
circonscription = "Antenne centre"
ranges = [{commune = "Chanteuil"}, {commune = "Chanteuil", rue = "rue des Lilas", cote = "pairs"}]

[[agents]]
login = "mireille"
given_name = "Mireille"
family_name = "Fictif"
functions = [{kind = "team_lead", circonscription = "Antenne centre"}]

[[agents]]
login = "joel"
given_name = "Joël"
family_name = "Fictif"
functions = [{kind = "social_worker", circonscription = "Antenne centre", secteur = "Centre"}]
"""


def told(**changes: Any) -> dict[str, Any]:
    return tomllib.loads(FILE) | changes


@pytest.fixture
def recovery() -> SecretKeys:
    return SecretKeys.generate()


@pytest.mark.django_db
def test_everything_is_there_and_the_lead_can_enrol(recovery: SecretKeys) -> None:
    report = set_up(told(), recovery=recovery.public)
    organisation = Organisation.objects.get(name="CCAS de Chanteuil (fictif)")
    assert (organisation.unit_label, organisation.commune) == ("antenne", "Chanteuil")
    assert StreetRange.objects.filter(secteur__name="Centre").count() == 2
    assert keys_of(organisation.pk).recovery == recovery.public
    lead, secret = invitations.accept(report.invitation, PHRASE)
    enrolment.certify_root(lead)
    joel = Agent.objects.get(login="joel")
    code = invitations.invite(joel, by=Keyring(lead, secret))
    invitations.accept(code, PHRASE)
    enrolment.certify(joel, by=Keyring(lead, secret))
    assert models.Certificate.objects.get(actor=joel.pk).countersigner == lead.pk


@pytest.mark.django_db
def test_a_second_run_adds_only_what_is_new(recovery: SecretKeys) -> None:
    set_up(told(), recovery=recovery.public)
    keys = keys_of(Organisation.objects.get(name="CCAS de Chanteuil (fictif)").pk).registry.public
    more = told()
    more["agents"].append({"login": "zoe", "given_name": "Zoé", "family_name": "Fictif"})
    report = set_up(more, recovery=None)
    assert report.created == ["compte zoe"]
    assert (
        keys_of(Organisation.objects.get(name="CCAS de Chanteuil (fictif)").pk).registry.public
        == keys
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"organisation": {}}, "nom"),
        ({"organisation": {"name": "X", "kind": "secte"}}, "secte"),
        ({"circonscriptions": []}, "circonscriptions"),
        ({"secteurs": [{"name": "A", "circonscription": "ailleurs"}]}, "ailleurs"),
        ({"agents": []}, "responsable"),
        ({"agents": [{"login": "x", "functions": [{"kind": "roi"}]}]}, "roi"),
        ({"agents": [{"login": "x", "functions": [{"kind": "reception"}]}]}, "circonscription"),
    ],
)
def test_a_wrong_file_says_what_to_do_and_creates_nothing(
    recovery: SecretKeys, changes: dict[str, Any], sentence: str
) -> None:
    before = Organisation.objects.count()
    with pytest.raises(BadFile, match=sentence):
        set_up(told(**changes), recovery=recovery.public)
    assert Organisation.objects.count() == before


@pytest.mark.django_db
def test_without_a_recovery_key_nothing_starts() -> None:
    with pytest.raises(BadFile, match="recovery-split"):
        set_up(told(), recovery=None)
    with pytest.raises(KeyFilesMissing):
        keys_of(SecretKeys.generate() and Organisation(name="x").pk)


def test_a_false_fingerprint_is_refused(tmp_path: Path, recovery: SecretKeys) -> None:
    path = tmp_path / "recovery.pub"
    public = recovery.public
    path.write_text(
        f'{{"box": "{public.box.hex()}", "sign": "{public.sign.hex()}", "fingerprint": "00000"}}'
    )
    with pytest.raises(BadFile, match="empreinte"):
        read_recovery(path)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("rue;numero\nx;1", "colonnes"),
        ("secteur;commune\nInconnu;Chanteuil", "Ligne 2"),
        ("secteur;commune;rue;du\nCentre;Chanteuil;rue des Lilas;douze", "douze"),
        ("secteur;commune;cote\nCentre;Chanteuil;gauche", "pairs"),
        ("secteur;commune\nCentre;", "commune"),
    ],
)
def test_a_wrong_line_of_streets_is_named(recovery: SecretKeys, text: str, sentence: str) -> None:
    set_up(told(), recovery=recovery.public)
    organisation = Organisation.objects.get(name="CCAS de Chanteuil (fictif)")
    before = StreetRange.objects.count()
    with pytest.raises(BadFile, match=sentence):
        import_ranges(organisation, text)
    assert StreetRange.objects.count() == before


@pytest.mark.django_db
def test_the_command_says_what_comes_next(
    tmp_path: Path, recovery: SecretKeys, capsys: pytest.CaptureFixture[str]
) -> None:
    file, key = tmp_path / "ccas.toml", tmp_path / "recovery.pub"
    file.write_text(FILE, "utf-8")
    public = recovery.public
    key.write_text(f'{{"box": "{public.box.hex()}", "sign": "{public.sign.hex()}"}}')
    call_command("setup", str(file), recovery=key)
    assert "en mains propres" in capsys.readouterr().out
    file.write_text("[organisation", "utf-8")
    with pytest.raises(CommandError):
        call_command("setup", str(file))


@pytest.mark.django_db
def test_the_first_lead_is_certified_by_the_fingerprint_read_on_her_screen(
    recovery: SecretKeys, capsys: pytest.CaptureFixture[str]
) -> None:
    report = set_up(told(), recovery=recovery.public)
    with pytest.raises(CommandError, match="pas encore fait ses clés"):
        call_command("certify_root", "mireille", fingerprint="1")
    lead, _ = invitations.accept(report.invitation, PHRASE)
    with pytest.raises(CommandError, match="Rien n’est certifié"):
        call_command("certify_root", "mireille", fingerprint="12345 " * 8)
    with pytest.raises(CommandError, match="responsable"):
        call_command("certify_root", "joel", fingerprint=fingerprint_of(lead))
    assert not is_certified(lead.organisation_id, lead.pk)
    call_command("certify_root", "mireille", fingerprint=fingerprint_of(lead).replace(" ", "  "))
    assert is_certified(lead.organisation_id, lead.pk)
    assert fingerprint_of(lead) in capsys.readouterr().out
    with pytest.raises(CommandError, match="déjà certifiée"):
        call_command("certify_root", "mireille", fingerprint=fingerprint_of(lead))


@pytest.mark.django_db
def test_the_custody_said_offline_is_kept_and_told(tmp_path: Path, recovery: SecretKeys) -> None:
    path = tmp_path / "recovery.pub"
    path.write_text('{"needed": 3, "custodians": 5}')
    set_up(told(), recovery=recovery.public, custody=read_custody(path))
    organisation = Organisation.objects.get(name="CCAS de Chanteuil (fictif)")
    assert custody_of(organisation.pk) == Custody(3, 5)
    path.write_text("{}")
    assert read_custody(path) is None


def test_the_custodians_are_named_and_the_delay_set(db: None) -> None:
    file = told() | {
        "custody": {"delay_hours": 48},
        "custodians": [
            {"name": "Maya Fictif", "title": "élue du personnel"},
            {"name": "Office Fictif", "title": "notaire", "keeps": "piece"},
        ],
    }
    for _ in range(2):
        set_up(file, recovery=SecretKeys.generate().public)
    assert sorted(Custodian.objects.values_list("name", "keeps")) == [
        ("Maya Fictif", "share"), ("Office Fictif", "piece"),
    ]  # fmt: skip
    assert Terms.objects.get().delay_hours == 48


@pytest.mark.parametrize(
    "wrong",
    [{"custody": {"delay_hours": 0}}, {"custody": {"delay_hours": "48"}},
     {"custodians": [{"title": "sans nom"}]}, {"custodians": [{"name": "M", "keeps": "tout"}]}],
)  # fmt: skip
def test_a_custody_that_cannot_be_read_creates_nothing(db: None, wrong: dict[str, Any]) -> None:
    with pytest.raises(BadFile):
        set_up(told() | wrong, recovery=SecretKeys.generate().public)
    assert not Custodian.objects.exists()
