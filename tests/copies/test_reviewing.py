"""Nothing leaves that nobody read: every entry, at the version that is there, one by one."""

import json
from datetime import date, timedelta
from uuid import UUID

import pypdfium2
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entrenous.copies import delivering, reviewing, second
from entrenous.copies.codes import Asker, Came, Choice, Ground, Kind, State, Way
from entrenous.copies.composing import compose
from entrenous.copies.contents import CopyLine, CopyOutcome, CopyRequest, Mask
from entrenous.copies.delivering import Handing, NotReady
from entrenous.copies.grounds import grounds_for, texts_of
from entrenous.copies.json_file import to_json, told
from entrenous.copies.models import CopyRow
from entrenous.copies.pdf_file import to_pdf
from entrenous.copies.reviewing import NotChosen
from entrenous.copies.shapes import is_answered_for
from entrenous.copies.standing import standing_of
from entrenous.documents import queries as documents
from entrenous.documents.contents import SharedDocument
from entrenous.dossiers import support, thread
from entrenous.dossiers.codes import Mode
from entrenous.dossiers.contents import Objective, ThreadEntry
from entrenous.dossiers.models import Dossier, SupportExtract
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import records
from entrenous.keyring.errors import EditedMeanwhile, KeyNotHeld
from entrenous.keyring.kinds import declared_kinds
from entrenous.law import national_base
from tests.copies.files import (
    GIVEN,
    KEPT,
    ON,
    TEXT,
    THIRD,
    asked,
    choose,
    choose_all,
    fill,
    review,
)
from tests.dossiers.opened import dossier_of
from tests.people import House

BASE = national_base()
TODAY = Handing(date(2026, 11, 20), Way.HAND, "Awa Sarr-Fictif")


@pytest.fixture
def dossier(house: House) -> Dossier:
    return dossier_of(house, "Camille")


@pytest.fixture
def ids(house: House, dossier: Dossier) -> dict[str, UUID]:
    return fill(house, dossier)


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text.replace("\r\n", " ")


def refused(house: House, dossier: Dossier, request: UUID) -> str:
    with pytest.raises(NotReady) as said:
        delivering.deliver(house.keyring("Camille"), dossier, request, TODAY)
    return said.value.sentence


def second_look(house: House, dossier: Dossier, request: UUID) -> None:
    camille, ines = house.keyring("Camille"), house.keyring("Ines")
    found = review(house, dossier, request)
    second.ask(camille, dossier, found, to=ines.agent, text=second.extract_of(found))
    lent = SupportExtract.objects.latest("pk")
    second.say_on_extract(ines, lent, agrees=True, words="Bien masqué.")
    assert second.collect(camille, dossier, request) == 1


# --- the closed list of grounds ------------------------------------------------------------------


@pytest.mark.parametrize("ground", Ground)
def test_each_ground_has_its_texts_in_the_law_base(ground: Ground) -> None:
    texts = texts_of(ground, BASE)
    assert texts
    assert all(each.verification in ("V1", "V2", "S", "M") for each in texts)
    assert any(ground in grounds_for(asker) for asker in Asker)


def test_every_sealed_kind_is_told_or_left_out_with_a_reason() -> None:
    forgotten = [k.__name__ for k in declared_kinds().values() if not is_answered_for(k)]
    assert sorted(forgotten) in ([], ["Document"])
    names = [kind.__name__ for kind in declared_kinds().values()]
    assert len(names) == len(set(names)), "two kinds of one name would be told as one"


# --- the review ----------------------------------------------------------------------------------


def test_nothing_is_given_before_it_is_read(
    house: House, dossier: Dossier, ids: dict[str, UUID]
) -> None:
    request = asked(house, dossier)
    found = review(house, dossier, request)
    assert {item.id for item in found.left} >= set(ids.values())
    entry = next(i for i in found.left if i.id == ids["entry"])
    proposed = reviewing.proposal(found, entry)
    assert proposed is not None
    assert proposed.choice is Choice.MASK
    proposals = [reviewing.proposal(found, i) for i in found.left]
    assert not any(p and p.choice is Choice.GIVE for p in proposals)
    copy = delivering.copy_of(house.keyring("Camille"), dossier, found, on=ON, to="")
    assert copy.given == 0
    assert "écrits à relire" in refused(house, dossier, request)


