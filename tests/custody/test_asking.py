import json

import pytest
from django.db import connection

from entrenous.agents.models import Function, Organisation
from entrenous.custody import asking, notices
from entrenous.custody.asking import Wish
from entrenous.custody.codes import Audience, State, Way
from entrenous.custody.errors import (
    AlreadyAsked,
    BadRecipient,
    NothingChosen,
    NoticesDue,
    NotYours,
    Over,
)
from entrenous.custody.models import Ceremony, Terms
from entrenous.custody.queries import (
    about,
    choices_of,
    open_request,
    referents_for,
    seen_by,
    state_of,
)
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.journal.queries import check
from entrenous.keyring.certificates import certified_today
from entrenous.keyring.errors import KeyNotHeld, VaultClosed
from entrenous.vault.quorum_files import Ground, RequestFile, read
from entrenous.vault.quorum_request import read_request
from tests.custody.ceremony import MOTIVE, asked, request_file, told
from tests.dossiers.opened import dossier_of
from tests.people import House


def test_a_request_is_signed_journaled_and_lists_who_must_be_told(house: House) -> None:
    first, second = dossier_of(house, "Camille"), dossier_of(house, "Camille", "Diop-Fictif")
    made = asked(house, first, second)
    entry = Entry.objects.get(act=Act.QUORUM_ASKED)
    assert (entry.container, entry.actor, entry.about) == (
        made.pk, house.agents["Ines"].pk, house.agents["Alix"].pk,
    )  # fmt: skip
    assert entry.signature is not None
    assert bytes(entry.signature) == bytes(made.signature)
    listed = Entry.objects.filter(act=Act.QUORUM_LISTED).values_list("container", flat=True)
    assert set(listed) == {first.pk, second.pk}
    audiences = sorted(made.notices.values_list("audience", flat=True))
    assert audiences == ["dpo", "person", "person", "referent"]
    assert state_of(made) is State.NOTICES
    assert house.organisation.pk in certified_today(house.organisation.pk, [house.organisation.pk])
    check(house.organisation)


def test_the_motive_is_nowhere_in_clear(house: House) -> None:
    asked(house, dossier_of(house, "Camille"))
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            assert MOTIVE not in str([[bytes(c) if isinstance(c, memoryview) else c for c in row]
                                      for row in cursor.fetchall()]), table  # fmt: skip


@pytest.mark.parametrize("who", ["Alix", "Sacha", "Rachel", "Ada", "Max"])
def test_who_is_neither_lead_nor_legal_desk_asks_for_nothing(house: House, who: str) -> None:
    dossier = dossier_of(house, "Camille")
    with pytest.raises(NotYours):
        asked(house, dossier, by=who)
    assert not choices_of(house.agents[who], house.agents["Camille"].pk)
    assert not referents_for(house.agents[who])
    assert not Ceremony.objects.exists()


