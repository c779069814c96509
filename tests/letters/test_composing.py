"""What each letter says, on the requests of the stories."""

import re
from dataclasses import replace
from datetime import date

import pytest

from entrenous.letters import (
    Author,
    Kind,
    LetterRefused,
    Particulars,
    Promise,
    Recipient,
    Signatory,
    compose,
    paragraphs,
    suggested,
    to_text,
)
from entrenous.letters.citing import AMICABLE_COSTS, AMICABLE_MENTIONS
from entrenous.letters.citing import PROTECTED_ADDRESS as FORMULA
from entrenous.letters.words import EVIDENCE

from .cases import BASE, L152_1, PROTECTED_ADDRESS, TITLE, TOLD, verdict

ASKED = ["adresse", "employeur", "ressources", "composition_foyer", "telephone"]
HOME = {"adresse": "8 impasse du Lavoir\n99000 Saint-Orme"}


def text(kind, found, decided=(), told=TOLD, **options):
    return to_text(compose(kind, found, dict(decided), told, **options)).replace("\u00a0", " ")


# --- the stories ------------------------------------------------------------------------------


def test_h1_the_deputy_mayor_is_thanked_and_learns_nothing():
    found = verdict("elu", ["ressources", "demarches", "connu_du_service"], ["ecrit"])
    told = replace(TOLD, recipient=Recipient("Mme Delhoume-Fictif", (), "Madame l’Adjointe"))
    assert suggested(found)[0] is Kind.NEUTRAL
    written = text(Kind.NEUTRAL, found, told=told)
    assert "Madame l’Adjointe,\n" in written
    assert "ne confirme ni n’infirme" in written
    assert "Nous proposons un rendez-vous à toute personne qui se présente." in written
    assert "01 99 00 10 10" in written
    assert "considération distinguée" in written
    assert "Sarr" not in written


def test_h3_the_first_letter_asks_for_the_title_and_says_what_will_never_leave():
    found = verdict("huissier_exec", ASKED, ["ecrit"])
    assert suggested(found)[0] is Kind.DEMAND_EVIDENCE
    written = text(Kind.DEMAND_EVIDENCE, found)
    assert "Maître,\n" in written
    assert (
        "– la référence du titre exécutoire, avec sa copie, ou la copie de la décision" in written
    )
    never = next(line for line in written.splitlines() if line.startswith("Même avec ces pièces"))
    assert all(label in never for label in ("téléphone", "composition du foyer", "ressources"))
    assert "employeur" not in never
    assert "le même quelle" not in written
    assert "elle est la même quelle que soit la personne" in written


def test_h3_the_second_letter_gives_the_address_and_says_there_is_nothing_else():
    found = verdict("huissier_exec", ASKED, TITLE)
    assert suggested(found)[0] is Kind.LIMITED
    written = text(Kind.LIMITED, found, HOME)
    assert "Adresse : 8 impasse du Lavoir\n99000 Saint-Orme" in written
    assert "aucun autre renseignement détenu par le service désigné" in written
    assert "employeur" not in written
    assert "L152-1" not in written


def test_h3_the_health_insurer_is_refused_and_she_may_write_herself():
    found = verdict("mutuelle", ["rapport_social", "sante", "budget"], ["ecrit"])
    assert suggested(found)[0] is Kind.REFUSAL
    assert Kind.PERSONS_OWN in suggested(found)
    refusal = text(Kind.REFUSAL, found)
    assert "Nous ne sommes pas en mesure" in refusal
    assert "Texte de référence : Code pénal, article 226-13." in refusal
    assert "peut, si elle le souhaite, vous adresser elle-même" in refusal
    own = text(Kind.PERSONS_OWN, found, {"ressources": "912 € par mois", "charges": ""})
    assert own.startswith("Ghislaine Portal-Test\n8 impasse du Lavoir\n")
    assert "Ressources : 912 € par mois\nCharges : ……" in own
    assert "service social" not in own.casefold()
    assert "Trois-Rivières" not in own


def test_h5_the_employer_is_sent_to_the_occupational_doctor():
    found = verdict("employeur", ["sante"], ["ecrit"])
    assert suggested(found)[0] is Kind.NEUTRAL
    assert "vous adresser au médecin du travail" in text(Kind.NEUTRAL, found)


def test_h5_a_letter_about_health_never_goes_back_to_the_employer():
    found = verdict("employeur", ["sante"], ["ecrit"])
    told = replace(TOLD, recipient=Recipient("RH, Logis-Exemple SAS"))
    letter = compose(Kind.PERSONS_OWN, found, {}, told)
    assert letter.recipient[0] == "À l’attention du médecin du travail"
    assert "Logis-Exemple" not in to_text(letter)
    assert letter.greeting == "Docteur,"


