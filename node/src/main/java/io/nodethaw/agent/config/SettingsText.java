package io.nodethaw.agent.config;

import io.nodethaw.agent.cluster.NodeRequests;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Settings as YAML: what a text says, and all that is wrong with it. Pure. */
final class SettingsText {
    /** Aliases are of no use here, and each of them has a name twice. */
    private static final int MOST_ALIASES = 10;

    /** A look may take some seconds, and what is looked at once an hour is not watched. */
    private static final Span EVERY = Span.of("2s", "1h");

    private static final Span HOLD = Span.of("1s", "1h");

    /** With a shorter limit a healthy daemon on a busy node would be called silent. */
    private static final Span LIMIT = Span.of("100ms", "60s");

    private SettingsText() {}

    /**
     * What a text says.
     *
     * @param problems in the order of their lines; where there are any, what was given must not be used
     */
    record Read(Given given, List<Problem> problems) {
        Read {
            problems = List.copyOf(problems);
        }
    }

    /** @param curable codes of the findings that a cure answers */
    static Read parse(String text, Supplier<Set<String>> curable) {
        var problems = new ArrayList<Problem>();
        try {
            var given = new Compose(LoadSettings.builder()
                            .setMaxAliasesForCollections(MOST_ALIASES)
                            .build())
                    .composeString(text)
                    .filter(node -> !isEmpty(node))
                    .map(node -> given(node, curable, problems))
                    .orElse(Given.NOTHING);
            problems.sort(Comparator.comparingInt(Problem::line));
            return new Read(given, problems);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            return new Read(Given.NOTHING, List.of(new Problem(line, "no YAML: " + e.getProblem())));
        } catch (YamlEngineException e) {
            return new Read(Given.NOTHING, List.of(new Problem(0, "no YAML: " + head(String.valueOf(e.getMessage())))));
        }
    }

    /** Nothing, or comments alone, after the mark of a document. */
    private static boolean isEmpty(Node node) {
        return node instanceof ScalarNode scalar && scalar.getValue().isEmpty();
    }

    private static String head(String message) {
        return message.lines().findFirst().orElse("");
    }

    private static Given given(Node node, Supplier<Set<String>> curable, List<Problem> problems) {
        var fields = Fields.of(node, "", problems);
        var every = fields.value("every", EVERY::parse, "a time " + EVERY.range());
        var hold = fields.value("hold", HOLD::parse, "a time " + HOLD.range());
        var limit = fields.value("limit", LIMIT::parse, "a time " + LIMIT.range());
        var listen = fields.value("listen", Listen::parse, "an address with a port, such as 127.0.0.1:20258, or off");
        var kubeconfig = fields.value("kubeconfig", that(path -> path.startsWith("/")), "a whole path");
        var inCluster = fields.value("inCluster", SettingsText::truth, "true or false");
        var name = fields.value("node", that(NodeRequests::isName), "a name of a node");
        var cures = fields.part("cures").map(part -> new PolicyText(curable.get()).read(part));
        fields.end();
        if (kubeconfig.isPresent() && inCluster.orElse(false)) {
            fields.wrong(fields.line(), "kubeconfig and inCluster name two clusters; give one of the two");
        }
        return new Given(every, hold, limit, listen, kubeconfig, inCluster, name, cures);
    }

    static Function<String, Optional<String>> that(Predicate<String> isRight) {
        return text -> Optional.of(text).filter(isRight);
    }

    static Optional<Boolean> truth(String text) {
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
