from django.apps import AppConfig


class WebCopiesConfig(AppConfig):
    name = "entrenous.web.copies"
    label = "web_copies"
    verbose_name = "Pages des copies de dossier"

    def ready(self) -> None:
        """Add the requests that wait, and the extracts to read again, to « Ma journée »."""
        from entrenous.web.copies.day import sections  # noqa: PLC0415
        from entrenous.web.dossiers import day  # noqa: PLC0415

        day.register(sections)
