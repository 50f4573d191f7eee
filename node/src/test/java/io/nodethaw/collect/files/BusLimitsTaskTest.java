package io.nodethaw.collect.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.collect.Host;
import io.nodethaw.evidence.BusLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BusLimitsTaskTest {
    @TempDir
    private Path root;

    private void file(String path, String text) throws IOException {
        var file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private BusLimits read() throws IOException {
        return BusLimitsTask.decode(
                BusLimitsTask.task(new Host(root, InstantSource.system())).read(List.of()));
    }

    private static String limit(String name, int value) {
        return "<limit name=\"" + name + "\">" + value + "</limit>";
    }

    @Test
    void lastFileCounts() throws IOException {
        file("usr/share/dbus-1/system.conf", "<busconfig>" + limit("max_connections_per_user", 300));
        file("etc/dbus-1/system-local.conf", "<limit name='max_connections_per_user'>\n 512 </limit>");
        file("etc/dbus-1/system.d/x.conf", limit("max_connections_per_user", 400));
        file("etc/dbus-1/system.d/x.conf.bak", limit("max_connections_per_user", 7));
        assertThat(read().limit("max_connections_per_user"))
                .contains(new BusLimits.Limit("max_connections_per_user", 512, "/etc/dbus-1/system-local.conf"));
        assertThat(read().connectionsPerUser()).isEqualTo(512);
    }

    @Test
    void filesOfServicesComeAfterTheMainOnes() throws IOException {
        file("usr/share/dbus-1/system.d/a.conf", limit("max_connections_per_user", 1024));
        file("etc/dbus-1/system.conf", limit("max_connections_per_user", 300));
        assertThat(read().connectionsPerUser()).isEqualTo(1024);
    }

    @Test
    void commentSetsNothing() throws IOException {
        file(
                "usr/share/dbus-1/system.conf",
                "<!-- " + limit("max_connections_per_user", 1) + " -->" + limit("max_replies_per_connection", 9)
                        + "<!-- " + limit("auth_timeout", 1));
        assertThat(read().set()).extracting(BusLimits.Limit::name).containsExactly("max_replies_per_connection");
        assertThat(read().connectionsPerUser()).isEqualTo(256);
    }

    @Test
    void whatIsNoLimitIsLeftOut() throws IOException {
        file(
                "etc/dbus-1/system.conf",
                "<limit name=\"a\">-1</limit><limit>5</limit><limit name=\"a\">9999999999999999999</limit>");
        assertThat(read().set()).isEmpty();
    }

    @Test
    void withoutFilesTheUsualOneCounts() throws IOException {
        assertThat(read()).isEqualTo(new BusLimits(256));
    }

    @Test
    void answerThatIsCutOffIsNoAnswer() {
        assertThatThrownBy(() -> BusLimitsTask.decode("max_connections 5".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
    }
}
