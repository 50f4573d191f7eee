package io.nodethaw.collect.packages;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.child.ReaderTask;
import io.nodethaw.evidence.ProgramVersion;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Asks a program of the node for its version, in its own words. */
final class VersionTask implements ReaderTask {
    private static final List<String> FOLDERS =
            List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/opt/bin");

    private final Host host;

    VersionTask(Host host) {
        this.host = host;
    }

    /** Argument: its name. */
    @Override
    public byte[] read(List<String> name) throws IOException {
        var folders = FOLDERS.stream().map(folder -> host.file(folder).toFile()).toList();
        var program = file(folders, name.getFirst());
        var said = Inquiry.ask(List.of(program, "--version"));
        return (program + "\n" + said.lines().findFirst().orElse("")).getBytes(UTF_8);
    }

    private String file(List<File> folders, String name) throws IOException {
        var usual = Inquiry.find(folders, name);
        return usual.isPresent()
                ? usual.get().getPath()
                : new RunningProgram(host)
                        .of(name)
                        .map(Path::toString)
                        .orElseThrow(() -> new NotAskedException(
                                "no " + name + " in the usual folders, nor one of root's that runs"));
    }

    static ProgramVersion decode(byte[] answer) {
        var text = new String(answer, UTF_8);
        int end = Math.max(0, text.indexOf('\n'));
        return new ProgramVersion(text.substring(0, end), text.substring(end).strip());
    }
}
