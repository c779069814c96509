"""An answer as it is shown: every item once, its reason, its article, what is not verified."""

from datetime import date

import pytest

from entrenous.law import Answer, national_base, vocabulary
from entrenous.web.asking.answering import propose, remarks
from entrenous.web.asking.counting import how_counted
from entrenous.web.asking.groups import requester_rules
from entrenous.web.asking.journey import Description
from entrenous.web.asking.verdicts import Shown, in_words, present

TODAY = date(2026, 11, 22)
ON = date(2026, 11, 20)


def said(requester: str, **more: object) -> tuple[Answer, Shown]:
    told = Description(requester, str(more.pop("channel", "letter")), more.pop("on", ON), **more)  # type: ignore[arg-type]
    answer = propose(national_base(), told, TODAY)
    shown = present(
        answer,
        national_base(),
        received_on=told.received_on,
        today=TODAY,
        requester=requester,
        free_words=told.asked_free,
        remarks=remarks(told, TODAY),
    )
    return answer, shown


def labels(parts: tuple) -> list[str]:
    return [item for part in parts for item in part.items]


def test_the_first_letter_of_the_commissaire_gets_nothing_yet() -> None:
    _, shown = said(
        "huissier_exec",
        asked=("adresse", "telephone", "ressources"),
        evidence=("ecrit",),
        mentioned=("titre_executoire",),
    )
    assert shown.headline == "Ne donnez rien pour l’instant"
    assert labels(shown.not_yet) == ["adresse"]
    assert labels(shown.withhold) == ["numéro de téléphone", "ressources"]
    assert shown.give == ()
    assert len(shown.demands) == 1
    assert "titre exécutoire" in shown.demands[0]
    assert any("Annoncé mais pas montré" in each for each in shown.warnings)
    assert [text.article for text in shown.withhold[0].texts] == ["L152-1"]
    assert shown.withhold[0].texts[0].is_doubtful
    assert shown.signatures == 2


def test_the_second_gives_what_the_law_lists_and_no_more() -> None:
    _, shown = said(
        "huissier_exec",
        asked=("adresse", "telephone"),
        evidence=("ecrit", "titre_executoire"),
    )
    assert labels(shown.give) == ["adresse"]
    assert labels(shown.withhold) == ["numéro de téléphone"]
    assert shown.answered_by.startswith("L’institution répond")


@pytest.mark.parametrize("rule", requester_rules(national_base()), ids=lambda rule: rule.id)
@pytest.mark.parametrize("channel", ["letter", "phone"])
def test_each_item_is_answered_once_with_a_reason(rule, channel: str) -> None:
    items, proofs = tuple(vocabulary().items), tuple(vocabulary().evidence)
    answer, shown = said(
        rule.id, channel=channel, asked=items, evidence=proofs, agreed=items, facts=()
    )
    found = [*labels(shown.give), *labels(shown.not_yet), *labels(shown.withhold)]
    assert sorted(found) == sorted(vocabulary().items.values())
    assert len(labels(shown.give)) == len(answer.give)
    for part in (*shown.give, *shown.not_yet, *shown.withhold):
        assert part.reason
        assert part.reason.endswith((".", "»."))
        assert part.texts
    for text in shown.texts:
        assert not text.is_doubtful or text.unverified
    sentences = (*shown.warnings, shown.headline, shown.lead, shown.inform, shown.answered_by)
    assert not [each for each in sentences if "2026-" in each]
    assert not [each for each in shown.warnings if f"«\u00a0{rule.id}\u00a0»" in each]


def test_an_item_never_seen_before_is_kept_and_a_person_decides() -> None:
    _, shown = said("bailleur", asked_free="le  nom du\nvoisin")
    assert labels(shown.withhold) == ["«\u00a0le nom du voisin\u00a0»"]
    assert "une personne décide" in shown.withhold[0].reason
    assert not [each for each in shown.warnings if "Aucun élément coché" in each]


