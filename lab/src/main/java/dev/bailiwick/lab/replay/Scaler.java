package dev.bailiwick.lab.replay;

/**
 * A scaling policy in one run: it is shown what its own scrapes bring and names sizes. It keeps what it needs of the
 * past, and knows nothing else. One instance serves one run; the same views give the same sizes.
 */
public interface Scaler {

    /** How often it scrapes and decides; asked once, before the run. */
    Cadence cadence();

    /**
     * Is shown a round of scrapes, every {@link Cadence#scrape}; one that looks at the last pages alone sees them when it
     * decides.
     *
     * @param view pods with what their last page that arrived said, which scrape loss and delay make older
     */
    default void observe(View view) {}

    /**
     * Names the size to hold from now on, every {@link Cadence#decision}; the run clamps it to the bounds.
     *
     * @param view the pods as the API server shows them now, with their last pages that arrived
     */
    int decide(View view);

    /** Why the last decision was what it was, in one sentence with its numbers; asked for when the size changes. */
    String why();
}
