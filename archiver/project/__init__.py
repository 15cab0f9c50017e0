"""The project file `archiver.toml`: what one working folder says of its archive, its manners and its sites."""
