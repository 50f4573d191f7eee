package io.nodethaw.analysis;

/**
 * What could not be seen.
 *
 * @param what hop or reading: "docker", "kernel stacks"
 * @param why in a few words: "not on this node", "not permitted"
 * @param matters true when a hop is there and cannot be asked: then the node cannot be called healthy or slow
 */
public record BlindSpot(String what, String why, boolean matters) {}
