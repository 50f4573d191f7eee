package io.nodethaw.cli;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.EvidenceJson;
import io.nodethaw.file.OutputFolder;
import io.nodethaw.report.ErrorReport;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Writes evidence to a file, completely or not at all. */
final class EvidenceFile {
    /** How long writing may take. A disk that takes longer probably hangs, and the verdict matters more than the file. */
    private static final long SAVE_SECONDS = 10;

    private final EvidenceJson codec;
    private final String name;

    EvidenceFile(EvidenceJson codec, String name) {
        this.codec = codec;
        this.name = name;
    }

    /** Saves the evidence; returns what went wrong, if anything. A write that hangs is left behind. */
    Optional<ErrorReport> save(Evidence evidence, String tool) throws InterruptedException {
        var task = new FutureTask<Void>(() -> {
            write(evidence, tool);
            return null;
        });
        Thread.ofPlatform().daemon().name("save-evidence").start(task);
        try {
            task.get(SAVE_SECONDS, TimeUnit.SECONDS);
            return Optional.empty();
        } catch (TimeoutException e) {
            return Optional.of(failed("the disk took no data for " + SAVE_SECONDS + " s"));
        } catch (ExecutionException e) {
            return Optional.of(failed(InputFile.reason(e.getCause() == null ? e : e.getCause())));
        }
    }

    private void write(Evidence evidence, String tool) throws IOException {
        if (name.isEmpty()) {
            throw new IOException("no file has an empty name");
        }
        var path = Path.of(name).toAbsolutePath();
        var folder = path.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException("there is no folder " + folder);
        }
        try (var opened = OutputFolder.open(folder)) {
            opened.write(String.valueOf(path.getFileName()), file -> {
                var out = new BufferedWriter(Channels.newWriter(file, StandardCharsets.UTF_8));
                codec.write(evidence, tool, out);
            });
        }
    }

    private ErrorReport failed(String reason) {
        return new ErrorReport(
                Cli.INTERNAL_ERROR, "evidence not saved: " + reason, name, "save it elsewhere, for example in /run");
    }
}
