package io.nodethaw.collect.socket;

/** The error numbers we tell apart (include/uapi/asm-generic/errno-base.h and errno.h). */
public final class Errno {
    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int ESRCH = 3;
    public static final int EINTR = 4;
    public static final int EAGAIN = 11;
    public static final int EACCES = 13;
    public static final int EINVAL = 22;
    public static final int ENOSYS = 38;
    public static final int EPROTONOSUPPORT = 93;
    public static final int EAFNOSUPPORT = 97;
    public static final int ECONNREFUSED = 111;
    public static final int EINPROGRESS = 115;

    private Errno() {}

    /** The text of strerror(3) for the numbers above; for others the number itself. */
    public static String text(long number) {
        return switch ((int) number) {
            case EPERM -> "Operation not permitted";
            case ENOENT -> "No such file or directory";
            case ESRCH -> "No such process";
            case EINTR -> "Interrupted system call";
            case EAGAIN -> "Resource temporarily unavailable";
            case EACCES -> "Permission denied";
            case EINVAL -> "Invalid argument";
            case ENOSYS -> "Function not implemented";
            case EPROTONOSUPPORT -> "Protocol not supported";
            case EAFNOSUPPORT -> "Address family not supported by protocol";
            case ECONNREFUSED -> "Connection refused";
            default -> "errno " + number;
        };
    }
}
