"""Starts the command line."""

import sys


def main() -> None:
    """Run the `inkstand` command and end with its exit code."""
    from desktop_app.cli.main import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
