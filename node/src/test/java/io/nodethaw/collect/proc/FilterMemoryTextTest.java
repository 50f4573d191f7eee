package io.nodethaw.collect.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.collect.HostFolder;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.evidence.FilterMemory;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilterMemoryTextTest {
    private static final String MEMINFO = """
            MemTotal:       16398868 kB
            KernelStack:        5520 kB
            VmallocTotal:   34359738367 kB
            VmallocUsed:       26780 kB
            HugePages_Total:       0
            """;

    @TempDir
    private Path folder;

    private FilterMemory of(String meminfo) throws IOException {
        return new Limits(new HostFolder(folder)
                        .write("/proc/sys/net/core/bpf_jit_limit", "528482304\n")
                        .write("/proc/meminfo", meminfo)
                        .host())
                .ofFilters();
    }

    @Test
    void stacksOfThreadsAreLeftOut() throws IOException {
        assertThat(of(MEMINFO)).isEqualTo(new FilterMemory(528_482_304, 21_260L * 1024));
    }

    @Test
    void kernelThatDoesNotCountIsNotAsked() {
        assertThatThrownBy(() -> of("VmallocUsed:           0 kB\n")).isInstanceOf(NotAskedException.class);
        assertThatThrownBy(() -> of("VmallocUsed: many kB\n")).isInstanceOf(NotAskedException.class);
        assertThatThrownBy(() -> of("")).isInstanceOf(NotAskedException.class);
    }
}
