package io.nodethaw;

import io.nodethaw.cli.CoreSource;
import io.nodethaw.collect.tools.Tool;
import io.nodethaw.core.StackFrames;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks eu-stack of elfutils, which unwinds C by the tables of each library, and names functions. */
record NodeCores() implements CoreSource {
    @Override
    public Optional<StackFrames> stacks(Path core, Optional<Path> exe, Duration limit) {
        var tool = Tool.find("eu-stack");
        if (tool.isEmpty()) {
            return Optional.empty();
        }
        var arguments = new ArrayList<>(List.of("--core=" + core.toAbsolutePath(), "--module"));
        exe.ifPresent(path -> arguments.add("--executable=" + path.toAbsolutePath()));
        try {
            var frames = StackFrames.ofEuStack(tool.get().ask(arguments, limit));
            return frames.byThread().isEmpty() ? Optional.empty() : Optional.of(frames);
        } catch (IOException e) {
            return Optional.empty(); // then there are the frames that are certain without it
        }
    }
}
