"""The vault's offline commands: make and check the recovery key, verify a journal far from it.

Answers in JSON. Exit codes: 0 yes, 1 no, 2 the request could not be read. No Django, no network.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NoReturn

from entrenous.vault.files import PREFIX_BYTES, frames_of
from entrenous.vault.journal import Checkpoint, NotFaithful, replay
from entrenous.vault.people import PublicKeys
from entrenous.vault.phrases import AGENT_WORDS, LIST_SIZE, new_phrase
from entrenous.vault.primitives import KEY_BYTES, NotOpened
from entrenous.vault.recovery import Shares, is_share, join, make_and_split

YES: Final = 0
NO: Final = 1
UNREADABLE: Final = 2
_MOST_WORDS: Final = 24
_COLUMNS: Final = 3
_CLEAR_SCREEN: Final = "\x1b[2J\x1b[3J\x1b[H"

HELP: Final = """\
Commandes hors ligne du coffre (réponses en JSON ; 0 : oui, 1 : non, 2 : demande illisible)

  phrase [--words 7]
      tire au sort une phrase d’accès
  recovery-split --needed 3 --custodians 5 --out DOSSIER [--organisation NOM]
      fabrique la clé de secours, montre les parts une à une, écrit DOSSIER/recovery.pub
  recovery-check recovery.pub
      lit des parts, une par ligne, et dit si elles rouvrent cette clé
  journal-verify ENTRÉES.jsonl POINT_DE_CONTRÔLE… --journal-key FICHIER
      rejoue un journal exporté et le compare aux points de contrôle conservés ailleurs
  file-check FICHIER…
      dit si des pièces scellées sont entières (après une restauration ; ne les ouvre pas)
  fingerprint FICHIER
      l’empreinte d’une clé publique, à comparer de vive voix
"""


class BadRequest(Exception):
    """What was asked cannot be read. `code` for a program, the message for a person."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class _Parser(argparse.ArgumentParser):
    """argparse speaks English and leaves the program: here it raises."""

    def error(self, message: str) -> NoReturn:  # noqa: ARG002 - its sentence is in English
        raise BadRequest("commande", "Cette commande est incomplète ou inconnue : voir --help.")


@dataclass
class _Request(argparse.Namespace):
    """Every option of every command, typed."""

    run: Callable[["_Request"], int] = lambda _: UNREADABLE
    words: int = AGENT_WORDS
    needed: int = 0
    custodians: int = 0
    out: Path = Path()
    organisation: str = ""
    file: Path = Path()
    files: list[Path] = field(default_factory=list)
    entries: Path = Path()
    checkpoints: list[Path] = field(default_factory=list)
    journal_key: Path = Path()


def main(argv: list[str]) -> int:
    """Run one offline command and return its exit code."""
    if not argv or argv[0] == "help" or {"-h", "--help"} & set(argv):
        sys.stdout.write(HELP)
        return YES
    try:
        request = _parser().parse_args(argv, namespace=_Request())
        return request.run(request)
    except BadRequest as bad:
        return _refuse(bad.code, str(bad))
    except OSError as error:
        name = Path(str(error.filename)).name
        return _refuse("fichier", f"Le fichier « {name} » ne peut pas être lu ou écrit.")
    except (KeyboardInterrupt, EOFError):
        return _refuse("interrompu", "Interrompu : rien n’a été enregistré.")


def _parser() -> _Parser:
    parser = _Parser(prog="vault", add_help=False, allow_abbrev=False)
    commands = parser.add_subparsers(required=True)

    def command(name: str, run: Callable[[_Request], int]) -> argparse.ArgumentParser:
        made = commands.add_parser(name, add_help=False, allow_abbrev=False)
        made.set_defaults(run=run)
        return made

    command("phrase", _phrase).add_argument("--words", type=int, default=AGENT_WORDS)
    split = command("recovery-split", _recovery_split)
    split.add_argument("--needed", type=int, required=True)
    split.add_argument("--custodians", type=int, required=True)
    split.add_argument("--out", type=Path, required=True)
    split.add_argument("--organisation", default="")
    command("recovery-check", _recovery_check).add_argument("file", type=Path)
    verify = command("journal-verify", _journal_verify)
    verify.add_argument("entries", type=Path)
    verify.add_argument("checkpoints", type=Path, nargs="+")
    verify.add_argument("--journal-key", type=Path, required=True)
    command("file-check", _file_check).add_argument("files", type=Path, nargs="+")
    command("fingerprint", _fingerprint).add_argument("file", type=Path)
    return parser


