package io.nodethaw.cli;

import io.nodethaw.core.StackFrames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Provides what other programs of this machine tell of a core. */
public interface CoreSource {
    /**
     * The stacks of its threads, when a tool for them is here and tells any in this time.
     *
     * @param exe the program, when somebody has named it
     */
    Optional<StackFrames> stacks(Path core, Optional<Path> exe, Duration limit);
}
