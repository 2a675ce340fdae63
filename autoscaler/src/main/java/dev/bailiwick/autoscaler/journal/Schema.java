package dev.bailiwick.autoscaler.journal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bailiwick.autoscaler.Autoscaler;
import dev.bailiwick.autoscaler.LearnedState;
import java.util.List;

/**
 * What the lines of a segment mean. The first line is a JSON object that names the schema and its columns; every other
 * line is a JSON array whose first element is its kind. Times are milliseconds since 1970.
 */
final class Schema {

    static final String NAME = "bailiwick-journal";
    static final int VERSION = 1;

    /** The state that the next decision of a deployment begins with. */
    static final String STATE = "state";
    /** The policy of a deployment from here on. */
    static final String POLICY = "policy";
    /** A pod, in one phase of its life, with the shape of its rows; rows refer to its number. */
    static final String POD = "pod";
    /** An observation and its decision. */
    static final String TICK = "tick";

    static final ObjectMapper JSON = JsonMapper.builder().build();

    private Schema() {}

    static ObjectNode header(String codeVersion) {
        ObjectNode header = JSON.createObjectNode();
        header.put("schema", NAME);
        header.put("version", VERSION);
        header.put("code", codeVersion);
        header.put("rule", Autoscaler.RULE_VERSION);
        header.put("learnedState", LearnedState.VERSION);
        ObjectNode columns = header.putObject("columns");
        names(columns.putArray(STATE), List.of("kind", "deployment", "name", "learnedState"));
        names(
                columns.putArray(POLICY),
                List.of(
                        "kind",
                        "deployment",
                        "mode",
                        "minReplicas",
                        "maxReplicas",
                        "queuedRequestsPerReplica",
                        "tokensPerSecondPerReplica",
                        "objectives[timeToFirstToken,timePerOutputToken,attainmentPercent]",
                        "scaleDownDelay",
                        "maxNumSeqs"));
        names(
                columns.putArray(POD),
                List.of(
                        "kind",
                        "pod",
                        "uid",
                        "name",
                        "state",
                        "orderedAt",
                        "startedAt",
                        "readySince",
                        "waitingReasons",
                        "finishedReasons",
                        "timeToFirstTokenEdges",
                        "cacheConfiguration"));
        names(
                columns.putArray(TICK),
                List.of(
                        "kind",
                        "deployment",
                        "at",
                        "revision",
                        "heldSize",
                        "rows[pod,receivedAt-at|failure,columns|message]",
                        "decision[at-at,from,desired,recommended,reason,message or null as before,needs,capacity,signals]"));
        names(columns.putArray("row"), Columns.FIXED);
        return header;
    }

    private static void names(ArrayNode array, List<String> names) {
        names.forEach(array::add);
    }
}
