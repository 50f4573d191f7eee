package io.nodethaw.report;

/** How a result is printed. */
public enum OutputFormat {
    /** For people; long lists are folded. */
    TEXT,
    /** For people who want every edge and every proof. */
    WIDE,
    /** For programs that keep only the beginning of an output: one line of at most 80 bytes, all of them ASCII. */
    LINE,
    /** For programs. */
    JSON,
    /** The same tree as JSON. */
    YAML,
    /** The wait graph for Graphviz. */
    DOT,
    /** One page with everything in it, for a browser. */
    HTML;

    /** True for a tree that programs read. */
    public boolean isTree() {
        return this == JSON || this == YAML;
    }
}
