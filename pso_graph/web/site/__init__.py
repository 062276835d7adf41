"""Pages over HTTP: languages, files of the front end, addresses."""
