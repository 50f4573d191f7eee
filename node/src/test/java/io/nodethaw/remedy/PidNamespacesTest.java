package io.nodethaw.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.collect.HostFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidNamespacesTest {
    @TempDir
    private Path root;

    private PidNamespaces read() {
        return PidNamespaces.read(new HostFolder(root).host());
    }

    private HostFolder node(String ours, String ofInit) {
        return new HostFolder(root)
                .write("/proc/self/status", "Name:\tjava\nPid:\t77\nUid:\t0\t0\t0\t0\n")
                .write("/proc/sys/kernel/osrelease", "6.1.0\n")
                .write("/proc/sys/kernel/random/boot_id", "b\n")
                .write("/proc/uptime", "100.00 100.00\n")
                .link("/proc/77/ns/pid", ours)
                .link("/proc/1/ns/pid", ofInit);
    }

    @Test
    void onTheNodeNumbersAreTheSame() {
        node("pid:[4026531836]", "pid:[4026531836]");
        assertThat(read()).isEqualTo(new PidNamespaces(4026531836L, 4026531836L));
        assertThat(read().same().refusal()).isEmpty();
    }

    /** A container that sees the node's /proc. */
    @Test
    void inAnotherNamespaceTheyAreNot() {
        node("pid:[4026532200]", "pid:[4026531836]");
        assertThat(read().same().refusal()).get().asString().startsWith("we are in another pid namespace than PID 1");
    }

    @Test
    void whatCannotBeReadIsNotTheSame() {
        assertThat(read()).isEqualTo(new PidNamespaces(0, 0));
        assertThat(read().same().refusal()).contains("could not tell the pid namespaces of PID 1 and of ourselves");
        node("pid:[", "pid:[4026531836]");
        assertThat(read().same().refusal()).contains("could not tell the pid namespaces of PID 1 and of ourselves");
    }
}
