"""The commands, a module each: ask the catalogue, answer with a document and what is drawn of it."""
