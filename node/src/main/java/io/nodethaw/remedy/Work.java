package io.nodethaw.remedy;

/**
 * Work on a container that is under way and not stuck: a cure could break it.
 *
 * @param name what a person calls it: "runc 230"
 * @param who details by which a person can check what it is: "pid 230 (uid 0), child of containerd-shim 210"
 */
public record Work(String name, String who) {}
