package io.nodethaw.wait.kernel;

import static io.nodethaw.wait.NodeEvidence.node;
import static io.nodethaw.wait.WaitWords.waits;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.DescriptorInfo;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.SystemCall;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.ProcessEvidence;
import io.nodethaw.wait.Reach;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PipeEdgesTest {
    private static final int READS = 0;
    private static final int WRITES = 1;
    private static final int BOTH = 2;

    private final PipeEdges source = new PipeEdges();
    private final NodeEvidence node = node();
    private final ProcessEvidence cat = node.process(20, "cat");
    private final ProcessEvidence tee = node.process(21, "tee");

    @Test
    void readerNeedsTheWriter() {
        node.pipe(cat.fd(3), tee.fd(4));
        cat.blockedIn("read", 3);
        assertThat(waits(source, node)).containsExactly("cat 20 fd 3 needs tee 21 fd 4: pipe");
    }

    @Test
    void writerNeedsTheReader() {
        node.pipe(cat.fd(3), tee.fd(4));
        tee.blockedIn("write", 4);
        assertThat(waits(source, node)).containsExactly("tee 21 fd 4 needs cat 20 fd 3: pipe");
    }

    @Test
    void readerOfANamedFifoNeedsItsWriter() {
        cat.opens(3, "/tmp/fifo", READS).blockedIn("read", 3).wchan("anon_pipe_read");
        tee.opens(4, "/tmp/fifo", WRITES);
        assertThat(waits(source, node)).containsExactly("cat 20 fd 3 needs tee 21 fd 4: pipe");
    }

    @Test
    void fifoOfTheSameNameInAnotherMountNamespaceIsAnother() {
        cat.opens(3, "/tmp/fifo", READS).blockedIn("read", 3).wchan("pipe_read").mountNamespace(1);
        tee.opens(4, "/tmp/fifo", WRITES).mountNamespace(2);
        assertThat(waits(source, node)).isEmpty();
        tee.mountNamespace(1);
        assertThat(waits(source, node)).containsExactly("cat 20 fd 3 needs tee 21 fd 4: pipe");
    }

    @Test
    void readOfAPlainFileIsNoPipe() {
        cat.opens(3, "/var/log/messages", READS).blockedIn("read", 3).wchan("folio_wait_bit");
        tee.opens(4, "/var/log/messages", WRITES);
        assertThat(waits(source, node)).isEmpty();
    }

    @Test
    void anyOfSeveralWritersWouldDo() {
        node.pipe(cat.fd(3), tee.fd(4));
        node.process(22, "sh").opens(1, tee.target(4), WRITES);
        cat.blockedIn("read", 3);
        assertThat(waits(source, node))
                .containsExactlyInAnyOrder("cat 20 fd 3 any tee 21 fd 4: pipe", "cat 20 fd 3 any sh 22 fd 1: pipe");
    }

    @Test
    void otherReadersAreNotWaitedFor() {
        node.pipe(cat.fd(3), tee.fd(4));
        node.process(22, "sh").opens(0, cat.target(3), READS);
        cat.blockedIn("read", 3);
        assertThat(waits(source, node)).containsExactly("cat 20 fd 3 needs tee 21 fd 4: pipe");
    }

    @Test
    void pipeThatNobodyWritesToIsAnEnd() {
        cat.opens(3, "pipe:[77]", READS).blockedIn("read", 3);
        assertThat(waits(source, node)).containsExactly("cat 20 fd 3 needs pipe:[77]: pipe");
    }

    @Test
    void readerThatHoldsTheWritingEndItselfMayGoOn() {
        node.pipe(cat.fd(3), cat.fd(4));
        cat.blockedIn("read", 3);
        assertThat(waits(source, node)).isEmpty();
    }

    @Test
    void fifoOpenForBothMayServeBoth() {
        cat.opens(3, "/tmp/fifo", READS).blockedIn("read", 3).wchan("pipe_read");
        tee.opens(4, "/tmp/fifo", BOTH);
        assertThat(waits(source, node)).containsExactly("cat 20 fd 3 needs tee 21 fd 4: pipe");
    }

    @Test
    void withoutTheOpenFlagsNobodyIsAccusedAndNobodySaidToBeMissing() {
        node.pipe(cat.fd(3), tee.fd(4));
        cat.blockedIn("read", 3);
        assertThat(waits(source, node.blindTo(DescriptorInfo.TYPE))).isEmpty();
        assertThat(source.wants(node.view(), new Reach(Set.of(20), Set.of())))
                .contains(DescriptorInfo.TYPE.key("20/3"), DescriptorInfo.TYPE.key("21/4"));
    }

    @Test
    void blindLookAccusesNobody() {
        node.pipe(cat.fd(3), tee.fd(4));
        cat.blockedIn("read", 3);
        for (var type : List.of(SystemCall.TYPE, Descriptors.TYPE)) {
            assertThat(waits(source, node.blindTo(type)))
                    .as("without %s", type.name())
                    .isEmpty();
        }
    }
}
