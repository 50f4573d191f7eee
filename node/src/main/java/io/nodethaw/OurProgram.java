package io.nodethaw;

import java.nio.file.Path;
import java.util.List;

/** How this program is started once more, as a child. */
final class OurProgram {
    private OurProgram() {}

    /**
     * The command of this program with one argument: the launcher of the packaged image, which names its folder in
     * nodethaw.home, or the running Java with our class path outside of one.
     */
    static List<String> command(String argument) {
        var home = System.getProperty("nodethaw.home", "");
        if (!home.isEmpty()) {
            return List.of(Path.of(home, "bin", "nodethaw").toString(), argument);
        }
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                argument);
    }
}
