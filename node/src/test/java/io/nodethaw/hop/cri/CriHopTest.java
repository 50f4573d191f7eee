package io.nodethaw.hop.cri;

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

class CriHopTest {
    private static final String CRIO = "/run/crio/crio.sock";

    @TempDir
    private Path root;

    private final WholeNode here = new WholeNode();

    private CriHop hop() {
        return new CriHop(new SocketFolder(root).host());
    }

    private Map<String, Reading<?>> asked() {
        return SocketFolder.ask(hop().probes(here.node.view(), Depth.LIGHT));
    }

    @Test
    void pathsWithoutASocketAreNotAsked() {
        assertThat(asked())
                .containsKeys(CRIO, WholeNode.CONTAINERD)
                .allSatisfy((_, reading) -> assertThat(reading).isInstanceOf(Reading.NotAsked.class));
    }

    @Test
    void runtimeThatHasDiedFails() throws IOException {
        new SocketFolder(root).left(CRIO);
        assertThat(asked().get(CRIO)).isInstanceOf(Reading.Failed.class);
    }

    @Test
    void silentRuntimeOfItsOwnIsThisHop() {
        var crio = here.node.process(300, "crio");
        here.node.listener(CRIO, crio.fd(3)).silent(CriAnswer.TYPE, CRIO);
        assertThat(hop().roles(here.node.view()))
                .singleElement()
                .satisfies(role -> assertThat(role.vertex()).isEqualTo(crio.vertex()));
        assertThat(here.judged()).isEqualTo("UNCLEAR crio 300");
    }
}
