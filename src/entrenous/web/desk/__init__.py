"""Pages of the work of the desk."""
