"""`./entrenous quorum`: the custodians' ceremony, on a machine without a network.

Exit codes: 0 done, 1 refused, 2 not understood. No Django, no database; shares are typed by hand.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NoReturn

from entrenous.vault.cli import BadRequest, described, read_public, share_sheets
from entrenous.vault.people import PublicKeys, SecretKeys
from entrenous.vault.quorum_files import written
from entrenous.vault.quorum_renewal import renew
from entrenous.vault.quorum_request import CheckedRequest, Refused, read_request
from entrenous.vault.quorum_result import reseal
from entrenous.vault.quorum_shares import Gathering, ShareRefused
from entrenous.vault.quorum_terminal import Console, Terminal, harden, let_go, type_share
from entrenous.vault.quorum_words import REFUSALS, moment, report, share_refusal, shown
from entrenous.vault.recovery import MOST_CUSTODIANS

DONE: Final = 0
REFUSED: Final = 1
UNREADABLE: Final = 2
_YES: Final = "oui"

HELP: Final = """\
Les gardiens de secours, hors ligne : ni serveur, ni base, ni réseau
(code de sortie 0 : fait, 1 : refusé, 2 : demande illisible)

  read DEMANDE.json
      montre la demande téléchargée du site, et dit si elle est en règle
  open DEMANDE.json --out DOSSIER [--hidden]
      lit les parts tapées à la main, remet les seuls dossiers de la demande à la personne
      destinataire ; écrit DOSSIER/resultat-….json (à porter au site) et
      DOSSIER/rapport-….txt (à imprimer et à signer)
  renew recovery.pub --needed 3 --custodians 5 --out DOSSIER [--hidden]
      quand un gardien change : lit les parts d’aujourd’hui, fabrique une nouvelle clé,
      montre les nouvelles parts une à une ; écrit DOSSIER/succession.json (à porter au site)
      et DOSSIER/recovery.pub

