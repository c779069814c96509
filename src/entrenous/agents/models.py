"""The organisation and the professionals. Nothing here is about an accompanied person."""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q


class Organisation(models.Model):
    """A département, a Carsat or a CCAS. Nothing crosses from one to another."""

    class Kind(models.TextChoices):
        DEPARTEMENT = "departement", "département"
        CARSAT = "carsat", "Carsat"
        CCAS = "ccas", "CCAS"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField("nom", max_length=120, unique=True)
    kind = models.CharField("nature", max_length=12, choices=Kind)
    unit_label = models.CharField("nom d’une unité", max_length=40, default="circonscription")
    commune = models.CharField("commune du siège", max_length=80, blank=True)
    small_service = models.BooleanField("profil petit service", default=False)
    objection_days = models.PositiveSmallIntegerField(
        "délai d’opposition à une fin d’accompagnement", default=30
    )
    relay_days = models.PositiveSmallIntegerField(
        "délai de réponse attendu d’un partenaire", default=10
    )
    complaint_days = models.PositiveSmallIntegerField(
        "délai de réponse à une réclamation", default=15
    )
    message_days = models.PositiveSmallIntegerField(
        "jours ouvrés pour ouvrir ce qu’une personne écrit dans son espace", default=3
    )
    territory_version = models.PositiveIntegerField(default=0, editable=False)

    def __str__(self) -> str:
        return self.name


class Circonscription(models.Model):
    """A local house of the organisation, whatever it is called there (00-decisions D)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="circonscriptions")
    name = models.CharField("nom", max_length=120)
    address = models.CharField("adresse", max_length=200, blank=True)
    commune = models.CharField("commune", max_length=80, blank=True)
    phone = models.CharField("numéro direct", max_length=30, blank=True)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "name"], name="one_circonscription_per_name"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Secteur(models.Model):
    """The territory of a social worker: communes, whole or by streets."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    circonscription = models.ForeignKey(Circonscription, models.PROTECT, related_name="secteurs")
    name = models.CharField("nom", max_length=80)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["circonscription", "name"], name="one_secteur_per_name")
        ]

    def __str__(self) -> str:
        return self.name


class StreetRange(models.Model):
    """A commune, or one of its streets (some numbers of it), that belongs to a secteur."""

    class Parity(models.TextChoices):
        ALL = "all", "tous les numéros"
        ODD = "odd", "impairs"
        EVEN = "even", "pairs"

    secteur = models.ForeignKey(Secteur, models.CASCADE, related_name="ranges")
    commune = models.CharField("commune", max_length=80)
    commune_key = models.CharField(max_length=80, db_index=True, editable=False)
    insee = models.CharField("code de calcul", max_length=5, blank=True)
    street = models.CharField("rue", max_length=120, blank=True)
    street_key = models.CharField(max_length=120, blank=True, editable=False)
    parity = models.CharField("côté", max_length=4, choices=Parity, default=Parity.ALL)
    first = models.PositiveIntegerField("du numéro", null=True, blank=True)
    last = models.PositiveIntegerField("au numéro", null=True, blank=True)
    first_repeat = models.CharField("bis, ter du premier", max_length=6, blank=True)
    last_repeat = models.CharField("bis, ter du dernier", max_length=6, blank=True)
    former = models.CharField("ancien nom de la rue", max_length=120, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="numbers_need_a_street",
                condition=~Q(street="") | Q(first=None, last=None, parity="all"),
                violation_error_message="Des numéros sans rue ne désignent rien : indiquez la rue.",
            ),
            models.CheckConstraint(
                name="first_number_before_last",
                condition=Q(first=None) | Q(last=None) | Q(last__gte=models.F("first")),
                violation_error_message="Le premier numéro doit précéder le dernier.",
            ),
        ]

    def __str__(self) -> str:
        return f"rues {self.pk}"


class SectorFile(models.Model):
    """A file of streets that was read and not applied yet: what was checked is what is written."""

    organisation = models.OneToOneField(
        Organisation, models.CASCADE, primary_key=True, related_name="+"
    )
    name = models.CharField(max_length=120)
    replaces = models.BooleanField()
    text = models.TextField()
    # The map it was checked against: changed since, the file is checked again.
    version = models.CharField(max_length=60)
    read_by = models.UUIDField()
    read_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"sector file {self.pk}"


