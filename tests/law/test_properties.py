"""What must hold for every rule, every proof, every agreement: searched, not sampled by hand."""

import string
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from entrenous.law import Request, answer, national_base, vocabulary

BASE = national_base()
WORDS = vocabulary()
#: No deadline: a shared machine may be slow, the law is not.
searched = hypothesis_settings(max_examples=150, deadline=None)
REQUESTERS = sorted(rule.id for rule in BASE.everything() if rule.kind == "requester")
CLOSED = sorted(rule for rule in REQUESTERS if BASE.get(rule).status == "no")
OPEN = sorted(set(REQUESTERS) - set(CLOSED))


def subsets(codes):
    """Small sets, full sets and everything between: a full set is the forger's best try."""
    codes = sorted(codes)
    return st.one_of(
        st.just(frozenset(codes)),
        st.frozensets(st.sampled_from(codes), max_size=6),
        st.frozensets(st.sampled_from(codes)),
    )


def requests(requesters=REQUESTERS, channels=tuple(WORDS.channels)):
    return st.builds(
        Request,
        requester=st.sampled_from(requesters),
        channel=st.sampled_from(channels),
        asked=subsets(WORDS.items).map(sorted).map(tuple),
        received_on=st.dates(date(2025, 7, 1), date(2027, 6, 30)) | st.none(),
        evidence=subsets(WORDS.evidence),
        agreement=subsets(WORDS.items),
        facts=subsets(WORDS.facts),
        employer=st.sampled_from([None, *WORDS.employers]),
    )


@given(requests(CLOSED))
@searched
def test_no_set_of_proofs_makes_a_closed_rule_give(request):
    found = answer(BASE, request)
    assert found.status == "no"
    assert found.give == ()
    assert found.missing == ()


@given(requests(), st.data())
@searched
def test_removing_proofs_never_gives_more(request, data):
    kept = data.draw(st.frozensets(st.sampled_from(sorted(request.evidence or {"ecrit"}))))
    fewer = replace(request, evidence=kept & request.evidence)
    assert set(answer(BASE, fewer).give) <= set(answer(BASE, request).give)


@given(requests(OPEN))
@searched
def test_an_agreement_never_overrides_an_exclusion(request):
    everything = replace(request, agreement=frozenset(WORDS.items))
    excluded = BASE.get(request.requester).excludes
    assert excluded.keys().isdisjoint(answer(BASE, everything).give)


@given(requests(channels=("phone",)))
@searched
def test_a_phone_call_gives_nothing(request):
    found = answer(BASE, request)
    assert found.give == ()
    assert found.status in {"no", "agreement"}


@given(requests(channels=("phone",)), requests(channels=("phone",)))
@searched
def test_no_sentence_said_on_the_phone_depends_on_what_the_person_agreed(one, other):
    same_call = replace(one, agreement=other.agreement)
    assert answer(BASE, one).as_json() == answer(BASE, same_call).as_json()


@given(requests())
@searched
def test_each_item_asked_is_given_or_withheld_once(request):
    found = answer(BASE, request)
    withheld = [each.item for each in found.withhold]
    assert sorted([*found.give, *withheld]) == sorted(request.asked)
    assert all(each.reason.endswith((".", "».")) for each in found.withhold)


@given(requests())
@searched
def test_something_missing_means_nothing_given(request):
    found = answer(BASE, request)
    assert not (found.missing and found.give)


@given(requests(OPEN))
@searched
def test_only_listed_items_leave_even_when_the_law_obliges(request):
    permitted = {item for case in BASE.get(request.requester).cases for item in case.permits}
    assert set(answer(BASE, request).give) <= permitted


@given(requests(OPEN))
@searched
def test_a_protected_address_lets_nothing_out_that_locates(request):
    protected = replace(request, facts=request.facts | {"adresse_protegee"})
    found = answer(BASE, protected)
    if request.requester != "acces_soi":
        assert WORDS.locating.isdisjoint(found.give)
        assert found.human_stop == bool(WORDS.locating & set(request.asked))


@given(requests(OPEN))
@searched
def test_under_an_agreement_only_agreed_items_leave(request):
    found = answer(BASE, request)
    if found.status == "agreement":
        assert set(found.give) <= request.agreement


@given(requests())
@searched
def test_a_doubt_about_a_text_always_shows(request):
    found = answer(BASE, request)
    doubtful = [each for each in found.basis if each.verification != "V1"]
    if doubtful:
        assert found.to_verify
    for basis in doubtful:
        assert any(basis.unverified in warning for warning in found.warnings)


@given(requests(channels=("email",)))
@searched
def test_an_email_from_nobody_known_gives_nothing(request):
    unknown = replace(request, evidence=request.evidence - {"identite_qualite"})
    assert answer(BASE, unknown).give == ()


@given(st.text(string.ascii_lowercase, min_size=1), requests())
@searched
def test_an_unknown_requester_gets_a_human_and_nothing_else(name, request):
    stranger = replace(request, requester=f"inconnu {name}")
    found = answer(BASE, stranger)
    assert (found.rule, found.status, found.give) == (None, "no", ())
    assert found.human_stop


@given(requests())
@searched
def test_a_judicial_inquiry_is_never_announced(request):
    found = answer(BASE, request)
    if request.requester in {
        "req_flag",
        "req_prelim",
        "req_cr",
        "perquisition",
        "cle_chiffrement",
        "audition_opj",
        "soit_transmis",
    }:
        assert found.inform == "embargo"
