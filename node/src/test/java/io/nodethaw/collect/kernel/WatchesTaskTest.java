package io.nodethaw.collect.kernel;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.collect.HostFolder;
import io.nodethaw.collect.NotAskedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchesTaskTest {
    @TempDir
    private Path folder;

    @Test
    void linesOfAllInstancesAreCounted() throws IOException {
        var head = "pos:\t0\nflags:\t02004000\nmnt_id:\t15\nino:\t2056\n";
        var host = new HostFolder(folder)
                .link("/proc/60/fd/5", "anon_inode:inotify")
                .link("/proc/60/fd/6", "anon_inode:inotify")
                .link("/proc/60/fd/7", "/etc/inotify")
                .write("/proc/60/fdinfo/5", head + "inotify wd:2 ino:3e\ninotify wd:1 ino:3f\n")
                .write("/proc/60/fdinfo/6", head + "inotify wd:9 ino:3e")
                .write("/proc/60/fdinfo/7", head + "inotify wd:9 ino:3e\n");
        var answer = new WatchesTask(host.host()).read(List.of("60"));
        assertThat(WatchesTask.read(60, answer).watches()).isEqualTo(3);
    }

    @Test
    void processThatHasEndedIsNotAsked() {
        var task = new WatchesTask(new HostFolder(folder).host());
        assertThatThrownBy(() -> task.read(List.of("60"))).isInstanceOf(NotAskedException.class);
    }

    @Test
    void nonsenseIsAnError() {
        assertThatThrownBy(() -> WatchesTask.read(60, "many".getBytes(US_ASCII)))
                .isInstanceOf(IOException.class);
    }
}
