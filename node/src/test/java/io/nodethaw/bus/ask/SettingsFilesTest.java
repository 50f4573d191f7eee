package io.nodethaw.bus.ask;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.bus.BusSettings;
import io.nodethaw.collect.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFilesTest {
    @TempDir
    private Path root;

    private void file(String path, String text) throws IOException {
        var file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private BusSettings read() throws IOException {
        return SettingsFiles.read(new Host(root, InstantSource.system()));
    }

    @Test
    void lastFileCounts() throws IOException {
        file("usr/share/dbus-1/system.conf", "<busconfig><limit name=\"max_connections_per_user\">300</limit>");
        file("etc/dbus-1/system-local.conf", "<limit name='max_connections_per_user'>\n 512 </limit>");
        file("etc/dbus-1/system.d/x.conf", "<limit name=\"max_connections_per_user\">400</limit>");
        assertThat(read().limit("max_connections_per_user"))
                .contains(new BusSettings.Limit("max_connections_per_user", 512, "/etc/dbus-1/system-local.conf"));
    }

    @Test
    void commentSetsNothing() throws IOException {
        file(
                "usr/share/dbus-1/system.conf",
                "<!-- <limit name=\"max_connections_per_user\">1</limit> --><limit name=\"max_replies_per_connection\">9"
                        + "</limit><!-- <limit name=\"auth_timeout\">1</limit>");
        assertThat(read().limits()).extracting(BusSettings.Limit::name).containsExactly("max_replies_per_connection");
    }

    @Test
    void whatIsNoLimitIsLeftOut() throws IOException {
        file(
                "etc/dbus-1/system.conf",
                "<limit name=\"a\">-1</limit><limit>5</limit><limit name=\"a\">9999999999999999999</limit>");
        assertThat(read().limits()).isEmpty();
    }

    @Test
    void withoutFilesNothingIsSet() throws IOException {
        assertThat(read().limits()).isEmpty();
    }
}
