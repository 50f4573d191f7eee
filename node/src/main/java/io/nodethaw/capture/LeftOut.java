package io.nodethaw.capture;

/**
 * What a capture could have held and does not.
 *
 * @param what a file of the capture, or what was asked for
 */
public record LeftOut(String what, String why) {}
