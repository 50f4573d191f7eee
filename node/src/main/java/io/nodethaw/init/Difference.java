package io.nodethaw.init;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the two ways to systemd tell when they are compared. */
final class Difference {
    private Difference() {}

    /** In words; empty where nothing follows. */
    static String between(InitPicture.Answer bus, InitPicture.Answer privately) {
        if (bus.said().isPresent() && privately.said().isPresent()) {
            var unlike = unlike(bus.said().get(), privately.said().get());
            return unlike.isEmpty() ? "none: both ways tell the same" : String.join(", ", unlike);
        }
        if (privately.said().isPresent()) {
            return bus.silent()
                    ? "it works, and nothing comes from it through the bus: the fault is between it and its callers there"
                    : "it works; through the bus it was not reached";
        }
        if (bus.said().isPresent()) {
            return privately.silent() ? "it serves the bus, and not its private socket" : "";
        }
        return bus.silent() && privately.silent() ? "none: nothing comes on either way, so it is not the bus" : "";
    }

    /** What does not change from one question to the next. */
    private static List<String> unlike(ManagerSaid bus, ManagerSaid privately) {
        var unlike = new ArrayList<String>();
        compare("version", bus, privately, said -> Optional.of(said.version()), unlike);
        compare("log level", bus, privately, ManagerSaid::logLevel, unlike);
        compare("log target", bus, privately, ManagerSaid::logTarget, unlike);
        return unlike;
    }

    private static void compare(
            String what,
            ManagerSaid bus,
            ManagerSaid privately,
            Function<ManagerSaid, Optional<String>> part,
            List<String> unlike) {
        var there = part.apply(bus);
        var here = part.apply(privately);
        if (!there.equals(here)) {
            unlike.add(what + " " + there.orElse("not told") + " through the bus and " + here.orElse("not told")
                    + " on the private socket");
        }
    }
}
