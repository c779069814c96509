"""The addresses of the desk. None holds a name, a search term or anything of a letter."""

from django.urls import path

from entrenous.web.gateway.views import (
    acts,
    cards,
    deciding,
    dossier,
    embargo,
    entering,
    files,
    legal,
    letters,
    linking,
    listing,
    promises,
    rules,
    showing,
)

app_name = "gateway"

_ALL = "sollicitations/"
_NEW = f"{_ALL}nouvelle/<uuid:arriving>/"
_ONE = f"{_ALL}<uuid:sollicitation>/"

urlpatterns = [
    path(_ALL, listing.listing, name="list"),
    path(f"{_ALL}recherche/", listing.search, name="search"),
    path(f"{_ALL}nouvelle/", entering.new, name="new"),
    path(_NEW, entering.enter, name="enter"),
    path(f"{_NEW}abandonner/", entering.discard, name="discard"),
    path(f"{_ALL}juridique/", legal.home, name="legal"),
    path(f"{_ALL}juridique/registre/", legal.lines, name="register"),
    path(f"{_ALL}juridique/registre/export/", legal.export, name="export"),
    path(f"{_ALL}juridique/cartes/", cards.search, name="cards"),
    path(f"{_ALL}juridique/informations-differees/", embargo.listing, name="embargoes"),
    path(f"{_ALL}juridique/regles/", rules.listing, name="rules"),
    path(f"{_ALL}juridique/regles/<slug:rule>/", rules.show, name="rule"),
    path(f"{_ALL}juridique/articles/", rules.articles, name="articles"),
    path(f"{_ALL}juridique/articles/confirmer/", rules.confirm, name="confirm"),
    path("dossiers/<uuid:dossier>/sollicitations/", dossier.listing, name="dossier"),
    path(_ONE, showing.show, name="show"),
    path(f"{_ONE}carte/", cards.card, name="card"),
    path(f"{_ONE}levee/", embargo.lift, name="lift"),
    path(f"{_ONE}encore/", showing.again, name="again"),
    path(f"{_ONE}constat/", showing.constat, name="constat"),
    path(f"{_ONE}corriger/", linking.correct, name="correct"),
    path(f"{_ONE}dossier/", linking.link, name="link"),
    path(f"{_ONE}detacher/", linking.unlink, name="unlink"),
    path(f"{_ONE}proposition/", deciding.verdict, name="verdict"),
    path(f"{_ONE}decider/", deciding.decide, name="decide"),
    path(f"{_ONE}signature/", deciding.ask_signature, name="ask-signature"),
    path(f"{_ONE}signer/", deciding.sign, name="sign"),
    path(f"{_ONE}transmettre/", acts.transfer, name="transfer"),
    path(f"{_ONE}rendre/", acts.hand_back, name="hand-back"),
    path(f"{_ONE}confier/", acts.entrust, name="entrust"),
    path(f"{_ONE}retrait/", acts.withdraw, name="withdraw"),
    path(f"{_ONE}information/", acts.inform, name="inform"),
    path(f"{_ONE}temps/", acts.minutes, name="minutes"),
    path(f"{_ONE}lettre/<slug:kind>/", letters.letter, name="letter"),
    path(f"{_ONE}envoyees/<uuid:record>/", letters.sent, name="sent"),
    path(f"{_ONE}engagements/", promises.listing, name="promises"),
    path(f"{_ONE}engagements/<uuid:record>/venu/", promises.kept, name="kept"),
    path(f"{_ONE}engagements/<uuid:record>/relance/", letters.reminder, name="reminder"),
    path(f"{_ONE}pieces/ajouter/", files.add, name="file-add"),
    path(f"{_ONE}pieces/<uuid:record>/", files.show, name="file"),
    path(f"{_ONE}pieces/<uuid:record>/page/<int:number>/", files.page, name="file-page"),
    path(f"{_ONE}pieces/<uuid:record>/telecharger/", files.take, name="file-take"),
]
