package io.nodethaw.collect;

/** We may not ask, so it is not known whether there is anything. The message says what is not permitted. */
public final class NotPermittedException extends NotAskedException {
    private static final long serialVersionUID = 1;

    private NotPermittedException(String why) {
        super(why);
    }

    /** @param what as in "not permitted: /run/docker.sock" */
    public static NotPermittedException of(String what) {
        return new NotPermittedException("not permitted: " + what);
    }

    /** @param what as in "not permitted to read /proc/1/maps" */
    public static NotPermittedException toRead(String what) {
        return new NotPermittedException("not permitted to read " + what);
    }
}
