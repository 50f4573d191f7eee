package io.nodethaw.core;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** systemd as the manager of a system. */
final class SystemdProcess {
    /** Its path since the beginning; /lib may be a link to /usr/lib. */
    private static final Pattern PROGRAM = Pattern.compile("(?:/usr)?/lib/systemd/systemd(?: \\(deleted\\))?");

    /** PACKAGE_STRING of config.h, which "systemd --version" prints. */
    private static final Pattern VERSION = Pattern.compile("\\bsystemd (\\d{3})\\b");

    private static final int PIECE = 1 << 20;

    /** Programs of all versions have less than 2 MiB. */
    private static final long MOST = 8 << 20;

    private SystemdProcess() {}

    /** A user's manager has "--user" on its command line. */
    static boolean is(Optional<CoreProcess> process, Optional<String> program) {
        boolean systemd = program.map(path -> PROGRAM.matcher(path).matches())
                .orElse(process.map(CoreProcess::name).filter("systemd"::equals).isPresent());
        return systemd
                && process.filter(it -> it.arguments().contains("--user")).isEmpty();
    }

    /** The version that its program names; 0 for none. */
    static int version(FileBytes program) {
        var piece = ByteBuffer.allocate(PIECE + 64);
        try {
            for (long at = 0; at < Math.min(program.size(), MOST); at += PIECE) {
                piece.clear();
                program.read(at, piece);
                var text = new String(piece.array(), 0, piece.position(), StandardCharsets.ISO_8859_1);
                var found = VERSION.matcher(text);
                if (found.find()) {
                    return Integer.parseInt(found.group(1));
                }
            }
        } catch (IOException _) {
            return 0;
        }
        return 0;
    }
}