# --- articles ---------------------------------------------------------------------------------


def test_an_article_is_quoted_once_confirmed_here_and_noted_on_screen_before():
    found = verdict("huissier_exec", ["adresse"], TITLE)
    doubtful = compose(Kind.LIMITED, found, HOME, TOLD)
    assert any("L152-1 (V1?), non cité dans la lettre" in note for note in doubtful.notes)
    sure = compose(Kind.LIMITED, found, HOME, TOLD, confirmed=[L152_1])
    assert "Code des procédures civiles d’exécution, article L152-1." in to_text(sure)
    assert not any("L152-1" in note for note in sure.notes)


def test_the_notes_of_the_screen_are_not_printed():
    letter = compose(Kind.LIMITED, verdict("huissier_exec", ["adresse"], TITLE), HOME, TOLD)
    assert letter.notes
    assert "vérifier" not in to_text(letter)


def test_several_articles_are_in_the_plural():
    written = text(Kind.REFUSAL, verdict("huissier_signif", ["adresse"]))
    assert (
        "Textes de référence : Code des procédures civiles d’exécution, article R412-2 ;" in written
    )


@pytest.mark.parametrize(
    ("requester", "article"),
    [("req_flag", "434-7-2"), ("perquisition", "434-4"), ("hierarchie", "L121-10")],
)
def test_what_only_binds_us_is_not_thrown_at_whoever_asks(requester, article):
    found = verdict(requester, ["adresse"], employer="departement")
    assert article in {basis.article for basis in found.basis}
    assert article not in text(Kind.REFUSAL, found)


def test_the_absence_of_a_text_is_not_a_reference_even_confirmed():
    found = verdict("elu", ["ressources"])
    written = text(Kind.REFUSAL, found, confirmed=["Aucun texte trouvé"])
    assert "Aucun texte" not in written


def test_no_refusal_quotes_a_text_that_is_not_sure():
    for rule in BASE.everything():
        if rule.kind != "requester":
            continue
        found = verdict(rule.id, ["adresse"])
        written = text(Kind.REFUSAL, found)
        sure = {each.article for each in found.basis if each.verification == "V1"}
        quoted = re.findall(r"article (\S+)", written.replace(" al. ", "\u00a0al."))
        assert {each.rstrip(".,;") for each in quoted} <= {each.split(" ")[0] for each in sure}, (
            rule.id
        )


# --- a protected address ----------------------------------------------------------------------


def protected(requester="huissier_exec", evidence=TITLE, **options):
    found = verdict(requester, ["adresse"], evidence, facts=["adresse_protegee"])
    return compose(Kind.LIMITED, found, HOME, TOLD, departs=True, **options)


def test_a_protected_address_goes_with_its_formula_and_its_mark_on_screen():
    assert FORMULA == PROTECTED_ADDRESS
    letter = protected()
    written = to_text(letter)
    assert "Cette adresse est protégée." in written
    assert "nous vous demandons de ne pas la révéler à votre mandant" in written
    assert "515-11" not in written
    assert any("515-11 6° (S)" in note for note in letter.notes)


def test_once_confirmed_the_formula_quotes_its_article():
    letter = protected(confirmed=[PROTECTED_ADDRESS])
    assert "ne peut être révélée à votre mandant (Code civil, article 515-11 6°)." in to_text(
        letter
    )
    assert not any("515-11" in note for note in letter.notes)


def test_the_formula_is_for_the_one_who_enforces_a_title():
    found = verdict("req_flag", ["adresse"], EVIDENCE)
    assert "protégée" not in text(Kind.LIMITED, found, HOME)
    letter = protected("req_flag", EVIDENCE)
    assert "de ne les révéler à personne" in to_text(letter)
    assert "mandant" not in to_text(letter)


def test_an_ordinary_address_never_speaks_of_protection():
    letter = compose(
        Kind.LIMITED,
        verdict("huissier_exec", ["adresse"], TITLE),
        HOME,
        TOLD,
        confirmed=[PROTECTED_ADDRESS],
    )
    assert "515-11" not in to_text(letter)
    assert not any("515-11" in note for note in letter.notes)


# --- the other letters ------------------------------------------------------------------------


