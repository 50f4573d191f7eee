package io.nodethaw.collect.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.nodethaw.collect.Host;
import io.nodethaw.evidence.ProgramFile;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the kernel makes of a file that may be executed, as far as its first page and its program headers tell (fs/binfmt_elf.c,
 * fs/binfmt_script.c). Whatever could not be read, or might be started after all, counts as executable.
 */
final class ProgramContent {
    private static final int PAGE = 4096;

    /** The longest first line of a script before 5.1 (include/uapi/linux/binfmts.h, BINPRM_BUF_SIZE), less its end. */
    private static final int LONGEST_LINE = 127;

    private final Host host;
    private final InRoot root;

    /** @param root in which the program would be started, and its interpreter looked for */
    ProgramContent(Host host, InRoot root) {
        this.host = host;
        this.root = root;
    }

    /** The file, which is not empty. */
    ProgramFile.Found found(String path, Path file) {
        try (var in = new FileInputStream(file.toFile())) {
            return judge(path, in);
        } catch (IOException unknown) {
            return new ProgramFile.Found(path, ProgramFile.Kind.EXECUTABLE);
        }
    }

    private ProgramFile.Found judge(String path, FileInputStream file) throws IOException {
        var page = read(file, 0, PAGE);
        if (Elf.is(page)) {
            return elf(path, file, page);
        }
        if (page.remaining() >= 2 && page.get(0) == '#' && page.get(1) == '!') {
            return interpreted(path, ofScript(page));
        }
        return new ProgramFile.Found(
                path,
                page.hasRemaining() && new OtherFormats(host).areNone()
                        ? ProgramFile.Kind.NO_FORMAT
                        : ProgramFile.Kind.EXECUTABLE);
    }

    /** A 64-bit kernel may also start what was made for the 32-bit machine before it, so only 64-bit ELFs are compared. */
    private ProgramFile.Found elf(String path, FileInputStream file, ByteBuffer page) throws IOException {
        var elf = Elf.of(page);
        var ours = ours();
        if (elf.isEmpty() || ours.isEmpty()) {
            return new ProgramFile.Found(path, ProgramFile.Kind.EXECUTABLE);
        }
        if (elf.get().isForMachineOf(ours.get())) {
            return interpreted(path, ofElf(file, elf.get()));
        }
        return new ProgramFile.Found(
                path, new OtherFormats(host).areNone() ? ProgramFile.Kind.OTHER_MACHINE : ProgramFile.Kind.EXECUTABLE);
    }

    /** This program runs, so its ELF is for this machine. */
    private Optional<Elf> ours() throws IOException {
        try (var in = new FileInputStream(host.file("/proc/self/exe").toFile())) {
            return Elf.of(read(in, 0, PAGE));
        }
    }

    private ProgramFile.Found interpreted(String path, Optional<String> interpreter) throws IOException {
        boolean lacks = interpreter.isPresent() && !isThere(interpreter.get());
        return new ProgramFile.Found(
                path,
                lacks ? ProgramFile.Kind.NO_INTERPRETER : ProgramFile.Kind.EXECUTABLE,
                interpreter.filter(_ -> lacks));
    }

    private boolean isThere(String interpreter) throws IOException {
        try {
            Files.readAttributes(root.resolve(interpreter), "unix:dev", LinkOption.NOFOLLOW_LINKS);
            return true;
        } catch (NoSuchFileException none) {
            return false;
        }
    }

    /** The first word of the line; none where kernels do not agree on its end. */
    private static Optional<String> ofScript(ByteBuffer page) {
        var text = ISO_8859_1.decode(page.duplicate()).toString();
        int from = 2;
        while (from < text.length() && isBlank(text.charAt(from))) {
            from++;
        }
        int to = from;
        while (to < text.length() && !isBlank(text.charAt(to)) && text.charAt(to) != '\n' && text.charAt(to) != 0) {
            to++;
        }
        return to < LONGEST_LINE ? path(text.substring(from, to)) : Optional.empty();
    }

    private static boolean isBlank(char one) {
        return one == ' ' || one == '\t';
    }

    /** What PT_INTERP says. */
    private static Optional<String> ofElf(FileInputStream file, Elf elf) throws IOException {
        var place = elf.interpreter(read(file, elf.headersAt(), elf.headerBytes()));
        if (place.isEmpty() || place.get().bytes() > PAGE) {
            return Optional.empty();
        }
        var bytes = read(file, place.get().at(), (int) place.get().bytes());
        var text = ISO_8859_1.decode(bytes).toString();
        int end = text.indexOf(0);
        return end < 0 || text.length() < place.get().bytes() ? Optional.empty() : path(text.substring(0, end));
    }

    /** An absolute path of letters that every locale has; other names could not be looked for, or depend on the folder. */
    private static Optional<String> path(String text) {
        return text.startsWith("/") && US_ASCII.newEncoder().canEncode(text) ? Optional.of(text) : Optional.empty();
    }

    /** As many of these bytes as there are. */
    private static ByteBuffer read(FileInputStream file, long at, int bytes) throws IOException {
        var buffer = ByteBuffer.allocate(bytes);
        if (at >= 0) {
            var channel = file.getChannel();
            channel.position(at);
            while (buffer.hasRemaining() && channel.read(buffer) > 0) {
                // a read may return less than there is
            }
        }
        return buffer.flip();
    }
}