def _phrase(request: _Request) -> int:
    if not AGENT_WORDS <= request.words <= _MOST_WORDS:
        raise BadRequest("mots", f"Une phrase compte de {AGENT_WORDS} à {_MOST_WORDS} mots.")
    bits = request.words * (LIST_SIZE.bit_length() - 1)
    return _answer({"phrase": new_phrase(request.words), "words": request.words, "bits": bits})


def _recovery_split(request: _Request) -> int:
    """The public key is written last: an interrupted ceremony leaves no key without its shares."""
    target = request.out / "recovery.pub"
    if target.exists():
        raise BadRequest("existe", "Une clé de secours est déjà dans ce dossier : elle est gardée.")
    request.out.mkdir(parents=True, exist_ok=True)
    try:
        keys, shares = make_and_split(needed=request.needed, custodians=request.custodians)
    except ValueError:
        sentence = "Il faut de 2 à 16 gardiens, et de 2 parts à autant que de gardiens."
        raise BadRequest("quorum", sentence) from None
    sheets = share_sheets(
        shares, keys.public, needed=request.needed, organisation=request.organisation
    )
    for sheet in sheets:
        _show_one(sheet)
    label = {"organisation": request.organisation} if request.organisation else {}
    split = {"needed": request.needed, "custodians": request.custodians}
    told = {**label, **described(keys.public), **split}
    with target.open("x", encoding="utf-8") as file:
        file.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    return _answer({"public_key_file": str(target), **told})


def share_sheets(
    shares: Shares, public: PublicKeys, *, needed: int, organisation: str = ""
) -> Iterator[str]:
    """One page per custodian, then the procedural share."""
    heading = [
        *([f"Organisation : {organisation}"] if organisation else []),
        f"Pour rouvrir : {needed} parts et la pièce de procédure.",
        f"Empreinte : {public.fingerprint()}",
        "À garder sous clé, sans copie, sans photographie.",
    ]
    total = len(shares.custodians)
    for number, share in enumerate(shares.custodians, start=1):
        yield _sheet(f"Part {number} sur {total}", heading, share)
    yield _sheet("Pièce de procédure (toujours nécessaire)", heading, shares.procedural)


def _sheet(title: str, heading: list[str], share: str) -> str:
    words = [f"{i:>2}. {word:<12}" for i, word in enumerate(share.split(), start=1)]
    rows = ["".join(words[i : i + _COLUMNS]).rstrip() for i in range(0, len(words), _COLUMNS)]
    return "\n".join([f"Entre Nous, clé de secours. {title}", *heading, "", *rows, ""])


def _show_one(sheet: str) -> None:
    """To standard output and nowhere else; on a terminal, cleared before the next person reads."""
    sys.stdout.write(sheet)
    if sys.stdin.isatty() and sys.stdout.isatty():
        sys.stdout.write("\nEntrée pour effacer l’écran et continuer. ")
        sys.stdout.flush()
        _typed_line()
        sys.stdout.write(_CLEAR_SCREEN)
    else:
        sys.stdout.write("\f")
    sys.stdout.flush()


def _typed_line() -> str:
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line


def _recovery_check(request: _Request) -> int:
    public = read_public(request.file)
    typed = list(_typed_shares())
    shown = {"fingerprint": public.fingerprint(), "shares": len(typed)}
    unreadable = [i for i, share in enumerate(typed, start=1) if not is_share(share)]
    if unreadable:
        sentence = "Une part contient un mot mal tapé ou manquant."
        return _answer({"opens": False, "unreadable": unreadable, "message": sentence, **shown}, NO)
    try:
        join(typed, expected_box=public.box)
    except NotOpened:
        sentence = "Ces parts ne rouvrent pas cette clé : il en manque, ou elles sont d’une autre."
        return _answer({"opens": False, "message": sentence, **shown}, NO)
    return _answer({"opens": True, **shown})


