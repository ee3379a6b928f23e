"""Makes the files in this folder from the grammar: `python editor-support/maak.py [--controleer]`.

With `--controleer` nothing is written, and the exit code is 1 when a file would change.
"""

import sys
from pathlib import Path

from regeltaal.highlight.editor_files import make

if __name__ == "__main__":
    sys.exit(make(Path(__file__).resolve().parent, sys.argv[1:]))
