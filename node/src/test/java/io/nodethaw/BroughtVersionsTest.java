package io.nodethaw;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.collect.Host;
import io.nodethaw.format.Assembly;
import io.nodethaw.format.Piece;
import io.nodethaw.format.goroutines.GoroutineDumpFile;
import io.nodethaw.hop.kubelet.KubeletDumps;
import io.nodethaw.report.Ink;
import io.nodethaw.report.OutputFormat;
import io.nodethaw.report.Report;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dumps of kubelets and runtimes of several versions, brought as files: each call is joined to who serves it. */
class BroughtVersionsTest {
    private final Program program = new Program(new Host(Path.of("/nowhere"), InstantSource.fixed(Instant.EPOCH)));
    private final List<Piece> pieces = new ArrayList<>();

    static Stream<String> versions() {
        return KubeletDumps.VERSIONS.stream();
    }

    private BroughtVersionsTest add(String version, String daemon, String... names) throws IOException {
        var text = new StringBuilder();
        for (var name : names) {
            text.append(KubeletDumps.text(version, name)).append('\n');
        }
        pieces.add(new GoroutineDumpFile()
                .read(new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)), daemon + ".txt"));
        return this;
    }

    private String told() {
        var nodes = Assembly.of(pieces);
        assertThat(nodes).hasSize(1);
        var judged = program.judge(nodes.getFirst().evidence());
        return new Report(judged.verdict(), judged.graph(), judged.view(), judged.triage(), "t", "", List.of())
                .print(OutputFormat.TEXT, new Ink(false, true));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void aPodsStartIsFollowedToContainerdAndItsShim(String version) throws IOException {
        add(version, "kubelet", "idle", "run-pod-sandbox").add(version, "containerd", "containerd");
        assertThat(told())
                .startsWith("UNCLEAR  undetermined below whoever serves Create (ttrpc); 1 start stuck")
                .containsPattern("kubelet +RunPodSandb… +3 min\\+ +inferred +containerd")
                .containsPattern("containerd +Create \\(ttr… +inferred +whoever");
    }

    @ParameterizedTest
    @MethodSource("versions")
    void aContainersStartIsFollowedThroughCriDockerdToDockerd(String version) throws IOException {
        add(version, "kubelet", "idle", "start-container")
                .add(version, "cri-dockerd", "cri-dockerd")
                .add(version, "dockerd", "dockerd");
        assertThat(told())
                .startsWith("UNCLEAR  undetermined below whoever serves Create (gRPC); 1 start stuck")
                .containsPattern("kubelet +StartContai… +3 min\\+ +inferred +cri-dockerd")
                .containsPattern("cri-dockerd +ContainerSt… +inferred +dockerd")
                .containsPattern("dockerd +Create \\(gRP… +inferred +whoever");
    }
}
