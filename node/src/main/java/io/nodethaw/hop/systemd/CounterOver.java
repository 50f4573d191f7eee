package io.nodethaw.hop.systemd;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.evidence.BusCookie;
import io.nodethaw.evidence.Key;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.Wait;
import java.util.List;
import java.util.Optional;

/**
 * A counter that has passed 32 bits, read where systemd could not be asked: in its core. A systemd that has the bug can seal no message
 * with such a number, so that it answers nobody on the bus; one without the bug never has such a number (src/libsystemd/sd-bus/sd-bus.c,
 * BUS_COOKIE of v242).
 */
record CounterOver(Key key, BusCookie cookie) {
    private static final Vertex NAME = new Vertex.BusName(SystemdProbe.NAME);

    static Optional<CounterOver> of(NodeView view) {
        if (view.evidence().asked(BusReply.TYPE.key())) {
            return Optional.empty(); // what it answers counts for more
        }
        return view.evidence().readings(BusCookie.TYPE).entrySet().stream()
                .flatMap(read -> read.getValue().seen().stream()
                        .filter(cookie -> cookie.certain() && CookieOverflow.isPastEnd(cookie))
                        .map(cookie -> new CounterOver(BusCookie.TYPE.key(read.getKey()), cookie)))
                .findFirst();
    }

    Finding finding(Vertex systemd) {
        return new Finding.Stuck(
                DeafOnBus.CODE,
                systemd,
                Confidence.PROVEN,
                "can send nothing more on the system bus",
                List.of(Proof.of(
                        "its message counter is " + Long.toUnsignedString(cookie.value()) + ", past the last serial",
                        key)));
    }

    Victim victim() {
        return new Victim(NAME, "calls to it have no reply", Optional.empty(), false, List.of(key));
    }

    Edge edge(Vertex systemd) {
        return Edge.of(
                NAME,
                systemd,
                Strength.NEEDS,
                Wait.BUS_NAME,
                "calls to " + SystemdProbe.NAME + " have no reply: its counter has run over",
                key);
    }
}
