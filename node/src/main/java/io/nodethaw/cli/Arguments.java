package io.nodethaw.cli;

import io.nodethaw.report.OutputFormat;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A command line, as far as it was parsed.
 *
 * @param named true when the verb was written, false when it is the default
 * @param values the values of the options given, by long name; "" for an option that takes none
 */
record Arguments(Verb verb, boolean named, List<String> operands, Map<String, String> values) {
    private static final Duration LIMIT_DEFAULT = Duration.ofSeconds(1);

    Arguments {
        operands = List.copyOf(operands);
        values = Map.copyOf(values);
    }

    boolean has(Option option) {
        return values.containsKey(option.name());
    }

    Optional<String> value(Option option) {
        return Optional.ofNullable(values.get(option.name()));
    }

    /** True when stdout gets the evidence, and nothing else. */
    boolean keepsStdoutForEvidence() {
        return value(Table.SAVE).filter("-"::equals).isPresent();
    }

    OutputFormat format() {
        return value(Table.OUTPUT)
                .map(name -> OutputFormat.valueOf(name.toUpperCase(Locale.ROOT)))
                .orElse(OutputFormat.TEXT);
    }

    /** Time limit of each probe. */
    Duration limit() throws Failure {
        var text = value(Table.LIMIT);
        return text.isEmpty() ? LIMIT_DEFAULT : Durations.LIMIT.parse(text.get());
    }
}
