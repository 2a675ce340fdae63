package dev.bailiwick.lab.replay;

/** A run: what it came to and how it went. */
public record Outcome(Score score, Course course) {}
