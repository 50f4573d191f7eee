package io.nodethaw.remedy;

/**
 * Work on a container that is under way and not stuck: a cure could break it.
 *
 * @param name what a person calls it: the program and its pid
 * @param who details by which a person can check what it is: pid, user and parent
 */
public record Work(String name, String who) {}
