package io.nodethaw.hop.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.FilterMemory;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.RefusedStarts;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.NodeView;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where no seccomp filter can be loaded, no pod starts. */
class FilterMemoryObstacleTest {
    private static final long LIMIT = 264_241_152;

    private final WholeNode here = new WholeNode();

    private void mapped(long bytes) {
        here.node.says(FilterMemory.TYPE, new FilterMemory(LIMIT, bytes));
    }

    private void refused(RefusedStarts.Why why, String text) {
        here.node.says(
                RefusedStarts.TYPE,
                new RefusedStarts(
                        List.of(new RefusedStarts.Line(why, "containerd.service", Duration.ofSeconds(9), text))));
    }

    private void refusedAFilter() {
        refused(
                RefusedStarts.Why.NO_FILTER,
                "runc create failed: unable to init seccomp: error loading seccomp filter into kernel: errno 524");
    }

    private boolean mayFail() {
        return WholeNode.chain().mayFail(new NodeView(here.node.evidence()));
    }

    @Test
    void farFromTheLimitIsNoReasonForAnythingWhateverALogSays() {
        assertThat(WholeNode.chain().wants(here.node.view(), Depth.LIGHT)).contains(FilterMemory.TYPE.key());
        mapped(27_000_000);
        refusedAFilter();
        assertThat(mayFail()).isFalse();
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    /** What is mapped may be somebody else's: nobody needs a filter that was not refused. */
    @Test
    void muchThatIsMappedHasTheLogReadAndAccusesNobody() {
        mapped(LIMIT + 4096);
        assertThat(mayFail()).isTrue();
        assertThat(WholeNode.chain().wants(here.node.view(), Depth.CLOSE)).contains(RefusedStarts.TYPE.key());
        refused(RefusedStarts.Why.NO_SPACE, "write /var/lib/x: no space left on device");
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void filterRefusedAtTheLimitFailsStarts() {
        mapped(LIMIT - 4096);
        refusedAFilter();
        assertThat(here.judged()).isEqualTo("FAILING net.core.bpf_jit_limit kernel.filter-memory");
        assertThat(here.command()).isEqualTo("sysctl -w net.core.bpf_jit_limit=528482304");
    }

    @Test
    void whatCouldNotBeReadAccusesNobody() {
        here.node.reading(FilterMemory.TYPE, "", new Reading.Refused<>("not permitted"));
        refusedAFilter();
        assertThat(mayFail()).isFalse();
        assertThat(here.judged()).isEqualTo("HEALTHY");
        mapped(LIMIT);
        here.node.reading(RefusedStarts.TYPE, "", new Reading.Failed<>("no journal"));
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }
}
