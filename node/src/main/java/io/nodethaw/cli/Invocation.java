package io.nodethaw.cli;

import java.io.InputStream;

/** What a verb gets when it is run. */
record Invocation(Arguments arguments, Tools tools, Output output, InputStream stdin) {}
