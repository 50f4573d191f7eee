package io.nodethaw;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.Probe;
import io.nodethaw.collect.child.ReaderMain;
import io.nodethaw.collect.goroutines.GoroutineTask;
import io.nodethaw.collect.kernel.Questions;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.EvidenceFormatException;
import io.nodethaw.golang.GoroutineReader;
import io.nodethaw.hop.Depth;
import io.nodethaw.wait.NodeView;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.jar.JarFile;

/**
 * Runs command lines from stdin one after the other, in one process, while the JVM records what they load. Only the build
 * starts it, to make the AOT cache (node/src/build/image): two recordings cannot be put together.
 */
final class Training {

    /** Begins a line that names an evidence file: the questions are asked that would be asked on the node it comes from. */
    private static final String PROBES = "probes ";

    /** The system property for the folder that contains stand-ins for the daemons (node/src/build/StandIns.java). */
    private static final String STAND_INS = "nodethaw.standins";

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private Training() {}

    /** Runs each line of stdin, split at blanks, as {@link Main} would; a command that reads stdin finds it at its end. */
    public static void main(String[] args) throws IOException {
        for (var line : new InputStreamReader(System.in, UTF_8).readAllLines()) {
            if (line.startsWith(PROBES)) {
                probes(Path.of(line.substring(PROBES.length())));
                continue;
            }
            int code = OurLauncher.isThere()
                    ? OurLauncher.told(Main.run(line.strip().split(" +", -1)))
                    : 0;
            if (line.equals(Main.READER)) {
                var host = new Host(Path.of("/"), InstantSource.system());
                int self = (int) ProcessHandle.current().pid();
                ReaderMain.rehearse(
                        Main.tasks(host),
                        List.of(
                                Questions.mounts(self),
                                Questions.systemCall(self, 0),
                                Questions.freeze(self),
                                Questions.kernelLog()));
                System.err.println("training: goroutines: " + GoroutineTask.rehearse(host));
                int classes = loadPackage(GoroutineTask.class) + loadPackage(GoroutineReader.class);
                System.err.println("training: " + classes + " classes of goroutines");
            }
            System.err.println("training: " + line + ": " + code);
        }
    }

    /**
     * Asks the questions of all hops, as on a node in the state of this evidence; the stand-ins below {@link #STAND_INS}
     * answer.
     */
    private static void probes(Path evidence) throws IOException {
        var host = new Host(Path.of(System.getProperty(STAND_INS, "/nowhere")), InstantSource.system());
        var view = new NodeView(read(host, evidence));
        var chain = Main.chain(host);
        System.err.println("training: " + chain.wants(view, Depth.LIGHT).size() + " readings tell who is who");
        for (var hop : chain.hops()) {
            System.err.println(
                    "training: " + hop.name() + ": " + hop.inHand(view).size() + " questions without an answer");
            for (var depth : Depth.values()) {
                for (var probe : hop.probes(view, depth)) {
                    System.err.println("training: " + answer(host, probe));
                }
            }
        }
    }

    private static Evidence read(Host host, Path file) throws IOException {
        try (var text = Files.newBufferedReader(file)) {
            return new Program(host).codec().read(text, file.toString()).evidence();
        } catch (EvidenceFormatException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static String answer(Host host, Probe<?> probe) {
        try {
            return "answer " + probe.ask().ask(host.deadline(LIMIT));
        } catch (IOException e) {
            return probe.key() + ": " + e;
        }
    }

    /** Loads every class of a package, because the build has no Go program whose memory could be read. */
    private static int loadPackage(Class<?> member) throws IOException {
        var source = member.getProtectionDomain().getCodeSource().getLocation();
        var folder = member.getPackageName().replace('.', '/') + "/";
        try (var jar = new JarFile(Path.of(URI.create(source.toString())).toFile())) {
            var names = jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith(folder) && name.endsWith(".class"))
                    .filter(name -> !name.endsWith("-info.class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .toList();
            for (var name : names) {
                Class.forName(name);
            }
            return names.size();
        } catch (ClassNotFoundException e) {
            throw new IOException("the jar does not load: " + e.getMessage(), e);
        }
    }
}
