package io.nodethaw;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.Probe;
import io.nodethaw.collect.child.Question;
import io.nodethaw.collect.child.ReaderMain;
import io.nodethaw.collect.goroutines.GoroutineTask;
import io.nodethaw.collect.kernel.Questions;
import io.nodethaw.collect.source.ReadingPlace;
import io.nodethaw.collect.source.ReadingPlaces;
import io.nodethaw.collect.source.Sources;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.EvidenceFormatException;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Key;
import io.nodethaw.golang.GoroutineReader;
import io.nodethaw.hop.kubelet.KubeletAccess;
import io.nodethaw.look.Rehearsal;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarFile;
import java.util.zip.GZIPInputStream;

/**
 * Runs command lines from stdin one after the other, in one process, while the JVM records what they load. Only the build
 * starts it, to make the AOT cache (node/src/build/image): two recordings cannot be put together.
 */
final class Training {

    /** Begins a line that names a file of evidence, packed with gzip: a look is rehearsed at the node it comes from. */
    private static final String LOOK = "look ";

    /** The system property for the folder that contains stand-ins for the daemons (node/src/build/StandIns.java). */
    private static final String STAND_INS = "nodethaw.standins";

    /** What kubelet's unit names: of what the reader child does, this takes most classes beside goroutines. */
    private static final Key KUBELET = KubeletAccess.TYPE.key("kubelet.service");

    private Training() {}

    /** Runs each line of stdin, split at blanks, as {@link Main} would; a command that reads stdin finds it at its end. */
    public static void main(String[] args) throws IOException {
        ProcessHandle.current()
                .parent()
                .ifPresent(parent -> System.setProperty(OurLauncher.PROPERTY, Long.toString(parent.pid())));
        for (var line : new InputStreamReader(System.in, UTF_8).readAllLines()) {
            if (line.startsWith(LOOK)) {
                look(Path.of(line.substring(LOOK.length())));
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
                var daemons = new Sources(Main.chain(standIns()).sources());
                ReaderMain.rehearse(daemons.tasks(), asked(daemons, KUBELET));
                System.err.println("training: goroutines: " + GoroutineTask.rehearse(host));
                int classes = loadPackage(GoroutineTask.class) + loadPackage(GoroutineReader.class);
                System.err.println("training: " + classes + " classes of goroutines");
            }
            System.err.println("training: " + line + ": " + code);
        }
    }

    /** Rehearses a look at the node that this evidence comes from; the stand-ins below {@link #STAND_INS} answer. */
    private static void look(Path evidence) throws IOException {
        var host = standIns();
        var chain = Main.chain(host);
        var saved = read(host, evidence);
        var sources = new Sources(chain.sources());
        for (var goroutines : saved.allSeen(Goroutines.TYPE).toList()) {
            GoroutineTask.rehearsePassing(goroutines);
        }
        var notes = new NotesFile(host.root().resolve("notes"), () -> 1);
        long answers = new Rehearsal(host, chain, sources).look(saved, notes);
        System.err.println("training: " + answers + " answers");
        var self = Long.toString(ProcessHandle.current().pid());
        for (var key : saved.all().keySet()) {
            if (!key.fact().equals(Goroutines.TYPE.name())) {
                asked(sources, new Key(key.fact(), key.instance().replaceFirst("^\\d+", self)))
                        .forEach(question -> answer(question, sources));
            }
        }
    }

    /** Answers a question to the reader child in this process, by the stand-ins or by this machine. */
    private static <T> void answer(Question<T> question, Sources sources) {
        for (var tasks : List.of(sources.tasks(), Main.tasks(new Host(Path.of("/"), InstantSource.system())))) {
            try {
                var task = Objects.requireNonNull(tasks.get(question.task()));
                var _ = question.decoder().decode(task.read(question.arguments()));
            } catch (IOException none) {
                System.err.println("training: " + question.stage() + ": " + none.getMessage());
            }
        }
    }

    private static Host standIns() {
        return new Host(Path.of(System.getProperty(STAND_INS, "/nowhere")), InstantSource.system());
    }

    /** The questions to the reader child by which this is read. */
    private static List<Question<?>> asked(Sources sources, Key key) {
        var asked = new ArrayList<Question<?>>();
        sources.of(key)
                .filter(source -> source.place() == ReadingPlace.CHILD)
                .ifPresent(source -> source.read(key.instance(), new Asked(asked)));
        return asked;
    }

    /** Keeps what the reader child would be asked. */
    private record Asked(List<Question<?>> questions) implements ReadingPlaces {
        @Override
        public <T> void own(FactType<T> type, String instance, Reader<T> reader) {}

        @Override
        public <T> void thread(FactType<T> type, String instance, Probe.Ask<T> question) {}

        @Override
        public <T> void child(Question<T> question) {
            questions.add(question);
        }
    }

    private static Evidence read(Host host, Path file) throws IOException {
        try (var text = new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), UTF_8)) {
            return new Program(host).codec().read(text, file.toString()).evidence();
        } catch (EvidenceFormatException e) {
            throw new IOException(e.getMessage(), e);
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
