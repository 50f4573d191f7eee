package io.nodethaw.golang;

/**
 * Which lock a call is about, as far as the code before it tells.
 *
 * @param fixed true where the lock is a variable of the program, so that its address is known
 * @param value that address; where it is not fixed, how far the lock lies inside its object, 0 where the code does not tell
 */
record Operand(boolean fixed, long value) {
    /** What is at hand is the lock itself, or its place in it is not seen. */
    static final Operand ITSELF = new Operand(false, 0);

    /** Address of the lock, when this object is at hand. */
    long of(long object) {
        return fixed ? value : object + value;
    }
}
