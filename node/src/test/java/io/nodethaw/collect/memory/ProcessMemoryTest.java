package io.nodethaw.collect.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.memory.MemoryMap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProcessMemoryTest {
    @Test
    void ownMemoryIsReadByAddress() throws Exception {
        var map = MemoryMap.read(Path.of("/proc/self/maps"));
        var library = map.regions().stream()
                .filter(region -> region.path().endsWith("/libjvm.so"))
                .findFirst()
                .orElseThrow();
        try (var memory = ProcessMemory.open(Path.of("/proc/self/mem"))) {
            var magic = ByteBuffer.allocate(4);
            assertThat(memory.read(library.start(), magic)).isEqualTo(4);
            assertThat(magic.array()).containsExactly(0x7f, 'E', 'L', 'F');
        }
    }

    @Test
    void addressWithoutMemoryIsAnError() throws Exception {
        try (var memory = ProcessMemory.open(Path.of("/proc/self/mem"))) {
            assertThatThrownBy(() -> memory.read(0, ByteBuffer.allocate(8))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void addressOfTheKernelIsAnErrorOfTheSameKind() throws Exception {
        try (var memory = ProcessMemory.open(Path.of("/proc/self/mem"))) {
            assertThatThrownBy(() -> memory.read(-8, ByteBuffer.allocate(8))).isInstanceOf(IOException.class);
        }
    }
}
