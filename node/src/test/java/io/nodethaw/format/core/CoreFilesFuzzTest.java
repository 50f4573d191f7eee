package io.nodethaw.format.core;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.nodethaw.format.Assembly;
import io.nodethaw.format.FileFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Cores come from anybody: one is read, or refused with what to do next. */
class CoreFilesFuzzTest {
    @TempDir
    static Path folder;

    @FuzzTest(maxDuration = "60s")
    void anyFileIsACoreOrRefused(byte[] bytes) throws IOException {
        var file = Files.write(folder.resolve("core"), bytes);
        try {
            Assembly.of(List.of(new CoreFiles().read(file, new ByteArrayInputStream(bytes), "core")));
        } catch (FileFormatException e) {
            if (e.next().isEmpty()) {
                throw new AssertionError("nothing to do next", e);
            }
        }
    }
}
