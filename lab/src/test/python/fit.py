"""Fits the step cost of recorded/engines.json, and measures how fast the recorded engine was in each phase.

    python3 fit.py PATH/TO/recorded

1. computePerToken g and prefillPerSquaredToken e from the times to first token measured apart on an idle server: prompts of
   32 to 1,000 tokens alone, and one of 4,000 in 4 chunks.
2. fixed h0, perSequence h1 and attentionPerKvToken d by least squares over the 2 s windows of series B (not of A, which is
   there to judge) in which a request was in flight all the time and nobody was cut, g and e given.
3. For each phase of both series: how long its windows were, over how long the model says that their work takes.

Steps and tokens of a window are the page's; which context a token had is read off the clients' first and last tokens.
"""
import csv
import gzip
import re
import sys

ALONE = {32: 23, 128: 52, 256: 93, 512: 181, 1000: 396}
LONG, LONG_MS, CHUNKS = 4000, 2850, 4
DECODE_ONLY = {1: 11.3, 2: 12.6, 4: 13.0, 8: 14.9, 16: 18.3, 32: 26.8}
PREFIX = 512
PHASES = {
    "a": "load30 4 load60 94 load85 184 over200 274 recover30 364 long50 514 back50 604 idle 664 restart30 724 end 844",
    "b": "load60 4 over170 84 recover30 154 prefix60 244 load85 344 idle 434 kvpress 474 load30 584 end 704",
}


def solve(rows, values):
    """Least squares by the normal equations."""
    n = len(rows[0])
    a = [[sum(r[i] * r[j] for r in rows) for j in range(n)] + [sum(r[i] * v for r, v in zip(rows, values))] for i in range(n)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda k: abs(a[k][i]))
        a[i], a[pivot] = a[pivot], a[i]
        for k in range(n):
            if k != i:
                f = a[k][i] / a[i][i]
                a[k] = [x - f * y for x, y in zip(a[k], a[i])]
    return [a[i][n] / a[i][i] for i in range(n)]


def apart():
    """g, e, and what lies outside of the engine's steps, each point weighed by its inverse."""
    steps = solve([[1 / t, n / t] for n, t in DECODE_ONLY.items()], [1] * len(DECODE_ONLY))
    print("decode only: %.2f ms + %.3f ms a token" % tuple(steps))
    points = [([1, p, p * p / 2], t - steps[0], t) for p, t in ALONE.items()]
    points.append(([1, LONG, LONG * LONG / 2], LONG_MS - CHUNKS * steps[0], LONG_MS))
    outside, g, e = solve([[x / t for x in row] for row, _, t in points], [v / t for _, v, t in points])
    print("prefill alone: g %.3f ms a token, e %.2g ms a pair, %.1f ms outside of steps" % (g, e, outside))
    return g, e


def read(folder, series):
    pages, page = [], None
    for line in gzip.open(f"{folder}/series-{series}.prom.gz", "rt"):
        if line.startswith("# scrape"):
            page = {"t": float(line.split()[2])}
            pages.append(page)
        else:
            name, labels, value = re.match(r"vllm:(\w+)\{(.*)\} (\S+)", line).groups()
            if "reason" not in labels:
                page[name] = float(value)
    with gzip.open(f"{folder}/series-{series}-requests.csv.gz", "rt") as file:
        sent = [
            {k: v if k == "status" else float(v) if v else None for k, v in row.items()} | {"cached": 0}
            for row in csv.DictReader(file)
        ]
    for before, after in zip(pages, pages[1:]):
        hits = round((after["prompt_tokens_cached_total"] - before["prompt_tokens_cached_total"]) / PREFIX)
        ended = [r for r in sent if inside(r["first_token_s"], before, after) and r["prompt_tokens"] > PREFIX]
        ended.sort(key=lambda r: (r["first_token_s"] - r["arrival_s"]) / r["prompt_tokens"])
        for r in ended[: max(0, hits)]:
            r["cached"] = PREFIX
    return pages, sent


def inside(moment, before, after):
    return moment is not None and before["t"] <= moment < after["t"]


def windows(pages, sent):
    for before, after in zip(pages, pages[1:]):
        t0, t1 = before["t"], after["t"]
        if t1 - t0 > 2.5 or after["generation_tokens_created"] != before["generation_tokens_created"]:
            continue
        busy, reached, generated, context = 0.0, t0, 0.0, 0.0
        for r in sorted((r for r in sent if r["last_token_s"] is not None), key=lambda r: r["arrival_s"]):
            begin, end = max(r["arrival_s"], reached), min(r["last_token_s"], t1)
            if end > begin:
                busy += end - begin
                reached = end
            first, last, n = r["first_token_s"], r["last_token_s"], r["output_tokens"] - 1
            begin, end = max(first, t0), min(last, t1)
            if n > 0 and end > begin:
                tokens = n * (end - begin) / (last - first)
                generated += tokens
                context += tokens * (r["prompt_tokens"] + n * ((begin + end) / 2 - first) / (last - first))
        ended = [r for r in sent if inside(r["first_token_s"], before, after)]
        prompt = sum(r["prompt_tokens"] - r["cached"] for r in ended)
        pairs = sum((r["prompt_tokens"] ** 2 - r["cached"] ** 2) / 2 for r in ended)
        steps = after["iteration_tokens_total_count"] - before["iteration_tokens_total_count"]
        cut = any(r["status"] == "cut" and r["arrival_s"] < t1 and r["arrival_s"] + 20 > t0 for r in sent)
        late = any(r["status"] == "cut" and r["arrival_s"] + 20 < t1 < r["arrival_s"] + 90 for r in sent)
        yield t0, busy, [steps, generated + len(ended), context, generated + prompt, pairs], cut, late


def main(folder):
    g, e = apart()
    all_windows = {s: list(windows(*read(folder, s))) for s in "ab"}
    quiet = [w for w in all_windows["b"] if w[1] > 1.99 and not w[3]]
    h0, h1, d = solve([w[2][:3] for w in quiet], [1000 * w[1] - g * w[2][3] - e * w[2][4] for w in quiet])
    print("series B, %d windows: h0 %.2f ms, h1 %.3f ms a sequence, d %.3g ms a token of cache" % (len(quiet), h0, h1, d))
    rounded = [11.2, 0.26, 0.95e-3, 0.278, 2.1e-4]
    for series, text in PHASES.items():
        words = text.split()
        measured = []
        for name, begin, end in zip(words[::2], map(float, words[1::2]), map(float, words[3::2])):
            # Of the phase in which clients give up, what came before the first of them did.
            chosen = [w for w in all_windows[series] if begin <= w[0] < end and w[1] > 1.99 and (not w[4] if name == "over170" else not w[3])]
            if len(chosen) > 5:
                ratio = sum(1000 * w[1] for w in chosen) / sum(sum(c * x for c, x in zip(rounded, w[2])) for w in chosen)
                measured.append("%s %.3f" % (name, ratio))
        print(series, ", ".join(measured))


if __name__ == "__main__":
    main(*sys.argv[1:])