class NeighbourService(models.Model):
    """Who receives the people of a territory that is not ours."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="neighbours")
    name = models.CharField("nom du service", max_length=120)
    communes = models.CharField("communes", max_length=1000, blank=True)
    department = models.CharField("département", max_length=3, blank=True)
    address = models.CharField("adresse", max_length=200, blank=True)
    phone = models.CharField("téléphone", max_length=30, blank=True)
    hours = models.CharField("heures d’ouverture", max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "name"], name="one_neighbour_per_name")
        ]

    def __str__(self) -> str:
        return f"neighbour {self.pk}"


class Commune(models.Model):
    """A commune of France, from the official list that the administrator imported."""

    insee = models.CharField(max_length=5, primary_key=True)
    name = models.CharField(max_length=80)
    key = models.CharField(max_length=80, db_index=True)

    def __str__(self) -> str:
        return self.insee


class AgentQuerySet(models.QuerySet["Agent"]):
    """Which agents."""

    def of(self, organisation: Organisation) -> "AgentQuerySet":
        """Those of one organisation."""
        return self.filter(organisation=organisation)

    def with_function(
        self, kind: str, circonscription: Circonscription | None = None
    ) -> "AgentQuerySet":
        """Those who exercise a function now, in one circonscription or anywhere."""
        where = Q(functions__kind=kind)
        if circonscription is not None:
            where &= Q(functions__circonscription=circonscription)
        return self.filter(where, is_active=True).distinct()


class AgentManager(BaseUserManager["Agent"]):
    def get_queryset(self) -> AgentQuerySet:
        return AgentQuerySet(self.model, using=self._db)

    def get_by_natural_key(self, username: str | None) -> "Agent":
        return self.get(login=username)


class Agent(AbstractBaseUser):
    """A professional. Functions say which pages she has; keys alone say what she can read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="agents")
    login = models.CharField("identifiant", max_length=60, unique=True)
    given_name = models.CharField("prénom", max_length=60)
    family_name = models.CharField("nom", max_length=60)
    phone = models.CharField("ligne directe", max_length=30, blank=True)
    is_active = models.BooleanField("en poste", default=True)
    created_on = models.DateField("compte créé le", auto_now_add=True)
    shortcuts = models.BooleanField("raccourcis clavier", default=True)

    # The phrase belongs to `keyring`: an agent row holds nothing that opens anything.
    password = None  # type: ignore[assignment]
    last_login = None

    objects = AgentManager.from_queryset(AgentQuerySet)()

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar = ["given_name", "family_name"]

    class Meta:
        ordering: ClassVar = ["family_name", "given_name"]

    def __str__(self) -> str:
        return f"agent {self.pk}"

    @property
    def display_name(self) -> str:
        """« Claire Lemoine-Test », as colleagues read it."""
        return f"{self.given_name} {self.family_name}"

    @property
    def initials(self) -> str:
        """Two letters for the round mark in the bar."""
        return (self.given_name[:1] + self.family_name[:1]).upper()

    def has_function(self, kind: str) -> bool:
        """Tell whether the agent exercises this function somewhere."""
        return any(f.kind == kind for f in self.functions.all())

    def circonscriptions_as(self, kind: str) -> list[Circonscription]:
        """Where the agent exercises this function."""
        rows = self.functions.select_related("circonscription").filter(kind=kind)
        return [f.circonscription for f in rows if f.circonscription is not None]


class Function(models.Model):
    """What an agent does, and where. Several per agent; a function opens pages, never files."""

    class Kind(models.TextChoices):
        SOCIAL_WORKER = "social_worker", "travail social"
        RECEPTION = "reception", "accueil"
        TEAM_LEAD = "team_lead", "responsable"
        LEGAL_DESK = "legal_desk", "service juridique"
        ADMINISTRATOR = "administrator", "administration des comptes"
        MANAGEMENT = "management", "direction"
        AUDITOR = "auditor", "audit, contrôle"

    agent = models.ForeignKey(Agent, models.CASCADE, related_name="functions")
    kind = models.CharField("fonction", max_length=16, choices=Kind)
    title = models.CharField("intitulé", max_length=80, blank=True)
    circonscription = models.ForeignKey(
        Circonscription, models.PROTECT, null=True, blank=True, related_name="functions"
    )
    secteur = models.ForeignKey(
        Secteur, models.PROTECT, null=True, blank=True, related_name="functions"
    )

    class Meta:
        constraints: ClassVar = [
            # Three constraints: SQLite cannot be told that two nulls are the same.
            models.UniqueConstraint(
                fields=["agent", "kind", "circonscription", "secteur"],
                condition=Q(secteur__isnull=False),
                name="a_function_is_held_once",
            ),
            models.UniqueConstraint(
                fields=["agent", "kind", "circonscription"],
                condition=Q(secteur=None),
                name="a_function_without_secteur_is_held_once",
            ),
            models.UniqueConstraint(
                fields=["agent", "kind"],
                condition=Q(secteur=None, circonscription=None),
                name="a_function_without_place_is_held_once",
            ),
            models.CheckConstraint(
                name="local_functions_have_a_circonscription",
                condition=Q(circonscription__isnull=False)
                | ~Q(kind__in=["social_worker", "reception", "team_lead"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.agent_id}"
