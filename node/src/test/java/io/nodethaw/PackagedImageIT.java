package io.nodethaw;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program as its users get it: unpacked anywhere, without an installed Java, never with outdated classes. */
class PackagedImageIT {

    private static final Path MODULE =
            Path.of(System.getProperty("basedir", ".")).toAbsolutePath();
    private static final Path TARGET = MODULE.resolve("target");
    private static final Path IMAGE = TARGET.resolve("image");
    private static final String CLASS_LOADING = "-Xlog:class+load:stdout";

    @TempDir
    Path folder;

    @Test
    void unpackedElsewhereItStartsFromItsCache() throws Exception {
        var home = unpacked();
        var talk = run(Map.of("NODETHAW_JAVA_OPTIONS", CLASS_LOADING), home.resolve("bin/nodethaw"), "--version");
        assertThat(loaded(talk)).isNotEmpty().allMatch(line -> line.endsWith("source: shared objects file"));
    }

    @Test
    void aCommandThatTakesLongerHasACacheToo() throws Exception {
        var evidence = MODULE.resolve("../corpus/founding-incident/input/evidence.json");
        var environment = Map.of("NODETHAW_JAVA_OPTIONS", CLASS_LOADING);
        var talk = run(1, environment, IMAGE.resolve("bin/nodethaw"), "analyze", evidence.toString());
        assertThat(loaded(talk)).isNotEmpty().allMatch(line -> line.endsWith("source: shared objects file"));
    }

    @Test
    void readerChildHasTheHeapThatItIsTold() throws Exception {
        var environment = Map.of("NODETHAW_JAVA_OPTIONS", "-XX:+PrintCommandLineFlags -XX:+DisplayVMOutput");
        var program = IMAGE.resolve("bin/nodethaw");
        assertThat(run(environment, program, "--reader", "96m")).contains("-XX:MaxHeapSize=" + (96 << 20) + " ");
        assertThat(run(environment, program, "--reader")).contains("-XX:MaxHeapSize=" + (256 << 20) + " ");
    }

    @Test
    void aFolderThatMayOnlyBeReadIsEnough() throws Exception {
        var home = unpacked();
        run(Map.of("PATH", System.getenv("PATH")), Path.of("/bin/chmod"), "-R", "a-w", home.toString());
        var before = allFiles(home);
        assertThat(run(Map.of(), home.resolve("bin/nodethaw"), "--version")).startsWith("nodethaw ");
        assertThat(allFiles(home)).isEqualTo(before);
        run(Map.of("PATH", System.getenv("PATH")), Path.of("/bin/chmod"), "-R", "u+w", home.toString());
    }

    @Test
    void linksToItAreFollowed() throws Exception {
        var link = Files.createSymbolicLink(folder.resolve("near"), IMAGE.resolve("bin/nodethaw"));
        var far = Files.createSymbolicLink(folder.resolve("far"), folder.relativize(link));
        assertThat(run(Map.of("PATH", System.getenv("PATH")), far, "--version")).startsWith("nodethaw ");
        Files.delete(link);
    }

    @Test
    void anyLocaleReachesAnyFile() throws Exception {
        var evidence = MODULE.resolve("../corpus/founding-incident/input/evidence.json");
        var copy = Files.copy(evidence, folder.resolve("donn\u00e9es.json"));
        for (var locale : List.of("C", "POSIX", "de_DE.UTF-8", "C.UTF-8")) {
            var shown = run(1, Map.of("LC_ALL", locale), IMAGE.resolve("bin/nodethaw"), "analyze", copy.toString());
            assertThat(shown).as(locale).startsWith("STALLED  systemd 1: deaf");
        }
    }

    @Test
    void fullDiskIsNoVerdict() throws Exception {
        var program = IMAGE.resolve("bin/nodethaw").toString();
        var talk = run(70, Map.of(), Path.of("/bin/sh"), "-c", program + " --version 2>&1 > /dev/full");
        assertThat(talk).contains("the result could not be written: No space left on device");
        assertThat(run(0, Map.of(), Path.of("/bin/sh"), "-c", "{ " + program + " --help; echo $? >&3; } 3>&1 | true"))
                .doesNotContain("70");
    }

