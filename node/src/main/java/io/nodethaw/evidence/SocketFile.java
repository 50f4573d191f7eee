package io.nodethaw.evidence;

import java.util.Optional;

/**
 * What lies at a path of the node where a hop would listen; instance is the path. Numbers as in {@link UnixSockets.File}.
 *
 * @param file empty when there is nothing
 * @param folderDevice device of the folder it lies in. On an overlay a file tells the device of one of its layers
 *     (fs/overlayfs/inode.c, ovl_getattr), while the folder tells that of the overlay, as sock_diag does
 */
public record SocketFile(String path, Optional<UnixSockets.File> file, long folderDevice) {
    public static final FactType<SocketFile> TYPE = new FactType<>("socket-file", SocketFile.class);

    /** True when the two inodes are of one file system, so that they can be compared; those of btrfs tell one device to each. */
    public boolean isComparable(UnixSockets.File bound) {
        return file.filter(here -> here.device() == bound.device() || folderDevice == bound.device())
                .isPresent();
    }
}
