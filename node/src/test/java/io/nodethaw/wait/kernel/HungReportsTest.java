package io.nodethaw.wait.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.KernelLog;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.ProcessEvidence;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HungReportsTest {
    private static final long MINUTE_AGO = 99_940_000_000L;

    private final NodeEvidence node = NodeEvidence.node();
    private final ProcessEvidence waiter = node.process(80, "kubelet").inD("rwsem_down_write_slowpath");
    private final ProcessEvidence holder = node.process(90, "fsfreeze");

    private void said(String... texts) {
        var lines = List.of(texts).stream()
                .map(text -> new KernelLog.Line(MINUTE_AGO, text))
                .toList();
        node.says(KernelLog.TYPE, new KernelLog(lines, Optional.of(true)));
    }

    @Test
    void theKernelNamesWhoHasTheLock() {
        said("INFO: task kubelet:80 blocked on an rw-semaphore likely owned by task fsfreeze:90.");
        assertThat(HungReports.owner(node.view(), 80, 80)).contains(holder.vertex());
    }

    /** As Debian's kernel 7.3 writes it: of a semaphore also whether they read or write. */
    @Test
    void theKernelTellsReadersFromWriters() {
        said("INFO: task kubelet:80 <writer> blocked on an rw-semaphore likely owned by task fsfreeze:90 <writer>");
        assertThat(HungReports.owner(node.view(), 80, 80)).contains(holder.vertex());
        said("INFO: task kubelet:80 <writer> blocked on an rw-semaphore likely owned by task fsfreeze:90 <reader>");
        assertThat(HungReports.owner(node.view(), 80, 80)).contains(holder.vertex());
    }

    /** The number was given to another process since. */
    @Test
    void anotherProcessOfThatNumberIsNotAccused() {
        said("INFO: task kubelet:80 blocked on an rw-semaphore likely owned by task tar:90.");
        assertThat(HungReports.owner(node.view(), 80, 80)).isEmpty();
    }

    @Test
    void reportOfAnotherThreadIsNotOurs() {
        said("INFO: task java:80 blocked for more than 120 seconds.");
        assertThat(HungReports.of(node.view(), waiter.pid(), 80)).isEmpty();
        said("INFO: task kubelet:80 blocked for more than 120 seconds.");
        assertThat(HungReports.of(node.view(), waiter.pid(), 80)).isPresent();
    }

    @Test
    void blindLookSaysNothing() {
        assertThat(HungReports.owner(node.view(), 80, 80)).isEmpty();
    }
}
