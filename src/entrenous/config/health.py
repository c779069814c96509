"""Two pages for the supervision of the server: alive, and ready. No version, no name."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

_PLAIN = "text/plain; charset=utf-8"


@login_not_required
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """Answer as long as the process answers; asks nothing of the database."""
    return HttpResponse("vivant\n", content_type=_PLAIN)


@login_not_required
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the database answers and every migration is applied, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        executor = MigrationExecutor(connection)
        is_ready = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        is_ready = False
    answer, status = ("prêt\n", 200) if is_ready else ("indisponible\n", 503)
    return HttpResponse(answer, content_type=_PLAIN, status=status)


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Ask search engines to index nothing."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type=_PLAIN)