def test_the_choices_are_kept_and_taken_up_again_later(
    house: House, dossier: Dossier, ids: dict[str, UUID]
) -> None:
    request = asked(house, dossier)
    found = review(house, dossier, request)
    total = len(found.left)
    choose(house, dossier, found, found.left[0], Choice.GIVE)
    assert len(review(house, dossier, request).left) == total - 1
    choose(house, dossier, found, found.left[0], Choice.WITHHOLD)
    again = review(house, dossier, request)
    assert len(again.left) == total - 1
    assert again.decided[0][1].choice is Choice.WITHHOLD


def test_what_is_written_or_corrected_meanwhile_is_to_be_read(
    house: House, dossier: Dossier, ids: dict[str, UUID]
) -> None:
    camille, request = house.keyring("Camille"), asked(house, dossier)
    found = choose_all(house, dossier, request, ids)
    assert found.left == ()
    thread.write_entry(camille, dossier, ThreadEntry(date(2026, 11, 3), Mode.PHONE, text="Neuf."))
    assert [i.parts[0].text for i in review(house, dossier, request).left] == ["Neuf."]
    entry = next(i for i, _ in found.decided if i.id == ids["entry"])
    with transaction.atomic():
        opened = camille.writing(dossier.pk)
        fresh = ThreadEntry(date(2026, 10, 1), Mode.OFFICE, text=f"{TEXT} Ajout.")
        records.write(opened, fresh, by=camille, record=ids["entry"])
    left = review(house, dossier, request).left
    assert {(i.id, i.version) for i in left} >= {(ids["entry"], entry.version + 1)}
    with pytest.raises(EditedMeanwhile):
        choose(house, dossier, found, entry, Choice.GIVE)
    former = [i for i in review(house, dossier, request).file.items if i.is_former]
    assert [(i.id, i.version) for i in former] == [(ids["entry"], entry.version)]


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_whatever_is_chosen_only_what_was_given_is_in_the_copy(
    data: st.DataObject, composed: "Composed"
) -> None:
    """Any choices, any of them missing: the copy tells the given ones and nothing of the others."""
    found = composed.found
    chosen = {
        item: data.draw(st.sampled_from([None, *Choice]), label=item.title)
        for item in found.file.items
        if item.document is None
    }
    copy = composed.with_choices(chosen)
    said = to_json(copy).decode()
    for item, choice in chosen.items():
        word = composed.word[item.key]
        if not word.startswith("mot"):
            continue  # a name that other parts of the copy say too
        assert (word in said) == (choice is Choice.GIVE), (item.title, choice)
    left = [item for item in found.file.reviewed if chosen.get(item) is None]
    ready = delivering.not_ready(composed.reading, composed.review(chosen), small_service=True)
    assert bool(left) == ("à relire" in ready)


class Composed:
    """A review in memory, each of its entries with a word of its own."""

    def __init__(self, house: House, dossier: Dossier) -> None:
        camille = house.keyring("Camille")
        request = asked(house, dossier)
        with transaction.atomic():
            opened = camille.writing(dossier.pk)
            records.write_all(opened, [Objective(f"mot{n}mot") for n in range(4)], by=camille)
        self.found = review(house, dossier, request)
        self.reading = records.read(camille.open(dossier.pk, Act.COPY_READ))
        self.word = {i.key: max(i.parts[0].text.split(), key=len) for i in self.found.file.items}

    def review(self, chosen: dict[object, Choice | None]) -> reviewing.Review:
        from dataclasses import replace

        choices = {
            item.key: reviewing.ItemChoice(  # type: ignore[attr-defined]
                str(self.found.asked.row.pk), str(item.id), item.version, choice, ON,  # type: ignore[attr-defined]
                Ground.DRAFT if choice is Choice.WITHHOLD else None,
                (Mask(0, 0, len(item.parts[0].text), Ground.THIRD_PARTY),)  # type: ignore[attr-defined]
                if choice is Choice.MASK else (),
            )
            for item, choice in chosen.items()
            if choice is not None
        }  # fmt: skip
        return replace(self.found, choices=choices)

    def with_choices(self, chosen: dict[object, Choice | None]) -> object:
        return compose(
            self.review(chosen), on=ON, to="", service=(), base=BASE, confirmed=frozenset()
        )


