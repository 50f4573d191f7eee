package io.nodethaw.evidence;

/** How many inotify instances one user may have (fs.inotify.max_user_instances). One instance. */
public record InotifyLimit(long instances) {
    public static final FactType<InotifyLimit> TYPE = new FactType<>("inotify-limit", InotifyLimit.class);
}
