"""What the packaged program runs."""

import sys

from therapist_app.__main__ import main

sys.exit(main())