@pytest.fixture
def composed(house: House, dossier: Dossier) -> Composed:
    return Composed(house, dossier)


REFUSED = (
    ((Choice.WITHHOLD, None, ()), "Choisissez le motif"),
    ((Choice.WITHHOLD, Ground.DECEASED, ()), "Choisissez le motif"),
    ((Choice.GIVE, Ground.DRAFT, ()), "pas de passage"),
    ((Choice.MASK, None, ()), "au moins un passage"),
    ((Choice.MASK, None, (Mask(0, 5, 9_999, Ground.THIRD_PARTY),)), "n’est plus dans"),
    ((Choice.MASK, None, (Mask(7, 0, 1, Ground.THIRD_PARTY),)), "n’est plus dans"),
    ((Choice.MASK, None, (Mask(0, 0, 4, Ground.MANDATE),)), "n’est plus dans"),
)


def test_a_choice_without_its_ground_is_a_sentence(house: House, dossier: Dossier) -> None:
    entry = fill(house, dossier)["entry"]
    request, camille = asked(house, dossier), house.keyring("Camille")
    item = next(i for i in review(house, dossier, request).left if i.id == entry)
    for (choice, because, masks), why in REFUSED:
        with pytest.raises(NotChosen) as said:
            reviewing.choose(camille, dossier, request, item, choice, ground=because, masks=masks)
        assert why in said.value.sentence


def test_nobody_else_reads_chooses_or_hands_over(
    house: House, dossier: Dossier, ids: dict[str, UUID]
) -> None:
    request = asked(house, dossier)
    item = review(house, dossier, request).left[0]
    for by in map(house.keyring, ("Alix", "Rachel", "Ines", "Lou")):
        with pytest.raises(KeyNotHeld):
            reviewing.choose(by, dossier, request, item, Choice.GIVE)
        with pytest.raises(KeyNotHeld):
            delivering.deliver(by, dossier, request, TODAY)
        with pytest.raises(KeyNotHeld):
            delivering.refuse(by, dossier, request, on=ON, to="", grounds=(), reasons="Non.")


# --- who asks ------------------------------------------------------------------------------------


def test_an_heir_receives_no_words_only_files(
    house: House, dossier: Dossier, ids: dict[str, UUID]
) -> None:
    evidence = ("ecrit", "identite_qualite", "qualite_ayant_droit")
    request = asked(house, dossier, Asker.HEIR, evidence=evidence)
    found = review(house, dossier, request)
    assert found.standing.missing == ()
    for item in found.left:
        proposed = reviewing.proposal(found, item)
        if item.document is None:
            assert proposed is not None
            assert (proposed.choice, proposed.ground) == (Choice.WITHHOLD, Ground.DECEASED)
            with pytest.raises(NotChosen):
                choose(house, dossier, found, item, Choice.GIVE)
        else:
            choose(house, dossier, found, item, Choice.GIVE)


PROOFS = {
    Asker.PERSON: "identite_qualite",
    Asker.PARENT: "autorite_parentale",
    Asker.HEIR: "qualite_ayant_droit",
    Asker.TUTOR: "jugement_tutelle",
    Asker.CURATOR: "mandat_personne",
    Asker.LAWYER: "mandat_personne",
}


def test_who_asks_shows_what_the_rule_wants() -> None:
    for asker, proof in PROOFS.items():
        said = CopyRequest("", ON, asker, Came.LETTER)
        standing = standing_of(said, ["notes"], base=BASE, employer="departement")
        assert proof in standing.missing


