package io.nodethaw;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How this program is started once more, as a child. */
final class OurProgram {
    /** For TLS and a reply of a megabyte. */
    private static final String API_HEAP = "48m";

    private OurProgram() {}

    /**
     * The command that starts a reader child: the launcher of the packaged image, whose folder is in nodethaw.home; Java with the argument
     * file in nodethaw.child where there is no shell to run that launcher (a container image); outside of both the running Java
     * with our class path.
     *
     * @param heap the most memory for its objects, as the option -Xmx has it: "96m"
     */
    static List<String> reader(String heap) {
        return child(Main.READER, heap);
    }

    /** The command that starts a child that guards a raised log level. */
    static List<String> guard() {
        return child(Main.GUARD, "24m");
    }

    /** The command that starts a child that writes a file. */
    static List<String> writer() {
        return child(Main.WRITER, "24m");
    }

    /**
     * The command that starts a child that talks to the API server.
     *
     * @param where how to get there
     */
    static List<String> api(List<String> where) {
        var command = new ArrayList<>(child(Main.API, API_HEAP));
        if (!command.getLast().equals(API_HEAP)) { // outside of an image
            command.add(API_HEAP);
        }
        command.addAll(where);
        return command;
    }

    /** The command that starts this program as a person does; its arguments follow. */
    static List<String> whole() {
        var command = child("", "256m");
        return command.subList(0, command.indexOf("")); // the verb, and after it a launcher has the heap
    }

    private static List<String> child(String verb, String heap) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var arguments = System.getProperty("nodethaw.child", "");
        if (!arguments.isEmpty()) {
            return List.of(java, "@" + arguments, "-Xmx" + heap, Main.class.getName(), verb, heap);
        }
        var home = System.getProperty("nodethaw.home", "");
        if (!home.isEmpty()) {
            return List.of(Path.of(home, "bin", "nodethaw").toString(), verb, heap);
        }
        return List.of(
                java,
                "-XX:-UsePerfData",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx" + heap,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                verb);
    }
}