def _typed_shares() -> Iterator[str]:
    """One share per line; on a terminal, an empty line ends."""
    terminal = sys.stdin.isatty()
    if terminal:
        sys.stderr.write("Une part par ligne ; une ligne vide pour finir.\n")
    for line in sys.stdin:
        if line.strip():
            yield line
        elif terminal:
            return


def _journal_verify(request: _Request) -> int:
    key = read_public(request.journal_key)
    checkpoints = [_checkpoint(path, key) for path in request.checkpoints]
    if len({c.origin for c in checkpoints}) > 1:
        sentence = "Ces points de contrôle ne viennent pas tous du même journal."
        raise BadRequest("origine", sentence)
    entries = request.entries.read_bytes().splitlines()
    try:
        chain = replay(entries, checkpoints)
    except NotFaithful as broken:
        return _answer(_told(broken, len(entries)), NO)
    anchored = max(c.size for c in checkpoints)
    shown = {"faithful": True, "entries": len(entries), "anchored": anchored}
    return _answer({**shown, "origin": checkpoints[0].origin, "chain": chain.hex()})


def _told(broken: NotFaithful, entries: int) -> dict[str, object]:
    """Where it was altered, in numbers and in a sentence."""
    where = {"held_until": broken.held_until, "broken_at": broken.broken_at, "entries": entries}
    first, last = broken.held_until + 1, broken.broken_at
    sentence = (
        f"Ce journal n’est plus celui qui a été attesté : entre les entrées {first} et {last},"
        " une entrée manque, a été modifiée ou a été ajoutée après coup."
    )
    return {"faithful": False, "message": sentence, **where}


def _checkpoint(path: Path, key: PublicKeys) -> Checkpoint:
    try:
        return Checkpoint.read(path.read_text("utf-8-sig"), journal=key)
    except (NotOpened, UnicodeDecodeError):
        sentence = f"« {path.name} » n’est pas un point de contrôle signé par cette clé de journal."
        raise BadRequest("point_de_controle", sentence) from None


def _file_check(request: _Request) -> int:
    """Without a key: only a holder, opening a file, knows that it is authentic."""
    cut = [path.name for path in request.files if not _is_whole(path)]
    return _answer({"files": len(request.files), "cut": cut}, NO if cut else YES)


def _is_whole(path: Path) -> bool:
    with path.open("rb") as file:
        prefix = file.read(PREFIX_BYTES)
    try:
        frames_of(prefix, path.stat().st_size)
    except NotOpened:
        return False
    return True


def _fingerprint(request: _Request) -> int:
    return _answer({"fingerprint": read_public(request.file).fingerprint()})


def described(keys: PublicKeys) -> dict[str, str]:
    """A public key as its file says it."""
    return {"box": keys.box.hex(), "sign": keys.sign.hex(), "fingerprint": keys.fingerprint()}


def read_public(path: Path) -> PublicKeys:
    """Read a public key file; its own fingerprint, when it gives one, must be true. BadRequest."""
    try:
        shown = json.loads(path.read_text("utf-8-sig"))
        keys = PublicKeys(bytes.fromhex(shown["box"]), bytes.fromhex(shown["sign"]))
    except (ValueError, TypeError, KeyError):
        sentence = f"« {path.name} » n’est pas un fichier de clé publique."
        raise BadRequest("cle_publique", sentence) from None
    if {len(keys.box), len(keys.sign)} != {KEY_BYTES}:
        raise BadRequest(
            "cle_publique", f"Les clés de « {path.name} » n’ont pas la bonne longueur."
        )
    if shown.get("fingerprint", keys.fingerprint()) != keys.fingerprint():
        sentence = f"L’empreinte écrite dans « {path.name} » n’est pas celle de ses clés."
        raise BadRequest("empreinte", sentence)
    return keys


def _answer(shown: Mapping[str, object], code: int = YES) -> int:
    sys.stdout.write(json.dumps(shown, ensure_ascii=False) + "\n")
    return code


def _refuse(code: str, message: str) -> int:
    answer = {"error": {"code": code, "message": message}}
    sys.stderr.write(json.dumps(answer, ensure_ascii=False) + "\n")
    return UNREADABLE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