def test_a_protected_address_is_a_human_stop() -> None:
    _, shown = said(
        "huissier_exec",
        asked=("adresse", "ressources"),
        evidence=("ecrit", "titre_executoire"),
        facts=("adresse_protegee",),
    )
    assert shown.human_stop
    assert shown.headline == "Arrêtez-vous\u00a0: adresse protégée"
    assert labels(shown.not_yet) == ["adresse"]


def test_someone_no_rule_knows_gets_nothing_and_a_person_decides() -> None:
    _, shown = said("inconnu", asked=("adresse",))
    assert shown.headline.startswith("Ne donnez rien")
    assert shown.human_stop
    assert shown.text is None


def test_a_day_that_no_version_covers_gives_nothing_and_says_so() -> None:
    _, shown = said("huissier_exec", on=date(2019, 5, 2), asked=("adresse",))
    assert labels(shown.give) == []
    assert any("2\u00a0mai\u00a02019" in each for each in shown.warnings)


def test_a_requisition_by_email_from_nobody_known_waits_for_an_identity() -> None:
    _, shown = said(
        "req_flag",
        channel="email",
        asked=("adresse",),
        evidence=("requisition_ecrite", "article_cite"),
    )
    assert labels(shown.not_yet) == ["adresse"]
    assert any("expéditeur non vérifié" in each for each in shown.warnings)
    assert shown.is_deferred


def test_an_elected_person_who_is_the_employer_gets_nothing_either() -> None:
    _, shown = said("elu", asked=("connu_du_service",), facts=("elu_employeur",))
    assert labels(shown.withhold) == ["le fait que la personne est connue du service"]
    assert "Hiérarchie" in shown.withhold[0].reason
    assert any("manifestement illégal" in each for each in shown.warnings)


def test_a_deadline_is_told_with_how_it_was_counted() -> None:
    _, shown = said("acces_soi", asked=("notes",), evidence=("identite_qualite",))
    assert shown.due_on is not None
    assert "1 mois" in shown.how_counted
    assert "Source" in shown.how_counted
    _, late = said("acces_soi", on=date(2026, 9, 1), asked=("notes",))
    assert late.is_late


def test_a_deadline_that_rolls_says_so() -> None:
    rolled = how_counted(national_base(), "acces_dossier", date(2026, 10, 15))
    plain = how_counted(national_base(), "acces_dossier", date(2026, 10, 20))
    assert "2026" in plain
    assert how_counted(national_base(), "", ON) == ""
    assert rolled.startswith("1 mois")


def test_a_deadline_the_letter_claims_and_that_is_past_presses_nobody() -> None:
    told = Description("bailleur", "letter", ON, deadline_claimed_on=date(2026, 10, 1))
    assert "déjà passé" in remarks(told, TODAY)[0]


def test_three_requesters_or_two_persons_are_asked_one_by_one() -> None:
    told = Description("bailleur", "letter", ON, several=("requesters", "persons"))
    first, second = remarks(told, TODAY)
    assert "une description par demandeur" in first
    assert "par personne" in second


def test_a_text_confirmed_here_is_no_longer_marked() -> None:
    answer, _ = said("huissier_exec", asked=("telephone",), evidence=("ecrit",))
    name = answer.basis[0].name
    shown = present(
        answer, national_base(), received_on=ON, today=TODAY, confirmed={name: date(2026, 11, 1)}
    )
    first, second = shown.texts[:2]
    assert not first.is_doubtful
    assert first.confirmed_on == date(2026, 11, 1)
    assert second.is_doubtful


def test_rules_and_days_are_named_as_people_name_them() -> None:
    base = national_base()
    assert "Service de secours" in in_words(base, "Passez par la règle « secours ».")
    assert "20\u00a0novembre\u00a02026" in in_words(base, "depuis le 2026-11-20 :")
    assert in_words(base, "« à l’exclusion »") == "«\u00a0à l’exclusion\u00a0»"
