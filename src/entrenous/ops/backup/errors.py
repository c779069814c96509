"""Why a backup or a restore is not done, in a sentence for whoever runs the service."""


class BackupRefused(Exception):
    """Nothing was done, or what was begun was taken away. The message says what to do."""
