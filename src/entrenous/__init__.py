"""Entre Nous: case files of social services, sealed with keys only their holders open."""

__version__ = "0.1.0"
