package io.nodethaw.collect.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.child.ReaderTask;
import io.nodethaw.collect.proc.KernelFile;
import io.nodethaw.evidence.ProgramFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks for a program as a daemon does: in the folders of its own PATH, and beside its own file. Reading the environment and the
 * link exe takes the lock of its address space, so this is done in the reader child. Of the environment nothing but PATH leaves
 * the child.
 */
final class SearchTask implements ReaderTask {
    private static final String PATH = "PATH=";

    private final Host host;

    SearchTask(Host host) {
        this.host = host;
    }

    /** Arguments: the pid, and the program's name or path. */
    @Override
    public byte[] read(List<String> arguments) throws IOException {
        int pid = Integer.parseInt(arguments.get(0));
        var name = arguments.get(1);
        return write(new ProgramSearch(host, pid).all(name, name.indexOf('/') >= 0 ? List.of() : folders(pid)));
    }

    /** containerd also looks for a shim beside itself (runtime/v2/shim_manager.go, resolveRuntimePath). */
    private List<String> folders(int pid) throws IOException {
        var folders = new ArrayList<>(path(pid));
        var exe = Files.readSymbolicLink(host.proc(pid, "exe")).toString();
        var own = exe.substring(0, Math.max(0, exe.lastIndexOf('/')));
        if (!own.isEmpty() && !folders.contains(own)) {
            folders.add(own);
        }
        return folders;
    }

    private List<String> path(int pid) throws IOException {
        var text = new String(KernelFile.bytes(host.proc(pid, "environ").toString()), UTF_8);
        for (var variable : text.split("\0", -1)) {
            if (variable.startsWith(PATH)) {
                return List.of(variable.substring(PATH.length()).split(":", -1)).stream()
                        .filter(folder -> folder.startsWith("/")) // Go looks in no other folder since 1.19
                        .toList();
            }
        }
        throw new NotAskedException("the environment of " + pid + " names no PATH");
    }

    private static byte[] write(ProgramFile program) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeShort(program.folders().size());
            for (var folder : program.folders()) {
                out.writeUTF(folder);
            }
            out.writeShort(program.found().size());
            for (var file : program.found()) {
                out.writeUTF(file.path());
                out.writeUTF(file.kind().name());
                out.writeUTF(file.interpreter().orElse(""));
            }
        }
        return bytes.toByteArray();
    }

    /** What the child's answer says. */
    static ProgramFile read(int pid, String name, byte[] answer) throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(answer))) {
            var folders = new ArrayList<String>();
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                folders.add(in.readUTF());
            }
            var found = new ArrayList<ProgramFile.Found>();
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                found.add(new ProgramFile.Found(
                        in.readUTF(),
                        ProgramFile.Kind.valueOf(in.readUTF()),
                        Optional.of(in.readUTF()).filter(text -> !text.isEmpty())));
            }
            return new ProgramFile(pid, name, folders, found);
        }
    }
}
