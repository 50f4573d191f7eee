package io.nodethaw.evidence;

/**
 * The path or socket address among the arguments of a blocked call, read from the caller's memory. It is read only when the
 * call itself has nothing else to tell the target by; the instance says where it lies: "pid/tid/ADDRESS/LENGTH", with the
 * address in hex.
 *
 * @param text the path; for a socket address its path, abstract names with a leading "@"
 */
public record CallTarget(int pid, int tid, String text) {
    public static final FactType<CallTarget> TYPE = FactType.ofProcess("call-target", CallTarget.class);

    /**
     * The key of one argument.
     *
     * @param length of a socket address; 0 for a path, which ends with a zero byte
     */
    public static Key key(int pid, int tid, long address, int length) {
        return TYPE.key(pid + "/" + tid + "/" + Long.toHexString(address) + "/" + length);
    }
}