    @Test
    void folderThatWasDeletedIsNoVerdict() throws Exception {
        var gone = "mkdir " + folder + "/gone && cd " + folder + "/gone && rmdir " + folder + "/gone && exec ";
        for (var verb : List.of("diagnose", "--help")) {
            var said = said(70, gone + IMAGE.resolve("bin/nodethaw") + " " + verb);
            assertThat(said.out()).isEmpty();
            assertThat(said.err())
                    .contains("the folder it was started in is gone")
                    .doesNotContain("\tat ");
        }
    }

    /** It took the parent that /proc names for somebody else than its launcher, and silently ended with 0. */
    @Test
    void theProcOfAnotherPidNamespaceDoesNotMatter() throws Exception {
        var unshare = Path.of("/usr/bin/unshare");
        Assumptions.assumeTrue(Files.isExecutable(unshare) && OurUser.id() == 0);
        var program = IMAGE.resolve("bin/nodethaw").toString();
        var environment = Map.of("PATH", System.getenv("PATH"));
        assertThat(run(0, environment, unshare, "--pid", "--fork", program, "--version"))
                .startsWith("nodethaw ");
        var evidence = MODULE.resolve("../corpus/founding-incident/input/evidence.json");
        var piped = "cat " + evidence + " | unshare --pid --fork " + program + " analyze -";
        assertThat(run(1, environment, Path.of("/bin/sh"), "-c", piped)).startsWith("STALLED  systemd 1: deaf");
    }

    @Test
    void limitOfMemoryIsNoVerdict() throws Exception {
        for (var kilobytes : List.of(50_000, 300_000, 900_000)) {
            var said = said(70, "ulimit -v " + kilobytes + " && exec " + IMAGE.resolve("bin/nodethaw"));
            assertThat(said.out()).as("%d kB", kilobytes).isEmpty();
            assertThat(said.err()).contains("nodethaw: Java could not start");
        }
    }

    /** Pages about the inside of the JVM, and the beginning of them on stdout. */
    @Test
    void limitOfMemoryIsOneLineThatNamesIt() throws Exception {
        for (var limit : List.of("-v 300000", "-d 20000", "-d 40000")) {
            var said = said(70, "ulimit " + limit + " && exec " + IMAGE.resolve("bin/nodethaw"));
            assertThat(said.out()).as(limit).isEmpty();
            assertThat(said.err().lines())
                    .as(limit)
                    .singleElement()
                    .asString()
                    .contains("Java could not start", "here ulimit " + limit.replace(" ", " is "));
        }
    }

    /** As few as a shell needs to open the launcher; it says what it lacks, or starts the program. */
    @Test
    void limitOfOpenFilesIsNoVerdict() throws Exception {
        for (int files : List.of(11, 12, 13)) {
            var start = "(ulimit -n " + files + " && exec " + IMAGE.resolve("bin/nodethaw") + " --version)";
            var none = "exec 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-; "; // which whoever runs the tests may have left open
            var said = said(0, none + start + "; code=$?; [ $code = 70 ] || exit $code");
            assertThat(said.out().isEmpty())
                    .as(said.toString())
                    .isNotEqualTo(said.err().isEmpty());
        }
    }

    @Test
    void exitCodesOfAFailedJavaAreNotOurs() throws Exception {
        var home = unpacked();
        var java = home.resolve("lib/nodethaw/runtime/bin/java");
        for (int code : List.of(0, 1, 2, 3, 64, 134)) {
            Files.writeString(java, "#!/bin/sh\nexit " + code + "\n");
            var said = said(70, "exec " + home.resolve("bin/nodethaw"));
            assertThat(said.out()).as("%d", code).isEmpty();
            assertThat(said.err()).contains("it ended with " + code);
        }
    }

