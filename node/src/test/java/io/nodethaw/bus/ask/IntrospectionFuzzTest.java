package io.nodethaw.bus.ask;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

class IntrospectionFuzzTest {
    private static final int MOST = 50;

    /** Any text yields a few valid paths below the one that was asked for. */
    @FuzzTest(maxDuration = "60s")
    void textYieldsValidPaths(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.UTF_8);
        var paths = Introspection.below("/a", text, MOST);
        if (paths.size() > MOST) {
            throw new IllegalStateException(paths.size() + " paths");
        }
        for (var path : paths) {
            if (!path.matches("(/[A-Za-z0-9_]+)+") || !path.startsWith("/a/")) {
                throw new IllegalStateException(path);
            }
        }
    }
}
