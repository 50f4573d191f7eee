package io.nodethaw.look;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.child.Lane;
import io.nodethaw.collect.socket.SocketSources;
import io.nodethaw.collect.source.InChild;
import io.nodethaw.collect.source.InThread;
import io.nodethaw.collect.source.Own;
import io.nodethaw.collect.source.Rationed;
import io.nodethaw.collect.source.ReadingPlace;
import io.nodethaw.collect.source.Sources;
import io.nodethaw.evidence.DescriptorInfo;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.KernelLog;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.SocketFile;
import io.nodethaw.hop.WholeNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReadersTest {
    private static final Host HOST = new Host(Path.of("/none"), InstantSource.system());

    private final Sources sources = new Sources(WholeNode.chain().sources());
    private final Readers readers = new Readers(HOST, sources, () -> {
        throw new IllegalStateException("nothing is to be read");
    });

    private Lane lane(Key key) {
        readers.daemons(Set.of(70));
        var source = (InChild<?>) sources.of(key).orElseThrow();
        return readers.lane(source.question(key.instance()).orElseThrow());
    }

    @Test
    void pidOneAndTheMachineHaveThreadsOfTheirOwn() {
        assertThat(lane(DescriptorInfo.key(1, 4))).isEqualTo(Lane.INIT);
        assertThat(lane(Freeze.TYPE.key(1))).isEqualTo(Lane.INIT);
        assertThat(lane(KernelLog.TYPE.key(""))).isEqualTo(Lane.INIT);
        assertThat(lane(new Key("bus-cookie", "20/:1.0/247"))).isEqualTo(Lane.INIT);
    }

    @Test
    void daemonsOfTheChainShareThreadsWithNobodyElse() {
        assertThat(lane(Goroutines.TYPE.key(70))).isEqualTo(Lane.DAEMONS);
        assertThat(lane(DescriptorInfo.key(70, 4))).isEqualTo(Lane.DAEMONS);
    }

    @Test
    void memoryOfOthersHoldsUpNoFileOfTheirs() {
        assertThat(lane(Goroutines.TYPE.key(71))).isEqualTo(Lane.MEMORY);
        assertThat(lane(new Key("call-target", "71/71/7f00/0"))).isEqualTo(Lane.MEMORY);
        assertThat(lane(DescriptorInfo.key(71, 4))).isEqualTo(Lane.FILES);
    }

    private static final FactType<String> WORD = new FactType<>("word", String.class);
    private static final FactType<String> PATH = new FactType<>("path", String.class);

    private Evidence read(Sources sources, Key... keys) {
        var evidence = new Evidence.Builder(HOST.clock().instant());
        new Readers(HOST, sources, () -> {
                    throw new IllegalStateException("nothing is to be read in a child");
                })
                .read(List.of(keys), Deadline.in(Duration.ofSeconds(5)), evidence);
        return evidence.build();
    }

    @Test
    void whatHangsInAThreadHoldsUpNothingThatIsReadInOurOwn() {
        var own = new CountDownLatch(1);
        var sources = new Sources(List.of(
                new Own<>(WORD, "", instance -> {
                    own.countDown();
                    return instance;
                }),
                new InThread<>(PATH, "", (instance, _) -> {
                    await(own);
                    return instance;
                })));
        var evidence = read(sources, PATH.key("/run/x"), WORD.key("a"), PATH.key("/run/y"));
        assertThat(evidence.readings(PATH).values())
                .containsExactly(new Reading.Seen<>("/run/x"), new Reading.Seen<>("/run/y"));
        assertThat(evidence.reading(WORD, "a")).isEqualTo(new Reading.Seen<>("a"));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatLiesAtAPathIsNotReadInOurOwnThread() {
        var files = new Sources(SocketSources.of(HOST)).of(SocketFile.TYPE.key("/run/docker.sock"));
        assertThat(files)
                .hasValueSatisfying(source -> assertThat(source.place()).isEqualTo(ReadingPlace.THREAD));
    }

    @Test
    void rationIsForAllThatAreReadInOnePass() {
        var pids = new FactType<>("pid", Integer.class);
        var sources = new Sources(List.of(new Rationed<>(pids, "", () -> new AtomicInteger()::addAndGet)));
        var one = read(sources, pids.key(7), pids.key(30));
        assertThat(one.readings(pids).values())
                .containsExactlyInAnyOrder(new Reading.Seen<>(7), new Reading.Seen<>(37));
    }

    @Test
    void factThatNobodyReadsIsPassedOver() {
        assertThat(read(new Sources(List.of()), WORD.key()).all()).isEmpty();
    }
}
