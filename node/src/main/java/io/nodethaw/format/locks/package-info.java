/** Lists of file locks, {@code /proc/locks} and {@code lslocks}: who holds one, and who waits for it. */
@NullMarked
package io.nodethaw.format.locks;

import org.jspecify.annotations.NullMarked;
