package io.nodethaw.collect.dumps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nodethaw.collect.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumpPlacesTest {
    private static final int PID = 50;
    private static final String DUMP = "goroutine 1 [running]:\nmain.main()\n";

    @TempDir
    private Path root;

    private Path docker;
    private Path tmp;
    private Path log;

    @BeforeEach
    void daemon() throws IOException {
        docker = Files.createDirectories(root.resolve("proc/50/root/run/docker"));
        tmp = Files.createDirectories(root.resolve("proc/50/root/tmp"));
        log = root.resolve("proc/50/fd/2");
        Files.createDirectories(root.resolve("proc/50/fd"));
        Files.writeString(log, "started\n");
    }

    private DumpPlaces places(String comm) throws IOException {
        var host = new Host(root, InstantSource.fixed(Instant.EPOCH));
        return new DumpPlaces(host, PID, Dumper.of(comm).orElseThrow());
    }

    @Test
    void newFileIsTheDump() throws IOException {
        Files.writeString(docker.resolve("goroutine-stacks-1.log"), "an old one");
        var places = places("dockerd");
        assertThat(places.size()).isZero();
        Files.writeString(docker.resolve("metrics.log"), "something else");
        Files.writeString(docker.resolve("goroutine-stacks-2.log"), DUMP);
        assertThat(places.size()).isEqualTo(DUMP.length());
        assertThat(places.text()).isEqualTo(DUMP);
        assertThat(places.where()).endsWith("/run/docker/goroutine-stacks-2.log");
    }

    @Test
    void fileWrittenAnewIsTheDump() throws IOException {
        Files.writeString(tmp.resolve("containerd.7.stacks.log"), "an old one");
        var places = places("containerd");
        assertThat(places.size()).isZero();
        Files.writeString(tmp.resolve("containerd.7.stacks.log"), DUMP);
        assertThat(places.text()).isEqualTo(DUMP);
    }

    @Test
    void linksAndFoldersAreNoDumps() throws IOException {
        var places = places("containerd");
        var secret = Files.writeString(root.resolve("secret"), DUMP);
        Files.createSymbolicLink(tmp.resolve("containerd.7.stacks.log"), secret);
        Files.createDirectory(tmp.resolve("containerd.8.stacks.log"));
        assertThat(places.size()).isZero();
    }

    @Test
    void whatIsAppendedToTheLogIsTheDumpOnceOneBegins() throws IOException {
        var places = places("containerd");
        Files.writeString(log, "level=info msg=other\n", StandardOpenOption.APPEND);
        assertThat(places.size()).isZero();
        Files.writeString(log, DUMP, StandardOpenOption.APPEND);
        assertThat(places.text()).endsWith(DUMP).doesNotContain("started");
    }

    @Test
    void dumpBehindManyOtherLinesOfALogIsFound() throws IOException {
        var places = places("containerd");
        Files.writeString(log, "level=debug msg=other\n".repeat(10_000), StandardOpenOption.APPEND);
        Files.writeString(log, DUMP, StandardOpenOption.APPEND);
        assertThat(places.text()).endsWith(DUMP);
        assertThat(places.ends()).isFalse();
    }

    @Test
    void dumpThatSaysWhereItEndsIsWholeThoughTheLogGoesOn() throws IOException {
        var places = places("containerd");
        Files.writeString(log, DUMP + "=== END goroutine stack dump ===\nlevel=debug\n", StandardOpenOption.APPEND);
        assertThat(places.ends()).isTrue();
    }

    @Test
    void fileOfAnotherUserIsNoDump() throws IOException {
        assumeTrue(System.getProperty("user.name", "").equals("root"), "only root can give files away");
        var places = places("containerd");
        var forged = Files.writeString(tmp.resolve("containerd.7.stacks.log"), DUMP);
        Files.setAttribute(forged, "unix:uid", 65534);
        assertThat(places.size()).isZero();
    }

    @Test
    void theExpectedPlaceIsSaid() throws IOException {
        assertThat(places("dockerd").where()).endsWith("/run/docker/goroutine-stacks-*");
        Files.delete(log);
        assertThat(places("containerd-shim").where()).contains("journalctl -u containerd");
    }
}
