"""Makes the files in this folder from the grammar: `python editor-support/maak.py [--controleer | --vsix [FILE]]`.

With `--controleer` nothing is written, and the exit code is 1 when a file would change. With `--vsix` the extension for
VS Code is packed as a file that VS Code can install; `--taal=en` gives it English texts.
"""

import sys
from pathlib import Path

from regeltaal.highlight.editor_files import make

if __name__ == "__main__":
    sys.exit(make(Path(__file__).resolve().parent, sys.argv[1:]))
