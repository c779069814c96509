"""Pages of collective actions: the list of the service, one action for its co-animators."""
