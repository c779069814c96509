"""The letters a person sends so that what must be left is left: their words, and their silence."""

from datetime import date
from decimal import Decimal

import pytest

from entrenous.law import NotInForce, national_base
from entrenous.letters import (
    Author,
    LetterRefused,
    Particulars,
    Recipient,
    to_docx,
    to_html_parts,
    to_pdf,
    to_text,
)
from entrenous.letters.citing import AMICABLE_COSTS, AMICABLE_MENTIONS
from entrenous.letters.minimum import (
    Purpose,
    about_fees,
    to_bank,
    to_collector,
    to_creditor,
    to_employer,
)
from entrenous.rights import protected_balance, seizable, unseizable

from .cases import bare, docx_text, html_text, pdf_text

ON = date(2026, 5, 4)
L162_2 = "Code des procédures civiles d’exécution, L162-2"
TOLD = Particulars(
    recipient=Recipient("Banque fictive des Saules", ("3 place du Marché",)),
    place="Saint-Orme",
    written_on=date(2026, 5, 5),
    author=Author("Inès Ferreira-Test", ("8 impasse du Lavoir", "99000 Saint-Orme")),
    their_reference="C-118",
)
EMPTY = Particulars()
BALANCE = protected_balance(Decimal(900), on=ON)
WAGE = seizable([Decimal(1500)], dependants=1, on=ON)


def resources(*codes):
    return [each for each in unseizable(ON) if each.code in codes]


def read(letter):
    return to_text(letter).replace("\u00a0", " ")


def test_the_letter_to_the_bank_word_for_word():
    letter = to_bank(TOLD, BALANCE, left=Decimal(200), seized_on=ON, paid_in=resources("aah"))
    assert read(letter) == (
        "Inès Ferreira-Test\n8 impasse du Lavoir\n99000 Saint-Orme\n\n"
        "Banque fictive des Saules\n3 place du Marché\n\n"
        "Saint-Orme, le 5 mai 2026\n\n"
        "Vos références : C-118\n\n"
        "Objet : Saisie de mon compte : la somme à laisser à ma disposition\n\n"
        "Madame, Monsieur,\n\n"
        "Mon compte a été saisi le 4 mai 2026.\n\n"
        "Dans la limite du solde de mes comptes le jour de la saisie, une somme doit rester à ma"
        " disposition sans que j’aie à la demander. Elle est égale au RSA d’une personne seule :"
        " 651,69 € au 4 mai 2026.\n\n"
        "Solde de mes comptes, le jour de la saisie : 900,00 €\n"
        "Somme à laisser à ma disposition : 651,69 €\n"
        "Somme laissée : 200,00 €\n"
        "Ce qui manque : 451,69 €\n\n"
        "Je vous demande de remettre ce qui manque à ma disposition dès réception de cette lettre,"
        " et de m’écrire le détail de votre calcul.\n\n"
        "Ce compte reçoit aussi des sommes qui ne peuvent pas être saisies :\n\n"
        "– allocation aux adultes handicapés, sauf frais d’entretien (créances L581).\n\n"
        "Elles restent insaisissables une fois sur le compte. Je demande qu’elles soient mises à"
        " ma disposition, et je joins les justificatifs de leur versement.\n\n"
        "Textes de référence : Code de la sécurité sociale, article L821-5 ; Code des procédures"
        " civiles d’exécution, article R112-5.\n\n"
        "Je vous prie d’agréer, Madame, Monsieur, l’expression de mes salutations distinguées.\n\n"
        "Inès Ferreira-Test\n"
    )


def test_what_is_not_verified_is_on_the_screen_and_not_in_the_letter():
    letter = to_bank(TOLD, BALANCE, left=Decimal(0))
    assert "L162-2" not in read(letter)
    assert any("L162-2 (V1?)" in note for note in letter.notes)


def test_an_article_confirmed_here_is_quoted():
    letter = to_bank(TOLD, BALANCE, left=Decimal(0), confirmed={L162_2})
    assert "Texte de référence : Code des procédures civiles d’exécution, article L162-2." in read(
        letter
    )
    assert not any("L162-2 (" in note for note in letter.notes)


def test_a_bank_whose_deed_is_unknown_is_asked_not_accused():
    said = read(to_bank(TOLD, BALANCE))
    assert "Merci de me confirmer par écrit que cette somme est restée à ma disposition" in said
    assert "Ce qui manque" not in said


def test_a_letter_without_an_object_is_refused_beside_its_field():
    with pytest.raises(LetterRefused) as all_left:
        to_bank(TOLD, BALANCE, left=Decimal("651.69"))
    assert all_left.value.field == "left"
    again = protected_balance(Decimal(900), on=ON, seized_within_month=True)
    with pytest.raises(LetterRefused) as second:
        to_bank(TOLD, again)
    assert second.value.field == "seized_within_month"
    with pytest.raises(LetterRefused) as within:
        to_employer(TOLD, WAGE, dependants=1, withheld=Decimal("200.42"))
    assert within.value.field == "withheld"
    with pytest.raises(LetterRefused) as nothing:
        to_creditor(TOLD, None)
    assert nothing.value.field == "resources"


