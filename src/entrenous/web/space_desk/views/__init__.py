"""The views of a person's space on the service's side."""
