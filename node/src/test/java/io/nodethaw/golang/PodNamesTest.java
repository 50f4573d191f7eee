package io.nodethaw.golang;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.hop.kubelet.KubeletDumps;
import io.nodethaw.memory.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodNamesTest {
    private static final long POD = 0xc000100000L;
    private static final int TEXTS = 256;

    /** Memory with one object at POD, whose strings lie behind it. */
    private static final class OnePod implements Memory {
        private final ByteBuffer bytes = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
        private int end = TEXTS;

        OnePod text(int offset, String text) {
            var letters = text.getBytes(StandardCharsets.UTF_8);
            bytes.put(end, letters);
            bytes.putLong(offset, POD + end).putLong(offset + 8, letters.length);
            end += letters.length;
            return this;
        }

        @Override
        public int read(long address, ByteBuffer into) throws IOException {
            if (address < POD || address + into.remaining() > POD + bytes.capacity()) {
                throw new IOException("nothing is mapped there");
            }
            int length = into.remaining();
            into.put(bytes.slice((int) (address - POD), length));
            return length;
        }
    }

    private static PodNames in(Memory memory) {
        var objects = new ProgramObjects(memory);
        return new PodNames(objects, new ProgramTexts(objects));
    }

    private static OnePod pod(String uid) {
        return new OnePod().text(32, "web-7d9f").text(64, "shop").text(96, uid);
    }

    @Test
    void podIsKnownByItsUid() {
        assertThat(in(pod("425a8989-c72f-4326-919f-ded9d9883c41")).at(POD)).contains("shop/web-7d9f");
        assertThat(in(pod("d41d8cd98f00b204e9800998ecf8427e")).at(POD)).contains("shop/web-7d9f");
    }

    @Test
    void onlyFunctionsThatGetNoOtherObjectAreLookedAt() {
        assertThat(PodNames.mayHave("k8s.io/kubernetes/pkg/kubelet.(*Kubelet).syncPod"))
                .isTrue();
        assertThat(PodNames.mayHave(
                        "k8s.io/kubernetes/pkg/kubelet/kuberuntime.(*kubeGenericRuntimeManager).startContainer"))
                .isFalse();
    }

    /** What a pod hangs in that starts or ends, in versions of kubelet that cannot be built here. */
    @ParameterizedTest
    @ValueSource(
            strings = {"run-pod-sandbox", "start-container", "stop-container", "start-transient-unit", "volume-mount"})
    void eachVersionOfKubeletIsInAFunctionThatGetsThePod(String dump) throws IOException {
        for (var version : KubeletDumps.VERSIONS) {
            assertThat(KubeletDumps.read(version, dump))
                    .as(version)
                    .anyMatch(goroutine ->
                            goroutine.frames().stream().anyMatch(frame -> PodNames.mayHave(frame.function())));
        }
    }

    @Test
    void aStopIsInAFunctionThatGetsThePodToo() throws IOException {
        for (var version : KubeletDumps.VERSIONS) {
            assertThat(KubeletDumps.read(version, "stop-container"))
                    .as(version)
                    .allMatch(goroutine ->
                            goroutine.frames().stream().anyMatch(frame -> PodNames.mayHave(frame.function())));
        }
    }

    @Test
    void anythingElseIsNoPod() {
        assertThat(in(pod("425a8989")).at(POD)).isEmpty();
        assertThat(in(new OnePod().text(96, "425a8989-c72f-4326-919f-ded9d9883c41"))
                        .at(POD))
                .isEmpty();
        assertThat(in(pod("425a8989-c72f-4326-919f-ded9d9883c41")).at(POD + 8)).isEmpty();
        assertThat(in(pod("425a8989-c72f-4326-919f-ded9d9883c41")).at(7)).isEmpty();
    }
}
