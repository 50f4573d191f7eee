package io.nodethaw.hop.kubelet;

import static io.nodethaw.wait.GoroutineWords.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.GoroutineWords;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LongWorkTest {
    private static final String KUBELET = "k8s.io/kubernetes/pkg/kubelet.(*Kubelet).";

    private final WholeNode here = new WholeNode();

    private List<String> notes(Goroutine... goroutines) {
        here.node.says(
                Goroutines.TYPE, Integer.toString(here.kubelet.pid()), GoroutineWords.of(here.kubelet, goroutines));
        return here.verdict().notes();
    }

    private static Goroutine at(long id, int seconds, String pod, String... functions) {
        var frames = Stream.concat(Stream.of("time.Sleep"), Stream.of(functions))
                .map(function -> frame(function, "0x1"))
                .toList();
        return new Goroutine(
                id,
                "sleep",
                -1,
                false,
                frames,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.of(Duration.ofSeconds(seconds)),
                pod.isEmpty() ? Optional.empty() : Optional.of(pod));
    }

    @Test
    void startsAndEndsOfPodsAreToldByTheirNames() {
        assertThat(notes(
                        at(1, 130, "default/web", KUBELET + "syncPod"),
                        at(2, 190, "shop/cart-2", KUBELET + "killPod", KUBELET + "syncPod"),
                        at(3, 59, "default/young", KUBELET + "SyncPod"),
                        at(4, 70, "", KUBELET + "SyncTerminatingPod")))
                .containsExactly(
                        "kubelet 80 has been at work on the end of pod shop/cart-2 for at least 3 min",
                        "kubelet 80 has been at work on the start of pod default/web for at least 2 min",
                        "kubelet 80 has been at work on the end of a pod for at least 1 min");
    }

    /** Its configuration is gone: kubelet was started anew after the pod was removed. */
    @Test
    void endOfAPodThatKubeletKnowsNoMoreIsTold() {
        assertThat(notes(at(1, 130, "", KUBELET + "SyncTerminatingRuntimePod")))
                .containsExactly("kubelet 80 has been at work on the end of a pod for at least 2 min");
    }

    @Test
    void loopsOfItsOwnAreToldInPlainWords() {
        assertThat(notes(
                        at(1, 400, "", "k8s.io/kubernetes/pkg/kubelet/eviction.(*managerImpl).synchronize"),
                        at(2, 90, "", "k8s.io/kubernetes/pkg/kubelet/eviction.(*managerImpl).synchronize"),
                        at(3, 80, "", KUBELET + "syncLoop")))
                .containsExactly("kubelet 80 has been at work on the eviction manager for at least 6 min");
    }

    @Test
    void withoutGoroutinesOrTheirAgesNothingIsTold() {
        assertThat(here.verdict().notes()).isEmpty();
        assertThat(notes(GoroutineWords.selects(1, frame(KUBELET + "syncPod", "0x1"))))
                .isEmpty();
    }

    /** What it waits for is judged, and not that it waits. */
    @Test
    void noneOfItIsAFault() {
        notes(
                at(1, 4000, "", "k8s.io/kubernetes/pkg/kubelet/eviction.(*managerImpl).synchronize"),
                at(2, 4000, "", KUBELET + "HandlePodCleanups"),
                at(3, 4000, "shop/cart-2", KUBELET + "killPod"),
                at(4, 4000, "", "k8s.io/kubernetes/pkg/kubelet/prober.(*prober).probe"));
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void fewOfManyAreTold() {
        var many = IntStream.range(0, 9)
                .mapToObj(id -> at(id, 100 + id, "default/web-" + id, KUBELET + "syncPod"))
                .toArray(Goroutine[]::new);
        assertThat(notes(many)).hasSize(6);
        assertThat(notes(many).getLast()).contains("4 more");
    }
}
