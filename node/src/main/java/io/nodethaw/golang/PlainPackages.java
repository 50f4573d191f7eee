package io.nodethaw.golang;

import java.util.List;
import java.util.Set;

/**
 * Packages of Go's own library whose functions release no lock of the program's, as they call nothing of the program's, or only what
 * describes a value.
 */
final class PlainPackages {
    /** After the list of Go 1.27's standard library. What sorts, walks, serves, or is given functions in other ways, is not among them. */
    private static final Set<String> NAMES = Set.of(
            "runtime",
            "sync",
            "sync/atomic",
            "time",
            "fmt",
            "log",
            "os",
            "errors",
            "strconv",
            "strings",
            "bytes",
            "math",
            "path",
            "path/filepath",
            "syscall",
            "unicode/utf8",
            "net",
            "encoding/binary",
            "encoding/hex",
            "golang.org/x/sys/unix",
            "type:", // functions that the compiler makes for types
            "type");

    private static final List<String> TREES = List.of("runtime/", "internal/", "math/", "hash/");

    private PlainPackages() {}

    /** True for a function of one of them. */
    static boolean has(String function) {
        int slash = function.lastIndexOf('/', end(function));
        int dot = function.indexOf('.', slash + 1);
        var name = dot < 0 ? function : function.substring(0, dot);
        return NAMES.contains(name) || TREES.stream().anyMatch(name::startsWith);
    }

    /** Where arguments of types begin, which have slashes of their own. */
    private static int end(String function) {
        int bracket = function.indexOf('[');
        int brace = function.indexOf('(');
        return Math.min(bracket < 0 ? function.length() : bracket, brace < 0 ? function.length() : brace);
    }
}
