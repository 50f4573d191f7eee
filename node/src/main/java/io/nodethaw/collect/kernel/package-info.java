/**
 * What the kernel tells of a process in files whose reading takes locks of that process: threads' system calls and stacks, open
 * files, mounts, cgroups and their freezer; and the kernel's log. All of it is read in the reader child.
 */
@NullMarked
package io.nodethaw.collect.kernel;

import org.jspecify.annotations.NullMarked;
