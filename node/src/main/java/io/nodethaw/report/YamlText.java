package io.nodethaw.report;

/** A tree as YAML 1.2 in block style. Strings are double-quoted. */
final class YamlText {
    private final StringBuilder out = new StringBuilder();

    private YamlText() {}

    static String of(Tree tree) {
        var text = new YamlText();
        text.write(tree, "");
        return text.out.append('\n').toString();
    }

    /** Writes what follows a dash or a colon; the first line is already indented. */
    private void write(Tree tree, String indent) {
        switch (tree) {
            case Tree.Text(var text) -> out.append(Printable.yaml(text));
            case Tree.Plain(var literal) -> out.append(literal);
            case Tree.Items(var items) -> {
                var start = "";
                for (var item : items) {
                    out.append(start).append("- ");
                    write(item, indent + "  ");
                    start = "\n" + indent;
                }
                out.append(items.isEmpty() ? "[]" : "");
            }
            case Tree.Fields fields -> {
                var start = "";
                for (var field : fields.all().entrySet()) {
                    out.append(start).append(field.getKey()).append(':');
                    out.append(isBlock(field.getValue()) ? "\n" + indent + "  " : " ");
                    write(field.getValue(), indent + "  ");
                    start = "\n" + indent;
                }
                out.append(fields.all().isEmpty() ? "{}" : "");
            }
        }
    }

    private static boolean isBlock(Tree tree) {
        return switch (tree) {
            case Tree.Text _, Tree.Plain _ -> false;
            case Tree.Items(var items) -> !items.isEmpty();
            case Tree.Fields fields -> !fields.all().isEmpty();
        };
    }
}
