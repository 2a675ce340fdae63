"""Draws a dashboard of helm/bailiwick/files/dashboards from the data of a Prometheus, panel by panel, as one picture.

It shows what the queries return and how the panels lie; it is not Grafana. Nothing in the build needs it.

    pip install matplotlib
    python docs/img/render.py --prometheus http://127.0.0.1:9090 --minutes 5 --var namespace=default \
        --var name=maintenance-assistant --out docs/img autoscaler

Variables that are not given match everything.
"""
import argparse
import json
import math
import pathlib
import re
import textwrap
import time
import urllib.parse
import urllib.request

import matplotlib

matplotlib.use("Agg")
import matplotlib.dates as mdates
import matplotlib.pyplot as plt
from datetime import datetime, timezone

BOARDS = pathlib.Path(__file__).resolve().parents[2] / "helm/bailiwick/files/dashboards"
CELL_WIDTH, CELL_HEIGHT, DPI = 0.62, 0.33, 100
COLORS = plt.rcParams["axes.prop_cycle"].by_key()["color"]


def ask(options, path, **parameters):
    url = f"{options.prometheus}/api/v1/{path}?{urllib.parse.urlencode(parameters)}"
    with urllib.request.urlopen(url) as answer:
        return json.load(answer)["data"]["result"]


def filled(options, expression):
    values = {"__rate_interval": options.rate, "__range": f"{options.minutes}m", "job": ".*", "namespace": ".*", "name": ".*"}
    values.update(variable.split("=", 1) for variable in options.var)
    return re.sub(r"\$(\w+)", lambda match: values[match.group(1)], expression)


def legend(target, labels):
    return re.sub(r"{{(\w+)}}", lambda match: labels.get(match.group(1), ""), target.get("legendFormat", "")) or ""


def instant(options, target):
    found = ask(options, "query", query=filled(options, target["expr"]), time=options.end)
    return [(series["metric"], float(series["value"][1])) for series in found]


def ranged(options, expression):
    found = ask(options, "query_range", query=filled(options, expression), start=options.end - options.minutes * 60,
                end=options.end, step=options.step)
    for series in found:
        points = {float(t): float(v) for t, v in series["values"]}
        # A point that is missing is a gap, as in Grafana.
        times = [options.end - options.minutes * 60 + i * options.step for i in range(int(options.minutes * 60 / options.step) + 1)]
        yield series["metric"], times, [points.get(t, math.nan) for t in times]


def written(value, unit, decimals=None):
    if value is None or math.isnan(value):
        return "no value"
    if unit == "percentunit":
        return f"{value * 100:.{1 if decimals is None else decimals}f} %"
    if unit == "s":
        return f"{value * 1000:.0f} ms" if 0 < value < 1 else f"{value:.3g} s" if value < 120 else f"{value / 60:.1f} min"
    if unit == "bytes":
        return f"{value / 2**20:.0f} MiB"
    text = f"{value:.{decimals}f}" if decimals is not None else f"{value:.3g}" if value < 1000 else f"{value / 1000:.3g} k"
    return text + {"ops": "/s", "reqps": " req/s"}.get(unit, "")


def moment(seconds):
    return datetime.fromtimestamp(seconds, timezone.utc)


