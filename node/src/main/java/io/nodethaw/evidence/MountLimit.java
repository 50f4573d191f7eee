package io.nodethaw.evidence;

/** How many mounts one mount namespace may have (fs.mount-max, since Linux 4.9). One instance. */
public record MountLimit(long mounts) {
    public static final FactType<MountLimit> TYPE = new FactType<>("mount-limit", MountLimit.class);
}