def test_an_answer_with_an_agreement_says_so():
    found = verdict("bailleur", ["rendez_vous"], ["mandat_personne"], agreement=["rendez_vous"])
    written = text(Kind.LIMITED, found, {"rendez_vous": "3 mars"})
    assert "avec l’accord de la personne" in written
    assert "Notre réponse se limite à ces éléments." in written


def test_the_person_who_asks_for_her_own_data_is_not_told_what_to_do_with_them():
    found = verdict("acces_soi", ["adresse"], ["identite_qualite"])
    assert "finalité" not in text(Kind.LIMITED, found, HOME)


def test_a_second_signature_is_asked_on_screen():
    found = verdict("huissier_exec", ["adresse"], TITLE)
    assert (
        "Cette réponse demande deux signatures." in compose(Kind.LIMITED, found, HOME, TOLD).notes
    )
    both = replace(TOLD, signatories=(Signatory("Service juridique"), Signatory("Direction")))
    signed = compose(Kind.LIMITED, found, HOME, TOLD, signed=2)
    letter = compose(Kind.LIMITED, found, HOME, both)
    for each in (letter, signed):
        assert "Cette réponse demande deux signatures." not in each.notes
    assert letter.signatures == (("Service juridique",), ("Direction",))


def test_a_transfer_tells_who_will_answer():
    found = verdict("fisc", ["etat_paiements"])
    assert {Kind.TRANSFER, Kind.TRANSFER_SLIP} <= set(suggested(found))
    assert "Il vous répondra directement." in text(Kind.TRANSFER, found)


def test_the_slip_tells_the_legal_desk_what_it_needs_and_nothing_of_a_file():
    found = verdict("secu_controle", ["etat_paiements", "connu_du_service"], ["ecrit"])
    told = replace(TOLD, requester="CAF (fictive), contrôle", paragraph="Reçu en main propre.")
    written = text(Kind.TRANSFER_SLIP, found, told=told)
    assert "Demandeur : CAF (fictive), contrôle" in written
    assert "Échéance : 21 décembre 2026" in written
    assert "états de paiement des aides" in written
    assert "le fait qu’une personne soit connue ou non de notre service" in written
    assert "Ce qui manque : l’article de loi cité" in written
    assert "article L114-19 ;" in written
    assert "Applicabilité aux notes d’un service social (à vérifier)" in written
    assert "Reçu en main propre." in written
    assert "agréer" not in written


def test_a_reminder_blames_nobody():
    told = replace(
        TOLD, promise=Promise("l’attestation de loyer", date(2026, 3, 1), date(2026, 3, 20))
    )
    written = text(Kind.REMINDER, None, told=told)
    assert "annoncé le 1er mars 2026" in written
    assert "au plus tard le 20 mars 2026 : l’attestation de loyer." in written
    assert "merci de ne pas en tenir compte" in written


def test_a_reminder_needs_what_was_promised():
    for promise in (None, Promise(" ")):
        with pytest.raises(LetterRefused) as refused:
            compose(Kind.REMINDER, None, {}, replace(TOLD, promise=promise))
        assert refused.value.field == "promise"


def test_a_withdrawn_request_is_acknowledged():
    assert "vous retirez votre demande du 20 novembre 2026" in text(
        Kind.ACKNOWLEDGE_WITHDRAWAL, None
    )


def test_a_collector_is_asked_for_a_title_and_costs_wait_for_the_text():
    found = verdict("recouvrement_amiable", ["adresse"])
    letter = compose(Kind.PERSONS_OWN, found, {}, TOLD)
    assert "copie du titre exécutoire" in to_text(letter)
    assert "frais" not in to_text(letter)
    assert any("L111-8 al. 2 (S)" in note for note in letter.notes)
    names = {basis.name for basis in found.basis}
    assert {AMICABLE_COSTS, AMICABLE_MENTIONS} <= names
    sure = text(Kind.PERSONS_OWN, found, confirmed=names)
    assert (
        "les frais restent au créancier (Code des procédures civiles d’exécution, article" in sure
    )
    assert "mentions obligatoires" in sure


@pytest.mark.parametrize(
    ("requester", "subject"),
    [
        ("bailleur", "Mon logement"),
        ("banque", "Mon compte"),
        ("mutuelle", "Ma demande d’aide"),
        ("caf_aide", "Éléments que je vous adresse"),
        ("medtrav", "Demande de rendez-vous"),
    ],
)
def test_each_requester_has_the_letter_that_fits(requester, subject):
    letter = compose(Kind.PERSONS_OWN, verdict(requester, ["budget"]), {}, TOLD)
    assert letter.subject == subject
    assert letter.recipient[0] == "Me R. Vasselin-Fictif"
    assert letter.references == ()


