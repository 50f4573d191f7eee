package io.nodethaw;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.child.ReaderMain;
import io.nodethaw.collect.goroutines.GoroutineTask;
import io.nodethaw.collect.kernel.Questions;
import io.nodethaw.golang.GoroutineReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.jar.JarFile;

/**
 * Runs command lines from stdin one after the other, in one process, while the JVM records what they load. Only the build
 * starts it, to make the AOT cache (node/src/build/image): two recordings cannot be put together.
 */
final class Training {

    private Training() {}

    /** Runs each line of stdin, split at blanks, as {@link Main} would; a command that reads stdin finds it at its end. */
    public static void main(String[] args) throws IOException {
        for (var line : new InputStreamReader(System.in, UTF_8).readAllLines()) {
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

    /** Loads every class of a package, since no Go program is at hand on which the readers of its memory could be run. */
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
