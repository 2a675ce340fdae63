"""Reduces a series of scrapes of a real vLLM to what RecordedSeriesTest reads, every scrape of it.

    python3 reduce.py series-a.prom.gz recorded/series-a.prom.gz

A series is a gzip file of pages, each after a line `# scrape <seconds since zero>`. Kept are the lines of the samples below
as they are; the requests file of a series is used whole. The same input gives the same bytes.
"""
import gzip
import re
import sys

KEPT = re.compile(
    "# scrape |vllm:("
    "num_requests_(running|waiting)"
    "|num_requests_waiting_by_reason"
    "|kv_cache_usage_perc"
    "|(num_preemptions|prompt_tokens|prompt_tokens_cached|generation_tokens|prefix_cache_queries|prefix_cache_hits)_total"
    "|generation_tokens_created"
    "|request_success_total"
    "|(request_prompt_tokens|request_generation_tokens|iteration_tokens_total|inter_token_latency_seconds"
    "|time_to_first_token_seconds)_(count|sum)"
    ")[{]"
)


def main(source, target):
    with gzip.open(source, "rt") as pages:
        kept = [line for line in pages if KEPT.match(line)]
    with open(target, "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as zipped:
        zipped.write("".join(kept).encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
