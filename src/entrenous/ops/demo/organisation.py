"""The invented département and its neighbour the Carsat: houses, secteurs, streets and agents.

Every name ends in « -Test » or « -Fictif », every number begins with 01 99 00. A commune carries
a *code de calcul*: the INSEE code of a real commune of a like size, shown as such on screen.
"""

from typing import Final

from entrenous.agents.sectors import SectorRange
from entrenous.ops.demo.shapes import (
    AgentTold,
    CirconscriptionTold,
    CommuneTold,
    FunctionTold,
    OrganisationTold,
    SecteurTold,
)

ORME: Final = "Saint-Orme"
VALMEUSE: Final = "Valmeuse-sur-Orme"
BRECEY: Final = "Brécey-le-Gué"
LOSNE: Final = "Losne-les-Prés"
CHANTEUIL: Final = "Chanteuil"
MARSANGE: Final = "Marsange-sur-Vière"

_VAL: Final = "val-des-saules"
_HAUTS: Final = "hauts-de-viere"

_ORME_NORTH: Final = (
    SectorRange("07", ORME, "rue des Tanneurs"),
    SectorRange("07", ORME, "quai de l’Orme", "odd"),
    SectorRange("07", ORME, "avenue du Général Leclerc", "all", 1, 60),
    SectorRange("07", ORME, "rue du 8 Mai 1945"),
    SectorRange("07", ORME, "place de la Halle"),
    SectorRange("07", ORME, "rue Louise Michel"),
)
_ORME_SOUTH: Final = (
    SectorRange("08", ORME, "quai de l’Orme", "even"),
    SectorRange("08", ORME, "avenue du Général Leclerc", "all", 61, None),
    SectorRange("08", ORME, "boulevard Jean Jaurès"),
    SectorRange("08", ORME, "résidence des Saules"),
    SectorRange("08", ORME, "chemin du Lavoir"),
    SectorRange("08", ORME, "rue Sainte-Anne"),
)
_VALMEUSE_CENTRE: Final = (
    SectorRange("09", VALMEUSE, "rue de la République"),
    SectorRange("09", VALMEUSE, "place du Marché"),
    SectorRange("09", VALMEUSE, "rue Pasteur", "odd"),
    SectorRange("09", VALMEUSE, "impasse du Moulin"),
    SectorRange("09", VALMEUSE, "allée des Tilleuls"),
)

