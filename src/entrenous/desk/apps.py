from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "entrenous.desk"
    label = "desk"
    verbose_name = "Travail de l’accueil"

    def ready(self) -> None:
        """Declare the sealed kinds; feed the queue; follow what is decided, merged, passed on."""
        from entrenous.desk import contents, listening, queue, tasks, written  # noqa: F401, PLC0415
        from entrenous.dossiers import merging  # noqa: PLC0415
        from entrenous.reception import actions, entries  # noqa: PLC0415

        actions.also_follows(listening.follow)
        merging.also_moves(tasks.follow_merge)
        entries.also_waits(queue.calls)
        entries.also_waits(queue.tasks)
        entries.also_waits(written.lines)
