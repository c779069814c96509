"""The folders that organisations write: whose they are, and what is wrong in them."""

from pathlib import Path
from uuid import uuid4

from entrenous.law import LawError
from entrenous.law.folders import folder_faults, own_folder


def wrong_in(folder: Path) -> str:
    if (folder / "refused").exists():
        raise LawError("refusé par le lecteur.")
    return "mal écrit." if (folder / "wrong").exists() else ""


def test_an_organisation_has_the_folder_of_its_id_or_none(tmp_path: Path) -> None:
    mine = uuid4()
    assert own_folder(tmp_path, mine) is None
    (tmp_path / str(mine)).mkdir()
    assert own_folder(tmp_path, mine) == tmp_path / str(mine)


def test_each_fault_names_its_folder_and_a_right_one_says_nothing(tmp_path: Path) -> None:
    right, wrong, refused = sorted(str(uuid4()) for _ in range(3))
    for name in (right, wrong, refused, "zut"):
        (tmp_path / name).mkdir()
    (tmp_path / wrong / "wrong").touch()
    (tmp_path / refused / "refused").touch()
    assert folder_faults(tmp_path, "Fiches", wrong_in) == [
        f"Fiches de {wrong} : mal écrit.",
        f"Fiches de {refused} : refusé par le lecteur.",
        "Fiches : « zut » n’est pas l’identifiant d’une organisation.",
    ]


def test_no_folder_at_all_is_no_fault(tmp_path: Path) -> None:
    assert folder_faults(tmp_path / "absent", "Fiches", wrong_in) == []