def draw_lines(options, axes, panel, board):
    defaults = panel["fieldConfig"]["defaults"]
    dashed = {o["matcher"]["options"] for o in panel["fieldConfig"]["overrides"]}
    stacked = defaults["custom"]["stacking"]["mode"] == "normal"
    lines = [(legend(target, metric), times, values) for target in panel["targets"]
             for metric, times, values in ranged(options, target["expr"])]
    if stacked and lines:
        axes.stackplot([moment(t) for t in lines[0][1]], [[0 if math.isnan(v) else v for v in line[2]] for line in lines],
                       labels=[line[0] for line in lines], alpha=0.6)
    for name, times, values in [] if stacked else lines:
        axes.plot([moment(t) for t in times], values, label=name, linewidth=1.2, linestyle="--" if name in dashed else "-",
                  drawstyle="steps-post" if defaults["unit"] == "none" else "default")
    for annotation in board["annotations"]["list"]:
        for _, times, values in ranged(options, annotation["expr"]) if "expr" in annotation else ():
            shown = zip([math.nan, *values], times, values)
            at = {v / 1000 for v in values if not math.isnan(v)} if annotation["useValueForTime"] else \
                {t for before, t, value in shown if math.isnan(before) and not math.isnan(value)}
            for t in at:
                axes.axvline(moment(t), color=annotation["iconColor"], linewidth=1, linestyle=":")
    if "min" in defaults:
        axes.set_ylim(bottom=defaults["min"])
    if "max" in defaults:
        axes.set_ylim(top=defaults["max"] * 1.02)
    axes.set_xlim(moment(options.end - options.minutes * 60), moment(options.end))
    axes.xaxis.set_major_formatter(mdates.DateFormatter("%H:%M"))
    axes.xaxis.set_major_locator(mdates.MinuteLocator(interval=max(1, options.minutes // 5)))
    axes.yaxis.set_major_formatter(lambda value, _: written(value, defaults["unit"]))
    axes.tick_params(labelsize=6)
    axes.grid(alpha=0.25)
    if lines:
        axes.legend(fontsize=5.5, loc="best", ncol=2, framealpha=0.6)
    else:
        axes.text(0.5, 0.5, "no data", transform=axes.transAxes, ha="center", color="grey")


def draw_stat(options, axes, panel, _):
    defaults, target = panel["fieldConfig"]["defaults"], panel["targets"][0]
    found = instant(options, target)
    by_name = panel["options"]["textMode"] == "name"
    text = ", ".join(legend(target, m) for m, _ in found) if by_name else \
        written(found[0][1] if found else None, defaults["unit"], defaults.get("decimals"))
    color = "black"
    for step in defaults["thresholds"]["steps"]:
        if found and (step["value"] is None or found[0][1] >= step["value"]) and step["color"] != "text":
            color = step["color"]
    axes.text(0.5, 0.45, text or "no value", ha="center", va="center", fontsize=13 if len(text) < 14 else 10, color=color)
    axes.axis("off")


def draw_bars(options, axes, panel, _):
    target, unit = panel["targets"][0], panel["fieldConfig"]["defaults"]["unit"]
    found = sorted(instant(options, target), key=lambda pair: pair[1])
    axes.barh([legend(target, metric) for metric, _ in found], [value for _, value in found], color=COLORS[:len(found)])
    axes.xaxis.set_major_formatter(lambda value, _: written(value, unit))
    axes.tick_params(labelsize=6)


def draw_states(options, axes, panel, _):
    rows = [(legend(target, metric), times, values) for target in panel["targets"]
            for metric, times, values in ranged(options, target["expr"])]
    for y, (_, times, values) in enumerate(rows):
        for t, value in zip(times, values):
            if not math.isnan(value):
                axes.barh(y, options.step / 86400, left=mdates.date2num(moment(t)), height=0.7,
                          color="tab:green" if value >= 1 else "tab:red")
    axes.set_yticks(range(len(rows)), [row[0] for row in rows])
    axes.xaxis_date()
    axes.set_xlim(moment(options.end - options.minutes * 60), moment(options.end))
    axes.xaxis.set_major_formatter(mdates.DateFormatter("%H:%M"))
    axes.tick_params(labelsize=6)


def draw_table(options, axes, panel, _):
    names = next(t for t in panel["transformations"] if t["id"] == "organize")["options"]["renameByName"]
    units = {o["matcher"]["options"]: o["properties"][0]["value"] for o in panel["fieldConfig"]["overrides"]}
    columns, rows = [], {}
    for target in panel["targets"]:
        column = names["Value #" + target["refId"]]
        columns.append(column)
        for metric, value in instant(options, target):
            rows.setdefault((metric["namespace"], metric["name"]), {})[column] = value
    cells = [[*key, *[written(row.get(c), units[c]) if c in row else "" for c in columns]] for key, row in sorted(rows.items())]
    table = axes.table(cells or [[""] * (len(columns) + 2)], colLabels=["Namespace", "ModelDeployment", *columns],
                       loc="upper center", cellLoc="left")
    table.auto_set_font_size(False)
    table.set_fontsize(7)
    axes.axis("off")


DRAW = {"timeseries": draw_lines, "stat": draw_stat, "bargauge": draw_bars, "state-timeline": draw_states, "table": draw_table}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--prometheus", required=True, help="its address")
    arguments.add_argument("--minutes", type=int, default=10, help="how far back")
    arguments.add_argument("--end", type=float, default=time.time(), help="until when, in seconds since 1970")
    arguments.add_argument("--step", type=int, default=2, help="seconds between two points")
    arguments.add_argument("--rate", default="20s", help="$__rate_interval")
    arguments.add_argument("--var", action="append", default=[], help="a variable, as name=value")
    arguments.add_argument("--out", type=pathlib.Path, default=pathlib.Path("."), help="directory of the pictures")
    arguments.add_argument("dashboards", nargs="+", help="names of files, without .json")
    options = arguments.parse_args()
    options.end = int(options.end)  # Prometheus rounds times to milliseconds
    for name in options.dashboards:
        board = json.loads((BOARDS / (name + ".json")).read_text())
        height = max(p["gridPos"]["y"] + p["gridPos"]["h"] for p in board["panels"])
        figure = plt.figure(figsize=(24 * CELL_WIDTH, height * CELL_HEIGHT), dpi=DPI)
        for panel in board["panels"]:
            at = panel["gridPos"]
            left, top = at["x"] / 24, 1 - at["y"] / height
            if panel["type"] == "row":
                figure.text(left + 0.005, top - 0.8 / height, panel["title"], fontsize=10, weight="bold")
                continue
            indent = {"stat": 0.005, "table": 0.005, "bargauge": 0.14, "state-timeline": 0.08}.get(panel["type"], 0.035)
            axes = figure.add_axes((left + indent, top - (at["h"] - 0.9) / height, at["w"] / 24 - indent - 0.012,
                                    (at["h"] - 2.1) / height))
            DRAW[panel["type"]](options, axes, panel, board)
            figure.text(left + 0.005, top - 0.75 / height, textwrap.shorten(panel["title"], int(at["w"] * 6)), fontsize=8)
        options.out.mkdir(parents=True, exist_ok=True)
        figure.savefig(options.out / f"dashboard-{name}.png")


if __name__ == "__main__":
    main()
