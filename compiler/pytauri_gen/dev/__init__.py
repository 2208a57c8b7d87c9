"""``pytauri-gen dev``: the app's window and its front end's server, following changes."""
