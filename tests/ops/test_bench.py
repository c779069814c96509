"""The yardsticks themselves: what they count, and that they refuse to count a page that fails."""

import http.server
import threading
from collections.abc import Iterator

import psutil
import pytest
from pytest_django.plugin import DjangoDbBlocker

from entrenous.journal.models import Entry
from entrenous.journal.queries import check
from entrenous.ops.bench import house, queue, reception_day
from entrenous.ops.bench.pairing import compare, paired
from entrenous.ops.bench.served import Server
from tests.ground.databases import Database


def test_a_figure_is_the_median_of_its_pairs_not_the_ratio_of_its_medians() -> None:
    found = paired("x", "y", [(1.0, 1.0), (8.0, 2.0), (9.0, 3.0)], target=3.0)
    assert (found.ratio, found.low, found.high) == (3.0, 1.0, 4.0)
    assert (found.ours, found.theirs) == (8.0, 2.0)
    assert found.is_met is True


def test_a_target_that_is_passed_is_said() -> None:
    assert paired("x", "y", [(4.0, 1.0)], target=3.0).is_met is False
    assert paired("x", "y", [(4.0, 1.0)]).is_met is None


def test_both_are_run_in_turn_after_a_warm_up() -> None:
    order: list[str] = []

    def ours() -> None:
        order.append("ours")
        sum(range(10_000))

    def theirs() -> None:
        order.append("theirs")
        sum(range(10_000))

    found = compare("x", ours, "y", theirs, pairs=2)
    assert order == ["ours", "theirs"] * 3
    assert found.low <= found.ratio <= found.high


class Pages(http.server.BaseHTTPRequestHandler):
    """Answers 200, but for « /perdue »; keeps the connection open as the real server does."""

    protocol_version = "HTTP/1.1"
    seen: list[str] = []

    def do_GET(self) -> None:
        self.seen.append(self.headers["Cookie"])
        self.send_response(404 if self.path == "/perdue" else 200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its own name
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    Pages.seen.clear()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages) as pages:
        thread = threading.Thread(target=pages.serve_forever)
        thread.start()
        yield Server(pages.server_address[1], psutil.Process(), {"Cookie": "en_sid=banc"})
        pages.shutdown()
        thread.join()


def test_a_load_counts_every_answer(server: Server) -> None:
    found = server.load("/", clients=2, seconds=0.1)
    assert found.requests == len(Pages.seen) >= 2
    assert set(Pages.seen) == {"en_sid=banc"}
    assert found.per_second == pytest.approx(found.requests / found.seconds)


def test_a_page_that_does_not_answer_is_never_counted(server: Server) -> None:
    with pytest.raises(AssertionError, match="did not answer"):
        server.load("/perdue", clients=1, seconds=0.1)


def test_readers_of_the_queue_are_processes_that_really_write(
    own_database: Database, django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock():
        made = house.build()
        before = Entry.objects.count()
        taken = queue.rounds(made, lambda: None, readers=3, times=2)
        assert len(taken) == 2
        assert all(wait > 0 for wait, _ in taken)
        assert check(made.organisation) == Entry.objects.count() == before + 3 * (1 + 2)


def test_a_short_day_at_the_desk_loses_nothing_and_says_it_if_it_does(db: None) -> None:
    day = reception_day.begun(house.build())
    day.live()
    day.check()
    assert len(day.visits) == reception_day.VISITS
    day.slips.popitem()
    with pytest.raises(RuntimeError, match="doubled"):
        day.check()
