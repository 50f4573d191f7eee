package io.nodethaw.collect.wire.ttrpc;

/**
 * Where a shim listens, as the file {@code address} of its bundle says it (containerd 1.x), or the field {@code address} of
 * {@code bootstrap.json} (2.x).
 *
 * @param socket path of the socket, or its abstract name as the kernel prints it: "@/containerd-shim/.../shim.sock@"
 * @param isAbstract true for the shims of containerd before 1.3.9 and 1.4.3 (CVE-2020-15257), which survive its upgrade
 */
public record ShimAddress(String socket, boolean isAbstract) {
    private static final String PATH_PREFIX = "unix://";

    /**
     * Reads an address: with "unix://" it is a path, without it an abstract name (runtime/v2/shim/util_unix.go). The name has
     * a NUL byte at its end, shown as "@", because the Go of that time counted it in.
     */
    public static ShimAddress parse(String address) {
        var text = address.strip();
        return text.startsWith(PATH_PREFIX)
                ? new ShimAddress(text.substring(PATH_PREFIX.length()), false)
                : new ShimAddress("@" + text + "@", true);
    }
}
