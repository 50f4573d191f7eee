/**
 * Where facts come from: one {@link io.nodethaw.collect.source.Source} for each fact, which knows where it may be read and how.
 * Each package that reads has a list of its sources, and so has each hop; {@link io.nodethaw.collect.source.Sources} holds them
 * all.
 */
@NullMarked
package io.nodethaw.collect.source;

import org.jspecify.annotations.NullMarked;
