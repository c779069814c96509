"""The copy as structured data, for whoever reads it with a program. Its form: docs/copie.md."""

import json
from typing import Any, Final

from entrenous.copies.composing import Copy, Entry, Given, Passage
from entrenous.copies.contents import KeptBack
from entrenous.copies.wording import DEFERRED, LAST_ONLY, RIGHTS, UNREADABLE, title_of

FORMAT: Final = "entre-nous/copie"
VERSION: Final = 1


def to_json(copy: Copy) -> bytes:
    """UTF-8, indented, keys in their order: the same copy gives the same bytes."""
    return json.dumps(told(copy), ensure_ascii=False, indent=2).encode()


def told(copy: Copy) -> dict[str, Any]:
    """The copy as JSON values. Days are ISO 8601; a key is never absent."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "titre": title_of(copy),
        "dossier_de": copy.about,
        "service": list(copy.service),
        "demandee_le": copy.asked_on.isoformat(),
        "remise_le": copy.on.isoformat(),
        "remise_a": copy.to,
        "parties": [
            {
                "code": section.category.value,
                "titre": section.category.label,
                "ecrits": [_entry(each) for each in section.entries],
            }
            for section in copy.sections
        ],
        "pieces": [_document(each) for each in copy.documents],
        "non_remis": [_kept(each) for each in copy.kept],
        "motifs": [
            {"code": each.ground.value, "titre": each.ground.label, "textes": list(each.texts)}
            for each in copy.grounds
        ],
        "a_savoir": [LAST_ONLY, DEFERRED],
        "droits": list(RIGHTS),
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "titre": entry.title,
        "date": entry.on.isoformat(),
        "textes": [_passage(each) for each in entry.passages],
        "remarques": [_passage(each) for each in entry.remarks],
        "passages_masques": entry.masked,
    }


def _passage(passage: Passage) -> dict[str, str]:
    return {"titre": passage.label, "texte": passage.text}


def _document(given: Given) -> dict[str, Any]:
    document = given.document
    return {
        "titre": given.title,
        "fichier": document.name,
        "type": document.mime,
        "octets": document.size,
        "sha256": document.sha256.hex(),
        "date": document.on.isoformat() if document.on else None,
        "remise_par_la_personne": document.is_hers,
    }


def _kept(line: KeptBack) -> dict[str, Any]:
    return {
        "partie": line.category,
        "date": line.on.isoformat() if line.on else None,
        "motif": line.ground.value if line.ground else None,
        "motif_en_mots": line.ground.label if line.ground else UNREADABLE,
        "passages": line.passages,
    }
