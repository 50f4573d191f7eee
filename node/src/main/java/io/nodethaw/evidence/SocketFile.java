package io.nodethaw.evidence;

import java.util.Optional;

/**
 * The file at a path of the node where a hop would listen; the instance is the path. Numbers are as in {@link
 * UnixSockets.File}.
 *
 * @param file empty when there is none
 * @param folderDevice device of the folder that it lies in. On an overlay a file has the device of one of the layers
 *     (fs/overlayfs/inode.c, ovl_getattr), while the folder has that of the overlay, which sock_diag also gives
 */
public record SocketFile(String path, Optional<UnixSockets.File> file, long folderDevice) {
    public static final FactType<SocketFile> TYPE = new FactType<>("socket-file", SocketFile.class);

    /**
     * True when both inodes belong to one file system, so that they can be compared. On btrfs, stat and sock_diag give
     * different devices.
     */
    public boolean isComparable(UnixSockets.File bound) {
        return file.filter(here -> here.device() == bound.device() || folderDevice == bound.device())
                .isPresent();
    }
}
