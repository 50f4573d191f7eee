package io.nodethaw.agent.cluster;

import io.nodethaw.analysis.Hit;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The requests about one node. Conditions are a list that is merged by type, so those of others stay as they are (staging/src/k8s.io/api/core/v1,
 * NodeStatus, patchMergeKey). Events are of core/v1, as kubelet writes its own: in the namespace default, with the node's name as its
 * uid, which is where kubectl describe looks for them.
 *
 * @param node its name
 */
public record NodeRequests(String node) {
    private static final String MERGE = "application/strategic-merge-patch+json";
    private static final String JSON = "application/json";

    /** What a line of a verdict begins with: it is the node's, and a pod's owner would take it for that of the pod. */
    private static final Pattern STATE = Pattern.compile("^[A-Z]+ {2}");

    /**
     * A condition.
     *
     * @param status "True", "False" or "Unknown"
     * @param since when it became so
     */
    public record State(String type, String status, String reason, String message, Instant since) {}

    /** Tells the conditions of the node. */
    public Request conditions(List<State> states, Instant now) {
        var all = states.stream()
                .map(state -> new Json()
                        .put("type", state.type())
                        .put("status", state.status())
                        .put("reason", state.reason())
                        .put("message", state.message())
                        .put("lastHeartbeatTime", time(now))
                        .put("lastTransitionTime", time(state.since()))
                        .end())
                .collect(Collectors.joining(",", "[", "]"));
        return status(all);
    }

    /** Takes these conditions off the node. */
    public Request without(List<String> types) {
        return status(types.stream()
                .map(type ->
                        new Json().put("type", type).put("$patch", "delete").end())
                .collect(Collectors.joining(",", "[", "]")));
    }

    private Request status(String conditions) {
        return new Request(
                "PATCH",
                "/api/v1/nodes/" + node + "/status",
                MERGE,
                "",
                new Json()
                        .put("status", new Json().raw("conditions", conditions))
                        .end());
    }

    /** An event about the node. */
    public Request event(State state, Instant at) {
        var about = new Json().put("kind", "Node").put("name", node).put("uid", node);
        return event("default", node, about, Words.of(state, state.message()), at, "");
    }

    /** An event about the node that is about none of its conditions. */
    public Request note(String reason, String message, boolean warning, Instant at) {
        var about = new Json().put("kind", "Node").put("name", node).put("uid", node);
        var words = new Words(reason, message + " (nodethaw)", warning ? "Warning" : "Normal", tag(reason));
        return event("default", node, about, words, at, "");
    }

    /** An event about a pod that is hit, with what its owner asks: what it waits for. */
    public Request event(Hit hit, State state, Instant at) {
        var about = new Json()
                .put("kind", "Pod")
                .put("namespace", hit.namespace())
                .put("name", hit.pod())
                .put("uid", Request.UID);
        return event(
                hit.namespace(),
                hit.pod(),
                about,
                Words.of(
                        state,
                        "waits on this node: " + STATE.matcher(state.message()).replaceFirst("")),
                at,
                "/api/v1/namespaces/" + hit.namespace() + "/pods/" + hit.pod());
    }

    /** True when its names are such as the API gives, so that they can be put into a path. */
    public static boolean isPod(Hit hit) {
        return isName(hit.namespace()) && isName(hit.pod());
    }

    /** True for a name of an object (RFC 1123, as apimachinery's validation has it). */
    public static boolean isName(String name) {
        return name.matches("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
    }

    /** What an event says. */
    private record Words(String reason, String message, String type, String tag) {
        static Words of(State state, String message) {
            boolean over = state.status().equals("False");
            return new Words(
                    over ? "Not" + state.type().substring("Node".length()) : state.reason(),
                    message + " (nodethaw: " + state.type() + " is " + state.status() + ")",
                    over ? "Normal" : "Warning",
                    NodeRequests.tag(state.type() + state.status()));
        }
    }

    private Request event(String namespace, String name, Json about, Words words, Instant at, String uidOf) {
        var id = Long.toHexString(at.getEpochSecond() * 1_000_000_000 + at.getNano()) + words.tag();
        var body = new Json()
                .put("apiVersion", "v1")
                .put("kind", "Event")
                .put("metadata", new Json().put("name", name + "." + id).put("namespace", namespace))
                .put("involvedObject", about)
                .put("reason", words.reason())
                .put("message", words.message())
                .put("type", words.type())
                .put("source", new Json().put("component", "nodethaw").put("host", node))
                .put("firstTimestamp", time(at))
                .put("lastTimestamp", time(at))
                .put("count", 1);
        return new Request("POST", "/api/v1/namespaces/" + namespace + "/events", JSON, uidOf, body.end());
    }

    /** Tells events of one moment apart; the same event has the same name again, so that none is there twice. */
    private static String tag(String text) {
        int sum = 0;
        for (byte letter : text.getBytes(StandardCharsets.UTF_8)) {
            sum = sum * 31 + letter;
        }
        return String.format(Locale.ROOT, "%04x", sum & 0xffff);
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