    @Test
    void whatIsMissingIsSaid() throws Exception {
        var home = unpacked();
        var java = home.resolve("lib/nodethaw/runtime/bin/java");
        Files.writeString(java, "#!/no/such/loader\n");
        assertThat(lacking(home)).contains("needs glibc 2.", " or later, which is not here");
        assertThat(java.toFile().setExecutable(false, false)).isTrue();
        assertThat(lacking(home)).contains("may not be executed here", "noexec");
        Files.delete(java);
        assertThat(lacking(home)).contains("is missing: unpack it anew");
    }

    private String lacking(Path home) throws IOException, InterruptedException {
        var said = said(70, "exec " + home.resolve("bin/nodethaw"));
        assertThat(said.out()).isEmpty();
        return said.err();
    }

    @Test
    void signalsReachTheProgram() throws Exception {
        for (int millis = 0; millis < 200; millis += 20) {
            var launcher = new ProcessBuilder(IMAGE.resolve("bin/nodethaw").toString(), "analyze", "-").start();
            Thread.sleep(millis); // it must hold at any moment of the start
            var started = launcher.children().toList();
            launcher.toHandle().destroy();
            assertThat(launcher.waitFor()).as("after %d ms", millis).isEqualTo(128 + 15);
            for (var child : started) {
                child.onExit().get(10, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void stdinThatIsClosedOrAPipeIsThePrograms() throws Exception {
        var program = IMAGE.resolve("bin/nodethaw").toString();
        var evidence = MODULE.resolve("../corpus/founding-incident/input/evidence.json");
        assertThat(said(1, "cat " + evidence + " | " + program + " analyze -").out())
                .startsWith("STALLED  systemd 1");
        assertThat(said(2, "exec " + program + " analyze - <&-").err()).startsWith("nodethaw: stdin: ");
    }

    /** What a program said. */
    private record Said(String out, String err) {}

    private Said said(int code, String script) throws IOException, InterruptedException {
        var out = folder.resolve("out");
        var err = folder.resolve("err");
        var child = new ProcessBuilder("/bin/sh", "-c", script)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        child.getOutputStream().close();
        int ended = child.waitFor();
        var said = new Said(Files.readString(out), Files.readString(err));
        assertThat(ended).as(said.toString()).isEqualTo(code);
        return said;
    }

    @Test
    void optionsForOtherProgramsChangeNothing() throws Exception {
        var options =
                Map.of("JAVA_TOOL_OPTIONS", "-Xint", "JDK_JAVA_OPTIONS", "-XX:+UseParallelGC", "CLASSPATH", "/none");
        assertThat(run(options, IMAGE.resolve("bin/nodethaw"), "--version"))
                .isEqualTo(run(Map.of(), IMAGE.resolve("bin/nodethaw"), "--version"));
    }

    @Test
    void withoutItsCacheItStillRunsAndSaysNothingElse() throws Exception {
        var home = unpacked();
        for (var cache : caches(home)) Files.delete(cache);
        assertThat(run(Map.of(), home.resolve("bin/nodethaw"), "--version"))
                .isEqualTo(run(Map.of(), IMAGE.resolve("bin/nodethaw"), "--version"));
    }

    @Test
    void aChangedClassShowsAtOnce() throws Exception {
        var home = folder.resolve("image"); // together with what the build leaves for the next build
        run(Map.of("PATH", System.getenv("PATH")), Path.of("/bin/cp"), "-a", IMAGE.toString(), home.toString());
        var old = caches(home);
        var source = Files.readString(MODULE.resolve("src/main/java/io/nodethaw/Build.java"));
        var changed = source.replace("new Build(", "new Build(\"changed \" + ");
        assertThat(changed).isNotEqualTo(source);

        var jar = folder.resolve("changed.jar");
        patch(
                jar,
                "io/nodethaw/Build.class",
                Compiled.of("io.nodethaw.Build", changed).iterator().next());
        var build = Map.of("PATH", System.getenv("PATH"), "JAVA_HOME", System.getProperty("java.home"));
        run(
                build,
                MODULE.resolve("src/build/image"),
                jar.toString(),
                TARGET.resolve("libraries").toString(),
                home.toString(),
                "2025-09-16T00:00:00Z");

        var talk = run(Map.of("NODETHAW_JAVA_OPTIONS", CLASS_LOADING), home.resolve("bin/nodethaw"), "--version");
        assertThat(talk.lines()).anyMatch(line -> line.startsWith("nodethaw changed "));
        assertThat(loaded(talk)).allMatch(line -> line.endsWith("source: shared objects file"));
        assertThat(caches(home)).hasSize(2).doesNotContainAnyElementsOf(old);
    }

    @Test
    void theRuntimeHasTheModulesThatAreUsed() throws Exception {
        var wanted = Files.readAllLines(MODULE.resolve("src/build/java.modules")).stream()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.toSet());
        assertThat(wanted).containsAll(usedModules());
    }

    private static Set<String> usedModules() throws IOException {
        var said = new StringWriter();
        var arguments =
                new ArrayList<>(List.of("--multi-release", "25", "--ignore-missing-deps", "--print-module-deps"));
        arguments.add(jar().toString());
        var out = new PrintWriter(said);
        int code = ToolProvider.findFirst("jdeps").orElseThrow().run(out, out, arguments.toArray(String[]::new));
        assertThat(code).as(said.toString()).isZero();
        return new TreeSet<>(Arrays.asList(said.toString().strip().split(",", -1)));
    }

    private static Path jar() throws IOException {
        try (var files = Files.list(TARGET)) {
            return files.filter(file -> file.getFileName().toString().matches("nodethaw-[0-9.]+\\.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Our jar with one class changed. */
    private static void patch(Path to, String entry, byte[] bytes) throws IOException {
        try (var from = new JarFile(jar().toFile());
                var out = new JarOutputStream(Files.newOutputStream(to))) {
            for (var old : from.stream().toList()) {
                out.putNextEntry(new ZipEntry(old.getName()));
                try (var in = from.getInputStream(old)) {
                    out.write(old.getName().equals(entry) ? bytes : in.readAllBytes());
                }
            }
        }
    }

    private Path unpacked() throws IOException, InterruptedException {
        var archive = archive();
        var path = Map.of("PATH", System.getenv("PATH"));
        run(path, Path.of("/bin/tar"), "-xzf", archive.toString(), "-C", folder.toString());
        var home = folder.resolve(archive.getFileName().toString().replaceFirst("-linux-.*", ""));
        assertThat(home.resolve("lib/nodethaw")).isDirectoryContaining("glob:**/runtime");
        return home;
    }

    private static Path archive() throws IOException {
        try (var files = Files.list(TARGET.resolve("dist"))) {
            return files.filter(file -> file.toString().matches(".*-linux-[a-z0-9]+\\.tar\\.gz"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<Path> caches(Path home) throws IOException {
        try (var files = Files.walk(home.resolve("lib/nodethaw"))) {
            return files.filter(file -> file.toString().endsWith(".aot")).toList();
        }
    }

    private static Set<Path> allFiles(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.collect(Collectors.toSet());
        }
    }

    /** The lines that tell where our classes came from. */
    private static List<String> loaded(String talk) {
        return talk.lines()
                .filter(line -> line.contains(" io.nodethaw.") && line.contains("source: "))
                .toList();
    }

    /** Runs a program with only this environment; returns its output after it ended successfully. */
    private static String run(Map<String, String> environment, Path program, String... arguments)
            throws IOException, InterruptedException {
        return run(0, environment, program, arguments);
    }

    private static String run(int code, Map<String, String> environment, Path program, String... arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        var child = builder.start();
        child.getOutputStream().close();
        var said = new ByteArrayOutputStream();
        child.getInputStream().transferTo(said);
        assertThat(child.waitFor()).as(said.toString(UTF_8)).isEqualTo(code);
        return said.toString(UTF_8);
    }
}
