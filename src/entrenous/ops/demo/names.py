"""Invented people of every origin, and the places, employers and landlords they speak of.

Every family name ends in « -Test » or « -Fictif »: none can be taken for a real person's.
"""

from dataclasses import dataclass
from random import Random
from typing import Final

from entrenous.ops.demo.organisation import BRECEY, CHANTEUIL, LOSNE, MARSANGE, VALMEUSE


@dataclass(frozen=True, slots=True)
class Origin:
    """Names that go together: women's, men's, family names."""

    women: tuple[str, ...]
    men: tuple[str, ...]
    families: tuple[str, ...]
    comes_from_abroad: bool = True


def _origin(women: str, men: str, families: str, *, abroad: bool = True) -> Origin:
    return Origin(tuple(women.split()), tuple(men.split()), tuple(families.split(",")), abroad)


_FRENCH: Final = _origin(
    "Sylvie Corinne Nathalie Élodie Manon Chloé Laurence Véronique Martine Josiane Océane "
    "Amandine Brigitte Solène Gaëlle Marie-Christine Anne-Laure Maëlys Ginette Delphine",
    "Thierry Didier Kévin Julien Mathéo Jean-Pierre Gérard Loïc Sébastien Fabrice Raymond "
    "Yannick Romain Hugo Christophe Alain Ludovic Théo Marcel Dylan",
    "Lefèvre,Moreau,Thibault,Dupont,Lefebvre,Gauthier,Pruvost,Le Goff,Carpentier,Besnard,"
    "Marchand,Delattre,Roussel,Hébert,Chevallier,Moro,Caron,Vasseur,Blondel,De Oliveira-Roux,"
    "Girault,Renaud,Bertin,Masson,Lemoyne,Peltier,Quéméner,Dumas,Fournier,Aubry",
    abroad=False,
)
_ORIGINS: Final = (
    _origin(
        "Fatima Khadija Samira Nassima Yamina Aïcha Leïla Houria Naïma Sabrina",
        "Mohamed Rachid Karim Yacine Abdelkader Mustapha Nabil Hocine Samir Brahim",
        "Benali,Ben Addou,Haddad,El Amrani,Bouzid,Khelifi,Aït Ahmed,Mansouri,Zerrouki,Belkacem",
    ),
    _origin(
        "Awa Fatoumata Mariam Aminata Bintou Rokia Ndeye Adama Oumou Coumba",
        "Ousmane Mamadou Ibrahima Cheikh Moussa Boubacar Seydou Lamine Abdoulaye Modibo",
        "Diallo,Traoré,Coulibaly,Sow,Cissé,Ndiaye,Keïta,Bâ,Konaté,Sylla",
    ),
    _origin(
        "Grâce Espérance Chantal Prisca Nadège Divine Clarisse Merveille",
        "Patrice Hervé Célestin Junior Blaise Trésor Serge Armand",
        "Mbemba,Kouassi,Ngoma,Tchoumi,Mabiala,Ondo,Yao,Nkembo",
    ),
    _origin(
        "Maria Lurdes Fernanda Rosa Inês Graça Sónia Paula",
        "Manuel António José Carlos Rui Nuno Paulo Joaquim",
        "Fernandes,Da Silva,Lopes,Pereira,Dos Santos,Gonçalves,Teixeira,Ferreira",
    ),
    _origin(
        "Elif Ayşe Fatma Zeynep Sevgi Hatice Nuray Dilek",
        "Mehmet Ahmet Murat Hüseyin Emre Yusuf Orhan Kemal",
        "Yılmaz,Kaya,Demir,Öztürk,Arslan,Çelik,Polat,Güneş",
    ),
    _origin(
        "Thi Mai Linh Huong Lan Thu Ngoc Phuong",
        "Van An Minh Tuan Hung Duc Thanh Quang",
        "Nguyen,Tran,Pham,Hoang,Le,Vo,Dang,Bui",
    ),
    _origin(
        "Oksana Iryna Natalia Svitlana Olena Ana Mirela Elena",
        "Andriy Mykola Serhiy Ion Vasile Goran Dragan Pavel",
        "Kovalenko,Shevchenko,Popescu,Ionescu,Petrović,Marković,Bondar,Nowak",
    ),
    _origin(
        "Shirin Parwana Zarmina Nasrin Farah Sahar Mina Roya",
        "Hamid Zabiullah Farhad Reza Omid Nasir Jawad Arman",
        "Ahmadi,Rahimi,Hosseini,Karimi,Noori,Safi,Stanikzai,Azizi",
    ),
    _origin(
        "Sushila Priya Anjali Lakshmi Sivan Thilini Meera Rani",
        "Arul Kumar Suresh Rajesh Nimal Prakash Vijay Sanjay",
        "Selvarajah,Perera,Kandiah,Patel,Sharma,Fernando,Nadarajah,Singh",
    ),
    _origin(
        "Yolande Marie-Josée Ketty Murielle Lydie Ghislaine Sandrine Raymonde",
        "Hubert Teddy Rodrigue Claudy Franck Harry Jocelyn Gaston",
        "Jean-Baptiste,Marie-Rose,Toussaint,Payet,Hoarau,Grondin,Bellemare,Désirée",
        abroad=False,
    ),
)
_CHILDREN: Final = (
    ("Lina", "e"),
    ("Adam", ""),
    ("Inaya", "e"),
    ("Noé", ""),
    ("Jade", "e"),
    ("Ismaël", ""),
    ("Lou", "e"),
    ("Sacha", ""),
    ("Maya", "e"),
    ("Éden", ""),
    ("Alice", "e"),
    ("Malo", ""),
    ("Safia", "e"),
    ("Gabin", ""),
    ("Nour", "e"),
    ("Timéo", ""),
)

