package io.nodethaw.evidence;

import java.util.List;

/**
 * The disks on which an ext4 has found an error since it was last repaired, by the names of their devices. Such a file system may have
 * become read-only. One instance.
 */
public record FileSystemErrors(List<String> devices) {
    public static final FactType<FileSystemErrors> TYPE = new FactType<>("file-system-errors", FileSystemErrors.class);

    public FileSystemErrors {
        devices = List.copyOf(devices);
    }
}
