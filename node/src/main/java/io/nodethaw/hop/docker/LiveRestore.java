package io.nodethaw.hop.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.child.Question;
import io.nodethaw.collect.kernel.KernelSources;
import io.nodethaw.collect.kernel.Questions;
import io.nodethaw.collect.source.Source;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.hop.Addresses;
import io.nodethaw.hop.Premise;
import io.nodethaw.remedy.Check;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.NodeAccess;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether the containers of dockerd live on when it is started anew: with live-restore. Without it, dockerd ends those that still run
 * when it starts (moby: daemon/daemon.go, restore).
 *
 * @param isSet what its file of settings says
 */
record LiveRestore(boolean isSet) {
    static final FactType<LiveRestore> TYPE = new FactType<>("docker-live-restore", LiveRestore.class);

    static final Premise PREMISE = LiveRestore::checks;

    static final String COST = "containers of dockerd live on only where live-restore is set, which is checked";

    /** dockerd's own (dockerd(8), daemon configuration file). */
    private static final String FILE = "/etc/docker/daemon.json";

    /** Parts of the paths of its containers' folders: its namespace in containerd, and where it has a containerd of its own. */
    private static final List<String> FOLDERS = List.of("/moby/", "/docker/");

    /** How the names of shims begin; the second is that of Docker up to 18.06. */
    private static final List<String> NAMES = List.of("containerd-shim", "docker-containe");

    private static List<Check> checks(NodeAccess access, Diagnosis now) {
        return List.of(check(now, access.read(question())));
    }

    private static Question<LiveRestore> question() {
        return Questions.file(TYPE, 0, "", FILE, text -> read(new String(text, UTF_8)));
    }

    /** Its source; no look reads it. */
    static Source<LiveRestore> source(Host host) {
        return KernelSources.file(
                host, TYPE, "by `heal` only: whether `" + FILE + "` sets live-restore", _ -> Optional.of(question()));
    }

    static Check check(Diagnosis now, Reading<LiveRestore> settings) {
        var what = "its containers live on";
        long running = running(now);
        boolean set = settings.seen().filter(LiveRestore::isSet).isPresent();
        return Check.that(
                running == 0 || set,
                running == 0 ? "none of its containers runs" : what + ": live-restore is set",
                running + (running == 1 ? " container" : " containers")
                        + " of dockerd would be ended when it starts, since " + FILE
                        + (settings.seen().isPresent() ? " does not set live-restore" : " could not be read")
                        + ": systemctl restart docker.service when that may be");
    }

    /** A shim whose folder nobody could read may be one of dockerd's, and so may what is only called so. */
    private static long running(Diagnosis now) {
        var view = now.view();
        var known = Addresses.shims(view).stream().map(shim -> shim.process().pid());
        var named = view.processes().stream()
                .filter(process -> !process.isGone() && NAMES.stream().anyMatch(process.comm()::startsWith))
                .map(ProcessTable.Entry::pid);
        return Stream.concat(known, named)
                .distinct()
                .filter(pid -> view.evidence()
                        .seen(Descriptors.TYPE, pid)
                        .map(Descriptors::workingDirectory)
                        .map(folder -> FOLDERS.stream().anyMatch(folder::contains))
                        .orElse(true))
                .count();
    }

    static LiveRestore read(String text) {
        try {
            return new LiveRestore(JsonParser.parseString(text) instanceof JsonObject settings
                    && settings.get("live-restore") != null
                    && settings.get("live-restore").isJsonPrimitive()
                    && settings.get("live-restore").getAsBoolean());
        } catch (JsonParseException e) {
            return new LiveRestore(false); // dockerd would not start with it either
        }
    }
}
