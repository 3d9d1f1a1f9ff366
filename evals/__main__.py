"""`python -m evals`: the same commands as `jianbao eval`, with errors as one line."""

import sys

from evals.cli import app
from pipeline.errors import JianbaoError


def main() -> None:
    """Run a command; an error is a sentence and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        getattr(stream, "reconfigure", lambda **_: None)(encoding="utf-8", errors="replace")
    try:
        app(prog_name="jianbao eval")
    except JianbaoError as error:
        print(f"jianbao eval: {error}", file=sys.stderr)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