_FRENCH_NAMES: Final = 0.45

LANDLORDS: Final = ("Logis des Trois-Rivières", "Vière Logement", "Val Habitat", "Saules Habitat")
EMPLOYERS: Final = (
    "Logis-Exemple",
    "Propreté Valmeuse",
    "Laiterie Exemple",
    "Menuiserie Fictive",
    "Transports Exemple",
    "Boulangerie Fictive",
    "Pépinières Exemple",
)
SCHOOLS: Final = (
    "l’école Louise-Michel",
    "l’école du Lavoir",
    "l’école des Prés",
    "l’école Pasteur",
)
TRADES: Final = (
    ("cuisinier", "cuisinière"),
    ("électricien", "électricienne"),
    ("aide-soignant", "aide-soignante"),
    ("conducteur de car", "conductrice de car"),
    ("peintre en bâtiment", "peintre en bâtiment"),
    ("menuisier", "menuisière"),
    ("comptable", "comptable"),
    ("maraîcher", "maraîchère"),
)

# Streets of the communes that one secteur takes whole, or takes for the rest.
STREETS: Final = {
    "10": (
        (VALMEUSE, "rue des Carrières"),
        (VALMEUSE, "chemin des Vignes"),
        (VALMEUSE, "avenue de la Gare"),
        (VALMEUSE, "rue du Docteur Roux"),
        (BRECEY, "rue du Gué"),
        (BRECEY, "place de l’Église"),
        (BRECEY, "route de Valmeuse"),
    ),
    "21": (
        (CHANTEUIL, "rue du Prieuré"),
        (CHANTEUIL, "boulevard de la Loge"),
        (CHANTEUIL, "rue Marie Curie"),
        (CHANTEUIL, "cité des Verriers"),
        (CHANTEUIL, "rue du Faubourg Neuf"),
        (CHANTEUIL, "impasse des Jardins"),
    ),
    "22": (
        (MARSANGE, "Grande Rue"),
        (MARSANGE, "rue de la Filature"),
        (MARSANGE, "place du Champ de Foire"),
        (LOSNE, "route des Prés"),
        (LOSNE, "rue de la Mairie"),
        (LOSNE, "lieu-dit les Chaumes"),
    ),
    "orme": ((VALMEUSE, "rue des Carrières"), (VALMEUSE, "avenue de la Gare")),
}


def draw_origin(draw: Random, *, abroad: bool = False) -> Origin:
    """An origin; nearly half are French names, unless the situation needs a foreign passport."""
    if not abroad and draw.random() < _FRENCH_NAMES:
        return _FRENCH
    return draw.choice([origin for origin in _ORIGINS if origin.comes_from_abroad or not abroad])


def draw_child(draw: Random) -> tuple[str, str]:
    """A child's name and the ending of words that agree with it ("e" or "")."""
    return draw.choice(_CHILDREN)
