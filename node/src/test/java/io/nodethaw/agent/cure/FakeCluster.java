package io.nodethaw.agent.cure;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.nodethaw.agent.cluster.Courier;
import io.nodethaw.agent.cluster.Reply;
import io.nodethaw.agent.cluster.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An API server with Leases and annotations of Nodes: each write is refused when somebody else was faster, as the real one does it. */
final class FakeCluster implements Courier {
    static final Instant BEGIN = Instant.parse("2026-11-30T10:00:00Z");

    private final Map<String, JsonObject> leases = new HashMap<>();
    private int versions;

    /** A status that answers everything instead; 0 for no server at all, -1 for none. */
    volatile int instead = -1;

    /** A status that answers whatever is asked of Leases; -1 for none. */
    volatile int leasesInstead = -1;

    volatile String annotations = "{}";
    volatile int nodes = 1;
    volatile Duration passed = Duration.ZERO;
    volatile boolean tellsTime = true;

    @Override
    public synchronized List<Reply> send(List<Request> all) {
        var replies = new ArrayList<Reply>();
        all.forEach(request -> replies.add(answer(request)));
        return replies;
    }

    private Reply answer(Request request) {
        if (instead == 0) {
            return Reply.none("refused");
        }
        if (instead > 0) {
            return reply(instead, "");
        }
        var path = request.path();
        if (path.startsWith("/api/v1/nodes?limit=1")) {
            return reply(200, "{\"metadata\":{\"remainingItemCount\":" + (nodes - 1) + "},\"items\":[{}]}");
        }
        if (path.startsWith("/api/v1/nodes/")) {
            return reply(200, "{\"metadata\":{\"annotations\":" + annotations + "}}");
        }
        if (leasesInstead >= 0) {
            return reply(leasesInstead, "");
        }
        var name = path.substring(path.lastIndexOf('/') + 1);
        return switch (request.method()) {
            case "GET" -> leases.containsKey(name) ? reply(200, leases.get(name).toString()) : reply(404, "");
            case "POST" -> create(JsonParser.parseString(request.body()).getAsJsonObject());
            case "PUT" -> update(name, JsonParser.parseString(request.body()).getAsJsonObject());
            default -> reply(405, "");
        };
    }

    private Reply create(JsonObject lease) {
        var name = lease.getAsJsonObject("metadata").get("name").getAsString();
        return leases.containsKey(name) ? reply(409, "") : put(name, lease, 201);
    }

    private Reply update(String name, JsonObject lease) {
        var before = leases.get(name);
        return before == null || !version(before).equals(version(lease)) ? reply(409, "") : put(name, lease, 200);
    }

    private Reply put(String name, JsonObject lease, int status) {
        lease.getAsJsonObject("metadata").addProperty("resourceVersion", "v" + ++versions);
        leases.put(name, lease);
        return reply(status, lease.toString());
    }

    private static String version(JsonObject lease) {
        return lease.getAsJsonObject("metadata").get("resourceVersion").getAsString();
    }

    private Reply reply(int status, String body) {
        return new Reply(status, "", tellsTime ? BEGIN.plus(passed) : Instant.EPOCH, body);
    }

    /** The Lease of this name as it is now. */
    synchronized Lease lease(String name) {
        return Lease.parse(String.valueOf(leases.get(name))).orElseThrow();
    }

    synchronized boolean has(String name) {
        return leases.containsKey(name);
    }
}
