package dev.bailiwick.sandbox.load;

/**
 * What the clients of one load have felt so far. Shares and seconds are NaN while there is nothing to tell.
 *
 * @param state {@code waiting} for the first Ready, {@code running}, {@code finishing} or {@code done}; {@value #ELSEWHERE} when somebody
 *     else keeps the book
 * @param elapsedSeconds since the load began, which was at the first Ready
 * @param planned requests that the plan has in all
 * @param sent requests sent
 * @param answered requests whose whole answer came
 * @param cut requests whose pod went away
 * @param missed requests that were late in first or later tokens, cut, refused, or are already too late unanswered
 * @param attainment share of the decided requests that met the objectives
 * @param ttftP50 seconds to the first token, median of all answered
 * @param ttftP95 of those answered in the last minute
 * @param ttftP95Total of all answered
 * @param tpotP95 seconds per output token of all answered
 * @param rate requests sent per second over the last ten seconds
 */
public record LoadReport(
        String state,
        double elapsedSeconds,
        long planned,
        long sent,
        long answered,
        long cut,
        long missed,
        double attainment,
        double ttftP50,
        double ttftP95,
        double ttftP95Total,
        double tpotP95,
        double rate) {
    /** State of a load whose clients report elsewhere; nothing else in such a report is known but the elapsed time. */
    public static final String ELSEWHERE = "elsewhere";
}
