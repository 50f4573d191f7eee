package io.nodethaw.look;

/** How far a look goes. */
enum Extent {
    /** It ends when it is known who answers. */
    ANSWERS,
    /** It leaves out what healthy daemons are at work on, so that a node where all answer needs no reader child. */
    LIGHT,
    /** It reads everything. */
    WHOLE
}
