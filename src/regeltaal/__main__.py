"""`python -m regeltaal`."""

from regeltaal.cli.main import main

if __name__ == "__main__":
    main()