def test_the_creditor_learns_the_part_and_not_the_income():
    letter = to_creditor(
        TOLD, WAGE, resources=resources("prestations_familiales"), claimed=Decimal(3200),
        offer=Decimal(50),
    )  # fmt: skip
    said = read(letter)
    assert "Vous me demandez de payer 3 200,00 €." in said
    assert "Part saisissable, par mois, au plus : 200,42 €" in said
    assert "– prestations familiales, sauf fraude et exceptions" in said
    assert "Je peux verser 50,00 € par mois." in said
    assert "Code du travail, articles R3252-2, R3252-3, L3252-2 et L3252-3" in said
    assert "OpenFisca" not in said
    assert "1 500,00" not in said
    assert "1 299,58" not in said, "what is left and what is taken would tell the income"


def test_the_income_is_written_when_she_wants_it_to_be():
    said = read(to_creditor(TOLD, WAGE, says_income=True))
    assert "Mes revenus nets du mois : 1 500,00 €" in said
    assert "Ce qui doit me rester : 1 299,58 €" in said


def test_nothing_to_seize_is_said_as_such():
    small = seizable([Decimal(600)], dependants=0, on=ON)
    assert "rien ne peut être saisi sur mes revenus" in read(to_creditor(TOLD, small))


def test_the_employer_reads_a_reckoning_that_can_be_done_again():
    said = read(
        to_employer(TOLD, WAGE, dependants=1, withheld=Decimal(400), paid_on=date(2026, 4, 30))
    )
    assert "Une retenue de 400,00 € a été faite sur ma paie du 30 avril 2026." in said
    assert "Personnes à charge : 1" in said
    assert "Ce qui peut être retenu, au plus : 200,42 €" in said
    assert "Cette retenue dépasse de 199,58 € ce qui est permis." in said
    assert "Je joins les justificatifs des personnes à ma charge." in said


def test_a_claim_for_maintenance_leaves_the_floor_and_no_scale():
    claim = seizable([Decimal(1500)], dependants=1, on=ON, maintenance_claim=True)
    said = read(to_employer(TOLD, claim, dependants=1, withheld=Decimal(1000)))
    assert "tout peut être retenu, sauf 651,69 € par mois" in said
    assert "dépasse de 151,69 €" in said
    assert "Personnes à charge" not in said
    assert "L3252-5" in said


def test_several_payers_are_said_to_be_counted_together():
    both = seizable([Decimal(1200), Decimal(300)], dependants=0, on=ON)
    said = read(to_employer(TOLD, both, dependants=0, withheld=Decimal(400)))
    assert "Revenu net du mois, tous payeurs confondus : 1 500,00 €" in said
    assert "L3252-4" in said


def test_no_cap_of_a_bank_is_written_before_it_was_confirmed():
    said = read(about_fees(TOLD, on=ON, charged=Decimal(96)))
    assert "96,00 €" in said
    assert "80,00" not in said
    confirmed = {"Code monétaire et financier, R312-4-1"}
    sure = about_fees(TOLD, on=ON, confirmed=confirmed)
    assert "Commissions d’intervention, par mois : 80,00 €" in read(sure)
    assert "20,00" not in read(sure), "R312-4-2 was not confirmed"
    assert any("R312-4-2" in note for note in sure.notes)
    with pytest.raises(NotInForce):
        about_fees(TOLD, on=date(2030, 1, 1))


def test_a_collector_is_asked_to_prove_and_to_stop_calling():
    letter = to_collector(TOLD, called=True)
    said = read(letter)
    assert "de façon répétée" in said
    assert "de ne plus m’appeler ni vous présenter chez moi" in said
    assert "L111-8" not in said
    assert len(letter.notes) == 2
    sure = read(to_collector(TOLD, confirmed={AMICABLE_COSTS, AMICABLE_MENTIONS}))
    assert "les frais restent au créancier (Code des procédures civiles" in sure
    assert "article R124-4" in sure


def everything():
    return {
        Purpose.BANK: to_bank(EMPTY, BALANCE, paid_in=resources("rsa")),
        Purpose.FEES: about_fees(EMPTY, on=ON),
        Purpose.CREDITOR: to_creditor(EMPTY, WAGE, resources=resources("aah")),
        Purpose.EMPLOYER: to_employer(EMPTY, WAGE, dependants=1),
        Purpose.COLLECTOR: to_collector(EMPTY),
    }


@pytest.mark.parametrize("purpose", Purpose)
def test_every_form_says_the_same_and_nothing_names_a_service(purpose):
    letter = everything()[purpose]
    wanted = bare(to_text(letter))
    assert bare(pdf_text(to_pdf(letter))) == wanted
    assert bare(docx_text(to_docx(letter))) == wanted
    assert bare(html_text(to_html_parts(letter).letter)) == wanted
    assert "service" not in to_text(letter).casefold()
    assert "Nom, prénom : …" in read(letter), "an empty letter is completed by hand"


def test_no_letter_quotes_what_the_base_holds_for_unverified():
    verified = {b.article for r in national_base().everything() for b in r.basis
                if b.verification == "V1"}  # fmt: skip
    doubtful = {b.article for r in national_base().everything() for b in r.basis
                if b.verification != "V1" and b.article} - verified  # fmt: skip
    for letter in everything().values():
        said = to_text(letter)
        assert not [article for article in doubtful if f"article {article}" in said]
