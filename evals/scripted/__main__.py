"""`python -m evals.scripted`: writes the scripted cases anew."""

from evals.scripted.write import SCRIPTED, write_scripted

if __name__ == "__main__":
    made = write_scripted()
    print(f"{len(made.cases)} scripted cases in {SCRIPTED}")