def test_a_minor_alone_is_not_refused_and_is_read_by_two(
    house: House, dossier: Dossier, ids: dict[str, UUID]
) -> None:
    request = asked(house, dossier, Asker.MINOR)
    found = review(house, dossier, request)
    assert found.standing.missing == ()
    assert "vérifier" in found.standing.warnings[0]
    for item in found.left:
        choose(house, dossier, found, item, Choice.GIVE)
    assert second.is_needed(review(house, dossier, request), small_service=False)


def test_who_works_here_is_read_by_two_even_when_all_is_given(
    house: House, dossier: Dossier, ids: dict[str, UUID]
) -> None:
    for is_agent in (False, True):
        request = asked(house, dossier, is_agent=is_agent)
        found = review(house, dossier, request)
        for item in found.left:
            choose(house, dossier, found, item, Choice.GIVE)
        found = review(house, dossier, request)
        assert second.is_needed(found, small_service=False) is is_agent


# --- the second reading --------------------------------------------------------------------------


def test_what_is_kept_waits_for_a_second_reading_of_these_very_choices(
    house: House, dossier: Dossier, ids: dict[str, UUID]
) -> None:
    request = asked(house, dossier)
    choose_all(house, dossier, request, ids)
    assert "seconde lecture" in refused(house, dossier, request)
    second_look(house, dossier, request)
    found = review(house, dossier, request)
    kept = next(i for i, c in found.decided if i.id == ids["judged"])
    choose(house, dossier, found, kept, Choice.GIVE)
    assert "seconde lecture" in refused(house, dossier, request)


def test_the_extract_says_what_is_kept_and_only_its_reader_answers(
    house: House, dossier: Dossier, ids: dict[str, UUID]
) -> None:
    camille, request = house.keyring("Camille"), asked(house, dossier)
    found = choose_all(house, dossier, request, ids)
    text = second.extract_of(found)
    assert KEPT in text
    assert THIRD not in text
    assert "passage masqué" in text
    second.ask(camille, dossier, found, to=house.agents["Lou"], text=text)
    lent = SupportExtract.objects.get()
    for who in ("Ines", "Camille", "Alix"):
        with pytest.raises(KeyNotHeld):
            second.say_on_extract(house.keyring(who), lent, agrees=True, words="")
    support.take_back(camille, lent)
    with pytest.raises(KeyNotHeld):
        second.say_on_extract(house.keyring("Lou"), lent, agrees=True, words="")


def test_nobody_reads_a_second_time_what_she_asked_for(
    house: House, dossier: Dossier, ids: dict[str, UUID]
) -> None:
    request = asked(house, dossier)
    found = choose_all(house, dossier, request, ids)
    with pytest.raises(second.NotAsked):
        second.ask(house.keyring("Camille"), dossier, found, to=house.agents["Camille"])


def test_a_small_service_does_without(house: House, dossier: Dossier, ids: dict[str, UUID]) -> None:
    request = asked(house, dossier)
    found = choose_all(house, dossier, request, ids)
    assert second.is_needed(found, small_service=False)
    assert not second.is_needed(found, small_service=True)


# --- what leaves ---------------------------------------------------------------------------------


def test_the_copy_holds_what_is_given_and_nothing_of_what_is_kept(
    house: House, dossier: Dossier, ids: dict[str, UUID]
) -> None:
    camille, request = house.keyring("Camille"), asked(house, dossier)
    choose_all(house, dossier, request, ids)
    second_look(house, dossier, request)
    outcome = delivering.deliver(camille, dossier, request, TODAY)
    assert (outcome.kind, outcome.way, outcome.to) == (Kind.PARTIAL, Way.HAND, TODAY.to)
    files = []
    for record in (outcome.pdf, outcome.json):
        with documents.open_file(camille, dossier.pk, UUID(record), act=Act.COPY_TAKEN) as file:
            files.append(b"".join(file.chunks()))
    pdf, data = files
    said = words_of(pdf)
    for text in (said, data.decode()):
        assert GIVEN in text
        assert THIRD not in text
        assert KEPT not in text
        assert "mention sur un tiers" in text
    assert not any(word.encode() in pdf for word in (THIRD, KEPT))
    assert b"pdfuaid:part" in pdf
    found = json.loads(data)
    assert [line["motif"] for line in found["non_remis"]] == ["third_party"] * 3
    assert "CADA" in said
    assert outcome.pages >= 1
    row = CopyRow.objects.get()
    assert (row.state, row.ended_on) == (State.DELIVERED, TODAY.on)
    reading = records.read(camille.open(dossier.pk, Act.DOSSIER_OPENED))
    line = reading.one(CopyLine)
    assert line is not None
    assert (line.content.pages, line.content.to) == (outcome.pages, TODAY.to)
    assert Entry.objects.filter(act=Act.COPY_DELIVERED, container=dossier.pk).count() == 1


