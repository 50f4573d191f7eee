/**
 * Files that people bring from a sick node, each turned into evidence: what it is, what it tells, and which files are pieces of one
 * node at one moment. A format is a folder below this one and a line in {@code Main}.
 */
@NullMarked
package io.nodethaw.format;

import org.jspecify.annotations.NullMarked;
