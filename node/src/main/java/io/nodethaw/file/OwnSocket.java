package io.nodethaw.file;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A unix socket in a folder that only we may write in, for us alone. */
public final class OwnSocket {
    /** S_IFMT and S_IFSOCK of include/uapi/linux/stat.h. */
    private static final int FORMAT = 0170000;

    private static final int SOCKET = 0140000;

    private OwnSocket() {}

    /**
     * Takes the place of whoever listened there before.
     *
     * @throws IOException also when something else than a socket is at that place, which is left as it is
     */
    public static ServerSocketChannel listen(Path path) throws IOException {
        OutputFolder.own(path.resolveSibling("")).close(); // makes it, or says whose else it is
        removeOld(path);
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(path));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            return server;
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    private static void removeOld(Path path) throws IOException {
        try {
            if (((Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & FORMAT) != SOCKET) {
                throw new FileAlreadyExistsException(
                        path.toString(), null, "exists and is no socket; look at it and remove it");
            }
            Files.delete(path);
        } catch (NoSuchFileException e) {
            return; // nobody has listened there
        }
    }
}
