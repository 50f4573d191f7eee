package io.nodethaw.hop.kubelet;

import io.nodethaw.hop.ContinueStopped;
import io.nodethaw.hop.EndHelper;
import io.nodethaw.hop.Premise;
import io.nodethaw.hop.RestartDeadlocked;
import io.nodethaw.hop.StartDead;
import io.nodethaw.hop.ThawGroup;
import io.nodethaw.remedy.Remedy;
import java.util.List;
import java.util.Set;

/** What can be done about kubelet itself. */
final class KubeletCures {
    private KubeletCures() {}

    /** @param programs names of its processes */
    static List<Remedy> of(Set<String> programs) {
        return List.of(
                ContinueStopped.of(KubeletHop.NAME),
                new ThawGroup(KubeletHop.NAME),
                StartDead.of(KubeletHop.NAME, programs),
                new EndHelper(
                        KubeletHop.NAME + ".end-helper",
                        OverdueMount.CODE,
                        "what it was to mount or unmount may be half done; kubelet runs it again"),
                new ReconnectToBus(),
                new RestartDeadlocked(KubeletHop.NAME, ReconnectToBus.UNITS, false, Premise.NONE));
    }
}
