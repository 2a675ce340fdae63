package dev.bailiwick.cli.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why one deployment has its size, at one moment. It is what {@code explain --json} prints; {@code docs/reference/cli.md}
 * is generated from the descriptions here. Within one schema components are added, never removed or changed in meaning.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Account(
        @JsonPropertyDescription("Always `bailiwick.dev/explain/v1`.")
        String schema,

        @JsonPropertyDescription("Namespace of the ModelDeployment.")
        String namespace,

        @JsonPropertyDescription("Name of the ModelDeployment.")
        String name,

        @JsonPropertyDescription("Where this was read: `Status` (as it is now) or `Journal` (a tick of the operator).")
        Source source,

        @JsonPropertyDescription("The moment spoken of, RFC 3339: that of the reading, or of the tick.")
        Instant at,

        @JsonPropertyDescription("Whose size rules.") Rule rule,

        @JsonPropertyDescription("The size and how much of it is there.")
        Size size,

        @JsonPropertyDescription("The decision of that moment; absent before the first.") @Nullable
        Choice decision,

        @JsonPropertyDescription("The last change of the size at or before that moment, where one is remembered.")
        @Nullable
        Choice inForce,

        @JsonPropertyDescription(
                "What the engines showed and what a replica is taken to carry; unknown ones are absent.")
        Numbers numbers,

        @JsonPropertyDescription("The alternatives: what each term of the rule asked for. Empty when read from status.")
        List<Term> terms,

        @JsonPropertyDescription("What bound the decision beside its terms: a cap, a limit, a delay.")
        List<Bound> bounds,

        @JsonPropertyDescription("What would change the size, one sentence each.")
        List<String> changes,

        @JsonPropertyDescription("Conditions that are not good. Empty when read from the journal.")
        List<Blocker> blocking,

        @JsonPropertyDescription("Drains under way, the oldest first.")
        List<Drain> draining,

        @JsonPropertyDescription("The last decisions that changed the size or its reason, newest first, at most five.")
        List<Choice> recent,

        @JsonPropertyDescription("The last warnings that the operator recorded as events, newest first, at most five.")
        List<Warning> warnings,

        @JsonPropertyDescription("What limits this account, one sentence each.")
        List<String> notes) {

    /** The schema written here. */
    public static final String SCHEMA = "bailiwick.dev/explain/v1";
    /** Most entries of the lists that look back. */
    static final int RECENT = 5;

    /** Copies the lists. */
    public Account {
        terms = List.copyOf(terms);
        bounds = List.copyOf(bounds);
        changes = List.copyOf(changes);
        blocking = List.copyOf(blocking);
        draining = List.copyOf(draining);
        recent = List.copyOf(recent);
        warnings = List.copyOf(warnings);
        notes = List.copyOf(notes);
    }

    /** Whether something needs a human. */
    public boolean stalled() {
        return blocking.stream().anyMatch(blocker -> blocker.condition().equals("Stalled"));
    }

    /** The same with one more thing that limits it. */
    Account noting(String note) {
        var all = new java.util.ArrayList<>(notes);
        all.add(note);
        return new Account(
                schema, namespace, name, source, at, rule, size, decision, inForce, numbers, terms, bounds, changes,
                blocking, draining, recent, warnings, all);
    }

    /** Where an account comes from. */
    public enum Source {
        /** The object's status, its pods and events. */
        Status,
        /** A tick in the operator's journal. */
        Journal
    }

    /** Whose size rules. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Rule(
            @JsonPropertyDescription(
                    "`Auto`, `Recommend`, `Fixed` (no scaling block), `HeldByAnnotation` or `HeldAfterAuto`; in the journal all but `Auto` are `Recommend`.")
            String by,

            @JsonPropertyDescription("scaling.minReplicas.") @Nullable
            Integer least,

            @JsonPropertyDescription("scaling.maxReplicas.") @Nullable
            Integer most) {}

    /** The size, and how much of it is there. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Size(
            @JsonPropertyDescription("Replicas that the operator holds.") @Nullable
            Integer desired,

            @JsonPropertyDescription("Replicas that the decision asks for, within the bounds.") @Nullable
            Integer recommended,

            @JsonPropertyDescription("Replicas that serve.") int ready,

            @JsonPropertyDescription("Replicas ordered and not ready yet.")
            int starting,

            @JsonPropertyDescription("Replicas out of service that still finish requests.")
            int draining) {}

    /** A decision. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Choice(
            @JsonPropertyDescription("When it was taken; absent when status does not say.") @Nullable
            Instant time,

            @JsonPropertyDescription("Size before.") @Nullable
            Integer from,

            @JsonPropertyDescription("Size after.") @Nullable
            Integer to,

            @JsonPropertyDescription("Its reason, from docs/reference/reasons.md.")
            String reason,

            @JsonPropertyDescription("Its sentence, the same as in status and events.")
            String message) {}

    /** What was known. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Numbers(
            @JsonPropertyDescription("Requests in the engines' batches.") @Nullable
            Double running,

            @JsonPropertyDescription("Requests in the engines' queues.") @Nullable
            Double waiting,

            @JsonPropertyDescription("Tokens served per second, mean of 30 s.") @Nullable
            Double tokensPerSecond,

            @JsonPropertyDescription("Mean share of the KV cache in use, 0 to 1.") @Nullable
            Double kvCacheUsage,

            @JsonPropertyDescription("Requests arriving per second.") @Nullable
            Double arrivalsPerSecond,

            @JsonPropertyDescription("Requests in flight that a replica is taken to carry within the objectives.")
            @Nullable
            Double carriedPerReplica,

            @JsonPropertyDescription("Requests that a full replica runs at once.") @Nullable
            Double runningWhenFull,

            @JsonPropertyDescription("Requests per second that a saturated replica finishes.") @Nullable
            Double finishedPerSecond,

            @JsonPropertyDescription("Learned prompt length, in tokens.") @Nullable
            Double promptTokens,

            @JsonPropertyDescription("Learned output length, in tokens.") @Nullable
            Double generationTokens) {}

    /** A term of the rule. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Term(
            @JsonPropertyDescription("`IN_FLIGHT`, `QUEUE`, `TOKEN_RATE` or `SATURATED`.")
            String term,

            @JsonPropertyDescription("Replicas that it asked for; absent when it asked for nothing.") @Nullable
            Integer asked,

            @JsonPropertyDescription("Replicas that it would ask for without its cap.") @Nullable
            Integer uncapped,

            @JsonPropertyDescription("Whether it asked for the most.")
            boolean largest,

            @JsonPropertyDescription("How it comes to that, in words.")
            String working) {}

    /** What bound a decision. */
    public record Bound(
            @JsonPropertyDescription("`cap`, `release`, `metrics`, or the field that bound it.")
            String by,

            @JsonPropertyDescription("How, in words.") String message) {}

    /** A condition that is not good. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Blocker(
            @JsonPropertyDescription("Type of the condition.")
            String condition,

            @JsonPropertyDescription("Its status.") String status,

            @JsonPropertyDescription("Its reason, from docs/reference/reasons.md.")
            String reason,

            @JsonPropertyDescription("Since when it has this status.") @Nullable
            Instant since,

            @JsonPropertyDescription("Its message.") String message) {}

    /** A drain. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Drain(
            @JsonPropertyDescription("Name of the pod.") String pod,

            @JsonPropertyDescription("When it left the Service.") @Nullable
            Instant since,

            @JsonPropertyDescription("When it is removed at the latest.") @Nullable
            Instant until,

            @JsonPropertyDescription("Requests still in flight on it.") @Nullable
            Double inFlight) {}

    /** A warning among the events. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Warning(
            @JsonPropertyDescription("When it was recorded last.") @Nullable
            Instant time,

            @JsonPropertyDescription("Its reason.") String reason,
            @JsonPropertyDescription("Its note.") String message) {}
}
