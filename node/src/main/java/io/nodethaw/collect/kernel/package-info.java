/**
 * Reads what the kernel tells about a process in files whose reading takes locks of that process: system calls and stacks of
 * threads, open files, mounts, cgroups and their freezer; and the kernel's log. All of this is read in the reader child.
 */
@NullMarked
package io.nodethaw.collect.kernel;

import org.jspecify.annotations.NullMarked;
