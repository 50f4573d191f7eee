package io.nodethaw.report;

/** A tree as JSON, indented by two spaces per level. */
final class JsonText {
    private final StringBuilder out = new StringBuilder();

    private JsonText() {}

    static String of(Tree tree) {
        var text = new JsonText();
        text.write(tree, "\n");
        return text.out.append('\n').toString();
    }

    /** The same in one line: texts have no line feeds of their own, which are escaped. */
    static String line(Tree tree) {
        return of(tree).strip().replaceAll("\n *", "") + "\n";
    }

    private void write(Tree tree, String indent) {
        switch (tree) {
            case Tree.Text(var text) -> out.append(Printable.quoted(text));
            case Tree.Plain(var literal) -> out.append(literal);
            case Tree.Items(var items) -> {
                var separator = "[";
                for (var item : items) {
                    out.append(separator).append(indent).append("  ");
                    write(item, indent + "  ");
                    separator = ",";
                }
                out.append(items.isEmpty() ? "[]" : indent + "]");
            }
            case Tree.Fields fields -> {
                var separator = "{";
                for (var field : fields.all().entrySet()) {
                    out.append(separator).append(indent).append("  ");
                    out.append(Printable.quoted(field.getKey())).append(": ");
                    write(field.getValue(), indent + "  ");
                    separator = ",";
                }
                out.append(fields.all().isEmpty() ? "{}" : indent + "}");
            }
        }
    }
}
