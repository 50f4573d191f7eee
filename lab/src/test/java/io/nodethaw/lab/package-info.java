/**
 * Runs the lab's programs as tests. What they do is in their own files (lab/run, lab/check); here is only when they count as
 * passed, skipped or failed. They use the packaged program, never the classes of node.
 */
@NullMarked
package io.nodethaw.lab;

import org.jspecify.annotations.NullMarked;
