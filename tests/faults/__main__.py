"""`python -m tests.faults`."""

import sys

from tests.faults.alles import main

sys.exit(main())