DEPARTEMENT: Final = OrganisationTold(
    key="trois-rivieres",
    name="Département de Trois-Rivières (fictif)",
    kind="departement",
    unit_label="circonscription",
    commune=VALMEUSE,
    communes=(
        CommuneTold(ORME, "63300", "Riom"),
        CommuneTold(VALMEUSE, "03190", "Moulins"),
        CommuneTold(BRECEY, "18087", "Dun-sur-Auron"),
        CommuneTold(LOSNE, "58062", "Château-Chinon (Ville)"),
        CommuneTold(CHANTEUIL, "58086", "Cosne-Cours-sur-Loire"),
        CommuneTold(MARSANGE, "23079", "Felletin"),
    ),
    circonscriptions=(
        CirconscriptionTold(
            _VAL,
            "MDS Val-des-Saules",
            "2 place de la Halle, Saint-Orme",
            ORME,
            "01 99 00 10 00",
        ),
        CirconscriptionTold(
            _HAUTS,
            "MDS Hauts-de-Vière",
            "14 rue du Prieuré, Chanteuil",
            CHANTEUIL,
            "01 99 00 20 00",
        ),
    ),
    secteurs=(
        SecteurTold("07", "Saint-Orme, les Tanneurs", _VAL, _ORME_NORTH),
        SecteurTold("08", "Saint-Orme, les Saules", _VAL, _ORME_SOUTH),
        SecteurTold("09", "Valmeuse, centre", _VAL, _VALMEUSE_CENTRE),
        SecteurTold(
            "10",
            "Valmeuse, couronne et Brécey-le-Gué",
            _VAL,
            (SectorRange("10", VALMEUSE), SectorRange("10", BRECEY)),
        ),
        SecteurTold("21", "Chanteuil", _HAUTS, (SectorRange("21", CHANTEUIL),)),
        SecteurTold(
            "22",
            "Marsange-sur-Vière et Losne-les-Prés",
            _HAUTS,
            (SectorRange("22", MARSANGE), SectorRange("22", LOSNE)),
        ),
    ),
    agents=(
        AgentTold(
            "odile.pradier",
            "Odile",
            "Pradier-Test",
            "01 99 00 10 07",
            (FunctionTold("social_worker", "assistante de service social", _VAL, "07"),),
        ),
        AgentTold(
            "samuel.brochard",
            "Samuel",
            "Brochard-Test",
            "01 99 00 10 08",
            (FunctionTold("social_worker", "assistant de service social", _VAL, "08"),),
        ),
        AgentTold(
            "lien.hoang",
            "Liên",
            "Hoang-Fictif",
            "01 99 00 10 09",
            (FunctionTold("social_worker", "assistante de service social", _VAL, "09"),),
        ),
        AgentTold(
            "maryse.coulon",
            "Maryse",
            "Coulon-Test",
            "01 99 00 10 10",
            (FunctionTold("social_worker", "assistante de service social", _VAL, "10"),),
        ),
        AgentTold(
            "yasmine.ferhat",
            "Yasmine",
            "Ferhat-Fictif",
            "01 99 00 10 15",
            (FunctionTold("social_worker", "conseillère en économie sociale familiale", _VAL),),
        ),
        AgentTold(
            "bruno.talec",
            "Bruno",
            "Talec-Test",
            "01 99 00 10 01",
            (FunctionTold("reception", "secrétaire médico-social", _VAL),),
        ),
        AgentTold(
            "nadia.kessler",
            "Nadia",
            "Kessler-Fictif",
            "01 99 00 10 02",
            (FunctionTold("reception", "agente d’accueil", _VAL),),
        ),
        AgentTold(
            "helene.marchetti",
            "Hélène",
            "Marchetti-Test",
            "01 99 00 10 03",
            (FunctionTold("team_lead", "responsable de circonscription", _VAL),),
        ),
        AgentTold(
            "gwenael.morvan",
            "Gwenaël",
            "Morvan-Test",
            "01 99 00 20 21",
            (FunctionTold("social_worker", "assistant de service social", _HAUTS, "21"),),
        ),
        AgentTold(
            "fatou.ndour",
            "Fatou",
            "Ndour-Fictif",
            "01 99 00 20 22",
            (FunctionTold("social_worker", "assistante de service social", _HAUTS, "22"),),
        ),
        AgentTold(
            "pascale.viret",
            "Pascale",
            "Viret-Fictif",
            "01 99 00 20 01",
            (FunctionTold("reception", "secrétaire médico-sociale", _HAUTS),),
        ),
        AgentTold(
            "emile.garance",
            "Émile",
            "Garance-Test",
            "01 99 00 20 03",
            (
                FunctionTold("team_lead", "responsable de circonscription", _HAUTS),
                FunctionTold("social_worker", "assistant de service social", _HAUTS),
            ),
        ),
        AgentTold(
            "claire.ostrowski",
            "Claire",
            "Ostrowski-Test",
            "01 99 00 30 01",
            (FunctionTold("legal_desk", "juriste"),),
        ),
        AgentTold(
            "denis.aubanel",
            "Denis",
            "Aubanel-Fictif",
            "01 99 00 30 02",
            (FunctionTold("administrator", "administrateur des comptes"),),
        ),
        AgentTold(
            "sabine.delorme",
            "Sabine",
            "Delorme-Fictif",
            "01 99 00 30 03",
            (FunctionTold("management", "directrice de l’action sociale territoriale"),),
        ),
        AgentTold(
            "yves.landais",
            "Yves",
            "Landais-Fictif",
            "01 99 00 30 04",
            (FunctionTold("auditor", "auditeur, mission de contrôle"),),
        ),
    ),
)

CARSAT: Final = OrganisationTold(
    key="carsat",
    name="Carsat des Trois-Rivières (fictif)",
    kind="carsat",
    unit_label="unité",
    commune=VALMEUSE,
    communes=(CommuneTold(VALMEUSE, "03190", "Moulins"), CommuneTold(ORME, "63300", "Riom")),
    circonscriptions=(
        CirconscriptionTold(
            "unite-orme",
            "Unité de l’Orme",
            "5 allée des Tilleuls, Valmeuse-sur-Orme",
            VALMEUSE,
            "01 99 00 36 46",
        ),
    ),
    secteurs=(
        SecteurTold(
            "orme",
            "Bassin de l’Orme",
            "unite-orme",
            (SectorRange("orme", VALMEUSE), SectorRange("orme", ORME)),
        ),
    ),
    agents=(
        AgentTold(
            "lucie.armand",
            "Lucie",
            "Armand-Test",
            "01 99 00 36 01",
            (FunctionTold("social_worker", "assistante de service social", "unite-orme", "orme"),),
        ),
        AgentTold(
            "rachid.belloc",
            "Rachid",
            "Belloc-Fictif",
            "01 99 00 36 02",
            (FunctionTold("reception", "conseiller services assurance maladie", "unite-orme"),),
        ),
        AgentTold(
            "anne.desportes",
            "Anne",
            "Desportes-Test",
            "01 99 00 36 03",
            (FunctionTold("team_lead", "responsable d’unité", "unite-orme"),),
        ),
        AgentTold(
            "simon.vasseur",
            "Simon",
            "Vasseur-Fictif",
            "01 99 00 36 04",
            (FunctionTold("legal_desk", "juriste"),),
        ),
    ),
)

ORGANISATIONS: Final = (DEPARTEMENT, CARSAT)
