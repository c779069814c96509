"""The pages of the desk for third-party requests: « Sollicitations », `/sollicitations/`."""
