"""The engines side by side as a Markdown table, as the README shows it."""

from evals.metrics import METRICS, score_rows
from evals.rows import Results

_GROUPS = {"drafts": "before verification", "published": "after verification"}


def markdown_table(results: Results) -> str:
    """One row a metric of drafts and of what is published: micro and k/n for each engine; – where nothing is scored."""
    scores = {(score.metric.name, score.engine): score for score in score_rows(results.rows)}
    engines = [one.engine for one in results.run.engines]
    lines = [f"| | metric | {' | '.join(engines)} |", f"|---|---|{'---|' * len(engines)}"]
    for group, title in _GROUPS.items():
        for metric in (metric for metric in METRICS if metric.group == group):
            cells = []
            for engine in engines:
                score = scores.get((metric.name, engine))
                known = score is not None and score.micro is not None
                cells.append(f"{score.micro:.4g} ({score.k}/{score.n})" if score is not None and known else "–")
            lines.append(f"| {title} | {metric.title} | {' | '.join(cells)} |")
    return "\n".join(lines)
