package io.nodethaw.redact;

/** What a text in a fact holds. */
enum Kind {
    /** Words of the field alone: states, functions of programs, versions, numbers. */
    KEPT,
    /** Nothing but a name that somebody chose: of a node, a pod, a container. */
    NAME,
    /** A place that its owner may have named: a path, a unit, a program, an address; what is not of the field is replaced everywhere. */
    OWN,
    /** A place as well, of which the words are replaced there alone: they are mostly those of programs. */
    PLACE,
    /** A message. */
    TEXT,
    /** What cannot be made safe: the reading is left out. */
    UNSAFE
}
