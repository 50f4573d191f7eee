package io.nodethaw;

import io.nodethaw.cli.Cli;
import io.nodethaw.cli.Console;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.child.ReaderMain;
import io.nodethaw.collect.memory.CallTargets;
import io.nodethaw.heal.RoomTask;
import io.nodethaw.hop.systemd.CookieTask;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** Builds the program, and leaves in one place. */
public final class Main {
    /** The hidden verb of the reader child. */
    static final String READER = "--reader";

    private Main() {}

    /** Runs one command and leaves. */
    public static void main(String[] args) throws IOException {
        int code = run(args);
        Runtime.getRuntime().halt(code); // exit hooks could wait for what is stuck
    }

    /** Runs one command and comes back, with the exit code. */
    static int run(String... args) throws IOException {
        var host = new Host(Path.of("/"), InstantSource.system());
        if (args.length == 1 && args[0].equals(READER)) {
            return read(host);
        }
        return new Cli(new Program(host), Console.system(), Build.current().version()).run(args);
    }

    /** What may hang is read by this program once more, as a child that can be left behind. */
    private static int read(Host host) throws IOException {
        var tasks = Map.of(CallTargets.TASK, CallTargets.task(), CookieTask.TASK, CookieTask.task(host), RoomTask.TASK, RoomTask.task(host));
        ReaderMain.run(System.in, System.out, host, tasks);
        return 0;
    }
}
