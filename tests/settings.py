"""The settings of the tests: the program's own, in an environment made for them."""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
if str(_ROOT / "src") not in sys.path:
    sys.path.insert(0, str(_ROOT / "src"))

ON_POSTGRESQL = os.environ.get("ENTRENOUS_TEST_ON", "sqlite") == "postgresql"

for _name in [name for name in os.environ if name.startswith(("ENTRENOUS_", "DATABASE_"))]:
    if _name not in {"ENTRENOUS_TEST_ON", "ENTRENOUS_SHOTS", "ENTRENOUS_GUIDE"}:
        del os.environ[_name]
os.environ["ENTRENOUS_TEST"] = "1"
os.environ["ENTRENOUS_HOME"] = str(Path(tempfile.gettempdir()) / f"entrenous-tests-{os.getpid()}")
atexit.register(shutil.rmtree, os.environ["ENTRENOUS_HOME"], ignore_errors=True)
os.environ["SECRET_KEY"] = "only-for-tests-" + "0" * 60
# The browser driver keeps an event loop in the thread of the test.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# The session fixture fills in where the database is.
os.environ["DATABASE_URL"] = (
    "postgres:///entrenous" if ON_POSTGRESQL else f"sqlite:///{os.environ['ENTRENOUS_HOME']}/none"
)

from entrenous.config.settings import *  # noqa: E402, F403
