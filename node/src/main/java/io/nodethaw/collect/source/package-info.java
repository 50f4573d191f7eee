/**
 * Where facts come from: one {@link io.nodethaw.collect.source.Source} for each, which knows where it may be read and how.
 * Packages that read list theirs, and so do hops; {@link io.nodethaw.collect.source.Sources} holds them all.
 */
@NullMarked
package io.nodethaw.collect.source;

import org.jspecify.annotations.NullMarked;
