/**
 * Makes a verdict from evidence and wait graph: roots come from the graph alone, rules say what is wrong there, causes are
 * claims of their own with their own proof. Pure.
 */
@NullMarked
package io.nodethaw.analysis;

import org.jspecify.annotations.NullMarked;
