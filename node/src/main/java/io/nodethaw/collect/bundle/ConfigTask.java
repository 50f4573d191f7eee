package io.nodethaw.collect.bundle;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.child.ReaderTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** Reads the annotations in the configuration of a bundle, and nothing else of it: its environment may hold passwords. */
final class ConfigTask implements ReaderTask {
    /** The most of a file that is read. They have 5 to 50 KiB; environment and mounts of a container may be long. */
    private static final int LONGEST = 1 << 20;

    private final Host host;

    ConfigTask(Host host) {
        this.host = host;
    }

    @Override
    public byte[] read(List<String> arguments) throws IOException {
        var file = host.onNode(arguments.getFirst() + "/config.json");
        try {
            var kind = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!kind.isRegularFile()) {
                throw new NotAskedException("no plain file"); // opening a fifo would hang
            }
            try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                return ConfigText.write(ConfigText.annotations(in.readNBytes(LONGEST)));
            }
        } catch (NoSuchFileException gone) {
            throw new NotAskedException("the bundle is gone");
        }
    }
}
