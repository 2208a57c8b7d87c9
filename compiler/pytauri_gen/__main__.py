"""``python -m pytauri_gen``."""

import sys

from pytauri_gen.cli import main

sys.exit(main())
