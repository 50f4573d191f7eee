/**
 * Prints verdicts, wait chains, explanations and errors: text for people, JSON and YAML for programs, DOT for pictures. Pure:
 * returns texts and writes nothing. docs/evidence.md describes the JSON.
 */
@NullMarked
package io.nodethaw.report;

import org.jspecify.annotations.NullMarked;
