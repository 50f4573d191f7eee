package io.nodethaw;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.child.ReaderMain;
import io.nodethaw.collect.memory.go.GoroutineTask;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * Runs command lines from stdin one after the other, in one process, while the JVM records what they load. Only the build
 * starts it, to make the AOT cache (node/src/build/image): two recordings cannot be put together.
 */
final class Training {

    private Training() {}

    /** Runs each line of stdin, split at blanks, as {@link Main} would; a command that reads stdin finds it at its end. */
    public static void main(String[] args) throws IOException {
        for (var line : new InputStreamReader(System.in, UTF_8).readAllLines()) {
            int code = Main.run(line.strip().split(" +", -1));
            if (line.equals(Main.READER)) {
                var host = new Host(Path.of("/"), InstantSource.system());
                ReaderMain.rehearse(host);
                System.err.println("training: goroutines: " + GoroutineTask.rehearse(host));
            }
            System.err.println("training: " + line + ": " + code);
        }
    }
}
