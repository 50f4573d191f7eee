package io.nodethaw.wait;

/**
 * What a vertex is in the chain.
 *
 * @param hop folder of the hop it belongs to
 * @param label what a person calls it: "shim 2211"
 * @param detail what else helps to know it: container ids and names; empty where there is nothing
 */
public record Role(Vertex vertex, String hop, String label, String detail) {}
