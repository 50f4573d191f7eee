package io.nodethaw.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.agent.cluster.Courier;
import io.nodethaw.agent.cluster.NodeRequests;
import io.nodethaw.agent.cluster.Reply;
import io.nodethaw.agent.cluster.Request;
import io.nodethaw.agent.cure.Told;
import io.nodethaw.analysis.Hit;
import io.nodethaw.analysis.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClusterNewsTest {
    private static final Published WELL =
            new Published("NodeStalled", Status.FALSE, "NotStalled", "", "HEALTHY", Instant.EPOCH);
    private static final Published DEAF = new Published(
            "NodeStalled", Status.TRUE, "SystemdDeafOnBus", "systemd.deaf-on-bus", "STALLED", Instant.EPOCH);

    private final TestHost time = new TestHost();
    private final List<Request> sent = new ArrayList<>();
    private int deliveries;
    private int status = 200;

    private final Courier courier = requests -> {
        deliveries++;
        sent.addAll(requests);
        return requests.stream()
                .map(request -> status == 0 ? Reply.none("away") : new Reply(status, ""))
                .toList();
    };

    private final ClusterNews news = new ClusterNews(
            time.host(), new NodeRequests("worker-1"), courier, new LogLines(time.host(), System.err, false));

    private static Rounds.Ending looked(Hit... hit) {
        return new Rounds.Ending.Looked(
                Verdicts.seen(Verdict.State.STALLED, List.of(Verdicts.stuck("systemd.deaf-on-bus")), hit),
                Duration.ZERO);
    }

    private void rounds(int count, Published now) {
        for (int round = 0; round < count; round++) {
            time.pass(Duration.ofSeconds(10));
            news.round(looked(), List.of(now));
        }
    }

    private void round(Published now, Hit... hit) {
        time.pass(Duration.ofSeconds(10));
        news.round(looked(hit), List.of(now));
    }

    private List<String> events() {
        return sent.stream()
                .map(Request::path)
                .filter(path -> path.endsWith("/events"))
                .toList();
    }

    @Test
    void aQuietNodeIsOneRequestEveryFiveMinutes() {
        rounds(1, WELL);
        assertThat(sent).hasSize(1);
        rounds(29, WELL);
        assertThat(sent).hasSize(1);
        rounds(1, WELL);
        assertThat(sent).hasSize(2).allMatch(request -> request.method().equals("PATCH"));
    }

    @Test
    void aChangeIsToldAtOnceWithAnEventOfTheNodeAndOfEachPodThatIsHit() {
        rounds(1, WELL);
        news.changed(WELL, DEAF, looked());
        round(
                DEAF,
                new Hit("1", "shop", "cart", "a"),
                new Hit("2", "shop", "cart", "b"),
                new Hit("3", "", "", "alone"),
                new Hit("4", "../x", "y", ""));
        assertThat(deliveries).isEqualTo(2);
        assertThat(events()).containsExactly("/api/v1/namespaces/default/events", "/api/v1/namespaces/shop/events");
        assertThat(sent.get(1).body()).contains("\"status\":\"True\"");
    }

    @Test
    void aPodThatIsHitLaterIsToldOnce() {
        var cart = new Hit("1", "shop", "cart", "a");
        news.changed(WELL, DEAF, looked());
        round(DEAF, cart);
        round(DEAF, cart, new Hit("2", "shop", "late", "a"));
        round(DEAF, cart, new Hit("2", "shop", "late", "a"));
        assertThat(events())
                .containsExactly(
                        "/api/v1/namespaces/default/events",
                        "/api/v1/namespaces/shop/events",
                        "/api/v1/namespaces/shop/events");
        round(WELL, new Hit("3", "shop", "never", "a"));
        assertThat(events()).hasSize(3);
    }

    @Test
    void ofManyPodsTwentyAreToldAndMoreLater() {
        var many = IntStream.range(0, 50)
                .mapToObj(number -> new Hit("1", "shop", "cart-" + number, "a"))
                .toArray(Hit[]::new);
        news.changed(WELL, DEAF, looked());
        for (int number = 0; number < 10; number++) {
            round(DEAF, many);
        }
        assertThat(events()).hasSize(21);
        for (int number = 0; number < 100; number++) {
            round(DEAF, many);
        }
        assertThat(events()).hasSize(51);
    }

    @Test
    void thatTheNodeIsWellWhenTheAgentBeginsIsNoNews() {
        var unknown = new Published("NodeStalled", Status.UNKNOWN, "CannotTell", "", "no look yet", Instant.EPOCH);
        news.changed(unknown, WELL, looked());
        rounds(1, WELL);
        assertThat(sent).hasSize(1).allMatch(request -> request.method().equals("PATCH"));
        news.changed(WELL, unknown, looked());
        news.changed(unknown, WELL, looked());
        rounds(2, WELL);
        assertThat(events()).hasSize(2);
    }

    @Test
    void whatAnAgentBeforeHasPublishedIsTakenBackWithAnEvent() {
        news.changed(DEAF, WELL, looked());
        rounds(1, WELL);
        assertThat(events()).hasSize(1);
    }

    @Test
    void whileTheApiServerIsAwayEventsWaitWithTheirTimes() {
        status = 0;
        news.changed(WELL, DEAF, looked());
        rounds(60, DEAF);
        assertThat(deliveries).isBetween(3, 8);
        sent.clear();
        status = 201;
        rounds(31, DEAF);
        assertThat(events()).hasSize(1);
        assertThat(sent.get(1).body()).contains("\"firstTimestamp\":\"2026-03-04T05:00:00Z\"");
    }

    @Test
    void aDecisionAboutACureIsAnEventOfTheNode() {
        rounds(1, WELL);
        news.told(new Told("CureOutsideHours", "systemd.deaf-on-bus", "not now", true, "", TestHost.WALL));
        rounds(1, WELL);
        assertThat(events()).containsExactly("/api/v1/namespaces/default/events");
        assertThat(sent.getLast().body())
                .contains("\"reason\":\"CureOutsideHours\"")
                .contains("\"message\":\"not now (nodethaw)\"")
                .contains("\"type\":\"Warning\"")
                .contains("\"uid\":\"worker-1\"");
    }

    @Test
    void whatTheServerRefusesForGoodIsNotSentAgain() {
        status = 403;
        news.changed(WELL, DEAF, looked());
        rounds(20, DEAF);
        assertThat(events()).hasSize(1);
    }

    @Test
    void aStormIsDeliveredInPiecesAndBounded() {
        status = 0;
        rounds(1, WELL);
        for (int change = 0; change < 1000; change++) {
            time.pass(Duration.ofMillis(10));
            news.changed(WELL, DEAF, looked());
        }
        sent.clear();
        status = 201;
        rounds(200, DEAF);
        assertThat(events()).hasSize(100);
        assertThat(sent.size() - 100).isBetween(10, 20);
    }

    @Test
    void whoDoesNotKnowYetTakesBackNothing() {
        var unknown = new Published("NodeStalled", Status.UNKNOWN, "CannotTell", "", "no look yet", Instant.EPOCH);
        rounds(11, unknown);
        assertThat(sent).isEmpty();
        rounds(2, unknown);
        assertThat(sent).hasSize(1);
    }
}
