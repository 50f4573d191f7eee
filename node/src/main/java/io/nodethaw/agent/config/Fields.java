package io.nodethaw.agent.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A mapping of the file, whose names are known: what is wrong with it is noted with its line, and reading goes on, so that all is told at
 * once.
 */
final class Fields {
    private final String path;
    private final List<Problem> problems;
    private final int line;
    private final Map<String, Node> left = new HashMap<>();
    private final TreeSet<String> known = new TreeSet<>();

    private Fields(String path, int line, List<Problem> problems) {
        this.path = path;
        this.line = line;
        this.problems = problems;
    }

    /**
     * Reads a mapping.
     *
     * @param path how names in it begin in what is told: "cures."
     */
    static Fields of(Node node, String path, List<Problem> problems) {
        var fields = new Fields(path, lineOf(node), problems);
        if (!(node instanceof MappingNode mapping)) {
            fields.wrong(
                    lineOf(node),
                    path.isEmpty()
                            ? "names with their values are expected"
                            : fields.name("") + " needs names with values");
            return fields;
        }
        for (var pair : mapping.getValue()) {
            int at = lineOf(pair.getKeyNode());
            if (!(pair.getKeyNode() instanceof ScalarNode key)) {
                fields.wrong(at, "a name is expected");
            } else if (fields.left.putIfAbsent(key.getValue(), pair.getValueNode()) != null) {
                fields.wrong(at, path + key.getValue() + " is there twice");
            }
        }
        return fields;
    }

    int line() {
        return line;
    }

    /** A value that is one word or text. */
    <T> Optional<T> value(String name, Function<String, Optional<T>> parse, String expected) {
        return node(name).flatMap(node -> one(node, name, parse, expected));
    }

    /** A list of words; a single word is a list as well. */
    <T> Optional<List<T>> values(String name, Function<String, Optional<T>> parse, String expected) {
        return node(name).map(node -> {
            var found = new ArrayList<T>();
            var nodes = node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
            nodes.forEach(item -> one(item, name, parse, expected).ifPresent(found::add));
            return found;
        });
    }

    /** A list of mappings, or a single one. */
    List<Fields> lists(String name) {
        return node(name)
                .map(node -> node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node))
                .orElse(List.of())
                .stream()
                .map(item -> of(item, path + name + ".", problems))
                .toList();
    }

    /** A mapping within it. */
    Optional<Fields> part(String name) {
        return node(name).map(node -> of(node, path + name + ".", problems));
    }

    private Optional<Node> node(String name) {
        known.add(name);
        return Optional.ofNullable(left.remove(name));
    }

    private <T> Optional<T> one(Node node, String name, Function<String, Optional<T>> parse, String expected) {
        if (!(node instanceof ScalarNode scalar)) {
            wrong(lineOf(node), path + name + " has parts; expected is " + expected);
            return Optional.empty();
        }
        var text = scalar.getValue().strip();
        var value = text.isEmpty() ? Optional.<T>empty() : parse.apply(text);
        if (value.isEmpty()) {
            wrong(
                    lineOf(node),
                    path + name + (text.isEmpty() ? " has no value" : ": '" + text + "' is wrong") + "; expected is "
                            + expected);
        }
        return value;
    }

    void wrong(int at, String what) {
        problems.add(new Problem(at, what));
    }

    /** All that is known was asked for: what is left is a mistake. */
    void end() {
        left.forEach((name, node) ->
                wrong(lineOf(node), path + name + " is not known; there are " + String.join(", ", known)));
    }

    private String name(String more) {
        return (path + more).replaceFirst("\\.$", "");
    }

    private static int lineOf(Node node) {
        return node.getStartMark().map(Mark::getLine).map(line -> line + 1).orElse(0);
    }
}
