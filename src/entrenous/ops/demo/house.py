"""Build the demonstration's organisations and open everyone's vault, through the real actions."""

from dataclasses import dataclass, field
from typing import Any, Final

from entrenous.agents.models import Agent, Circonscription, Function, Organisation, Secteur
from entrenous.keyring import enrolment, groups, models
from entrenous.keyring.opening import Keyring
from entrenous.keyring.unlocking import set_pin
from entrenous.ops.demo import custodians
from entrenous.ops.demo.shapes import AgentTold, OrganisationTold
from entrenous.ops.setup import set_up
from entrenous.vault.phrases import new_phrase

PIN = "000000"
# Five people who are not of one hierarchy, and who keeps the procedural share.
_CUSTODIANS: Final = (
    ("Solène Garde-Fictif", "conseillère technique", "share"),
    ("Adam Garde-Fictif", "délégué à la protection des données", "share"),
    ("Ludivine Garde-Fictif", "élue du personnel", "share"),
    ("Karim Garde-Fictif", "médecin", "share"),
    ("Edwige Garde-Fictif", "juriste", "share"),
    ("Étude Fictive", "office notarial", "piece"),
)
_GROUPS = {
    Function.Kind.RECEPTION: models.Group.Kind.RECEPTION,
    Function.Kind.SOCIAL_WORKER: models.Group.Kind.DUTY,
    Function.Kind.TEAM_LEAD: models.Group.Kind.LEADS,
}


@dataclass
class DemoHouse:
    """An organisation of the demonstration, its agents by login, their open vaults, its sheets."""

    organisation: Organisation
    secteurs: dict[str, Secteur] = field(default_factory=dict)
    keyrings: dict[str, Keyring] = field(default_factory=dict)
    phrases: dict[str, str] = field(default_factory=dict)
    sheets: str = ""

    def keyring(self, login: str) -> Keyring:
        """The open vault of an agent."""
        return self.keyrings[login]

    def agent(self, login: str) -> Agent:
        """An agent."""
        return self.keyrings[login].agent

    def worker_of(self, secteur: str) -> Keyring:
        """The social worker of a secteur, by its key."""
        row = self.secteurs[secteur]
        return next(
            k
            for k in self.keyrings.values()
            if k.agent.functions.filter(kind=Function.Kind.SOCIAL_WORKER, secteur=row).exists()
        )

    def receptionist(self, circonscription: Circonscription) -> Keyring:
        """Someone of the reception of a place."""
        return self.holder_of(Function.Kind.RECEPTION, circonscription)

    def legal_desk(self) -> Keyring:
        """Someone of the organisation's legal desk."""
        kind = Function.Kind.LEGAL_DESK
        return next(k for k in self.keyrings.values() if k.agent.has_function(kind))

    def holder_of(self, function: Function.Kind, circonscription: Circonscription) -> Keyring:
        """Someone who exercises a function in a place."""
        return next(
            k
            for k in self.keyrings.values()
            if circonscription in k.agent.circonscriptions_as(function)
        )


def build(told: OrganisationTold) -> DemoHouse:
    """Set an organisation up, enrol and certify everyone, make the letter boxes."""
    public, shares = custodians.split()
    set_up(_as_file(told), recovery=public, custody=custodians.CUSTODY)
    house = DemoHouse(Organisation.objects.get(name=told.name))
    house.phrases |= custodians.named(told.key, shares)
    house.sheets = custodians.sheets(told.name, public, shares)
    names = {s.key: s.name for s in told.secteurs}
    rows = Secteur.objects.filter(circonscription__organisation=house.organisation)
    by_name = {row.name: row for row in rows.select_related("circonscription")}
    house.secteurs = {key: by_name[name] for key, name in names.items()}
    _enrol_everyone(told, house)
    for place in Circonscription.objects.filter(organisation=house.organisation):
        for function, kind in _GROUPS.items():
            _open_group(house, function, kind, place)
    _open_group(house, Function.Kind.LEGAL_DESK, models.Group.Kind.LEGAL_DESK, None)
    return house


def _enrol_everyone(told: OrganisationTold, house: DemoHouse) -> None:
    """The first lead by the set-up, the others by her; each with a phrase of this machine."""
    leads_first = sorted(told.agents, key=lambda a: not _leads(a))
    root: Keyring | None = None
    for agent_told in leads_first:
        agent = Agent.objects.get(login=agent_told.login)
        phrase = new_phrase()
        secret, _ = enrolment.create_keys(agent, phrase)
        set_pin(agent, PIN)
        house.phrases[agent.login] = phrase
        house.keyrings[agent.login] = Keyring(agent, secret)
        if root is None:
            enrolment.certify_root(agent)
            root = house.keyrings[agent.login]
        else:
            enrolment.certify(agent, by=root)
    models.Enrolment.objects.filter(agent__organisation=house.organisation).delete()


def _open_group(
    house: DemoHouse,
    function: Function.Kind,
    kind: models.Group.Kind,
    place: Circonscription | None,
) -> None:
    members = list(
        Agent.objects.of(house.organisation).with_function(function, place).order_by("login")
    )
    if not members:
        return
    lead = next(k for k in house.keyrings.values() if k.agent.has_function("team_lead"))
    first, *others = [house.keyring(agent.login) for agent in members]
    group = groups.create(kind, place, by=first)
    groups.countersign(group, by=lead)
    for other in others:
        groups.admit(groups.authorise(group, other.agent, by=lead), by=first)


def _leads(agent: AgentTold) -> bool:
    return any(f.kind == Function.Kind.TEAM_LEAD for f in agent.functions)


def _as_file(told: OrganisationTold) -> dict[str, Any]:
    """The organisation as a set-up file would say it."""
    places = {c.key: c.name for c in told.circonscriptions}
    secteurs = {s.key: s.name for s in told.secteurs}
    insee = {c.name: c.insee for c in told.communes}
    return {
        "organisation": {
            "name": told.name,
            "kind": told.kind,
            "unit_label": told.unit_label,
            "commune": told.commune,
            "root_lead": next(a.login for a in told.agents if _leads(a)),
        },
        "custodians": [
            {"name": name, "title": title, "keeps": keeps} for name, title, keeps in _CUSTODIANS
        ],
        "circonscriptions": [
            {"name": c.name, "address": c.address, "commune": c.commune, "phone": c.phone}
            for c in told.circonscriptions
        ],
        "secteurs": [
            {
                "name": s.name,
                "circonscription": places[s.circonscription],
                "ranges": [
                    {
                        "commune": r.commune, "street": r.street, "parity": r.parity,
                        "first": r.first or "", "last": r.last or "", "insee": insee[r.commune],
                    }
                    for r in s.ranges
                ],
            }
            for s in told.secteurs
        ],
        "agents": [
            {
                "login": a.login,
                "given_name": a.given_name,
                "family_name": a.family_name,
                "phone": a.phone,
                "functions": [
                    {
                        "kind": f.kind,
                        "title": f.title,
                        "circonscription": places.get(f.circonscription),
                        "secteur": secteurs.get(f.secteur),
                    }
                    for f in a.functions
                ],
            }
            for a in told.agents
        ],
    }  # fmt: skip
