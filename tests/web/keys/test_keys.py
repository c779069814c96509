"""Certifying, letter boxes, who can reopen what, giving keys back."""

from uuid import UUID

import pytest
from django.urls import reverse

from entrenous.agents.models import Circonscription, Function
from entrenous.dossiers import sharing
from entrenous.dossiers.models import Dossier
from entrenous.dossiers.returning import give_back, owed
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import accounts, certifying, enrolment, groups, invitations
from entrenous.keyring.certificates import NotCertified, is_certified
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.group_states import letterboxes
from entrenous.keyring.models import Admission, Certificate, Group
from entrenous.keyring.opening import Keyring
from tests.browsing import client_of
from tests.dossiers.files import open_samia
from tests.people import PHRASE, House, build_house

HOLDERS = "keys:holders"


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined,no-any-return]


def typed_for(house: House, name: str, **changes: str) -> dict[str, str]:
    shown = accounts.fingerprint_of(house.agents[name])
    typed = " ".join(shown.split()[-2:])
    return {"shown": shown, "typed": typed, "same": "on", "met": "on"} | changes


def reenrol(house: House, name: str) -> None:
    """She lost her phrase and her sheet: new keys, certified again by Ines."""
    code = invitations.invite(house.agents[name], by=house.closed("Ada"))
    _, house.secrets[name] = invitations.accept(code, PHRASE)
    enrolment.certify(house.agents[name], by=house.keyring("Ines"))


def shared_samia(house: House) -> Dossier:
    dossier = open_samia(house)
    sharing.add_co_holder(house.keyring("Camille"), dossier, house.agents["Alix"], told_on=None)
    return dossier


def test_each_page_is_for_its_functions(house: House) -> None:
    lead_only = [reverse("keys:certify"), reverse("keys:compare", args=[house.agents["Sacha"].pk])]
    for name in ("Camille", "Rachel", "Ada", "Max", "Lou"):
        client = client_of(house, name)
        assert [client.get(a).status_code for a in lead_only] == [404, 404]
        assert client.get(reverse(HOLDERS)).status_code == 200
        expected = 404 if name in ("Ada", "Max") else 200
        assert client.get(reverse("keys:groups")).status_code == expected
    assert client_of(house, "Rachel").get(reverse("keys:give_back")).status_code == 404
    assert client_of(house, "Ines").get(reverse("keys:certify")).status_code == 200


def test_a_closed_vault_asks_to_open_it(house: House) -> None:
    answer = client_of(house, "Ines", locked=True).get(reverse("keys:certify"))
    assert answer.status_code != 200


def test_a_lead_certifies_what_she_read_on_the_other_screen(house: House) -> None:
    nadia = house.enrol("Nadia", "reception", certified=False)
    client = client_of(house, "Ines")
    assert "Nadia" in text_of(client.get(reverse("keys:certify")))
    address = reverse("keys:compare", args=[nadia.pk])
    page = text_of(client.get(address))
    *first, seventh, eighth = accounts.fingerprint_of(nadia).split()
    visible = page.replace(accounts.fingerprint_of(nadia), "")
    assert all(group in visible for group in first)
    assert seventh not in visible
    assert eighth not in visible
    answer = client.post(address, typed_for(house, "Nadia"))
    assert answer["Location"] == reverse("keys:propose_groups", args=[nadia.pk])
    assert is_certified(house.organisation.pk, nadia.pk)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"typed": "00000 00000"}, "ne certifiez pas"),
        ({"typed": "123"}, "dix chiffres"),
        ({"typed": ""}, "Recopiez"),
        ({"same": ""}, "six premiers groupes"),
        ({"met": ""}, "face à face"),
        ({"shown": "00000 " * 8}, "ont changé"),
    ],
)
def test_anything_else_than_the_same_fingerprint_certifies_nobody(
    house: House, changes: dict[str, str], sentence: str
) -> None:
    nadia = house.enrol("Nadia", "reception", certified=False)
    told = {k: v for k, v in typed_for(house, "Nadia", **changes).items() if v}
    answer = client_of(house, "Ines").post(reverse("keys:compare", args=[nadia.pk]), told)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not is_certified(house.organisation.pk, nadia.pk)


def test_keys_swapped_between_two_pages_are_not_certified(house: House) -> None:
    nadia = house.enrol("Nadia", "reception", certified=False)
    told = typed_for(house, "Nadia")
    enrolment.create_keys(nadia, PHRASE)
    with pytest.raises(certifying.KeysChanged):
        certifying.certify_compared(
            nadia, shown=told["shown"], typed=told["typed"], by=house.keyring("Ines")
        )


