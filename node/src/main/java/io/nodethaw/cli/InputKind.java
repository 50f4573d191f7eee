package io.nodethaw.cli;

import io.nodethaw.format.Head;
import java.util.List;
import java.util.Optional;

/**
 * Files that people may name by mistake and that are not evidence, recognised by their beginning.
 *
 * @param what what it is, in words for a person
 * @param next what to do with it
 */
record InputKind(String what, String next) {
    /** The position at which a tar archive has "ustar" (POSIX.1-2001, pax, header of ustar). */
    private static final int TAR_MAGIC_AT = 257;

    /** Where an ELF file has its type, and that of a core (elf(5): ET_CORE). */
    private static final int TYPE_AT = 16;

    private static final char CORE = 4;

    private record Magic(String bytes, InputKind kind) {}

    private static final String UNPACK = "unpack it, and name the evidence in it";

    /** The first bytes of such files, as file(1) knows them. */
    private static final List<Magic> MAGICS = List.of(
            new Magic("PK\u0003\u0004", new InputKind("a zip archive", UNPACK)),
            new Magic("\u00fd7zXZ\0", new InputKind("packed with xz", "unpack it with xz -d")),
            new Magic("(\u00b5/\u00fd", new InputKind("packed with zstd", "unpack it with zstd -d")),
            new Magic("BZh", new InputKind("packed with bzip2", "unpack it with bzip2 -d")),
            new Magic("\u001f\u008b", new InputKind("packed twice with gzip", "unpack it once with gzip -d")),
            new Magic("LPKSHHRH", new InputKind("a journal of systemd", "read it with journalctl --file")),
            new Magic("\u007fELF", new InputKind("a program or a core dump", evidence())));

    private static String evidence() {
        return "make evidence with: nodethaw diagnose --save-evidence FILE";
    }

    /** What the file is, when it begins like one of these kinds, which no format reads. */
    static Optional<InputKind> of(Head beginning) {
        return ofHead(beginning.text());
    }

    private static boolean isCore(String head) {
        return head.startsWith("\u007fELF")
                && head.length() > TYPE_AT + 1
                && (head.charAt(TYPE_AT) == CORE || head.charAt(TYPE_AT + 1) == CORE);
    }

    /** The same for its first bytes, given as a text with one character for each byte. */
    static Optional<InputKind> ofHead(String head) {
        if (head.isEmpty()) {
            return Optional.of(new InputKind("empty", evidence()));
        }
        if (head.startsWith("ustar", TAR_MAGIC_AT)) {
            return Optional.of(new InputKind("a tar archive", UNPACK));
        }
        return MAGICS.stream()
                .filter(known -> head.startsWith(known.bytes()) && !isCore(head))
                .findFirst()
                .map(Magic::kind);
    }
}
