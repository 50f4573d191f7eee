package io.nodethaw.hop.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Reading;
import io.nodethaw.hop.HealingParts;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.wait.NodeView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveRestoreTest {
    private final WholeNode here = new WholeNode();

    private Diagnosis look() {
        return look(here.node.view());
    }

    private static Diagnosis look(NodeView view) {
        var graph = WholeNode.chain().graph(view);
        return new HealingParts(WholeNode.chain().hops())
                .diagnosis(view, graph, WholeNode.chain().judge(view, graph));
    }

    @Test
    void containersOfDockerdEndUnlessItIsSet() {
        assertThat(LiveRestore.check(look(), new Reading.Seen<>(new LiveRestore(true)))
                        .refusal())
                .isEmpty();
        assertThat(LiveRestore.check(look(), new Reading.Seen<>(new LiveRestore(false)))
                        .refusal()
                        .orElseThrow())
                .startsWith("1 container of dockerd would be ended when it starts")
                .contains("does not set live-restore");
        assertThat(LiveRestore.check(look(), new Reading.NotAsked<>("no file"))
                        .refusal()
                        .orElseThrow())
                .contains("could not be read");
    }

    @Test
    void containersOfOthersLiveOnAnyway() {
        here.shim.in("/run/containerd/io.containerd.runtime.v2.task/k8s.io/c0ffee");
        assertThat(LiveRestore.check(look(), new Reading.NotAsked<>("no file")).refusal())
                .isEmpty();
    }

    @Test
    void shimWhoseFolderCouldNotBeReadMayBeOneOfDockerds() {
        here.shim.in("/run/containerd/io.containerd.runtime.v2.task/k8s.io/c0ffee");
        assertThat(LiveRestore.check(look(here.node.blindTo(Descriptors.TYPE)), new Reading.NotAsked<>("no file"))
                        .refusal())
                .isPresent();
    }

    @Test
    void shimOfAnOldDockerHasItsFolderElsewhere() {
        here.shim.in("/run/containerd/io.containerd.runtime.v2.task/k8s.io/c0ffee");
        here.node.process(400, "docker-containe").in("/run/docker/libcontainerd/containerd/c0ffee/init");
        assertThat(LiveRestore.check(look(), new Reading.NotAsked<>("no file"))
                        .refusal()
                        .orElseThrow())
                .startsWith("1 container of dockerd");
    }

    @Test
    void itsFileIsRead() {
        assertThat(LiveRestore.read("{\"live-restore\": true, \"debug\": false}")
                        .isSet())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "[]",
                "null",
                "{\"live-restore\": false}",
                "{\"live-restore\": {}}",
                "{\"live-restore\": null}",
                "{\"live-restore\": \"no\"}"
            })
    void whateverElseItSaysDoesNotSetIt(String text) {
        assertThat(LiveRestore.read(text).isSet()).isFalse();
    }
}
