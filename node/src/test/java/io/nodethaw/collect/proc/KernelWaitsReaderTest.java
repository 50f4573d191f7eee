package io.nodethaw.collect.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.evidence.KernelWaits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelWaitsReaderTest {
    @TempDir
    private Path root;

    private void thread(int tid, String wchan, String state) throws IOException {
        file(tid, "wchan", wchan);
        file(
                tid,
                "stat",
                tid + " (contain) erd) " + state
                        + " 1 1 1 0 -1 4194368 25 0 0 0 5 6 0 0 25 5 9 0 3792776 1385123840 9938 "
                        + "18446744073709551615 12972032 32207857 140730326079888 0 0 0 0 0 2143420159 1 0 0 -1 13 0 0 0\n");
    }

    private void file(int tid, String name, String text) throws IOException {
        var folder = Files.createDirectories(root.resolve("proc/64/task/" + tid));
        Files.writeString(folder.resolve(name), text);
    }

    private KernelWaits read() throws IOException {
        return new Proc(new Host(root, InstantSource.fixed(Instant.EPOCH))).kernelWaits(64);
    }

    @Test
    void threadInDIsHeldSinceItLastRanOnItsProcessor() throws IOException {
        thread(64, "futex_do_wait", "S");
        thread(65, "percpu_rwsem_wait", "D");
        file(65, "sched", "containerd (65, #threads: 2)\n---\nse.exec_start    :      37923254.763552\n");
        assertThat(read())
                .isEqualTo(new KernelWaits(
                        64,
                        2,
                        List.of(new KernelWaits.Held(
                                65,
                                "contain) erd",
                                'D',
                                "percpu_rwsem_wait",
                                Optional.of(13),
                                Optional.of(Duration.ofMillis(37923254))))));
    }

    @Test
    void ofAThreadThatASignalWouldWakeOneFileIsRead() throws IOException {
        file(64, "wchan", "futex_wait_queue_me");
        file(66, "wchan", "do_epoll_wait");
        file(67, "wchan", "do_wait");
        assertThat(read()).isEqualTo(new KernelWaits(64, 3, List.of()));
    }

    @Test
    void threadThatWaitsForAFuseServerIsHeldAlsoInStateS() throws IOException {
        thread(64, "request_wait_answer", "S");
        assertThat(read().held()).extracting(KernelWaits.Held::state).containsExactly('S');
    }

    @Test
    void serverOfAFuseFileSystemThatHasNothingToDoIsNot() throws IOException {
        thread(64, "fuse_dev_do_read", "S");
        assertThat(read().held()).isEmpty();
    }

    @Test
    void threadInDIsSeenAlsoWhereTheKernelHidesItsWait() throws IOException {
        thread(64, "0", "D");
        thread(65, "0", "R");
        assertThat(read().held()).singleElement().satisfies(held -> {
            assertThat(held.wchan()).isEmpty();
            assertThat(held.lastRan()).isEmpty();
        });
    }

    @Test
    void threadThatEndsMeanwhileIsLeftOut() throws IOException {
        thread(64, "0", "S");
        Files.createDirectories(root.resolve("proc/64/task/70"));
        assertThat(read().held()).isEmpty();
    }

    @Test
    void processThatHasEndedWasNotAsked() {
        assertThatThrownBy(this::read).isInstanceOf(NotAskedException.class);
    }

    @Test
    void daemonWithThousandsOfHeldThreadsIsReadInPart() throws IOException {
        for (int tid = 64; tid < 64 + KernelWaitsReader.MOST_HELD + 9; tid++) {
            thread(tid, "rwsem_down_read_slowpath", "D");
        }
        assertThat(read().held()).hasSize(KernelWaitsReader.MOST_HELD);
    }
}
