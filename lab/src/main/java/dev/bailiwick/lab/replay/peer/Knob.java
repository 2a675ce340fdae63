package dev.bailiwick.lab.replay.peer;

/**
 * Something that a user of a policy can turn.
 *
 * @param name as a setting names it
 * @param standard where it stands when nobody turns it; durations in seconds, shares from 0 to 1, switches 0 or 1
 * @param least lowest value allowed
 * @param meaning what it does, with its unit
 * @param source where the standard was read: a document or {@code project/path}; or that it is our choice since there is none
 */
public record Knob(String name, double standard, double least, String meaning, String source) {

    /** A switch that stands at 0, and does something at 1. */
    static Knob off(String name, String meaning, String source) {
        return new Knob(name, 0, 0, meaning, source);
    }

    /** A duration in seconds. */
    static Knob seconds(String name, double standard, double least, String meaning, String source) {
        return new Knob(name, standard, least, meaning + ", in seconds", source);
    }
}
