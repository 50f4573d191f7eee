package io.nodethaw.golang;

/**
 * Which lock a call is about, as far as the code before it tells.
 *
 * @param fixed true when the lock is a variable of the program, so that its address is known
 * @param value that address; when it is not fixed, the offset of the lock in its object, or 0 when the code does not tell
 */
record Operand(boolean fixed, long value) {
    /** The object is the lock itself, or its offset is not seen. */
    static final Operand ITSELF = new Operand(false, 0);

    /** Address of the lock, given the address of the object. */
    long of(long object) {
        return fixed ? value : object + value;
    }
}
