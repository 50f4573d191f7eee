package io.nodethaw.hop.containerd;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Reading;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.SocketFolder;
import io.nodethaw.hop.WholeNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerdHopTest {
    @TempDir
    private Path root;

    private Map<String, Reading<?>> asked() {
        var hop = new ContainerdHop(new SocketFolder(root).host());
        return SocketFolder.ask(hop.probes(new WholeNode().node.view(), Depth.LIGHT));
    }

    @Test
    void pathsWithoutASocketAreNotAsked() {
        assertThat(asked())
                .hasSize(3)
                .allSatisfy((path, reading) -> assertThat(reading)
                        .isEqualTo(new Reading.NotAsked<>("no socket at " + root.resolve(path.substring(1)))));
    }

    @Test
    void containerdThatHasDiedFails() throws IOException {
        new SocketFolder(root).left(WholeNode.CONTAINERD);
        assertThat(asked().get(WholeNode.CONTAINERD)).isInstanceOf(Reading.Failed.class);
    }
}
