/**
 * How files of our own come to be: in a folder that may belong to somebody else, without following what others have put
 * there, whole or not at all, and for their owner only.
 */
@NullMarked
package io.nodethaw.file;

import org.jspecify.annotations.NullMarked;
