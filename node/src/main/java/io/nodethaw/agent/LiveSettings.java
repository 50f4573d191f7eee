package io.nodethaw.agent;

import java.util.ArrayList;
import java.util.List;

/** The settings as they are now: they may be read anew while the agent works. Any thread may use it. */
public final class LiveSettings {
    private volatile Settings now;
    private volatile String refused = "";

    /** @param first those that the agent begins with */
    public LiveSettings(Settings first) {
        this.now = first;
    }

    /** The settings that count. */
    public Settings now() {
        return now;
    }

    /** What was wrong with those that were read last, and are not used; empty for nothing. */
    String refused() {
        return refused;
    }

    /** Others count from now on. Returns the names of those that the agent takes over only when it is started again. */
    List<String> take(Settings next) {
        var later = new ArrayList<String>();
        if (!next.listen().equals(now.listen())) {
            later.add("listen");
        }
        if (!next.cluster().equals(now.cluster())) {
            later.add("the cluster");
        }
        now = new Settings(next.every(), next.hold(), next.limit(), now.listen(), now.cluster(), next.cures());
        refused = "";
        return List.copyOf(later);
    }

    /** Others were read and are wrong: those from before go on. */
    void refuse(String why) {
        refused = why;
    }
}
