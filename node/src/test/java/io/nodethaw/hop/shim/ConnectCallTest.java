package io.nodethaw.hop.shim;

import static io.nodethaw.wait.GoroutineWords.frame;
import static io.nodethaw.wait.GoroutineWords.locks;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.GoroutineWords;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class ConnectCallTest {
    private static final String SERVICE = "github.com/containerd/containerd/runtime/v2/runc/v2.(*service)";

    private final ConnectCall sign = new ConnectCall();
    private final WholeNode here = new WholeNode();

    private WholeNode runs(Goroutine... goroutines) {
        here.node.says(Goroutines.TYPE, Integer.toString(here.shim.pid()), GoroutineWords.of(here.shim, goroutines));
        return here;
    }

    private static Goroutine call(long id, String method) {
        return locks(id, "0xc0001", frame(SERVICE + "." + method, "0xc0001"));
    }

    private String then() {
        return sign.of(here.node.view(), WholeNode.SHIM).orElse("none");
    }

    private boolean isStillThere(String then) {
        return sign.isStillThere(here.node.view(), WholeNode.SHIM, then);
    }

    @Test
    void callThatStandsAsTheSameGoroutineIsUnanswered() {
        runs(call(33, "Create"), call(34, "Connect"));
        assertThat(then()).isEqualTo("goroutines 34");
        assertThat(isStillThere(then())).isTrue();
        var before = then();
        runs(call(33, "Create"), call(34, "Connect"), call(40, "Connect"));
        assertThat(isStillThere(before)).as("somebody else has asked too").isTrue();
    }

    /** The shim has answered, and a goroutine waits at the same lock again for another caller. */
    @Test
    void anotherCallOfTheSameMethodIsNot() {
        runs(call(34, "Connect"));
        var before = then();
        runs(call(35, "Connect"));
        assertThat(isStillThere(before)).isFalse();
    }

    /** Any of them may have been ours. */
    @Test
    void allOfSeveralMustStillBeThere() {
        runs(call(34, "Connect"), call(36, "Connect"));
        var before = then();
        assertThat(before).isEqualTo("goroutines 34 36");
        runs(call(36, "Connect"));
        assertThat(isStillThere(before)).isFalse();
    }

    @Test
    void shimOfRuntimeOneIsAskedByAnotherName() {
        runs(call(7, "ShimInfo"));
        assertThat(then()).isEqualTo("goroutines 7");
    }

    @Test
    void nothingShowsItWhenGoroutinesWereNotRead() {
        assertThat(then()).isEqualTo("none");
        assertThat(isStillThere("goroutines 34")).isFalse();
        assertThat(isStillThere("")).isFalse();
        assertThat(isStillThere("goroutines")).isFalse();
        assertThat(sign.wants(here.node.view(), WholeNode.SHIM)).containsExactly(Goroutines.TYPE.key(here.shim.pid()));
        assertThat(sign.wants(here.node.view(), "/nowhere")).isEmpty();
    }

    @Test
    void hundredsOfCallsAreNotNoted() {
        var many = new ArrayList<Goroutine>();
        for (int id = 1; id <= 100; id++) {
            many.add(call(id, "Connect"));
        }
        runs(many.toArray(Goroutine[]::new));
        assertThat(then()).isEqualTo("none");
    }
}
