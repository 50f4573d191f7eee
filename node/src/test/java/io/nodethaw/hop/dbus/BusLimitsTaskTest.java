package io.nodethaw.hop.dbus;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.collect.HostFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BusLimitsTaskTest {
    @TempDir
    private Path folder;

    private String limit() throws IOException {
        return new String(BusLimitsTask.task(new HostFolder(folder).host()).read(List.of()), US_ASCII);
    }

    private void file(String path, String text) {
        new HostFolder(folder).write(path, "<busconfig>" + text + "</busconfig>\n");
    }

    private static String limit(String name, int value) {
        return "<limit name=\"" + name + "\">" + value + "</limit>";
    }

    @Test
    void isTheUsualOneWhereNoFileNamesIt() throws IOException {
        assertThat(limit()).isEqualTo("256");
        file("/usr/share/dbus-1/system.conf", "<!-- " + limit("max_connections_per_user", 9) + " -->");
        file("/etc/dbus-1/system.d/other.conf", limit("max_completed_connections", 5000));
        assertThat(limit()).isEqualTo("256");
    }

    @Test
    void lastFileThatNamesItCounts() throws IOException {
        file("/usr/share/dbus-1/system.conf", limit("max_connections_per_user", 300));
        file("/etc/dbus-1/system.d/a.conf", limit("max_connections_per_user", 1024));
        file("/etc/dbus-1/system.d/a.conf.bak", limit("max_connections_per_user", 7));
        assertThat(limit()).isEqualTo("1024");
        file("/etc/dbus-1/system-local.conf", limit("max_connections_per_user", 2048));
        assertThat(limit()).isEqualTo("2048");
    }
}
