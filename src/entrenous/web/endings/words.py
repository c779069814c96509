"""What each act of an ending says before, while and after it is done."""

from typing import Final

from entrenous.endings.codes import Stage
from entrenous.web.dossiers.views.acts.flow import ActWords

TONES: Final = {
    Stage.PROPOSED: "petrole",
    Stage.WAITING: "petrole",
    Stage.OBJECTED: "ambre",
    Stage.READY: "vert",
    Stage.CLOSED: "vert",
    Stage.GIVEN_UP: "neutre",
}

PROPOSE: Final = ActWords(
    title="Proposer la fin de l’accompagnement",
    lead="Une fin se décide à deux. Elle se propose, se dit, se relit ; rien ne finit ici.",
    button="Proposer cette fin",
    after=(
        "La fin est proposée : l’accompagnement continue.",
        "La raison est scellée à part. La personne ne la lit pas dans sa lettre.",
        "Il reste à le lui dire, en entretien ou par une lettre.",
    ),
    done="La fin est proposée. Il reste à la dire à la personne.",
    advice_title="Les mots comptent",
    advice="Une fin n’est ni un échec ni un refus. Sans nouvelles, on ne sait pas pourquoi : on "
    "écrit seulement ce qui a été essayé.",
    icon="flag",
)
CHANGE: Final = ActWords(
    title="Corriger la proposition",
    lead="Qui la demande, depuis quand, comment elle se nomme.",
    button="Enregistrer",
    after=("La version d’avant est gardée.",),
    done="La proposition est à jour.",
    advice_title="Ce qui change en route",
    advice="Une fin proposée par le service peut devenir un commun accord : c’est l’entretien qui "
    "le dit.",
    icon="pencil",
)
TELL: Final = ActWords(
    title="L’entretien de fin, ou la lettre",
    lead="Ce qui a été dit, ce que vous retenez ensemble, ce qui est rendu.",
    button="Enregistrer",
    after=(
        "Le bilan, les documents rendus et ses mots sont scellés dans la part de la personne : "
        "elle peut les lire.",
        "Le délai d’opposition court depuis ce jour.",
        "Rien ne se termine tout seul : à la fin du délai, vous prononcez la fin.",
    ),
    done="C’est noté. Le délai d’opposition court.",
    advice_title="Relire ensemble",
    advice="Écrivez le bilan avec la personne, dans des mots qu’elle reconnaît. Les papiers "
    "qu’elle vous a confiés lui reviennent.",
    icon="message-circle",
)
OBJECT: Final = ActWords(
    title="La personne s’y oppose",
    lead="Elle n’a rien à justifier. La fin est suspendue, et vous en parlez.",
    button="Noter son opposition",
    after=(
        "La fin est suspendue : elle ne peut plus être prononcée.",
        "« Ma journée » la garde en vue jusqu’à ce que vous en ayez parlé.",
    ),
    done="L’opposition est notée. La fin est suspendue.",
    advice_title="En parler",
    advice="Dire non à une fin, c’est encore se parler. Proposez un moment, sans condition.",
    icon="hand",
)
OBJECT_AFTER: Final = ActWords(
    title="La personne s’oppose à la fin",
    lead="La fin était prononcée. Son opposition fait reprendre l’accompagnement.",
    button="Noter son opposition et reprendre",
    after=(
        "Un nouvel accompagnement commence ce jour-là dans le même dossier.",
        "Sa réponse sur les écrits d’avant est gardée ; sans son accord, ils restent repliés.",
    ),
    done="L’accompagnement reprend.",
    advice_title="Demander d’abord",
    advice="Ce qui a été écrit avant lui appartient : demandez si vous pouvez le relire.",
    icon="hand",
)
SETTLE: Final = ActWords(
    title="Ce que vous avez décidé ensemble",
    lead="Après son opposition : continuer, ou finir autrement.",
    button="Enregistrer",
    after=("Si l’accompagnement continue, la fin proposée est abandonnée.",
           "Si la fin est maintenue, un nouveau délai d’opposition commence ce jour-là."),
    done="C’est noté.",
    advice_title="À deux",
    advice="Une fin maintenue se redit avec ses raisons. Un désaccord s’écrit, il ne s’efface pas.",
    icon="handshake",
)  # fmt: skip
SHORTEN: Final = ActWords(
    title="Ne pas attendre la fin du délai",
    lead="Seulement si la personne le souhaite.",
    button="Noter son accord",
    after=("Vous pourrez prononcer la fin dès ce jour.",
           "Elle peut encore s’y opposer, même après : l’accompagnement reprendrait."),
    done="Son accord est noté : la fin peut être prononcée.",
    advice_title="Son temps à elle",
    advice="Le délai est le sien. Ne le proposez pas pour gagner une place dans une liste.",
    icon="timer",
)  # fmt: skip
PRONOUNCE: Final = ActWords(
    title="Prononcer la fin",
    lead="La personne a été informée, le délai est passé ou elle n’a pas voulu l’attendre.",
    button="Terminer l’accompagnement",
    after=(
        "L’accompagnement porte une date de fin et une raison neutre, scellée.",
        "Les échéances encore ouvertes sont retirées de vos journées, les procédures ne sont plus "
        "suivies.",
        "Rien n’est programmé : ni appel, ni relance, ni questionnaire.",
        "La personne peut encore s’y opposer, ou revenir : le dossier se reprend à tout moment.",
    ),
    done="L’accompagnement est terminé. Rien n’est programmé.",
    advice_title="Ce qui reste",
    advice="Le dossier reste à vous, scellé. Aucune liste ne donne plus de quoi joindre la "
    "personne.",
    icon="flag",
)
GIVE_UP: Final = ActWords(
    title="Abandonner cette fin",
    lead="L’accompagnement continue, comme avant.",
    button="Abandonner cette fin",
    after=("La proposition reste écrite, avec ce jour.", "Une autre fin pourra être proposée."),
    done="La fin proposée est abandonnée. L’accompagnement continue.",
    advice_title="Sans attendre",
    advice="Si la situation a changé, mieux vaut le dire que laisser une fin en suspens.",
    icon="undo-2",
)
QUESTIONNAIRE: Final = ActWords(
    title="Retirer son accord pour un questionnaire",
    lead="Un questionnaire anonyme, plus tard : la personne n’en veut plus.",
    button="Retirer l’accord",
    after=("Aucun questionnaire ne lui sera proposé.", "La question ne lui est pas reposée."),
    done="L’accord est retiré.",
    advice_title="À tout moment",
    advice="Retirer un accord ne demande ni raison, ni délai.",
    icon="undo-2",
)
REOPEN: Final = ActWords(
    title="Reprendre l’accompagnement",
    lead="Un nouvel accompagnement commence dans le même dossier.",
    button="Reprendre l’accompagnement",
    after=(
        "Un nouvel accompagnement commence à cette date.",
        "La réponse de la personne sur les écrits d’avant est gardée dans le dossier.",
        "Sans son accord, ces écrits restent repliés : ni le fil, ni l’évaluation, ni vos "
        "recherches ne les montrent.",
    ),
    done="L’accompagnement reprend.",
    advice_title="Demander d’abord",
    advice="Ce qui a été écrit avant lui appartient. Si elle dit non, repartez de ce qu’elle dit "
    "aujourd’hui.",
    icon="rotate-ccw",
)
FORMER: Final = ActWords(
    title="Ce qui a été écrit avant",
    lead="La personne dit si ses écrits d’avant peuvent être relus.",
    button="Enregistrer sa réponse",
    after=(
        "Sa réponse est gardée, et inscrite dans « Qui a consulté ».",
        "Oui : les écrits d’avant reparaissent. Non : ils se replient, dès maintenant.",
    ),
    done="Sa réponse est gardée.",
    advice_title="Replié, pas effacé",
    advice="C’est une règle de ces pages : la clé ouvre toujours le dossier entier. Les pièces, le "
    "budget et les accords restent visibles.",
    icon="book-lock",
)
LEAVE_ALONE: Final = ActWords(
    title="Ne pas recontacter",
    lead="Plus personne ne la joint, ni par téléphone, ni par écrit, ni par un tiers.",
    button="Ne plus la recontacter",
    after=(
        "Aucun moyen de la joindre n’est proposé, rien ne s’imprime pour elle.",
        "L’accueil ne peut ni fixer de rendez-vous, ni promettre de rappel.",
        "Les rappels promis sont retirés ; aucun questionnaire ne lui sera proposé.",
    ),
    done="C’est noté : ne pas recontacter.",
    advice_title="Sa décision",
    advice="La personne le demande et cela suffit. Vous pouvez aussi le noter pour la protéger.",
    icon="bell-off",
)
CONTACT_AGAIN: Final = ActWords(
    title="Ne pas recontacter",
    lead="Cette mention est posée. Elle se lève si la personne le souhaite.",
    button="Lever la mention",
    after=("Les moyens de contact reparaissent, avec leurs règles.",
           "La mention et les jours où elle a valu restent dans l’historique."),
    done="La mention est levée.",
    advice_title="Seulement si elle revient",
    advice="Ne levez pas la mention pour prendre des nouvelles : attendez que la personne le "
    "demande.",
    icon="bell",
)  # fmt: skip
