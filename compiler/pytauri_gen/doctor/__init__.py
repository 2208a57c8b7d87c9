"""``pytauri-gen doctor``: what an app lacks to run and to be built, and how to mend it."""