def test_nobody_certifies_herself_nor_another_organisation(house: House) -> None:
    other = build_house("Ailleurs (fictif)").agents["Ines"]
    client = client_of(house, "Ines")
    for pk in (house.agents["Ines"].pk, other.pk):
        assert client.get(reverse("keys:compare", args=[pk])).status_code == 404
    with pytest.raises(NotCertified):
        enrolment.certify(house.agents["Ines"], by=house.keyring("Ines"))


def test_a_lead_whose_certificate_was_withdrawn_certifies_nobody(house: House) -> None:
    second = house.enrol("Mona", "team_lead")
    nadia = house.enrol("Nadia", "reception", certified=False)
    certifying.withdraw(second, by=house.keyring("Ines"))
    with pytest.raises(NotCertified):
        enrolment.certify(nadia, by=house.keyring("Mona"))
    with pytest.raises(NotCertified):
        certifying.withdraw(house.agents["Alix"], by=house.keyring("Mona"))


def test_two_leads_may_certify_each_other_after_new_enrolments(house: House) -> None:
    mona = house.enrol("Mona", "team_lead")
    for name, by in (("Ines", "Mona"), ("Mona", "Ines")):
        code = invitations.invite(house.agents[name], by=house.closed("Ada"))
        _, house.secrets[name] = invitations.accept(code, PHRASE)
        enrolment.certify(house.agents[name], by=house.keyring(by))
    assert is_certified(house.organisation.pk, house.agents["Ines"].pk)
    assert is_certified(house.organisation.pk, mona.pk)
    assert is_certified(house.organisation.pk, house.agents["Camille"].pk)


def test_a_certificate_is_withdrawn_by_a_lead_who_is_told_what_stays(house: House) -> None:
    client = client_of(house, "Ines")
    address = reverse("keys:withdraw", args=[house.agents["Alix"].pk])
    assert "reste lisible" in text_of(client.get(address))
    assert client.post(address).status_code == 302
    assert not is_certified(house.organisation.pk, house.agents["Alix"].pk)
    assert Entry.objects.filter(act=Act.CERTIFICATE_REVOKED).exists()
    own = client.post(reverse("keys:withdraw", args=[house.agents["Ines"].pk]))
    assert own.status_code == 422


def test_a_new_lead_is_to_be_certified_again(house: House) -> None:
    alix = house.agents["Alix"]
    Function.objects.create(agent=alix, kind="team_lead", circonscription=house.circonscription)
    client = client_of(house, "Ines")
    assert "certificat à refaire" in text_of(client.get(reverse("keys:certify")))
    client.post(reverse("keys:compare", args=[alix.pk]), typed_for(house, "Alix"))
    assert Certificate.objects.get(actor=alix.pk, revoked_on=None).may_certify


def test_the_groups_of_a_newcomer_are_proposed_and_a_member_hands_the_key_over(
    house: House,
) -> None:
    nadia = house.enrol("Nadia", "reception")
    group = Group.objects.get(kind="reception", circonscription=house.circonscription)
    client = client_of(house, "Ines")
    address = reverse("keys:propose_groups", args=[nadia.pk])
    assert "Accueil" in text_of(client.get(address))
    assert client.post(address, {"groups": [str(group.pk)]}).status_code == 302
    assert Admission.objects.get(group=group, agent=nadia).admitted_on is None
    told = {"agent": str(nadia.pk)}
    admit = reverse("keys:group_admit", args=[group.pk])
    assert client_of(house, "Sacha").post(admit, told).status_code == 404
    assert client.post(admit, told).status_code == 404
    assert client_of(house, "Rachel").post(admit, told).status_code == 302
    assert nadia in groups.members(group)
    assert "déjà membre" in text_of(client.get(address))


def test_a_group_is_created_by_a_member_and_countersigned_by_a_lead(house: House) -> None:
    lou = client_of(house, "Lou")
    assert "à créer" in text_of(lou.get(reverse("keys:groups")))
    told = {"kind": "legal_desk", "place": ""}
    assert client_of(house, "Camille").post(reverse("keys:group_create"), told).status_code == 404
    lou.post(reverse("keys:group_create"), told)
    group = Group.objects.get(kind="legal_desk", container__organisation=house.organisation)
    address = reverse("keys:group_countersign", args=[group.pk])
    assert lou.post(address).status_code == 404
    assert not is_certified(house.organisation.pk, group.pk)
    assert client_of(house, "Ines").post(address).status_code == 302
    assert is_certified(house.organisation.pk, group.pk)
    assert lou.post(reverse("keys:group_create"), told).status_code == 302
    assert Group.objects.filter(kind="legal_desk").count() == 1


