package io.nodethaw.collect.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.proc.KernelFile;
import io.nodethaw.evidence.ProcessTable;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What else the kernel can start here: binfmt_misc gives files of any format, such as ELFs of other machines, to a program. */
final class OtherFormats {
    private static final Set<String> OWN = Set.of("register", "status");

    private final Host host;

    OtherFormats(Host host) {
        this.host = host;
    }

    /**
     * True when no format is registered, whether enabled or not, or binfmt_misc is not mounted. Whether it is mounted is read from
     * the mounts, since looking into its folder would have systemd mount it.
     */
    boolean areNone() {
        try {
            var point = point();
            return point.isEmpty()
                    || isEmpty(host.proc(ProcessTable.INIT, "root")
                            .resolve(point.get().substring(1)));
        } catch (IOException | DirectoryIteratorException unknown) {
            return false;
        }
    }

    private Optional<String> point() throws IOException {
        var mounts = new String(
                KernelFile.bytes(host.proc(ProcessTable.INIT, "mountinfo").toString()), UTF_8);
        return mounts.lines()
                .filter(line -> line.contains(" - binfmt_misc "))
                .map(line -> List.of(line.split(" ", -1)).get(4))
                .findFirst();
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder, file -> !OWN.contains(name(file)))) {
            return !files.iterator().hasNext();
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
