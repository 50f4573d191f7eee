package io.nodethaw.format.proc;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.Logged;
import io.nodethaw.format.Texts;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FreezerFilesTest {
    private static final String POD = "/sys/fs/cgroup/kubepods.slice/kubepods-pod7.slice";

    private static List<String> frozen(String text) throws IOException {
        return Texts.read(text, new FreezerFiles(), new StackTexts())
                .evidence()
                .allSeen(Logged.TYPE)
                .map(said -> said.sign() + " " + said.about() + ": " + said.text())
                .toList();
    }

    @Test
    void aGroupIsFrozenBehindThePathOrAfterTheCommand() throws IOException {
        assertThat(frozen(POD + "/cgroup.freeze:1\n")).containsExactly("FROZEN " + POD + ": cgroup.freeze 1");
        assertThat(frozen(POD + "/cgroup.events:2:frozen 1\n"))
                .containsExactly("FROZEN " + POD + ": cgroup.events frozen 1");
        assertThat(frozen("[root@n7 ~]# cat " + POD + "/cgroup.events\npopulated 1\nfrozen 1\n"))
                .containsExactly("FROZEN " + POD + ": cgroup.events frozen 1");
        assertThat(frozen("# cat " + POD + "/cgroup.freeze " + POD + "/cgroup.events\n1\npopulated 1\nfrozen 1\n"))
                .containsExactly("FROZEN " + POD + ": cgroup.freeze 1, cgroup.events frozen 1");
        assertThat(frozen("==> " + POD + "/cgroup.freeze <==\n1\n")).hasSize(1);
    }

    @Test
    void thePlaceMayStandBeforeTheCommand() throws IOException {
        assertThat(frozen("$ cd " + POD + "\n$ sudo cat cgroup.freeze\n1\n"))
                .containsExactly("FROZEN " + POD + ": cgroup.freeze 1");
        assertThat(frozen("root@n7:" + POD + "# grep frozen cgroup.events\nfrozen 1\n"))
                .hasSize(1);
    }

    @Test
    void groupsBelowAFrozenOneAreFrozenWithIt() throws IOException {
        assertThat(frozen(POD + "/a.scope/cgroup.events:frozen 1\n" + POD + "/cgroup.events:frozen 1\n"))
                .containsExactly("FROZEN " + POD + ": cgroup.events frozen 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                POD + "/cgroup.freeze:0\n" + POD + "/cgroup.events:frozen 0\n",
                "# cat " + POD + "/cgroup.events\npopulated 1\nfrozen 0\n",
                "# cat " + POD + "/cgroup.freeze\n0\n1\n",
                "# cat " + POD + "/cgroup.freeze\n1\n# echo 0 > " + POD + "/cgroup.freeze\n# cat " + POD
                        + "/cgroup.freeze\n0\n",
                "# grep -c frozen " + POD + "/cgroup.events\n1\n",
                "# cat " + POD + "/cgroup.freeze | wc -l\n1\n",
                "# cat /sys/fs/cgroup/*/cgroup.freeze\n1\n0\n",
                "# cat cgroup.freeze\n1\n",
                "# cat " + POD + "/cgroup.freeze\ncat: No such file or directory\n1\n",
                "# echo 1 > " + POD + "/cgroup.freeze\n1\n",
                "/home/me/notes/cgroup.freeze:1\n",
                "then cgroup.freeze was 1, frozen 1\n"
            })
    void isNotFrozen(String text) throws IOException {
        assertThat(frozen(text + "[<0>] do_wait+0x1/0x2\n")).isEmpty();
    }

    @Test
    void whereNothingIsFrozenItIsKnownAllTheSame() throws IOException {
        assertThat(Texts.recognises("# cat " + POD + "/cgroup.events\npopulated 1\nfrozen 0\n", new FreezerFiles()))
                .isTrue();
        assertThat(Texts.recognises("then cgroup.freeze was 1, frozen 1\n", new FreezerFiles()))
                .isFalse();
        assertThat(Texts.recognises("/home/me/notes/cgroup.freeze:1\n", new FreezerFiles()))
                .isFalse();
    }

    private static List<String> members(String text) throws IOException {
        return Texts.read(text, new FreezerFiles())
                .evidence()
                .allSeen(Freeze.TYPE)
                .map(read ->
                        read.pid() + " " + read.cgroups() + " " + read.frozen().isPresent())
                .toList();
    }

    @Test
    void whoIsInAFrozenGroupByTheProcessOrByTheGroup() throws IOException {
        var frozen = POD + "/cgroup.freeze:1\n";
        assertThat(members(frozen + "# cat /proc/91/cgroup\n0::/kubepods.slice/kubepods-pod7.slice/a.scope\n"))
                .containsExactly("91 [:/kubepods.slice/kubepods-pod7.slice/a.scope] false");
        assertThat(
                        members(
                                frozen
                                        + "/proc/92/cgroup:0::/kubepods.slice/kubepods-pod7.slice\n/proc/95/cgroup:7:0::/kubepods.slice/kubepods-pod7.slice\n"))
                .hasSize(2);
        assertThat(members(frozen + "# cat " + POD + "/a.scope/cgroup.procs\n93\n94\n"))
                .hasSize(2);
    }

    @Test
    void aGroupOfVersionOneIsThatOfTheFreezer() throws IOException {
        var frozen = "# cat /sys/fs/cgroup/freezer/kubepods/pod7/freezer.state\nFREEZING\n";
        assertThat(members(
                        frozen + "# cat /proc/91/cgroup\n12:freezer:/kubepods/pod7/a\n3:cpu,cpuacct:/kubepods/pod7\n"))
                .containsExactly("91 [freezer:/kubepods/pod7/a] false");
        assertThat(members(frozen.replace("FREEZING", "THAWED") + "# cat /proc/91/cgroup\n12:freezer:/kubepods/pod7/a\n"
                        + POD + "/cgroup.freeze:1\n"))
                .isEmpty();
    }

    @Test
    void othersAreInNone() throws IOException {
        assertThat(members(POD + "/cgroup.freeze:1\n/proc/92/cgroup:0::/kubepods.slice/kubepods-pod71.slice\n"
                        + "# cat /sys/fs/cgroup/kubepods.slice/cgroup.procs\n93\n"))
                .isEmpty();
    }
}
