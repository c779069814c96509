"""No letter says what the decision keeps, nor who is known: searched, in every form."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from entrenous.law import Request, answer, vocabulary
from entrenous.letters import (
    Kind,
    LetterRefused,
    Promise,
    Recipient,
    Signatory,
    compose,
    to_docx,
    to_html_parts,
    to_pdf,
    to_text,
)

from .cases import BASE, TITLE, TOLD, bare, docx_text, html_text, pdf_text, verdict

WORDS = vocabulary()
REQUESTERS = sorted(rule.id for rule in BASE.everything() if rule.kind == "requester")
SAME_FOR_ALL = (Kind.NEUTRAL, Kind.REFUSAL, Kind.TRANSFER, Kind.ACKNOWLEDGE_WITHDRAWAL)
searched = hypothesis_settings(max_examples=80, deadline=None)
rendered = hypothesis_settings(max_examples=8, deadline=None)
#: A value per item that no sentence of a letter could hold by chance.
VALUES = {code: f"Zq{number:03}xv {code[::-1]}" for number, code in enumerate(WORDS.items)}
BARE = {code: bare(value) for code, value in VALUES.items()}


def subsets(codes):
    return st.frozensets(st.sampled_from(sorted(codes)), max_size=8)


requests = st.builds(
    Request,
    requester=st.sampled_from([*REQUESTERS, "inconnu"]),
    channel=st.sampled_from(sorted(WORDS.channels)),
    asked=subsets(WORDS.items).map(sorted).map(tuple),
    received_on=st.just(date(2026, 11, 21)),
    evidence=subsets(WORDS.evidence) | st.just(frozenset(WORDS.evidence)),
    agreement=subsets(WORDS.items),
    facts=subsets(WORDS.facts),
    employer=st.sampled_from([None, *WORDS.employers]),
)
PROMISE = Promise("l’attestation attendue", date(2026, 3, 6), date(2026, 3, 20))


def composed(data, request):
    """Any letter that can be made for a request, and the items that it gives."""
    found = answer(BASE, request)
    kind = data.draw(st.sampled_from(Kind))
    decided, departs = {}, data.draw(st.booleans())
    if kind in {Kind.LIMITED, Kind.PERSONS_OWN}:
        open_to = request.asked if departs or kind is Kind.PERSONS_OWN else found.give
        chosen = data.draw(st.frozensets(st.sampled_from(open_to))) if open_to else ()
        decided = {code: VALUES[code] for code in chosen}
    kept = {code: value for code, value in VALUES.items() if code not in decided}
    told = replace(TOLD, promise=PROMISE)
    try:
        return compose(kind, found, decided, told, kept=kept, departs=departs), decided
    except LetterRefused:
        return None, decided


def assert_says_only(decided, text):
    read = bare(text)
    assert {code for code, value in BARE.items() if value in read} == set(decided)


@given(requests, st.data())
@searched
def test_no_kept_value_is_ever_in_a_letter(request, data):
    letter, decided = composed(data, request)
    if letter:
        assert_says_only(decided, to_text(letter))
        assert_says_only(decided, html_text(to_html_parts(letter).letter))
        assert_says_only({}, " ".join(letter.notes))


@given(requests, st.data())
@rendered
def test_no_kept_value_is_ever_in_the_bytes_that_leave(request, data):
    asked = data.draw(st.lists(st.sampled_from(sorted(WORDS.items)), min_size=2, unique=True))
    given_away = asked[: data.draw(st.integers(1, len(asked) - 1))]
    decided = {code: VALUES[code] for code in given_away}
    kept = {code: value for code, value in VALUES.items() if code not in decided}
    found = answer(BASE, replace(request, asked=tuple(asked)))
    letter = compose(Kind.LIMITED, found, decided, TOLD, kept=kept, departs=True)
    assert_says_only(decided, pdf_text(to_pdf(letter)))
    assert_says_only(decided, docx_text(to_docx(letter)))


@given(requests, requests, st.sampled_from(SAME_FOR_ALL))
@searched
def test_a_letter_that_gives_nothing_never_depends_on_who_is_known(one, other, kind):
    known = replace(one, agreement=other.agreement, facts=other.facts, evidence=other.evidence)
    letters = [compose(kind, answer(BASE, each), {}, TOLD) for each in (one, known)]
    assert letters[0] == letters[1]


@given(requests, requests)
@searched
def test_asking_for_proofs_never_depends_on_an_agreement_or_on_a_protected_address(one, other):
    hidden = {"adresse_protegee"} & other.facts
    known = replace(one, agreement=other.agreement, facts=one.facts | hidden)
    found = [answer(BASE, each) for each in (one, known)]
    if found[0].missing:
        letters = [compose(Kind.DEMAND_EVIDENCE, each, {}, TOLD) for each in found]
        assert letters[0] == letters[1]


def test_the_bytes_are_the_same_whether_the_person_is_known_or_not():
    asked = ["adresse", "telephone", "connu_du_service"]
    unknown = verdict("bailleur", asked, ["ecrit"])
    known = verdict(
        "bailleur",
        asked,
        ["ecrit", "accord_signe"],
        agreement=asked,
        facts=["adresse_protegee"],
    )
    assert unknown != known
    for kind in (Kind.NEUTRAL, Kind.REFUSAL):
        one, other = (compose(kind, each, {}, TOLD) for each in (unknown, known))
        assert to_pdf(one) == to_pdf(other)
        assert to_docx(one) == to_docx(other)
        assert to_html_parts(one) == to_html_parts(other)


def test_nothing_held_reads_the_same_for_somebody_unknown_and_for_a_protected_address():
    unknown = verdict("huissier_exec", ["adresse"], TITLE)
    protected = verdict("huissier_exec", ["adresse"], TITLE, facts=["adresse_protegee"])
    assert unknown.give != protected.give
    letters = [compose(Kind.LIMITED, each, {}, TOLD) for each in (unknown, protected)]
    assert letters[0] == letters[1]
    assert "aucun renseignement détenu par le service désigné" in to_text(letters[0])


@pytest.mark.parametrize("kind", [*SAME_FOR_ALL, Kind.DEMAND_EVIDENCE])
def test_nobody_adds_a_word_to_a_letter_that_is_the_same_for_all(kind):
    found = verdict("huissier_exec", ["adresse"], ["ecrit"])
    told = replace(TOLD, paragraph="Comme je le disais à Mme Portal hier.")
    with pytest.raises(LetterRefused) as refused:
        compose(kind, found, {}, told)
    assert refused.value.field == "paragraph"


@pytest.mark.parametrize(
    "function", ["Assistante sociale référente", "REFERENTE", "Collègue relais"]
)
@pytest.mark.parametrize("kind", [Kind.NEUTRAL, Kind.LIMITED])
def test_no_function_tells_that_somebody_follows_the_person(kind, function):
    found = verdict("huissier_exec", ["adresse"], TITLE)
    told = replace(TOLD, signatories=(Signatory(function),))
    with pytest.raises(LetterRefused) as refused:
        compose(kind, found, {}, told)
    assert refused.value.field == "signatories"


def test_a_referent_signs_what_the_law_makes_her_answer():
    found = verdict("ccapex", ["ressources"], ["saisine_instructeur"])
    told = replace(TOLD, signatories=(Signatory("Assistante sociale référente"),))
    letter = compose(Kind.LIMITED, found, {"ressources": "640 € par mois"}, told)
    assert "référente" in to_text(letter)


# --- what is typed beside the decision ---------------------------------------------------------

GIVEN = {"adresse": "8 impasse du Lavoir, 99000 Saint-Orme"}
KEPT = {
    "telephone": "01 99 00 12 34",
    "sante": "dos",
    "composition_foyer": "Tiago, 14 ans",
    "ressources": "2 050 €",
    "identite": "M. Rui Ferreira-Test",
}


def limited(**changes):
    found = verdict("huissier_exec", ["adresse", *KEPT], TITLE)
    return compose(Kind.LIMITED, found, GIVEN, replace(TOLD, **changes), kept=KEPT)


@pytest.mark.parametrize(
    ("item", "paragraph"),
    [
        ("telephone", "Vous pouvez l’appeler au 0199001234."),
        ("telephone", "Tél. : 01.99.00.12.34"),
        ("telephone", "Tél. : 01\u00a099\u200b 00-12/34"),
        ("sante", "Il a mal au DOS depuis l’été."),
        ("composition_foyer", "Il vit avec TIAGO."),
        ("ressources", "Il perçoit 2050 euros."),
        ("ressources", "Il perçoit 2\u202f050 euros."),
        ("identite", "Pour M. Rui Férreira Test"),
    ],
)
def test_a_kept_value_typed_by_a_person_stops_the_letter(item, paragraph):
    with pytest.raises(LetterRefused) as refused:
        limited(paragraph=paragraph)
    assert (refused.value.field, refused.value.item) == ("paragraph", item)
    assert KEPT[item] not in refused.value.message


@pytest.mark.parametrize(
    "changes",
    [
        {"their_reference": "FERREIRA 01 99 00 12 34"},
        {"recipient": Recipient("Tiago, 14 ans")},
        {"requester": "01 99 00 12 34"},
        {"place": "01 99 00 12 34"},
        {"person_named": "M. Ferreira, 01 99 00 12 34"},
        {"signatories": (Signatory("Tiago, 14 ans"),)},
    ],
)
def test_a_kept_value_slipped_into_the_particulars_stops_the_letter(changes):
    with pytest.raises(LetterRefused) as refused:
        limited(**changes)
    assert refused.value.field == next(iter(changes))


def test_a_kept_value_hidden_in_a_given_one_stops_the_letter():
    found = verdict("huissier_exec", ["adresse", *KEPT], TITLE)
    with pytest.raises(LetterRefused) as refused:
        compose(
            Kind.LIMITED,
            found,
            {"adresse": "8 impasse du Lavoir (tél. 01 99 00 12 34)"},
            TOLD,
            kept=KEPT,
        )
    assert refused.value.field == "values"


def test_the_name_that_the_requester_wrote_may_be_repeated():
    assert "M. Rui Ferreira-Test" in to_text(limited(person_named="M. Rui Ferreira-Test"))


def test_an_equal_amount_is_not_a_leak():
    found = verdict("ccapex", ["ressources", "dettes"], ["saisine_instructeur"])
    letter = compose(Kind.LIMITED, found, {"ressources": "640"}, TOLD, kept={"dettes": "640"})
    assert "640" in to_text(letter)


@pytest.mark.parametrize("value", ["2", "oui", "non", "", "…"])
def test_a_value_that_says_too_little_is_not_looked_for(value):
    found = verdict("huissier_exec", ["adresse", "ages_enfants"], TITLE)
    told = replace(TOLD, paragraph="Oui, le 2 mars ; non le 3.")
    assert compose(Kind.LIMITED, found, GIVEN, told, kept={"ages_enfants": value})


def test_a_promise_is_looked_at_too():
    told = replace(TOLD, promise=Promise("le relevé au 01 99 00 12 34"))
    with pytest.raises(LetterRefused) as refused:
        compose(Kind.REMINDER, None, {}, told, kept=KEPT)
    assert refused.value.field == "promise"


# --- what may not be given -----------------------------------------------------------------------


def refused_values(found, decided, **options):
    with pytest.raises(LetterRefused) as refused:
        compose(Kind.LIMITED, found, decided, TOLD, **options)
    assert refused.value.field == "values"
    return refused.value


def test_what_the_verdict_keeps_needs_a_person_who_departs_from_it():
    found = verdict("huissier_exec", ["adresse", "telephone"], TITLE)
    decided = {"telephone": "01 99 00 12 34"}
    assert refused_values(found, decided).item == "telephone"
    departed = compose(Kind.LIMITED, found, decided, TOLD, departs=True)
    assert "01 99 00 12 34" in to_text(departed)


def test_what_nobody_asked_is_never_given():
    found = verdict("huissier_exec", ["adresse"], TITLE)
    refused_values(found, {"employeur": "Logis-Exemple"}, departs=True)


def test_nothing_is_given_while_a_proof_is_missing():
    found = verdict("huissier_exec", ["adresse"], ["ecrit"])
    refused_values(found, GIVEN)


def test_an_item_is_not_both_given_and_kept():
    found = verdict("huissier_exec", ["adresse"], TITLE)
    refused_values(found, GIVEN, kept=GIVEN)


def test_an_unknown_item_is_refused():
    found = verdict("huissier_exec", ["adresse"], TITLE)
    refused_values(found, {"couleur_des_yeux": "verts"})
    refused_values(found, GIVEN, kept={"couleur_des_yeux": "verts"})


def test_a_value_left_empty_is_asked_for():
    refused_values(verdict("huissier_exec", ["adresse"], TITLE), {"adresse": " "})


@pytest.mark.parametrize(
    "kind", [each for each in Kind if each not in {Kind.LIMITED, Kind.PERSONS_OWN}]
)
def test_no_other_letter_gives_an_item(kind):
    found = verdict("huissier_exec", ["adresse"], ["ecrit"])
    with pytest.raises(LetterRefused) as refused:
        compose(kind, found, GIVEN, TOLD)
    assert refused.value.field == "values"


def test_nothing_held_is_not_written_when_something_is():
    found = verdict("huissier_exec", ["adresse", "telephone"], TITLE)
    assert refused_values(found, {}, kept=GIVEN).item == "adresse"
    assert compose(Kind.LIMITED, found, {}, TOLD, kept={"telephone": "01 99 00 12 34"})


def test_only_the_institution_says_that_nothing_is_held():
    refused_values(verdict("ccapex", ["ressources"], ["saisine_instructeur"]), {})
