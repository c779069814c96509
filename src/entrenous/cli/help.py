"""The one page that `./entrenous help` prints."""

from typing import Final

HELP: Final = """\
Entre Nous : les dossiers du service social, scellés avec les clés de qui les suit.

  ./entrenous demo [--port N]     une démonstration, avec des personnes fictives
  ./entrenous test [pytest…]      vérifications, puis tous les tests (SQLite, PostgreSQL, Chromium)
  ./entrenous check               format, style, types, contrats d’import, tailles, migrations
  ./entrenous bench               mesures, chacune à côté de son étalon
  ./entrenous help                cette page

Servir et administrer
  serve [--host H] [--port N] [--workers N]
                                  le serveur (granian) ; derrière un frontal HTTPS
  migrate                         créer ou mettre à jour la base
  setup FICHIER.toml --recovery recovery.pub
                                  mettre une organisation en place (relançable)
  certify_root IDENTIFIANT --fingerprint "…"
                                  certifier la première responsable, face à face
  checkpoint                      signer l’état du journal, à garder ailleurs
  journal_check, journal_export   vérifier le journal ; le sortir pour le vérifier loin d’ici
  backup --content DOSSIER --keys DOSSIER [--verify]
                                  sauvegarder en deux lots ; --verify relit sans restaurer
  restore --content DOSSIER --keys DOSSIER
                                  restaurer dans une base neuve, et l’inscrire au journal
  purge_sessions                  fermer les coffres inactifs, effacer les sessions expirées
  retention [--on AAAA-MM-JJ]     compter ce qui a passé son terme, sans rien changer ni nommer
  purge_files                     retirer les pièces orphelines, compter celles qui manquent
  statistics aggregate --key CLÉ  ranger les faits scellés dans le magasin (compte du moteur)
  statistics work [--once]        calculer et vérifier les rapports demandés (même compte)
  statistics run --key CLÉ        les deux, une fois
  sectors export|import FICHIER   la carte des secteurs en CSV ; vérifiée avant d’être écrite
  database_roles                  le SQL des comptes PostgreSQL : propriétaire et application
  new_secret                      une valeur pour SECRET_KEY
  clearsessions, dbshell…         toute autre commande de Django

Sans base ni réseau (JSON en entrée et en sortie)
  vault …                         le protocole EN1 : sceller, ouvrir, vérifier un journal
  quorum …                        les gardiens de secours : lire une demande, l’ouvrir (en clair)
  law …                           ce que le droit permet de répondre à un tiers
  letter [--format pdf|docx|…]    la lettre qui va avec, sans rien de plus que la décision
  aid …                           les fiches d’aide d’un département, et leur barème
  deadlines …                     les dates d’une procédure, et comment elles se comptent
  rights …                        ce qui est saisissable, ce qui doit rester pour vivre
  workload …                      les douze indicateurs de moyens, à partir d’actes
  rights check-model              installe le moteur des estimations (OpenFisca) et le vérifie ;
                                  « serve » le lance ensuite, « demo » l’installe toute seule
  disclosure …                    ce qu’un tableau peut montrer, ou pourquoi il est refusé

Réglages, par l’environnement
  SECRET_KEY              obligatoire hors démonstration
  ENTRENOUS_HOSTS         noms du site, séparés par des virgules
  ENTRENOUS_HOME          dossier d’état (base SQLite, clés) ; .entrenous/service par défaut
  ENTRENOUS_KEYS          dossier des clés du serveur ; « keys » dans le dossier d’état par défaut
  ENTRENOUS_RULES         règles de droit propres aux organisations ; « rules » par défaut
  ENTRENOUS_STORE         magasin des faits, pour le compte du moteur ; « statistics » par défaut
  ENTRENOUS_AID           fiches d’aide des départements ; « aid » par défaut
  ENTRENOUS_ACCESSIBILITY_CONTACT   à qui signaler une page inutilisable ; affiché à tous
  DATABASE_URL            postgres://… ou sqlite:////chemin ; SQLite dans le dossier d’état sinon
  DATABASE_OWNER_URL      compte propriétaire, utilisé par « migrate » et « restore » seulement
  ENTRENOUS_ARGON2        passes:Kio, 3:131072 par défaut, pas moins de 3:65536
  ENTRENOUS_MAIL_URL      serveur de courriel des rappels (smtp+tls://…) ; rien ne part sans lui
  ENTRENOUS_MAIL_FROM     adresse d’où partent les rappels, neutre de préférence
  ENTRENOUS_SMS_URL       passerelle de SMS : https://… ou mailto:{number}@passerelle
  ENTRENOUS_SMS_TOKEN     jeton présenté à la passerelle de SMS
  ENTRENOUS_BEHIND_PROXY  1 si un frontal pose X-Forwarded-Proto
  ENTRENOUS_DEMO, ENTRENOUS_DEBUG, ENTRENOUS_TEST   sur cette machine seulement
  ENTRENOUS_DEMO_DATABASE_URL   la base d’une démonstration, jamais celle du service
  CHROMIUM                navigateur des tests
"""
