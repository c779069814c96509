"""Pages of the files of a dossier, and what other pages need to show the files of a container."""
