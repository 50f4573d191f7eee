package io.nodethaw;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What reads the files that people bring costs nothing where nobody brings any: not one class of it is loaded. */
class LoadedClassesIT {
    private static final Path IMAGE =
            Path.of(System.getProperty("basedir", ".")).toAbsolutePath().resolve("target/image");

    /** A line of -Xlog:class+load: time, tags, name, where from. */
    private static final Pattern LOADED = Pattern.compile("(?m)^.*?([\\w$.]+) source: .*$");

    /** What unpacks: the libraries, and those of our classes that call them. */
    private static final Pattern UNPACKING =
            Pattern.compile("(?:org\\.apache\\.commons|org\\.tukaani|io\\.nodethaw\\.archive\\.zstd)\\..*"
                    + "|io\\.nodethaw\\.archive\\.(?:Rare|Tar|Zip).*");

    /** What reads files; the contract of formats is part of what verbs are handed. */
    private static final Pattern READING = Pattern.compile(
            "io\\.nodethaw\\.(?:(?:archive|capture|core|redact)\\..*|format\\.(?!FileFormat(?:Exception)?$).*)");

    @TempDir
    Path folder;

    /** The names of the classes that a command loads; without the AOT cache, in which all classes of all commands count as loaded. */
    private List<String> loaded(String command) throws IOException, InterruptedException {
        var log = folder.resolve("classes");
        var child = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        IMAGE.resolve("bin/nodethaw") + " " + command + " > /dev/null 2>&1 < /dev/null")
                .redirectErrorStream(true);
        child.environment().put("NODETHAW_JAVA_OPTIONS", "-XX:AOTMode=off -Xlog:class+load:file=" + log);
        assertThat(child.start().waitFor(2, TimeUnit.MINUTES)).isTrue();
        var names = LOADED.matcher(Files.readString(log, UTF_8))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(names).as(command).contains("io.nodethaw.Main");
        return names;
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--version", "explain", "diagnose", "heal", "chain 1"})
    void noLookLoadsWhatReadsFiles(String command) throws Exception {
        assertThat(loaded(command)).noneMatch(UNPACKING.asMatchPredicate()).noneMatch(READING.asMatchPredicate());
    }

    @Test
    void savedEvidenceNeedsNoLibraryEither() throws Exception {
        var evidence = IMAGE.resolve("../../../corpus/healthy-two-runtimes/input/evidence.json.gz");
        assertThat(loaded("analyze " + evidence)).noneMatch(UNPACKING.asMatchPredicate());
    }
}
