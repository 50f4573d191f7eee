package io.nodethaw.collect.files;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.proc.KernelFile;
import io.nodethaw.evidence.FileSystemErrors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;

/** Which file systems have found errors in themselves: ext4 counts them in its superblock, and tells without reading the disk. */
final class ErrorCounts {
    private ErrorCounts() {}

    static FileSystemErrors of(Host host) throws IOException {
        var folder = host.file("/sys/fs/ext4");
        var names = folder.toFile().list();
        var sick = new ArrayList<String>();
        if (names != null) {
            Arrays.sort(names);
            for (var name : names) {
                if (hasErrors(folder.resolve(name).resolve("errors_count").toString())) {
                    sick.add(name);
                }
            }
        }
        return new FileSystemErrors(sick);
    }

    private static boolean hasErrors(String file) {
        try {
            return !new String(KernelFile.bytes(file), US_ASCII).strip().equals("0");
        } catch (IOException none) {
            return false; // "features" is a folder like the others; or it was unmounted meanwhile
        }
    }
}
