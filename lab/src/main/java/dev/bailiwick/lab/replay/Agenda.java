package dev.bailiwick.lab.replay;

/** When a run scrapes and decides. Times are nanoseconds from the start of the trace; the last may be never. */
sealed interface Agenda {

    /** When the first round of scrapes is. */
    long firstScrape();

    /** When the one after a round is. */
    long scrapeAfter(long round);

    /** When the first decision is. */
    long firstDecision();

    /** When the one after a decision is. */
    long decisionAfter(long decision);

    /**
     * Again and again, as a policy does it.
     *
     * @param scrapePeriod between two rounds, above 0
     * @param decisionPeriod between two decisions, above 0
     * @param phase where in its periods it begins, 0 to 1
     */
    record Rhythm(long scrapePeriod, long decisionPeriod, double phase) implements Agenda {

        Rhythm(Cadence cadence, double phase) {
            this(cadence.scrape().toNanos(), cadence.decision().toNanos(), phase);
        }

        @Override
        public long firstScrape() {
            return Math.round(scrapePeriod * phase);
        }

        @Override
        public long scrapeAfter(long round) {
            return round + scrapePeriod;
        }

        @Override
        public long firstDecision() {
            return Math.round(decisionPeriod * phase);
        }

        @Override
        public long decisionAfter(long decision) {
            return decision + decisionPeriod;
        }
    }

    /** At the steps of a schedule, which needs no scrapes. */
    record Steps(Schedule schedule) implements Agenda {

        @Override
        public long firstScrape() {
            return Nanos.NEVER;
        }

        @Override
        public long scrapeAfter(long round) {
            return Nanos.NEVER;
        }

        @Override
        public long firstDecision() {
            return schedule.nextAfter(-1);
        }

        @Override
        public long decisionAfter(long decision) {
            return schedule.nextAfter(decision);
        }
    }
}
