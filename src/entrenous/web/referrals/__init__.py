"""Pages of orientations prepared at the desk: those of `web.relays`, under a request."""
