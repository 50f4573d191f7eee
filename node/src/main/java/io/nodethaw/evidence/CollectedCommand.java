package io.nodethaw.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A command that a collector of files ran on the node. Where it asks a daemon it is a probe: that it came back is an answer, and that
 * it did not is a silence, with the time that the collector waited. The instance is the command line, without the folder of its program.
 *
 * @param exit the code that it ended with; empty where nothing tells
 * @param took how long it took; empty where nothing tells
 * @param began when it began; empty where nothing tells
 */
public record CollectedCommand(Optional<Integer> exit, Optional<Duration> took, Optional<Instant> began) {
    public static final FactType<CollectedCommand> TYPE = new FactType<>("collected-command", CollectedCommand.class);

    /** The most characters of a command line that are kept. */
    private static final int LONGEST = 200;

    /** The instance of a command line: "docker ps" of "/usr/bin/docker  ps". */
    public static String instance(String command) {
        var line = command.strip().replaceAll("\\s+", " ");
        int end = line.indexOf(' ');
        var program = end < 0 ? line : line.substring(0, end);
        return Foreign.cut(line.substring(program.lastIndexOf('/') + 1), LONGEST);
    }
}