def test_a_lead_asks_only_for_her_circonscription_and_the_legal_desk_for_all(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    Function.objects.filter(agent=house.agents["Ines"]).update(circonscription=_elsewhere(house))
    with pytest.raises(NotYours):
        asked(house, dossier)
    assert asked(house, dossier, by="Lou").asked_by == house.agents["Lou"]


def _elsewhere(house: House) -> object:
    from entrenous.agents.models import Circonscription

    return Circonscription.objects.create(organisation=house.organisation, name="Ailleurs")


def test_the_recipient_is_a_certified_colleague_at_work_and_not_oneself(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    house.enrol("Noa", "social_worker", certified=False)
    house.enrol("Iris", "social_worker")
    house.agents["Iris"].is_active = False
    for who in ("Noa", "Iris", "Rachel", "Ines"):
        with pytest.raises(BadRecipient):
            asked(house, dossier, recipient=who)


def test_in_a_small_service_one_may_receive_what_one_asked_for(house: House) -> None:
    Organisation.objects.filter(pk=house.organisation.pk).update(small_service=True)
    Function.objects.create(agent=house.agents["Ines"], kind="social_worker",
                            circonscription=house.circonscription)  # fmt: skip
    assert asked(house, dossier_of(house, "Camille"), recipient="Ines")


def test_nothing_chosen_a_dossier_asked_twice_a_closed_vault_write_nothing(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    with pytest.raises(NothingChosen):
        asked(house)
    asked(house, dossier)
    with pytest.raises(AlreadyAsked):
        asked(house, dossier, by="Lou")
    wish = Wish(Ground.GONE, "x", house.agents["Alix"])
    other = dossier_of(house, "Camille", "Diop-Fictif")
    with pytest.raises(VaultClosed):
        asking.ask(house.closed("Ines"), [other.pk], wish)
    assert Ceremony.objects.count() == 1


def test_the_list_says_who_else_opens_each_dossier(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    (choice,) = choices_of(house.agents["Ines"], house.agents["Camille"].pk)
    assert choice.dossier == dossier
    assert [a.given_name for a in choice.openers] == ["Camille"]
    house.agents["Camille"].is_active = False
    house.agents["Camille"].save()
    (choice,) = choices_of(house.agents["Ines"], house.agents["Camille"].pk)
    assert choice.openers == []


def test_the_file_goes_out_once_the_referent_and_the_dpo_were_told(house: House) -> None:
    made = asked(house, dossier_of(house, "Camille"))
    with pytest.raises(NoticesDue):
        request_file(house, made)
    told(house, made)
    made = Ceremony.objects.get(pk=made.pk)
    assert state_of(made) is State.DELAY
    checked = read_request(request_file(house, made))
    assert checked.request.motive == MOTIVE
    assert checked.recipient == house.secrets["Alix"].public
    assert Entry.objects.filter(act=Act.QUORUM_TAKEN, container=made.pk).count() == 1


def test_the_file_holds_no_box_but_the_recovery_keys_and_no_record(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    made = asked(house, dossier)
    told(house, made)
    raw = request_file(house, made)
    (container,) = read(raw, RequestFile).evidence.containers
    boxes = [g for g in container.grants if g.box]
    assert [g.recipient for g in boxes] == [house.organisation.pk]
    assert not container.names
    assert "Sarr" not in json.dumps(json.loads(raw))


def test_the_legal_desk_reads_the_request_and_others_do_not(house: House) -> None:
    house.keyring("Ines")
    made = asked(house, dossier_of(house, "Camille"))
    assert open_request(house.keyring("Ines"), made.pk).request.motive == MOTIVE
    with pytest.raises(KeyNotHeld):
        open_request(house.keyring("Alix"), made.pk)
    assert [c.pk for c in seen_by(house.keyring("Ines"))] == [made.pk]
    assert not seen_by(house.keyring("Sacha"))
    assert [c.pk for c in about(house.agents["Camille"])] == [made.pk]
    assert [c.pk for c in about(house.agents["Alix"])] == [made.pk]
    assert not about(house.agents["Sacha"])


def test_a_notice_is_noted_once_by_whom_it_concerns(house: House) -> None:
    made = asked(house, dossier_of(house, "Camille"))
    person = made.notices.get(audience=Audience.PERSON)
    dpo = made.notices.get(audience=Audience.DPO)
    for who, notice in (("Sacha", person), ("Alix", dpo)):
        with pytest.raises(KeyNotHeld):
            notices.note(house.keyring(who), notice, Way.TALK, on=made.asked_at.date())
    notices.note(house.keyring("Alix"), person, Way.TALK, on=made.asked_at.date())
    notices.note(house.keyring("Ines"), person, Way.LETTER, on=made.asked_at.date())
    person.refresh_from_db()
    assert (person.way, person.noted_by) == (Way.TALK, house.agents["Alix"])
    assert Entry.objects.filter(act=Act.QUORUM_TOLD).count() == 1


def test_the_legal_desk_alone_puts_the_persons_notice_off_with_a_date(house: House) -> None:
    house.open_group("legal_desk", "Lou")
    _everywhere(house)
    dossier = dossier_of(house, "Camille")
    made = asked(house, dossier)
    until = made.asked_at.date().replace(year=2099)
    with pytest.raises(NotYours):
        notices.bar(house.keyring("Ines"), made, until=until, reason="Enquête.")
    notices.bar(house.keyring("Lou"), made, until=until, reason="Enquête en cours.")
    assert notices.barred_until(dossier.pk) == until
    barred = open_request(house.keyring("Ines"), made.pk).barred
    assert barred is not None
    assert barred.reason == "Enquête en cours."


def _everywhere(house: House) -> None:
    from entrenous.keyring.models import Group

    Group.objects.filter(kind="legal_desk").update(circonscription=None)


def test_a_request_withdrawn_gives_no_file(house: House) -> None:
    made = asked(house, dossier_of(house, "Camille"))
    told(house, made)
    with pytest.raises(KeyNotHeld):
        asking.withdraw(house.keyring("Sacha"), made)
    asking.withdraw(house.keyring("Ines"), made)
    with pytest.raises(Over):
        asking.withdraw(house.keyring("Ines"), made)
    with pytest.raises(Over):
        request_file(house, made)
    assert state_of(Ceremony.objects.get(pk=made.pk)) is State.WITHDRAWN


def test_the_delay_is_a_setting(house: House) -> None:
    asking.set_delay(house.keyring("Ines"), 72)
    made = asked(house, dossier_of(house, "Camille"))
    assert (made.opens_at - made.asked_at).total_seconds() == 72 * 3600
    assert Terms.objects.get().delay_hours == 72
