package io.nodethaw.heal;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.NotPermittedException;
import io.nodethaw.evidence.OpenCures;
import io.nodethaw.file.OutputFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The records of cures, one file each, in a folder below /run: a reboot clears them. A record is written to a new file, synced
 * and then renamed, so that a run that is killed leaves either the complete old record or the complete new one.
 */
public final class Records {
    private static final String SUFFIX = ".json";

    /** The longest record; one with thousands of waiting processes has some hundred kilobytes. */
    private static final int MOST_BYTES = 8 << 20;

    private final Path folder;
    private final Gson json =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /** @param folder made when the first record is written: /run/nodethaw/heal */
    public Records(Path folder) {
        this.folder = folder;
    }

    /** A record exists and cannot be understood: then it is not known what was done. */
    static final class UnreadableException extends IOException {
        private static final long serialVersionUID = 1;

        UnreadableException(Path file, Throwable cause) {
            super(file + " cannot be read, so it is not known what was done before; look at it and remove it", cause);
        }
    }

    /** Keeps other runs of healing out while it is open; the kernel releases it when this program is killed. */
    static final class Lock implements AutoCloseable {
        private final FileChannel channel;

        private Lock(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }

        /** Closes it where an error changes nothing: the kernel releases the lock when this program ends. */
        void release() {
            try {
                close();
            } catch (IOException e) {
                // it ends with this program
            }
        }
    }

    /** Takes the lock; empty when another run of healing has it. */
    Optional<Lock> lock() throws IOException {
        FileChannel channel;
        try (var opened = OutputFolder.own(folder)) {
            channel = opened.shared("lock");
        }
        boolean ours = false;
        try {
            FileLock got = channel.tryLock();
            ours = got != null;
        } catch (OverlappingFileLockException e) {
            ours = false; // another thread of this program has it
        }
        if (!ours) {
            channel.close();
            return Optional.empty();
        }
        removeOldParts();
        return Optional.of(new Lock(channel));
    }

    /** Removes what a killed run has left half written; only the holder of the lock writes here. */
    private void removeOldParts() throws IOException {
        try (var opened = OutputFolder.own(folder)) {
            opened.removeOldParts();
        }
    }

    /** The records of this boot, oldest first. */
    List<Cure> of(String bootId) throws IOException {
        if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        var found = new ArrayList<Cure>();
        try (var opened = OutputFolder.own(folder)) {
            for (var name : opened.names()) {
                if (name.endsWith(SUFFIX)) {
                    found.add(read(opened, name));
                }
            }
        }
        found.removeIf(cure -> !cure.bootId().equals(bootId));
        found.sort(Comparator.comparingDouble(Cure::sinceBoot));
        return found;
    }

    /**
     * How many cures of this boot were begun since then and have done something, or may have.
     *
     * @param since seconds since boot
     */
    public int acted(String bootId, double since) throws IOException {
        return (int) of(bootId).stream()
                .filter(cure -> cure.hasActed() && cure.sinceBoot() >= since)
                .count();
    }

    /**
     * The cures of this boot that were not proven.
     *
     * @throws NotAskedException when we may not read them
     */
    public OpenCures open(String bootId) throws IOException {
        try {
            return new OpenCures(Cure.unproven(of(bootId)).stream()
                    .map(cure -> new OpenCures.OpenCure(cure.code(), cure.sinceBoot(), cure.end(), cure.left()))
                    .toList());
        } catch (AccessDeniedException e) {
            throw NotPermittedException.of(folder.toString());
        }
    }

    private Cure read(OutputFolder opened, String name) throws IOException {
        try {
            return Optional.ofNullable(json.fromJson(FormerRecord.read(opened.text(name, MOST_BYTES)), Cure.class))
                    .orElseThrow(() -> new JsonParseException("empty"));
        } catch (IOException
                | RuntimeException
                        e) { // JsonParseException, or what the constructor of a record throws when parts are missing
            throw new UnreadableException(folder.resolve(name), e);
        }
    }

    /** Writes a record; when this returns, it is on the disk. */
    void write(Cure cure) throws IOException {
        var name = String.format(Locale.ROOT, "%014.2f", cure.sinceBoot()) + SUFFIX;
        try (var opened = OutputFolder.own(folder)) {
            opened.writeText(name, json.toJson(cure));
        }
    }
}