Les parts se tapent dans un terminal, quelques mots par ligne ; quatre lettres par mot suffisent.
L’écran est effacé après chaque ligne ; avec --hidden, rien ne s’affiche. Elles ne sont ni
écrites, ni mises en argument, ni dans l’environnement. Python ne garantit pas l’effacement de la
mémoire : travaillez sur un ordinateur sans réseau, démarré sur un système qui ne garde rien, et
éteignez-le ensuite.
Première clé d’une organisation : ./entrenous vault recovery-split
"""


class _Parser(argparse.ArgumentParser):
    """argparse speaks English and leaves the program: here it raises."""

    def error(self, message: str) -> NoReturn:  # noqa: ARG002 - its sentence is in English
        raise BadRequest("commande", "Cette commande est incomplète ou inconnue : voir --help.")


@dataclass
class _Asked(argparse.Namespace):
    """Every option of every command, typed."""

    run: Callable[["_Asked", Terminal], int] = lambda _a, _t: UNREADABLE
    file: Path = Path()
    out: Path = Path()
    hidden: bool = False
    needed: int = 0
    custodians: int = 0


class _Stopped(Exception):
    """Someone gave up, or something is refused: the sentence to show."""


def main(argv: list[str], terminal: Terminal | None = None) -> int:
    """Run one command and return its exit code.

    terminal  where shares are typed; this machine's own unless a test brings another
    """
    if not argv or argv[0] == "help" or {"-h", "--help"} & set(argv):
        sys.stdout.write(HELP)
        return DONE
    try:
        asked = _parser().parse_args(argv, namespace=_Asked())
        return asked.run(asked, terminal or Console(hidden=asked.hidden))
    except (BadRequest, Refused, _Stopped, OSError, KeyboardInterrupt, EOFError) as stopped:
        sentence, code = _ending(stopped)
        sys.stderr.write(f"{sentence}\n")
        return code


def _ending(stopped: BaseException) -> tuple[str, int]:
    """What to say, and the exit code."""
    if isinstance(stopped, Refused):
        return REFUSALS[stopped.why], REFUSED
    if isinstance(stopped, OSError):
        name = Path(str(stopped.filename)).name
        return f"Le fichier « {name} » ne peut pas être lu ou écrit.", UNREADABLE
    if isinstance(stopped, KeyboardInterrupt | EOFError):
        return "Interrompu : rien n’a été enregistré.", UNREADABLE
    return str(stopped), REFUSED if isinstance(stopped, _Stopped) else UNREADABLE


def _parser() -> _Parser:
    parser = _Parser(prog="quorum", add_help=False, allow_abbrev=False)
    commands = parser.add_subparsers(required=True)

    def command(
        name: str, run: Callable[[_Asked, Terminal], int], *, types: bool
    ) -> argparse.ArgumentParser:
        made = commands.add_parser(name, add_help=False, allow_abbrev=False)
        made.set_defaults(run=run)
        made.add_argument("file", type=Path)
        if types:
            made.add_argument("--out", type=Path, required=True)
            made.add_argument("--hidden", action="store_true")
        return made

    command("read", _read, types=False)
    command("open", _open, types=True)
    renewing = command("renew", _renew, types=True)
    renewing.add_argument("--needed", type=int, required=True)
    renewing.add_argument("--custodians", type=int, required=True)
    return parser


def _read(asked: _Asked, _terminal: Terminal) -> int:
    checked = read_request(asked.file.read_bytes())
    sys.stdout.write(shown(checked))
    sys.stdout.write("\nLa demande est en règle : signée, inscrite au journal, sous un point de "
                     "contrôle, pour une personne certifiée.\n")  # fmt: skip
    return DONE


def _open(asked: _Asked, terminal: Terminal) -> int:
    """Nothing is written before the end: an interrupted ceremony leaves no trace."""
    _must_be_typed(terminal)
    checked = read_request(asked.file.read_bytes())
    request = checked.request
    names = [f"resultat-{request.id}.json", f"rapport-{request.id}.txt"]
    _must_be_free(asked.out, *names)
    terminal.say(shown(checked))
    _agree(terminal)
    more = _early(terminal, checked)
    keys, custodians = _gather(terminal, request.recovery.read(), more=more)
    made = reseal(checked, keys, custodians=custodians, at=datetime.now(UTC))
    told = report(checked, made.result, keys.public)
    del keys
    let_go()
    paths = [asked.out / name for name in names]
    _write(paths[0], written(made))
    _write(paths[1], told.encode())
    terminal.say(f"Remis : {len(made.result.grants)}. Laissés de côté : "
                 f"{len(made.result.left_out)}.")  # fmt: skip
    terminal.say(f"À porter au site : {paths[0]}\nÀ imprimer et à signer : {paths[1]}")
    terminal.say("Rendez les feuilles à leurs gardiens, puis éteignez cet ordinateur.")
    return DONE


def _agree(terminal: Terminal) -> None:
    """Paper is what no file can replace: the fingerprints, and the motive, are for people."""
    terminal.say(
        "Comparez les empreintes du registre, du journal et de la clé de secours avec celles du "
        "papier de mise en place, et le motif avec ce que vous savez."
    )
    if terminal.ask("Tout est juste ? Tapez « oui » : ").casefold() != _YES:
        raise _Stopped("La cérémonie s’arrête ici : aucune part n’a été demandée.")


def _early(terminal: Terminal, checked: CheckedRequest) -> int:
    """How many custodians more than needed: one, while the delay is not over."""
    opens_at = checked.request.opens_at
    if datetime.now(UTC) >= opens_at:
        return 0
    terminal.say(f"Le délai court jusqu’au {moment(opens_at)}. Pour ne pas l’attendre, il faut un "
                 "gardien de plus.")  # fmt: skip
    return 1


def _gather(terminal: Terminal, recovery: PublicKeys, *, more: int) -> tuple[SecretKeys, int]:
    """Have the shares typed one by one until there are enough; the key, and how many custodians."""
    gathering = Gathering()
    try:
        while not gathering.is_enough(more=more):
            _one_more(terminal, gathering, more=more)
        custodians = len(gathering.custodians)
        return gathering.join(expected_box=recovery.box), custodians
    except ShareRefused as refused:
        raise _Stopped(share_refusal(refused)) from None
    finally:
        gathering.forget()


def _one_more(terminal: Terminal, gathering: Gathering, *, more: int) -> None:
    terminal.say(_awaited(gathering, more=more))
    terminal.ask("Que la personne suivante s’installe, seule devant l’écran, puis Entrée. ")
    try:
        typed = type_share(terminal, "Part de gardien, ou pièce de procédure")
        if not typed:
            raise _Stopped("Les parts ne sont pas réunies : rien n’a été ouvert ni enregistré.")
        gathering.add(typed)
    except ShareRefused as refused:
        terminal.say(share_refusal(refused))


def _awaited(gathering: Gathering, *, more: int) -> str:
    needed, have = gathering.needed, len(gathering.custodians)
    procedural = "" if gathering.procedural else ", et la pièce de procédure"
    if needed is None:
        return f"Aucune part de gardien n’a encore été tapée{procedural and ', ni la pièce'}."
    return f"Parts de gardiens : {have} sur {needed + more}{procedural}."


def _renew(asked: _Asked, terminal: Terminal) -> int:
    """The new sheets are shown before anything is written: no key without its shares."""
    _must_be_typed(terminal)
    if not 2 <= asked.needed <= asked.custodians <= MOST_CUSTODIANS:  # noqa: PLR2004 - SLIP-39
        sentence = "Il faut de 2 à 16 gardiens, et de 2 parts à autant que de gardiens."
        raise BadRequest("quorum", sentence)
    former = read_public(asked.file)
    names = ["succession.json", "recovery.pub"]
    _must_be_free(asked.out, *names)
    terminal.say(f"Clé de secours d’aujourd’hui : {former.fingerprint()}")
    keys, _ = _gather(terminal, former, more=0)
    made, shares = renew(
        keys, needed=asked.needed, custodians=asked.custodians, on=datetime.now(UTC).date()
    )
    del keys
    let_go()
    for sheet in share_sheets(shares, made.renewal.new.read(), needed=asked.needed):
        terminal.clear()
        terminal.say(sheet)
        terminal.ask("Recopiez ou imprimez cette feuille, puis Entrée pour effacer l’écran. ")
    terminal.clear()
    new = made.renewal.new.read()
    told = {**described(new), "needed": asked.needed, "custodians": asked.custodians}
    _write(asked.out / names[1], json.dumps(told, indent=2).encode() + b"\n")
    _write(asked.out / names[0], written(made))
    terminal.say(f"Nouvelle clé de secours : {new.fingerprint()}")
    terminal.say(f"À porter au site : {asked.out / names[0]}")
    terminal.say("Détruisez les anciennes feuilles quand le site dira que plus aucun dossier n’en "
                 "dépend, puis éteignez cet ordinateur.")  # fmt: skip
    return DONE


def _must_be_typed(terminal: Terminal) -> None:
    if isinstance(terminal, Console):
        if not Console.is_there():
            raise _Stopped("Les parts se tapent à la main, dans un terminal : ni fichier, ni "
                           "redirection.")  # fmt: skip
        if not harden():
            terminal.say("La mémoire de ce programme peut être écrite sur le disque (échange) : "
                         "désactivez l’échange, ou lancez-le avec plus de droits.")  # fmt: skip


def _must_be_free(folder: Path, *names: str) -> None:
    """Said before a share is typed, not after."""
    folder.mkdir(parents=True, exist_ok=True)
    if any((folder / name).exists() for name in names):
        raise _Stopped("Une cérémonie a déjà écrit dans ce dossier : choisissez-en un autre.")


def _write(path: Path, raw: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(raw)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
