package io.nodethaw.evidence;

import java.util.Optional;

/**
 * How much of inotify one user may have. One instance.
 *
 * @param instances fs.inotify.max_user_instances
 * @param watches fs.inotify.max_user_watches; absent from evidence of older versions
 */
public record InotifyLimit(long instances, Optional<Long> watches) {
    public static final FactType<InotifyLimit> TYPE = new FactType<>("inotify-limit", InotifyLimit.class);

    /** A limit of which only that of instances is known. */
    public InotifyLimit(long instances) {
        this(instances, Optional.empty());
    }
}
