"""Short code lists of a budget. Codes are frozen once used: they are inside sealed records."""

from typing import Final

from entrenous.agents.coded import Coded

MOST_ADULTS: Final = 6
# The estimates take as many; beyond, the worker is told to write to the benefits' own simulator.
MOST_CHILDREN: Final = 14


class Relation(Coded):
    """Who an adult is to the person. Only a partner makes a couple."""

    PERSON = "person", "la personne"
    PARTNER = "partner", "conjoint·e ou partenaire"
    GROWN_CHILD = "grown_child", "enfant majeur"
    RELATIVE = "relative", "autre parent"
    OTHER = "other", "autre"


class Activity(Coded):
    """What an adult does, with the codes that the estimates take."""

    EMPLOYED = "employed", "en emploi"
    UNEMPLOYED = "unemployed", "en recherche d’emploi"
    RETIRED = "retired", "à la retraite"
    STUDENT = "student", "en études"
    DISABLED = "disabled", "en invalidité ou handicap"
    OTHER = "other", "autre situation"


class Custody(Coded):
    """Where a child lives."""

    HERE = "here", "vit ici"
    ALTERNATE = "alternate", "une partie du temps (résidence alternée)"
    VISITS = "visits", "vient en visite"


class HomeStatus(Coded):
    """How they are housed, with the codes that the estimates take."""

    TENANT_PRIVATE = "tenant_private", "locataire d’un logement privé"
    TENANT_SOCIAL = "tenant_social", "locataire d’un logement social"
    OWNER = "owner", "propriétaire"
    LODGED = "lodged", "hébergement chez quelqu’un ou gratuit"
    HOMELESS = "homeless", "sans logement"


RENTED: Final = frozenset({HomeStatus.TENANT_PRIVATE, HomeStatus.TENANT_SOCIAL})


class Period(Coded):
    """What an amount is for; `months` tells how many."""

    MONTH = "month", "par mois"
    QUARTER = "quarter", "par trimestre"
    YEAR = "year", "par an"

    @property
    def months(self) -> int:
        """How many months the amount covers."""
        return {Period.MONTH: 1, Period.QUARTER: 3, Period.YEAR: 12}[self]


class Evidence(Coded):
    """How an amount is known."""

    DECLARED = "declared", "déclaré"
    SHOWN = "shown", "justifié"


class ResourceKind(Coded):
    """What comes in, net."""

    SALARY = "salary", "salaire net"
    SELF_EMPLOYMENT = "self_employment", "revenu d’indépendant"
    UNEMPLOYMENT = "unemployment", "allocation chômage (ARE)"
    SICK_PAY = "sick_pay", "indemnités journalières"
    RETIREMENT = "retirement", "retraite"
    DISABILITY_PENSION = "disability_pension", "pension d’invalidité"
    ANNUITY = "annuity", "rente (accident du travail, maladie professionnelle)"
    RSA = "rsa", "RSA"
    PPA = "ppa", "prime d’activité"
    AF = "af", "allocations familiales"
    CF = "cf", "complément familial"
    ASF = "asf", "allocation de soutien familial (ASF)"
    PAJE_BASE = "paje_base", "allocation de base de la PAJE"
    FAMILY_OTHER = "family_other", "autre prestation familiale"
    HOUSING_AID = "housing_aid", "aide au logement, versée à la personne"
    HOUSING_AID_LANDLORD = "housing_aid_landlord", "aide au logement, versée au bailleur"
    AAH = "aah", "AAH"
    ASS = "ass", "ASS"
    ASPA = "aspa", "ASPA"
    ASI = "asi", "ASI"
    MAINTENANCE = "maintenance", "pension alimentaire reçue"
    SCHOLARSHIP = "scholarship", "bourse"
    CHILD_WAGE = "child_wage", "salaire d’un enfant"
    FAMILY_HELP = "family_help", "aide de proches"
    OTHER = "other", "autre ressource"


class ChargeKind(Coded):
    """What goes out. The rent is not one: it is said once, with the home."""

    RENTAL_CHARGES = "rental_charges", "charges du logement"
    MORTGAGE = "mortgage", "crédit du logement"
    LODGING_SHARE = "lodging_share", "participation à l’hébergement"
    ENERGY = "energy", "énergie"
    WATER = "water", "eau"
    HOME_INSURANCE = "home_insurance", "assurance du logement"
    OTHER_INSURANCE = "other_insurance", "autres assurances"
    HEALTH_COVER = "health_cover", "mutuelle"
    PHONE = "phone", "téléphone, internet"
    TRANSPORT = "transport", "transport"
    CHILD_CARE = "child_care", "garde d’enfant"
    CANTEEN = "canteen", "cantine, école"
    MAINTENANCE_PAID = "maintenance_paid", "pension alimentaire versée"
    TAXES = "taxes", "impôts"
    BANK_FEES = "bank_fees", "frais bancaires"
    OTHER_FIXED = "other_fixed", "autre charge fixe"
    FOOD = "food", "alimentation"
    CURRENT = "current", "dépenses courantes"

    @property
    def is_current(self) -> bool:
        """Whether it is bought day after day, with what is left to live on."""
        return self in (ChargeKind.FOOD, ChargeKind.CURRENT)


class DebtKind(Coded):
    """What is owed."""

    RENT = "rent", "loyer ou charges du logement"
    ENERGY = "energy", "énergie"
    WATER = "water", "eau"
    PHONE = "phone", "téléphone, internet"
    REVOLVING = "revolving", "crédit renouvelable"
    LOAN = "loan", "autre crédit"
    OVERDRAFT = "overdraft", "découvert bancaire"
    TAXES = "taxes", "impôts, amendes"
    OVERPAID = "overpaid", "trop-perçu d’une prestation"
    HEALTH = "health", "soins, hôpital"
    SCHOOL = "school", "cantine, garde, école"
    MAINTENANCE = "maintenance", "pension alimentaire"
    INSURANCE = "insurance", "assurance, mutuelle"
    RELATIVE = "relative", "proche"
    OTHER = "other", "autre dette"


class Standing(Coded):
    """Where a debt stands."""

    ARREARS = "arrears", "en retard"
    PLAN = "plan", "échéancier en cours"
    RUNNING = "running", "remboursement normal"
    FROZEN = "frozen", "suspendue (surendettement)"
    DISPUTED = "disputed", "contestée"
