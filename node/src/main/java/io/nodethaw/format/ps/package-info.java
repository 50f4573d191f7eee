/** Lists of processes as {@code ps} prints them, whatever columns somebody asked for. */
@NullMarked
package io.nodethaw.format.ps;

import org.jspecify.annotations.NullMarked;
