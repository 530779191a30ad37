"""The figures of the first collection as a picture.

python -m benchmarks.peers.chart FIGURES.json PICTURE.png
"""

import json
import sys
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("Agg")

from matplotlib import pyplot as plt

OURS, THEIRS = "#1f5fa8", "#9a9a9a"
PANELS = {
    "recall@1": lambda row: row["recall"]["all"]["recall@1"],
    "one question, p50, ms": lambda row: row["times"]["p50"],
    "first answer after, s": lambda row: row["first_s"],
    "index built, s": lambda row: row["build_s"],
    "memory, MB": lambda row: row["memory"]["pss"],
}


def draw(figures: dict[str, Any], picture: Path) -> None:
    """Draw a row of bars for each system, a panel for each figure."""
    name, rows = next(iter(figures["collections"].items()))
    rows = [row for row in rows if "recall" in row][::-1]
    chart, panels = plt.subplots(1, len(PANELS), figsize=(15, 2.6), sharey=True)
    for panel, (title, read) in zip(panels, PANELS.items(), strict=True):
        values = [read(row) for row in rows]
        colours = [OURS if row["system"] == "partnerbot" else THEIRS for row in rows]
        bars = panel.barh([row["name"] for row in rows], values, color=colours)
        panel.bar_label(
            bars, [f"{each:,.0f}" if each >= 100 else f"{each:.3g}" for each in values], padding=3
        )
        panel.set_title(title, fontsize=10)
        panel.set_xlim(0, max(values) * 1.25)
        panel.set_xticks([])
        panel.spines[["top", "right", "bottom"]].set_visible(False)
        panel.tick_params(left=False)
    run = figures["run"]
    chart.text(
        0.99, 0.01, f"{name}, {run['day']}, {run['processor']}", ha="right", fontsize=8, color="#555555"
    )
    chart.tight_layout(rect=(0, 0.05, 1, 1))
    chart.savefig(picture, dpi=110)


if __name__ == "__main__":
    draw(json.loads(Path(sys.argv[1]).read_text("utf-8")), Path(sys.argv[2]))
