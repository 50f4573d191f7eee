/** The folders in which runtimes keep what belongs to a container. They lie in {@code /run}, but any disk may be mounted there. */
@NullMarked
package io.nodethaw.collect.bundle;

import org.jspecify.annotations.NullMarked;
