package dev.bailiwick.lab.replay.report;

import dev.bailiwick.lab.replay.Course;
import dev.bailiwick.lab.replay.Course.Change;
import dev.bailiwick.lab.replay.Course.Sample;
import dev.bailiwick.lab.replay.Result;
import java.util.List;

/**
 * Replicas over arrivals in one run. Two panels share the axis of time: above the size asked for, replicas that serve and
 * those that start; below requests per second, and where some of them missed.
 */
final class Curve {
    private static final int LEFT = 44;
    private static final int RIGHT = 14;
    private static final int TOP = 20;
    private static final int MIDDLE = 22;
    private static final int BOTTOM = 36;
    private static final double MINUTE = 60;

    private final Course course;
    private final double seconds;
    private final int width;
    private final int height;
    private final String anchor;
    private final Axis across;
    private final double floor;
    private final double ceiling;
    private final int minutes;
    private final double counted;

    private Curve(Result result, int width, int height, String anchor) {
        this.course = result.outcome().course();
        this.seconds = Math.max(
                1, Math.max(result.cell().trace().seconds(), course.samples().size() * MINUTE));
        this.width = width;
        this.height = height;
        this.anchor = anchor;
        this.across = new Axis(0, seconds, LEFT, width - (double) RIGHT, false);
        this.floor = TOP + (height - TOP - MIDDLE - BOTTOM) * 0.6;
        this.ceiling = floor + MIDDLE;
        this.counted = result.cell().historySeconds() == 0
                ? 0
                : result.cell().countedFrom().toSeconds();
        this.minutes = Math.max(1, (int) Math.ceil(course.samples().size() * 2.0 / width));
    }

    /**
     * The picture of a run.
     *
     * @param anchor beginning of the names by which the page lists the changes, so that a mark leads there
     * @param linked how many changes the page lists
     */
    static String of(Result result, int width, int height, String anchor, int linked) {
        return new Curve(result, width, height, anchor).draw(result, linked);
    }

    private String draw(Result result, int linked) {
        Svg svg = new Svg(
                width,
                height,
                "Replicas and requests over time under " + result.policy() + "; "
                        + course.changes().size() + " changes of the size");
        double base = height - (double) BOTTOM;
        int most = 1;
        double busiest = 1e-9;
        for (int i = 0; i < course.samples().size(); i++) {
            Sample sample = course.samples().get(i);
            most = Math.max(most, Math.max(sample.size(), sample.ready() + sample.starting()));
        }
        List<Bucket> buckets = Bucket.of(course.samples(), minutes);
        for (Bucket bucket : buckets) {
            busiest = Math.max(busiest, bucket.perSecond());
        }
        Axis replicas = new Axis(0, most * 1.08, floor, TOP, false);
        Axis requests = new Axis(0, busiest * 1.08, base, ceiling, false);
        frame(svg, replicas, requests, base);
        svg.path("starting", area(buckets, replicas, true)).path("ready", area(buckets, replicas, false));
        svg.path("arrivals", arrivals(buckets, requests, base));
        for (Bucket bucket : buckets) {
            if (bucket.misses() > 0) {
                double x = across.at(bucket.from() * MINUTE);
                double y = requests.at(bucket.missesPerSecond());
                svg.box(
                        "missed",
                        x,
                        Math.min(y, base - 2),
                        Math.max(1.5, across.at(bucket.to() * MINUTE) - x),
                        base - Math.min(y, base - 2),
                        bucket.misses() + " missed at " + Words.clock(bucket.from() * MINUTE));
            }
        }
        svg.path("size", sizes(replicas));
        marks(svg, replicas, linked);
        return svg.end();
    }

    private void frame(Svg svg, Axis replicas, Axis requests, double base) {
        double right = width - (double) RIGHT;
        for (double count : replicas.ticks(4)) {
            if (count == Math.rint(count)) {
                svg.line("grid", LEFT, replicas.at(count), right, replicas.at(count));
                svg.words("tick", LEFT - 6.0, replicas.at(count) + 4, "end", Long.toString((long) count));
            }
        }
        for (double rate : requests.ticks(2)) {
            svg.line("grid", LEFT, requests.at(rate), right, requests.at(rate));
            svg.words(
                    "tick",
                    LEFT - 6.0,
                    requests.at(rate) + 4,
                    "end",
                    Words.number(rate).replaceAll("[.]0+$", ""));
        }
        svg.words("name", LEFT, TOP - 7.0, "start", "replicas");
        svg.words("name", LEFT, ceiling - 6, "start", "requests/s, and of them missed");
        double step = hours();
        for (double at = 0; at <= seconds * 1.0001; at += step) {
            svg.line("grid", across.at(at), TOP, across.at(at), base);
            svg.words("tick", across.at(at), base + 16, "middle", time(at, step));
        }
        svg.words("name", right, height - 4.0, "end", "time into the trace (" + (step < 3_600 ? "min" : "h") + ")");
        if (counted > 0) {
            svg.line("bound", across.at(counted), TOP, across.at(counted), base);
            svg.words("note", across.at(counted) + 4, TOP + 10.0, "start", "counted from here");
        }
    }

