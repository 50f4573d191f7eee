package io.nodethaw.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryMapTest {
    private static final MemoryMap MAP = MemoryMap.parse(List.of(
            "56004f537000-56004f538000 rw-p 00016000 00:a5 338340                     /usr/lib/systemd/systemd",
            "56006e5f5000-56006e737000 rw-p 00000000 00:00 0                          [heap]",
            "7fa75578e000-7fa755793000 rw-p 00000000 00:00 0 ",
            "7fa755793000-7fa755794000 ---p 00000000 00:00 0 ",
            "7fa755794000-7fa755795000 rw-s 00000000 00:01 5                          /dev/zero (deleted)",
            "7fa7563ea000-7fa756455000 r--p 00000000 00:a5 341511 /usr/lib/systemd/libsystemd-shared-252-14.el9.so (deleted)",
            "7ffe1d37d000-7ffe1d39e000 rw-p 00000000 00:00 0                          [stack]",
            "ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]",
            "nonsense"));

    @Test
    void heapIsWhatMallocTakesItsMemoryFrom() {
        assertThat(MAP.heap()).extracting(MemoryMap.Region::start).containsExactly(0x56006e5f5000L, 0x7fa75578e000L);
    }

    @Test
    void everyLineOfTheFormIsARegion() {
        assertThat(MAP.regions()).hasSize(8);
        assertThat(MAP.regions().getLast().start()).isEqualTo(0xffffffffff600000L);
        assertThat(MAP.regions().get(5).path()).isEqualTo("/usr/lib/systemd/libsystemd-shared-252-14.el9.so (deleted)");
    }

    @Test
    void versionIsThatOfTheLibraryThatIsMapped() {
        assertThat(MAP.systemdVersion()).hasValue(252);
        assertThat(MemoryMap.parse(List.of()).systemdVersion()).isEmpty();
    }

    @Test
    void addressesAtTheEdgesOfTheHeap() {
        assertThat(MAP.isHeap(0x56006e5f5000L, 8)).isTrue();
        assertThat(MAP.isHeap(0x56006e736ff8L, 8)).isTrue();
        assertThat(MAP.isHeap(0x56006e736ff9L, 8)).isFalse();
        assertThat(MAP.isHeap(0x56004f537000L, 8)).isFalse();
        assertThat(MAP.isHeap(-8, 8)).isFalse();
    }
}
