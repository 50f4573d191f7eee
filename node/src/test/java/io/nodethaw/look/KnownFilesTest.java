package io.nodethaw.look;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.collect.ScriptedTime;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Key;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.NodeView;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KnownFilesTest {
    private final ScriptedTime time = new ScriptedTime();
    private final WholeNode here = new WholeNode();
    private final KnownFiles files = new KnownFiles(time.host());
    private Evidence.Builder found = new Evidence.Builder(NodeEvidence.AT);

    @BeforeEach
    void sleeps() {
        here.nginx.opens(0, "/dev/null");
    }

    private void lookedAt() {
        files.begin(true);
        files.keep(here.node.view(), WholeNode.chain());
    }

    /** What the next look reads. */
    private List<Key> read(boolean light) {
        files.begin(light);
        found = new Evidence.Builder(NodeEvidence.AT);
        return files.wants(new NodeView(here.node.evidence().without(Descriptors.TYPE)), found);
    }

    private static Key of(int pid) {
        return Descriptors.TYPE.key(pid);
    }

    @Test
    void whoHasSleptIsNotReadAgain() {
        lookedAt();
        assertThat(read(true)).isNotEmpty().doesNotContain(of(here.nginx.pid()));
        assertThat(found.build().seen(Descriptors.TYPE, here.nginx.pid())).isPresent();
        assertThat(files.areKnown()).isTrue();
    }

    @Test
    void daemonsAreAlwaysRead() {
        lookedAt();
        assertThat(read(true))
                .contains(
                        of(here.systemd.pid()),
                        of(here.kubelet.pid()),
                        of(here.dockerd.pid()),
                        of(here.containerd.pid()),
                        of(here.shim.pid()),
                        of(here.bus.pid()));
    }

    @Test
    void whoWatchesFilesIsAlwaysRead() {
        here.nginx.opens(7, "anon_inode:inotify");
        lookedAt();
        assertThat(read(true)).contains(of(here.nginx.pid()));
    }

    @Test
    void whoHasRunIsReadAgain() {
        lookedAt();
        here.nginx.used(11);
        assertThat(read(true)).contains(of(here.nginx.pid()));
    }

    @Test
    void anotherProcessOfTheSameNumberIsRead() {
        lookedAt();
        here.nginx.aged(Duration.ofSeconds(3));
        assertThat(read(true)).contains(of(here.nginx.pid()));
    }

    @Test
    void oldReadingsAreTakenAnew() throws InterruptedException {
        lookedAt();
        time.pause(KnownFiles.MOST_AGE);
        assertThat(read(true)).contains(of(here.nginx.pid()));
    }

    @Test
    void readingThatIsTakenOverGrowsOld() throws InterruptedException {
        lookedAt();
        time.pause(KnownFiles.MOST_AGE.dividedBy(2));
        assertThat(read(true)).doesNotContain(of(here.nginx.pid()));
        var both = here.node.evidence().without(Descriptors.TYPE).toBuilder();
        found.build().all().forEach((key, samples) -> samples.forEach(sample -> both.put(key, sample)));
        files.keep(new NodeView(both.build()), WholeNode.chain());
        time.pause(KnownFiles.MOST_AGE.dividedBy(2));
        assertThat(read(true)).contains(of(here.nginx.pid()));
    }

    @Test
    void lookThatReadsAllTakesNothingForKnown() {
        lookedAt();
        assertThat(read(false)).contains(of(here.nginx.pid()));
        assertThat(files.areKnown()).isFalse();
        assertThat(found.build().all()).isEmpty();
    }

    @Test
    void withoutLightLooksNothingIsKept() {
        files.begin(false);
        files.keep(here.node.view(), WholeNode.chain());
        assertThat(read(true)).contains(of(here.nginx.pid()));
    }

    @Test
    void listenerOfNobodyTellsThatAKnownReadingHoldsNoMore() {
        lookedAt();
        assertThat(read(true)).doesNotContain(of(here.nginx.pid()));
        assertThat(files.explain(here.node.view())).isTrue();
        here.node.listener("/run/new.sock", here.nginx.fd(9));
        var before = here.node.evidence().without(Descriptors.TYPE);
        assertThat(files.explain(new NodeView(before))).isFalse();
        assertThat(files.all(new NodeView(before))).contains(of(here.nginx.pid()));
        assertThat(files.areKnown()).isFalse();
    }
}
