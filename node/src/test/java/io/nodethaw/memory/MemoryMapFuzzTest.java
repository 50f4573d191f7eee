package io.nodethaw.memory;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

class MemoryMapFuzzTest {
    /** Any text is a map, possibly an empty one. */
    @FuzzTest(maxDuration = "30s")
    void anyTextIsAMap(byte[] text) {
        var map = MemoryMap.parse(
                new String(text, StandardCharsets.ISO_8859_1).lines().toList());
        map.heap();
        map.systemdVersion();
    }
}
