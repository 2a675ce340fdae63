package dev.bailiwick.metrics;

/** A known series and the number of the page on which it was last seen, which is how duplicates are found. */
final class SeriesEntry {

    final Series series;
    long lastPage;

    SeriesEntry(Series series) {
        this.series = series;
    }
}
