"""What only a request's life asks for, typed with a canary: the letter, the reasons, the values."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from entrenous.keyring.models import Container
from tests.gateway.letters import legal_desk
from tests.proof.canaries import canary
from tests.proof.places import Places
from tests.proof.world import World

_STEPS = ["who", "requester", "how", "what", "proofs", "agreement", "situation"]
_WORDS = ("requester_name", "requester_address", "reference", "basis_claimed", "person_named",
          "letter")  # fmt: skip
_PARTICULARS = ("organisation", "service", "address", "phone", "recipient", "recipient_address",
                "reference", "place", "signatory", "signatory_name", "cosignatory", "person_named",
                "paragraph", "author", "author_address")  # fmt: skip
_FAMILY_FUND = {
    "group": "caisse", "requester": "caf_aide", "asked": ["budget", "sante"], "agreed": ["budget"],
    "ev_ecrit": "shown", "ev_finalite": "shown", "ev_accord_signe": "shown",
}  # fmt: skip
_POLICE = {
    "group": "justice", "requester": "req_flag", "asked": ["identite", "notes"],
    "ev_ecrit": "shown", "ev_requisition_ecrite": "shown", "ev_identite_qualite": "shown",
    "ev_article_cite": "shown",
}  # fmt: skip


def drive_desk(world: World, places: Places) -> None:
    """Enter, transfer, give back, decide, write, send, lift: each with canaries, as pages do."""
    legal_desk(world.house)
    fund, police = _enter(world, places, _FAMILY_FUND), _enter(world, places, _POLICE)
    _post(world, places, "holder", "transfer", police, words=canary("words"))
    _post(world, places, "legal", "hand-back", police, words=canary("why"))
    lift = {"lifted_on": "hier", "reason": canary("reason")}
    _post(world, places, "legal", "lift", police, **lift)
    named = {"family_name": canary("family"), "given_name": canary("given")}
    _post(world, places, "legal", "cards", **named)
    kept = {"proposed": "budget", "item_budget": "keep", "departure": canary("departure")}
    _post(world, places, "holder", "decide", fund, **kept)
    given = {"proposed": "budget", "item_budget": "give"}
    _post(world, places, "holder", "persons_own", fund, letter=True)
    assert _post(world, places, "holder", "decide", fund, **given) == 302
    _post(world, places, "holder", "inform", fund, not_told_because=canary("because"))
    _post(world, places, "holder", "inform", fund, on="aujourd’hui", how=canary("how"))
    for go in ("", "check", "pdf", "docx", "send"):
        _post(world, places, "holder", "limited", fund, letter=True, go=go)


def _enter(world: World, places: Places, asked: dict[str, Any]) -> object:
    before = set(Container.objects.filter(kind="third_party").values_list("pk", flat=True))
    new = world.client("holder").get(reverse("gateway:new"))["Location"]
    sent = {
        "done": _STEPS, "step": "check", "go": "save", "channel": "letter", "received_on": "hier",
        "asked_free": canary("asked_free"), **asked, **{name: canary(name) for name in _WORDS},
        "file": SimpleUploadedFile(f"{canary('name of the letter')}.txt", canary("in it").encode()),
    }  # fmt: skip
    places.heard(world.client("holder").post(new, sent))
    made = Container.objects.filter(kind="third_party").exclude(pk__in=before)
    return made.get().pk


def _post(
    world: World,
    places: Places,
    who: str,
    page: str,
    *of: object,
    letter: bool = False,
    **typed: Any,
) -> int:
    """Send a form of a request; `letter`: that kind of letter, every particular filled."""
    url = (
        reverse("gateway:letter", args=[*of, page])
        if letter
        else reverse(f"gateway:{page}", args=of)
    )
    if letter:
        typed |= {name: canary(name) for name in _PARTICULARS}
        typed |= {"value_budget": canary("value"), "on": "aujourd’hui", "minutes": "5"}
    answer = world.client(who).post(url, typed)
    places.heard(answer)
    assert answer.status_code < 400, (page, answer.content.decode())
    return int(answer.status_code)
