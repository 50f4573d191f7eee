/** What runtimes tell of their containers: ctr tasks list, docker inspect. */
@NullMarked
package io.nodethaw.format.containers;

import org.jspecify.annotations.NullMarked;
