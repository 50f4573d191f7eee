package io.nodethaw.hop.dbus;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Machine;
import io.nodethaw.hop.WholeNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartedAnewTest {
    private final WholeNode here = new WholeNode();

    private List<String> notes() {
        return here.verdict().notes();
    }

    @Test
    void busThatIsYoungerThanTheRuntimesIsTold() {
        here.containerd.aged(Duration.ofHours(5));
        here.dockerd.aged(Duration.ofHours(5));
        here.bus.aged(Duration.ofMinutes(90));
        assertThat(notes())
                .singleElement()
                .asString()
                .startsWith("dbus-daemon 50 was started 3 h after ")
                .contains("may be off the bus");
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void busThatBeganSecondsLaterBeganWithTheNode() {
        here.containerd.aged(Duration.ofMinutes(90));
        here.dockerd.aged(Duration.ofMinutes(90));
        here.bus.aged(Duration.ofMinutes(90).minusSeconds(9));
        assertThat(notes()).isEmpty();
    }

    @Test
    void runtimesThatWereStartedAnewTellNothing() {
        here.containerd.aged(Duration.ofMinutes(9));
        here.dockerd.aged(Duration.ofMinutes(9));
        here.bus.aged(Duration.ofHours(9));
        assertThat(notes()).isEmpty();
    }

    @Test
    void ageThatWasNotReadIsNoAge() {
        here.containerd.aged(Duration.ofHours(5));
        here.bus.aged(Duration.ofMinutes(90));
        var blind = here.node.evidence().without(Machine.TYPE);
        assertThat(WholeNode.verdict(blind).notes()).isEmpty();
    }
}
