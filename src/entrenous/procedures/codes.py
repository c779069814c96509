"""Short code lists of procedures: what became of a date, why a procedure is no longer followed."""

from entrenous.agents.coded import Coded


class Outcome(Coded):
    """What became of a date, said by whoever follows the procedure."""

    DONE = "done", "fait"
    DROPPED = "dropped", "sans objet"


class Standing(Coded):
    """Where a date stands on a day: always said in words, never by a colour alone."""

    PASSED = "passed", "passée"
    NEXT = "next", "prochaine"
    COMING = "coming", "à venir"
    DONE = "done", "faite"
    DROPPED = "dropped", "sans objet"


class Closing(Coded):
    """Why a procedure is no longer followed. It judges nobody."""

    FINISHED = "finished", "la procédure est terminée"
    STOPPED = "stopped", "elle n’a plus lieu d’être"
    ELSEWHERE = "elsewhere", "un autre service la suit"
    ENDING = "ending", "l’accompagnement a pris fin"
