"""`python -m evals.bench [name …]`: run the named benchmarks, or all of them."""

import importlib
import pkgutil
import sys

import evals.bench


def main(names: list[str]) -> int:
    """Run each benchmark; 1 when one misses its bar, 2 when a name is unknown."""
    known = [module.name for module in pkgutil.iter_modules(evals.bench.__path__) if not module.name.startswith("_")]
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"no benchmark named {', '.join(unknown)}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    return max([importlib.import_module(f"evals.bench.{name}").run() for name in names or known], default=0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
