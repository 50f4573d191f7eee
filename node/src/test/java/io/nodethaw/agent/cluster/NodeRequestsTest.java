package io.nodethaw.agent.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.nodethaw.analysis.Hit;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeRequestsTest {
    private static final Instant SINCE = Instant.parse("2026-03-04T05:06:07.891Z");
    private static final NodeRequests.State DEAF =
            new NodeRequests.State("NodeStalled", "True", "SystemdDeafOnBus", "STALLED  systemd 1: \"deaf\"\n", SINCE);

    private final NodeRequests node = new NodeRequests("worker-1");

    private static JsonObject json(Request request) {
        assertThat(Request.parse(request.line().strip())).isEqualTo(request);
        return JsonParser.parseString(request.body()).getAsJsonObject();
    }

    @Test
    void conditionsAreMergedIntoTheStatusOfTheNode() {
        var request = node.conditions(List.of(DEAF), SINCE.plusSeconds(60));
        assertThat(request.method()).isEqualTo("PATCH");
        assertThat(request.path()).isEqualTo("/api/v1/nodes/worker-1/status");
        assertThat(request.contentType()).isEqualTo("application/strategic-merge-patch+json");
        var condition = json(request)
                .getAsJsonObject("status")
                .getAsJsonArray("conditions")
                .get(0)
                .getAsJsonObject();
        assertThat(condition).isEqualTo(JsonParser.parseString("""
                        {"type": "NodeStalled", "status": "True", "reason": "SystemdDeafOnBus",
                         "message": "STALLED  systemd 1: \\"deaf\\" ",
                         "lastHeartbeatTime": "2026-03-04T05:07:07Z", "lastTransitionTime": "2026-03-04T05:06:07Z"}"""));
    }

    @Test
    void theyAreTakenOffAgainByTheirNames() {
        assertThat(node.without(List.of("NodeStalled", "NodeFailing")).body())
                .isEqualTo("{\"status\":{\"conditions\":[{\"type\":\"NodeStalled\",\"$patch\":\"delete\"},"
                        + "{\"type\":\"NodeFailing\",\"$patch\":\"delete\"}]}}");
    }

    @Test
    void anEventOfTheNodeLiesWhereDescribeLooks() {
        var request = node.event(DEAF, SINCE);
        assertThat(request.path()).isEqualTo("/api/v1/namespaces/default/events");
        var event = json(request);
        var about = event.getAsJsonObject("involvedObject");
        assertThat(about.get("kind").getAsString()).isEqualTo("Node");
        assertThat(about.get("uid").getAsString()).isEqualTo("worker-1");
        assertThat(event.get("reason").getAsString()).isEqualTo("SystemdDeafOnBus");
        assertThat(event.get("type").getAsString()).isEqualTo("Warning");
        assertThat(event.get("firstTimestamp").getAsString()).isEqualTo("2026-03-04T05:06:07Z");
        assertThat(NodeRequests.isName(
                        event.getAsJsonObject("metadata").get("name").getAsString()))
                .isTrue();
        assertThat(node.event(DEAF, SINCE)).isEqualTo(request);
        var over = new NodeRequests.State("NodeStalled", "False", "NotStalled", "HEALTHY", SINCE);
        assertThat(json(node.event(over, SINCE)).get("type").getAsString()).isEqualTo("Normal");
        assertThat(node.event(over, SINCE).body()).isNotEqualTo(request.body());
    }

    @Test
    void aPodThatIsHitHasOneOfItsOwn() {
        var request = node.event(new Hit("", "shop", "cart-2", ""), DEAF, SINCE);
        assertThat(request.path()).isEqualTo("/api/v1/namespaces/shop/events");
        assertThat(request.uidOf()).isEqualTo("/api/v1/namespaces/shop/pods/cart-2");
        var event = json(request);
        assertThat(event.getAsJsonObject("involvedObject").get("uid").getAsString())
                .isEqualTo(Request.UID);
        assertThat(event.get("message").getAsString())
                .isEqualTo("waits on this node: systemd 1: \"deaf\"  (nodethaw: NodeStalled is True)");
    }

    @Test
    void namesThatNoApiGivesComeIntoNoPath() {
        assertThat(NodeRequests.isPod(new Hit("", "shop", "cart-2.x", ""))).isTrue();
        for (var name : List.of("", "a/b", "A", "-a", "a-", "a b", "a\n", "a?", "x".repeat(254))) {
            assertThat(NodeRequests.isName(name)).as(name).isFalse();
        }
        assertThatThrownBy(() -> new Request("GET", "/a\tb", "", "", "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void repliesSayWhatToDoNext() {
        assertThat(new Reply(201, "").isDone()).isTrue();
        assertThat(new Reply(409, "already exists").isDone()).isTrue();
        assertThat(new Reply(503, "").isWorthAnotherTry()).isTrue();
        assertThat(new Reply(429, "").isWorthAnotherTry()).isTrue();
        assertThat(Reply.none("away").isWorthAnotherTry()).isTrue();
        assertThat(new Reply(403, "").isWorthAnotherTry()).isFalse();
        assertThat(Reply.parse(new Reply(403, "a\tb\nc").line().replace("\n", "")))
                .isEqualTo(new Reply(403, "a b c"));
        assertThat(Reply.parse("hello").status()).isZero();
    }
}
