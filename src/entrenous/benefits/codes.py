"""Short code lists of estimates. Codes are frozen once used: they are inside sealed records."""

from typing import Final

from entrenous.agents.coded import Coded

#: What the engine is told of, in the order of a statement. Codes of `rights estimate`.
RECEIVED: Final = {
    "aide_logement": "aide au logement",
    "rsa": "RSA",
    "ppa": "prime d’activité",
    "af": "allocations familiales",
    "asf": "allocation de soutien familial (ASF)",
    "cf": "complément familial",
    "paje_base": "allocation de base de la Paje",
    "aah": "AAH",
    "ass": "ASS",
    "aspa": "ASPA",
    "asi": "ASI",
}
INCOMES: Final = ("net_salary", "net_unemployment", "net_pension")
#: One amount a month; unsaid, none is counted, and the estimate says so.
PLAIN: Final = ("maintenance", "disability_pension")


class State(Coded):
    """The three things that may be said of a benefit. There is no fourth: never a refusal."""

    PROBABLE = "probable", "probable"
    TO_CHECK = "to_check", "à vérifier"
    NOT_COMPUTABLE = "not_computable", "non calculable ici"


class Residence(Coded):
    """What the engine is told of nationality: the rest is checked with the office."""

    FRENCH = "fr", "française"
    EUROPEAN = "ue", "d’un autre pays de l’Union européenne, ou suisse"
    PERMIT = "other", "d’un autre pays, avec un titre de séjour"


class Change(Coded):
    """What has changed in the last months: each brings its own advice, and a doubt."""

    JOB_LOST = "job_lost", "perte d’emploi ou fin de contrat"
    HOURS_CUT = "hours_cut", "baisse du temps de travail, arrêt de travail"
    SEPARATED = "separated", "séparation"
    CHILD = "child", "naissance, arrivée ou départ d’un enfant"
    MOVED = "moved", "déménagement"


class WhatIf(Coded):
    """What a second estimate changes, to be compared with the first."""

    SALARY = "salary", "le salaire"
    RENT = "rent", "le loyer"
    SEPARATION = "separation", "une séparation"
    CHILD = "child", "un enfant de plus"
