/**
 * From evidence and wait graph to a verdict: roots come from the graph alone, rules say what is the matter there, causes are
 * claims of their own with their own proof. Pure.
 */
@NullMarked
package io.nodethaw.analysis;

import org.jspecify.annotations.NullMarked;