    private double hours() {
        double[] steps = {60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200, 86_400};
        for (double step : steps) {
            if (seconds / step <= width / 70.0) {
                return step;
            }
        }
        return 7 * 86_400.0;
    }

    private static String time(double at, double step) {
        return Long.toString(Math.round(step < 3_600 ? at / 60 : at / 3_600));
    }

    private CharSequence area(List<Bucket> buckets, Axis replicas, boolean withStarting) {
        StringBuilder path = new StringBuilder("M" + Svg.n(LEFT) + " " + Svg.n(floor));
        for (Bucket bucket : buckets) {
            double y = replicas.at(bucket.ready() + (withStarting ? bucket.starting() : 0));
            path.append("V").append(Svg.n(y)).append("H").append(Svg.n(across.at(bucket.to() * MINUTE)));
        }
        return path.append("V").append(Svg.n(floor)).append("Z");
    }

    private CharSequence arrivals(List<Bucket> buckets, Axis requests, double base) {
        StringBuilder path = new StringBuilder("M" + Svg.n(LEFT) + " " + Svg.n(base));
        for (Bucket bucket : buckets) {
            path.append("V")
                    .append(Svg.n(requests.at(bucket.perSecond())))
                    .append("H")
                    .append(Svg.n(across.at(bucket.to() * MINUTE)));
        }
        return path.append("V").append(Svg.n(base)).append("Z");
    }

    private CharSequence sizes(Axis replicas) {
        int size = course.changes().isEmpty()
                ? (course.samples().isEmpty() ? 0 : course.samples().getFirst().size())
                : course.changes().getFirst().from();
        StringBuilder path = new StringBuilder("M" + Svg.n(LEFT) + " " + Svg.n(replicas.at(size)));
        for (Change change : course.changes()) {
            path.append("H")
                    .append(Svg.n(across.at(change.atSeconds())))
                    .append("V")
                    .append(Svg.n(replicas.at(change.to())));
        }
        return path.append("H").append(Svg.n(width - (double) RIGHT));
    }

    /** Each change of the size is a triangle on the line of the size: up, which is a cold start, or down. */
    private void marks(Svg svg, Axis replicas, int linked) {
        double half = Math.clamp(width / (2.0 * (course.changes().size() + 1)), 1.8, 4);
        for (int i = 0; i < course.changes().size(); i++) {
            Change change = course.changes().get(i);
            double x = across.at(change.atSeconds());
            double y = replicas.at(change.to());
            boolean up = change.to() > change.from();
            String path = "M" + Svg.n(x - half) + " " + Svg.n(y + (up ? half : -half)) + "h" + Svg.n(2 * half) + "l"
                    + Svg.n(-half) + " " + Svg.n((up ? -1.75 : 1.75) * half) + "z";
            String tip =
                    Words.clock(change.atSeconds()) + "  " + change.from() + " -> " + change.to() + ": " + change.why();
            if (i < linked) {
                svg.link(anchor + i, up ? "up" : "down", path, tip);
            } else {
                svg.path(up ? "up" : "down", path);
            }
        }
    }

    /**
     * Some minutes of a run.
     *
     * @param from first minute
     * @param to minute after the last
     * @param arrivals requests that arrived
     * @param misses those of them that missed
     * @param ready most replicas that were ready
     * @param starting most replicas that were starting
     */
    record Bucket(int from, int to, long arrivals, long misses, int ready, int starting) {

        static List<Bucket> of(List<Sample> samples, int minutes) {
            List<Bucket> buckets = new java.util.ArrayList<>();
            for (int from = 0; from < samples.size(); from += minutes) {
                int to = Math.min(samples.size(), from + minutes);
                List<Sample> part = samples.subList(from, to);
                buckets.add(new Bucket(
                        from,
                        to,
                        part.stream().mapToLong(Sample::arrivals).sum(),
                        part.stream().mapToLong(Sample::misses).sum(),
                        part.stream().mapToInt(Sample::ready).max().orElse(0),
                        part.stream().mapToInt(Sample::starting).max().orElse(0)));
            }
            return buckets;
        }

        double perSecond() {
            return arrivals / ((to - from) * MINUTE);
        }

        double missesPerSecond() {
            return misses / ((to - from) * MINUTE);
        }
    }
}