def test_the_words_a_person_typed_stay_apart():
    told = replace(TOLD, paragraph="Je suis là le matin.\r\n\r\nMerci : à bientôt.")
    letter = compose(Kind.PERSONS_OWN, verdict("mutuelle"), {}, told)
    typed = [block.text for block in letter.blocks if block.kind == "human"]
    assert typed == ["Je suis là le matin.", "Merci\u00a0: à bientôt."]


def test_what_is_kept_of_a_letter_is_its_body():
    letter = compose(Kind.LIMITED, verdict("huissier_exec", ["adresse"], TITLE), HOME, TOLD)
    assert paragraphs(letter)[2] == "Adresse : 8 impasse du Lavoir\n99000 Saint-Orme"


# --- a letter for nobody, as on the public page -----------------------------------------------


def test_the_public_page_knows_nobody_and_still_makes_a_letter_to_complete():
    found = verdict("mutuelle", ["rapport_social"])
    for kind in (Kind.NEUTRAL, Kind.REFUSAL, Kind.PERSONS_OWN):
        letter = compose(kind, found, {}, Particulars())
        written = to_text(letter)
        assert letter.sender[0].endswith("…")
        assert letter.recipient[0].startswith("Destinataire : …".replace(" :", "\u00a0:"))
        assert "…, le …" in written
        assert "None" not in written
        assert letter.signatures[0][-1].endswith("…")


def test_a_letter_opens_with_the_dates_it_has():
    found = verdict("mutuelle")
    for changes, opening in (
        ({"received_on": None}, "Nous avons reçu votre demande du 20 novembre 2026."),
        ({"letter_on": None}, "Nous avons reçu votre demande le 21 novembre 2026."),
        ({"letter_on": None, "received_on": None}, "Nous avons reçu votre demande."),
        ({}, "Nous avons reçu le 21 novembre 2026 votre demande du 20 novembre 2026."),
    ):
        assert opening in text(Kind.REFUSAL, found, told=replace(TOLD, **changes))


def test_a_letter_without_verdict_is_refused_when_it_needs_one():
    for kind in set(Kind) - {Kind.REMINDER, Kind.ACKNOWLEDGE_WITHDRAWAL}:
        with pytest.raises(LetterRefused) as refused:
            compose(kind, None, {}, TOLD)
        assert refused.value.field == "kind"


def test_nothing_is_demanded_when_nothing_is_missing_and_nothing_denied_when_it_is():
    complete = verdict("huissier_exec", ["adresse"], TITLE)
    with pytest.raises(LetterRefused):
        compose(Kind.DEMAND_EVIDENCE, complete, {}, TOLD)
    with pytest.raises(LetterRefused) as refused:
        compose(Kind.LIMITED, verdict("huissier_exec", ["adresse"], ["ecrit"]), {}, TOLD)
    assert refused.value.field == "kind"


def test_an_unknown_requester_gets_courtesy_or_the_legal_desk():
    assert suggested(verdict("office_des_rumeurs", ["adresse"]))[0] is Kind.NEUTRAL


# --- words ------------------------------------------------------------------------------------


def every_letter():
    for requester in ("elu", "employeur", "huissier_exec", "mutuelle", "recouvrement_amiable"):
        found = verdict(requester, ["adresse", "connu_du_service"], ["ecrit"])
        told = replace(TOLD, promise=Promise("la réponse"), author=Author())
        for kind in Kind:
            if kind is Kind.LIMITED or (kind is Kind.DEMAND_EVIDENCE and not found.missing):
                continue
            yield compose(kind, found, {}, told)
    yield compose(Kind.LIMITED, verdict("huissier_exec", ["adresse"], TITLE), HOME, TOLD)
    yield protected(confirmed=[PROTECTED_ADDRESS, L152_1])


def sentences_of(letter):
    yield from (letter.subject, letter.greeting, letter.closing, *letter.notes, *letter.sender)
    for block in letter.blocks:
        yield from (block.text, *block.lines, *(label for label, _ in block.pairs))


def test_every_sentence_is_set_as_french_is():
    for letter in every_letter():
        for sentence in sentences_of(letter):
            assert not re.search(r" [:;?!»]|« |\w'\w|!", sentence), sentence


def test_no_letter_blames_and_none_admits_that_the_person_is_known():
    never = ("le fait que la personne est connue", "malheureusement", "refus", "usager")
    for letter in every_letter():
        written = to_text(letter).casefold()
        assert [word for word in never if word in written] == [], letter.kind
