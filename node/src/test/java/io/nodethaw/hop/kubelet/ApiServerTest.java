package io.nodethaw.hop.kubelet;

import static io.nodethaw.wait.GoroutineWords.frame;
import static io.nodethaw.wait.GoroutineWords.selects;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Verdict;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.GoroutineWords;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ApiServerTest {
    private final WholeNode here = new WholeNode();

    private Verdict verdict(int requests, String innermost) {
        here.node.says(
                Goroutines.TYPE,
                Integer.toString(here.kubelet.pid()),
                GoroutineWords.of(
                        here.kubelet,
                        LongStream.range(0, requests)
                                .mapToObj(id -> selects(
                                        id,
                                        frame(innermost, "0x1"),
                                        frame(
                                                "k8s.io/kubernetes/vendor/k8s.io/client-go/rest.(*Request).Watch",
                                                "0x1")))
                                .toArray(Goroutine[]::new)));
        return here.verdict();
    }

    @Test
    void kubeletWithoutAConnectionIsToldAndNotAccused() {
        var verdict = verdict(4, "net/http.(*Transport).getConn");
        assertThat(WholeNode.judged(verdict)).isEqualTo("HEALTHY");
        assertThat(verdict.notes())
                .containsExactly(
                        "4 requests of kubelet 80 wait for a connection to the API server, and none of its watches has one; "
                                + "containers go on, and nothing new is asked of this node meanwhile");
    }

    @Test
    void oneRequestThatConnectsAnewSaysNothing() {
        assertThat(verdict(1, "net/http.(*Transport).getConn").notes()).isEmpty();
    }

    @Test
    void withoutGoroutinesNothingIsSaid() {
        assertThat(here.verdict().notes()).isEmpty();
        assertThat(ApiServer.mayBeLost(here.node.view(), here.kubelet.pid())).isFalse();
    }

    @Test
    void requestsThatHaveAConnectionSayNothing() {
        assertThat(verdict(4, "net/http.(*persistConn).roundTrip").notes()).isEmpty();
    }
}