def test_a_member_is_removed_and_the_new_key_waits_for_a_lead(house: House) -> None:
    group = Group.objects.get(kind="reception", circonscription=house.circonscription)
    omar = house.agents["Omar"]
    address = reverse("keys:group_remove", args=[group.pk, omar.pk])
    rachel = client_of(house, "Rachel")
    assert client_of(house, "Ines").get(address).status_code == 404
    assert "reste su" in text_of(rachel.get(address))
    assert rachel.post(address).status_code == 302
    group.refresh_from_db()
    assert group.proposed_epoch == 2
    assert omar not in groups.members(group)
    own = reverse("keys:group_remove", args=[group.pk, house.agents["Rachel"].pk])
    assert rachel.post(own).status_code == 422


def test_a_lead_acts_where_she_leads_and_where_nobody_leads(house: House) -> None:
    far = Circonscription.objects.create(organisation=house.organisation, name="Lointaine")
    client = client_of(house, "Ines")
    assert "Lointaine" in text_of(client.get(reverse("keys:groups")))
    mona = house.enrol("Mona", "team_lead")
    mona.functions.update(circonscription=far)
    assert "Lointaine" not in text_of(client.get(reverse("keys:groups")))
    group = Group.objects.get(kind="reception", circonscription=house.circonscription)
    told = {"agent": str(house.agents["Omar"].pk)}
    address = reverse("keys:group_authorise", args=[group.pk])
    assert client_of(house, "Mona").post(address, told).status_code == 404


def test_someone_with_new_keys_is_no_longer_counted_as_opening_the_group(house: House) -> None:
    reenrol(house, "Omar")
    boxes = letterboxes(house.organisation.pk, [house.circonscription])
    box = next(b for b in boxes if b.kind == Group.Kind.RECEPTION)
    omar = house.agents["Omar"]
    assert not box.has_member(omar.pk)
    assert omar in box.candidates


def test_the_page_of_holders_counts_and_names_the_others(house: House) -> None:
    page = client_of(house, "Camille").get(reverse(HOLDERS))
    assert "Aucun dossier" in text_of(page)
    shared_samia(house)
    open_samia(house)
    page = client_of(house, "Camille").get(reverse(HOLDERS))
    assert (page.context["alone"], page.context["shared"]) == (1, 1)
    assert page.context["without_recovery"] == 0
    assert "Alix Fictif" in text_of(page)
    assert "AMRANI" not in text_of(client_of(house, "Sacha").get(reverse(HOLDERS)))


def test_a_colleague_with_new_keys_is_no_holder_any_more(house: House) -> None:
    shared_samia(house)
    reenrol(house, "Alix")
    page = client_of(house, "Camille").get(reverse(HOLDERS))
    assert page.context["alone"] == 1
    assert accounts.held_alone(house.agents["Camille"])


def test_keys_are_given_back_after_a_new_enrolment(house: House) -> None:
    dossier = shared_samia(house)
    reenrol(house, "Camille")
    assert not house.keyring("Camille")._open([dossier.pk])  # keys, not grants
    client = client_of(house, "Alix")
    page = text_of(client.get(reverse("keys:give_back")))
    assert "Camille" in page
    assert "AMRANI" in page.upper()
    address = reverse("keys:give_back_to", args=[house.agents["Camille"].pk])
    field = f"d{house.agents['Camille'].pk.hex[:8]}-dossiers"
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {field: [str(dossier.pk)]}).status_code == 302
    assert house.keyring("Camille").open(dossier.pk, Act.DOSSIER_OPENED).whole
    assert owed(house.keyring("Alix")) == []
    assert client.post(address, {field: [str(dossier.pk)]}).status_code == 404


def test_nothing_is_given_that_was_not_held(house: House) -> None:
    dossier = open_samia(house)
    shared_samia(house)
    reenrol(house, "Alix")
    with pytest.raises(KeyNotHeld):
        give_back(house.keyring("Camille"), house.agents["Alix"], [dossier.pk])
    with pytest.raises(KeyNotHeld):
        give_back(house.keyring("Camille"), house.agents["Sacha"], [dossier.pk])


def test_an_uncertified_colleague_receives_nothing(house: House) -> None:
    shared_samia(house)
    code = invitations.invite(house.agents["Alix"], by=house.closed("Ada"))
    invitations.accept(code, PHRASE)
    assert owed(house.keyring("Camille")) == []


def test_no_page_of_keys_shows_a_dossier_to_whoever_holds_none(house: House) -> None:
    dossier: UUID = shared_samia(house).pk
    for name in ("Ada", "Ines", "Max", "Rachel"):
        assert str(dossier) not in text_of(client_of(house, name).get(reverse(HOLDERS)))
    assert Keyring(house.agents["Ada"], None).held("dossier") == []
