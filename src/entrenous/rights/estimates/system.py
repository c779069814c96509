"""OpenFisca-France as we run it: quick to load, with our patches, and told what is not asked."""

import os
import pickle
import sys
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from openfisca_france import FranceTaxBenefitSystem

from .benefits import PATCHES, UNASKED, Parameter

PACKAGE: Final = "openfisca-france"


class Published(FranceTaxBenefitSystem):  # type: ignore[misc]  # OpenFisca has no types
    """The legislation as its authors publish it: seconds to read once, then what was kept."""

    def load_parameters(self, path_to_yaml_dir: str) -> None:
        kept = _kept_parameters()
        self.parameters = _read(kept)
        if self.parameters is None:
            super().load_parameters(path_to_yaml_dir)
            _keep(self.parameters, kept)

    def get_package_metadata(self) -> dict[str, str]:
        """Those of OpenFisca-France, which would be sought in our own package."""
        return {"name": PACKAGE, "version": version(PACKAGE), "repository_url": "", "location": ""}


class System(Published):
    """The legislation as we ask it: with our dated patches, and nothing of what nobody asked."""

    def __init__(self) -> None:
        super().__init__()
        for patch in PATCHES:
            parameter(self, patch.parameter).update(start=patch.since, value=patch.value)
        for unasked in UNASKED:
            for name in unasked.variables:
                self.neutralize_variable(name)


def parameter(system: Any, path: str) -> Any:
    """A parameter of the legislation, by its dotted path."""
    node = system.parameters
    for name in path.split("."):
        node = getattr(node, name)
    return node


def in_force(system: Any, listed: Parameter, month: str) -> Parameter:
    """A figure as it was on the first day of a month: the one we list, or one that came before."""
    node = parameter(system, listed.path)
    known = [each for each in node.values_list if each.instant_str <= f"{month}-01"]
    if not known:
        return listed
    value, on = f"{known[0].value:.2f}", known[0].instant_str
    return replace(listed, value=value, on=on, text=_text(node, listed, on))


def _text(node: Any, listed: Parameter, on: str) -> str:
    """Our own words for the text we list; else the title that the model gives, or its version."""
    if on == listed.on:
        return listed.text
    said = node.metadata.get("reference")
    cited = said.get(on) if isinstance(said, dict) else said
    first = cited[0] if isinstance(cited, list) else cited
    title = first.get("title") if isinstance(first, dict) else None
    return str(title or f"OpenFisca-France {version(PACKAGE)}")


def _kept_parameters() -> Path:
    """In the engine's own environment: whoever may write there may change the engine itself."""
    made_by = f"{version(PACKAGE)}-{version('openfisca-core')}-{sys.version_info[0]}"
    return Path(sys.prefix) / f"parameters-{made_by}.{sys.version_info[1]}.pickle"


def _read(kept: Path) -> Any:
    try:
        with kept.open("rb") as file:
            if os.fstat(file.fileno()).st_uid != os.getuid():
                return None
            return pickle.load(file)  # noqa: S301 - written just below, by this account
    except (OSError, EOFError, AttributeError, ImportError, pickle.UnpicklingError):
        return None


def _keep(parameters: Any, kept: Path) -> None:
    """Whole or not at all: two workers may start together, a disk may be full or read-only."""
    draft = kept.with_suffix(f".{os.getpid()}")
    try:
        draft.write_bytes(pickle.dumps(parameters, pickle.HIGHEST_PROTOCOL))
        draft.replace(kept)
    except OSError:
        draft.unlink(missing_ok=True)
