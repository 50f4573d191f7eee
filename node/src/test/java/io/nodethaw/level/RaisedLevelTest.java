package io.nodethaw.level;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.HostFolder;
import io.nodethaw.collect.NotPermittedException;
import io.nodethaw.collect.wire.dbus.FakeBus;
import io.nodethaw.collect.wire.dbus.FakePeer;
import io.nodethaw.collect.wire.dbus.Message;
import io.nodethaw.collect.wire.dbus.Variant;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RaisedLevelTest {
    private static final int GUARD = 77;

    @TempDir
    private Path root;

    @TempDir
    private Path run;

    private final Map<String, String> systemd =
            new ConcurrentHashMap<>(Map.of("LogLevel", "info", "LogTarget", "console"));
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private Runnable onRefusal = () -> {};
    private HostFolder folder;
    private FakeBus peer;
    private LoanFile file;

    @BeforeEach
    void systemd() throws IOException {
        folder = new HostFolder(root)
                .write("/proc/sys/kernel/random/boot_id", "boot-1\n")
                .write("/proc/sys/kernel/osrelease", "6.1\n")
                .write("/proc/uptime", "50.00 40.00\n")
                .write("/proc/self/status", "Pid:\t9\nUid:\t0\t0\t0\t0\n")
                .write("/proc/1/stat", stat(1, 3))
                .write("/proc/" + GUARD + "/stat", stat(GUARD, 900));
        file = new LoanFile(run.resolve("nodethaw"));
        peer = FakeBus.privately(root);
        peer.answer(
                "Get",
                call -> FakePeer.reply(call, 1, "v", Variant.of(Objects.requireNonNull(systemd.get((String)
                        call.body().get(1))))));
        peer.answer("Set", this::set);
        peer.answers("LoadUnit", "o", "/u");
    }

    private Message set(Message call) {
        if (refused.contains((String) call.body().get(1))) {
            onRefusal.run();
            return FakePeer.error(call, "org.freedesktop.DBus.Error.AccessDenied", "no");
        }
        var value = (Variant) call.body().get(2);
        systemd.put((String) call.body().get(1), (String) value.value());
        return FakePeer.reply(call, 1, "");
    }

    @AfterEach
    void end() throws IOException {
        peer.close();
    }

    private static String stat(int pid, long ticks) {
        return pid + " (systemd) S 0 1 1 0 -1 4194560 1 1 1 1 5 5 1 1 20 0 1 0 " + ticks + " 1 1 1 1 1 1 1 1 1 1 1\n";
    }

    private Host host() {
        return folder.host();
    }

    private RaisedLevel raise() throws IOException {
        return RaisedLevel.raise(host(), 0, file, List.of("/bin/sh", "-c", "echo ready " + GUARD + "; read -r word"));
    }

    private String note() throws IOException {
        return Files.readString(run.resolve("nodethaw/log-level"));
    }

    @Test
    void levelIsPutBackToWhatItWas() throws IOException {
        var raised = raise();
        assertThat(systemd).containsEntry("LogLevel", "debug").containsEntry("LogTarget", "journal-or-kmsg");
        assertThat(raised.before()).isEqualTo("info");
        assertThat(note()).isEqualTo("boot-1\t3\tinfo\tconsole\tsocket\t77\t900\n");
        raised.stir();
        assertThat(raised.putBack()).isEqualTo("log level set back to info");
        assertThat(systemd).containsEntry("LogLevel", "info").containsEntry("LogTarget", "console");
        assertThat(file.exists()).isFalse();
    }

    /** A signal would put back another level than there was. */
    @Test
    void levelIsRaisedAndPutBackBySocketWhereOnlyTheTargetIsRefused() throws IOException {
        systemd.put("LogLevel", "notice");
        refused.add("LogTarget");
        var raised = raise();
        assertThat(systemd).containsEntry("LogLevel", "debug").containsEntry("LogTarget", "console");
        assertThat(raised.isBySignal()).isFalse();
        assertThat(note()).isEqualTo("boot-1\t3\tnotice\tconsole\tsocket\t77\t900\n");
        assertThat(raised.putBack()).isEqualTo("log level set back to notice");
        assertThat(systemd).containsEntry("LogLevel", "notice").containsEntry("LogTarget", "console");
        assertThat(file.exists()).isFalse();
    }

    @Test
    void targetThatCannotBePutBackIsTriedAgain() throws IOException {
        var raised = raise();
        refused.add("LogTarget");
        assertThatThrownBy(raised::putBack).hasMessageContaining("was set to console and is journal-or-kmsg");
        assertThat(systemd).containsEntry("LogLevel", "info");
        assertThat(file.exists()).isTrue();
    }

    /** The start time of PID 1 goes away, so that no signal is really sent. */
    @Test
    void levelThatIsRefusedIsToBeRaisedBySignal() throws IOException {
        refused.add("LogLevel");
        onRefusal = () -> {
            try {
                Files.delete(root.resolve("proc/1/stat"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        assertThatThrownBy(this::raise).isInstanceOf(IOException.class);
        assertThat(note()).isEqualTo("boot-1\t3\tinfo\tconsole\tsignal\t77\t900\n");
    }

    @Test
    void debugBeforeIsLeftAlone() throws IOException {
        systemd.putAll(Map.of("LogLevel", "debug", "LogTarget", "journal-or-kmsg"));
        var raised = raise();
        assertThat(file.exists()).isFalse();
        assertThat(raised.putBack()).contains("left so");
        assertThat(systemd).containsEntry("LogLevel", "debug");
    }

    @Test
    void whatAnEarlierRunHasLeftIsPutBackFirst() throws IOException {
        raise();
        Files.delete(root.resolve("proc/" + GUARD + "/stat")); // its guard was killed too
        folder.write("/proc/" + GUARD + "/stat", stat(GUARD, 901)); // and another process has its pid
        assertThat(raise().before()).isEqualTo("info");
    }

    @Test
    void nextRunPutsBackWhatAKilledOneHasLeft() throws IOException {
        raise();
        assertThat(RaisedLevel.settle(host(), file)).as("its guard stands by").isEmpty();
        assertThat(systemd).containsEntry("LogLevel", "debug");
        Files.delete(root.resolve("proc/" + GUARD + "/stat"));
        assertThat(RaisedLevel.settle(host(), file)).contains("log level set back to info");
        assertThat(systemd).containsEntry("LogLevel", "info").containsEntry("LogTarget", "console");
        assertThat(RaisedLevel.settle(host(), file)).isEmpty();
    }

    @Test
    void anotherPidOneIsNotTouched() throws IOException {
        raise();
        Files.delete(root.resolve("proc/" + GUARD + "/stat"));
        folder.write("/proc/1/stat", stat(1, 4));
        assertThat(RaisedLevel.settle(host(), file))
                .contains("PID 1 is another process now: its log level was not touched");
        assertThat(systemd).containsEntry("LogLevel", "debug");
        assertThat(file.exists()).isFalse();
    }

    @Test
    void noteThatCannotBeReadIsRemoved() throws IOException {
        raise();
        Files.writeString(run.resolve("nodethaw/log-level"), "nonsense");
        assertThat(RaisedLevel.settle(host(), file)).isEmpty();
        assertThat(file.exists()).isFalse();
    }

    @Test
    void secondRunDoesNotTakeTheRaisedLevelForTheOneToPutBack() throws IOException {
        raise();
        assertThatThrownBy(this::raise).hasMessageContaining("another nodethaw has raised");
    }

    @Test
    void silentSystemdIsNotRaised() throws IOException {
        peer.close();
        Files.deleteIfExists(root.resolve("run/systemd/private"));
        assertThatThrownBy(this::raise).isInstanceOf(IOException.class);
        assertThat(file.exists()).isFalse();
    }

    @Test
    void guardThatDoesNotStartKeepsTheLevelAsItIs() {
        assertThatThrownBy(() -> RaisedLevel.raise(host(), 0, file, List.of("/bin/false")))
                .hasMessageContaining("guard");
        assertThat(systemd).containsEntry("LogLevel", "info");
        assertThat(file.exists()).isFalse();
    }

    /** Its input ends, so that it ends too: it says so through a pipe that it has opened to write. */
    @Test
    void guardEndsWhereNoNoteOfItCanBeMade() throws Exception {
        var said = run.resolve("said");
        assertThat(new ProcessBuilder("mkfifo", said.toString()).start().waitFor())
                .isZero();
        var command = List.of("/bin/sh", "-c", "echo ready 78; read -r word; echo ended >\"$0\"", said.toString());
        assertThatThrownBy(() -> RaisedLevel.raise(host(), 0, file, command))
                .as("there is no process 78")
                .isInstanceOf(IOException.class);
        var ended = CompletableFuture.supplyAsync(() -> {
            try {
                return Files.readString(said);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertThat(ended.get(20, TimeUnit.SECONDS)).isEqualTo("ended\n");
        assertThat(systemd).containsEntry("LogLevel", "info");
    }

    @Test
    void onlyRootRaises() {
        assertThatThrownBy(() -> RaisedLevel.raise(host(), 1000, file, List.of()))
                .isInstanceOf(NotPermittedException.class);
    }

    @Test
    void guardPutsItBackWhenItsInputEnds() throws IOException {
        file.write(new Loan("boot-1", 3, new LogSettings("notice", Optional.empty()), false, GUARD, 900));
        systemd.put("LogLevel", "debug");
        var out = new ByteArrayOutputStream();
        var guarded = new HostFolder(root);
        Files.delete(root.resolve("proc/self/status"));
        Files.delete(root.resolve("proc/self"));
        guarded.write("/proc/" + GUARD + "/status", "Pid:\t77\nUid:\t0\t0\t0\t0\n")
                .link("/proc/self", Integer.toString(GUARD));
        Guard.run(new ByteArrayInputStream(new byte[0]), out, guarded.host(), file);
        assertThat(out).hasToString("ready 77\n");
        assertThat(systemd).containsEntry("LogLevel", "notice");
        assertThat(file.exists()).isFalse();
        systemd.put("LogLevel", "debug");
        file.write(new Loan("boot-1", 3, new LogSettings("notice", Optional.empty()), false, GUARD, 900));
        Guard.run(new ByteArrayInputStream(new byte[] {Guard.DONE}), out, guarded.host(), file);
        assertThat(systemd).as("all was done").containsEntry("LogLevel", "debug");
    }
}
