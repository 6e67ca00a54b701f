// Small conveniences. Every page works without this file.