def test_everything_not_given_is_listed_with_its_ground(
    house: House, dossier: Dossier, ids: dict[str, UUID]
) -> None:
    request = asked(house, dossier)
    found = choose_all(house, dossier, request, ids)
    copy = delivering.copy_of(house.keyring("Camille"), dossier, found, on=ON, to="")
    whole = sum(1 for _, c in found.decided if c.choice is Choice.GIVE)
    kept = [k for k in copy.kept if not k.passages]
    assert copy.given == whole + 1
    assert len(kept) == len(found.decided) - copy.given
    assert all(k.ground for k in copy.kept)


def test_a_copy_is_handed_over_once_and_a_later_one_does_not_hold_it(
    house: House, dossier: Dossier, ids: dict[str, UUID]
) -> None:
    camille, request = house.keyring("Camille"), asked(house, dossier)
    found = review(house, dossier, request)
    for item in found.left:
        choose(house, dossier, found, item, Choice.GIVE)
    before = len(found.file.items)
    outcome = delivering.deliver(camille, dossier, request, Handing(TODAY.on, Way.SPACE, TODAY.to))
    assert outcome.kind is Kind.WHOLE
    from entrenous.copies.actions import CopyEnded

    with pytest.raises(CopyEnded):
        delivering.deliver(camille, dossier, request, TODAY)
    reading = records.read(camille.open(dossier.pk, Act.DOSSIER_OPENED))
    shared = {str(r.content.document) for r in reading.of(SharedDocument)}
    assert shared == {outcome.pdf, outcome.json, *outcome.documents}
    assert len(review(house, dossier, asked(house, dossier)).file.items) == before


def test_a_sign_that_the_font_lacks_does_not_stop_the_copy(composed: Composed) -> None:
    chosen = dict.fromkeys(composed.found.file.items, Choice.GIVE)
    copy = composed.with_choices(chosen)
    from dataclasses import replace

    odd = replace(copy, about="Awa 🦊 Sarr")  # type: ignore[type-var]
    assert "Awa (?) Sarr" in words_of(to_pdf(odd))
    assert "🦊" in told(odd)["dossier_de"]


def test_the_same_choices_give_the_same_files(composed: Composed) -> None:
    chosen = dict.fromkeys(composed.found.file.items, Choice.GIVE)
    one, two = (composed.with_choices(chosen) for _ in range(2))
    assert to_json(one) == to_json(two)
    assert to_pdf(one) == to_pdf(two)


def test_a_refusal_is_written_with_its_reasons(
    house: House, dossier: Dossier, ids: dict[str, UUID]
) -> None:
    camille, request = house.keyring("Camille"), asked(house, dossier, evidence=())
    with pytest.raises(ValueError, match="reasons"):
        delivering.refuse(camille, dossier, request, on=ON, to="", grounds=(), reasons=" ")
    delivering.refuse(
        camille, dossier, request, on=ON + timedelta(days=3), to="Awa Sarr-Fictif",
        grounds=(Ground.DRAFT,), reasons="Aucune preuve d’identité.",
    )  # fmt: skip
    assert CopyRow.objects.get().state == State.REFUSED
    reading = records.read(camille.open(dossier.pk, Act.DOSSIER_OPENED))
    outcome = reading.one(CopyOutcome)
    assert outcome is not None
    assert outcome.content.reasons == "Aucune preuve d’identité."
