"""`python -m evals.mutate`: prints the table; exit code 1 when a bar is missed. `-v` lists every survivor."""

import sys

from evals.mutate.table import BARS, Line, run


def main(arguments: list[str]) -> int:
    """Print the table and what misses its bar."""
    table = run()
    shown = None if "-v" in arguments else 5
    print(f"{table.drafts} correct drafts, {len(table.refused)} of them refused")
    print(f"{'operator':20}{'mutants':>8}{'same':>6}{'noticed':>9}{'rate':>9}{'bar':>7}  verdicts")
    for line in table.lines.values():
        print(_line(line, f"{BARS[line.name]:>7}"))
    print(f"{'rewrite':20}{'made':>8}{'':6}{'alarms':>9}")
    for line in table.rewrites.values():
        print(f"{line.name:20}{line.made:>8}{'':6}{line.noticed:>9}  {dict(line.verdicts)}")
    for line in (*table.lines.values(), *table.rewrites.values()):
        for survivor in line.survivors[:shown]:
            print(f"  {line.name} {survivor}")
    for refused in table.refused[:shown]:
        print(f"  refused {refused}")
    failures = table.failures()
    print("\n".join(f"below the bar: {failure}" for failure in failures) or "every bar is met")
    return 1 if failures else 0


def _line(line: Line, bar: str) -> str:
    rate = "-" if line.rate is None else f"{line.rate:.4f}"
    verdicts = ", ".join(f"{name} {count}" for name, count in line.verdicts.most_common())
    return f"{line.name:20}{line.made:>8}{line.same:>6}{line.noticed:>9}{rate:>9}{bar}  {verdicts}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
