from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "entrenous.retention"
    label = "retention"
    verbose_name = "Conservation et destruction"

    def ready(self) -> None:
        """Declare the sealed kinds; when dossiers are merged, why one is kept follows."""
        from entrenous.dossiers import merging  # noqa: PLC0415
        from entrenous.retention import contents, deciding  # noqa: PLC0415

        for kind in (
            contents.KeptLonger,
            contents.Archiving,
            contents.ArchiveReading,
            contents.ArchiveReturn,
        ):
            merging.also_moves_kind(kind)
        merging.also_moves(deciding.keep_the_longest)
