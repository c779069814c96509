"""What each act says before, while and after it is done."""

from typing import Final

from entrenous.web.dossiers.views.acts.flow import ActWords

RELAY: Final = ActWords(
    title="Collègue relais",
    lead="Une personne de confiance tient aussi la clé de ce dossier, et de lui seul.",
    button="Remettre la clé",
    after=(
        "Cette personne lit et écrit dans tout le dossier, jusqu’à ce que vous retiriez la clé.",
        "Ses lectures paraissent dans « Qui a consulté ».",
    ),
    done="La clé est remise.",
    advice_title="Un dossier à la fois",
    advice="Le relais sert une absence ou un travail à deux. La personne accompagnée le sait, et "
    "peut préférer que vous restiez seule ou seul à lire.",
    icon="users",
)
WITHDRAW: Final = ActWords(
    title="Retirer la clé",
    lead="Le dossier reçoit une nouvelle clé. Ce qui a déjà été lu ne peut pas être oublié.",
    button="Retirer la clé",
    after=(
        "Tout le dossier est scellé de nouveau : l’ancienne clé n’ouvre plus rien.",
        "Les autres personnes qui tiennent la clé la gardent.",
    ),
    done="La clé est retirée, le dossier a été scellé de nouveau.",
    advice_title="À tout moment",
    advice="Retirer une clé ne demande ni raison ni accord.",
    icon="key-round",
    is_heavy=True,
)
LEND: Final = ActWords(
    title="Prêter un extrait",
    lead="Pour demander un avis : une copie, sept jours au plus, sans la clé du dossier.",
    button="Prêter l’extrait",
    after=(
        "La personne choisie lit cet extrait, rien d’autre du dossier.",
        "Chaque lecture paraît dans « Qui a consulté ».",
        "Vous pouvez le reprendre à tout moment.",
    ),
    done="L’extrait est prêté.",
    advice_title="Soutien technique",
    advice="Une bonne question tient souvent sans nom ni adresse. Ce qui n’est pas dans "
    "l’extrait n’est pas lu.",
    icon="life-buoy",
)
TAKE_BACK: Final = ActWords(
    title="Reprendre l’extrait",
    lead="L’extrait ne s’ouvre plus. Ce qui a déjà été lu ne peut pas être oublié.",
    button="Reprendre l’extrait",
    after=("Sa clé est effacée : personne ne peut plus l’ouvrir.",),
    done="L’extrait est repris.",
    advice_title="À tout moment",
    advice="Reprendre un extrait ne demande ni raison ni accord.",
    icon="undo-2",
    is_heavy=True,
)
LINK: Final = ActWords(
    title="Relier un foyer",
    lead="Deux adultes, deux dossiers : seul ce qui est écrit ici est partagé.",
    button="Relier les deux dossiers",
    after=(
        "Ce texte se lit depuis les deux dossiers. Le reste de chacun reste fermé à l’autre.",
        "« Séparer les dossiers » y met fin en un seul acte.",
    ),
    done="Les deux dossiers partagent la composition du foyer.",
    advice_title="L’accord des deux",
    advice="Demandez à chaque personne, seule avec vous. Au moindre doute sur des violences, ne "
    "reliez pas.",
    icon="house",
)
CHANGE_SHARED: Final = ActWords(
    title="Modifier ce qui est partagé",
    lead="Ce texte se lit depuis les deux dossiers.",
    button="Enregistrer",
    after=("La version d’avant est gardée.",),
    done="Ce qui est partagé est à jour.",
    advice_title="L’accord des deux",
    advice="Un changement se dit aux deux personnes.",
    icon="house",
)
SEPARATE: Final = ActWords(
    title="Séparer les dossiers",
    lead="En un seul acte, le partage prend fin.",
    button="Séparer les dossiers",
    after=(
        "Chaque dossier garde sa copie de ce qui était partagé ; aucun ne montre plus l’autre.",
        "C’est inscrit au journal des deux dossiers.",
        "L’autre personne n’a rien à faire et n’en est pas prévenue par le logiciel.",
    ),
    done="Les dossiers sont séparés. Chacun garde sa copie.",
    advice_title="Sans délai",
    advice="Une séparation, une crainte, une demande de l’une des deux suffisent.",
    icon="unlink",
    is_heavy=True,
)
MERGE: Final = ActWords(
    title="Réunir deux dossiers de la même personne",
    lead="Tout ce que contient l’autre dossier arrive ici. L’autre est fermé.",
    button="Réunir les dossiers",
    after=(
        "Les écrits, le plan et l’évaluation de l’autre dossier arrivent dans celui-ci.",
        "L’identité, les rythmes et l’adresse restent ceux de ce dossier.",
        "L’autre dossier ne paraît plus nulle part. Cela ne se défait pas.",
    ),
    done="Les deux dossiers n’en font plus qu’un.",
    advice_title="La même personne, vraiment",
    advice="Vérifiez le prénom, la naissance et l’adresse. Un écrit rangé par erreur se déplace ; "
    "une réunion ne se défait pas.",
    icon="merge",
    is_heavy=True,
)
