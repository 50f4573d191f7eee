package io.nodethaw.hop.systemd;

import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.hop.UnansweredSign;
import io.nodethaw.wait.NodeView;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Our Ping is still unread in PID 1's connection to the bus: the queue is at least as long as it was with the Ping in it, and
 * PID 1 does not poll the connection. New bytes only come in at the end, so reading would have made the queue shorter.
 */
final class UnreadPing implements UnansweredSign {
    @Override
    public String fact() {
        return BusReply.TYPE.name();
    }

    @Override
    public Set<Key> wants(NodeView view, String instance) {
        var wants = new LinkedHashSet<Key>();
        wants.add(Descriptors.TYPE.key(ProcessTable.INIT));
        wants.addAll(BusLink.sets(view));
        return wants;
    }

    @Override
    public Optional<String> of(NodeView view, String instance) {
        return BusLink.all(view).stream()
                .filter(UnreadPing::isLeftAlone)
                .max(Comparator.comparingLong(BusLink::unread))
                .map(link -> "socket " + link.inode() + " " + link.unread());
    }

    @Override
    public boolean isStillThere(NodeView view, String instance, String then) {
        return BusLink.all(view).stream().filter(UnreadPing::isLeftAlone).anyMatch(link -> {
            var before = "socket " + link.inode() + " ";
            return then.startsWith(before)
                    && then.substring(before.length()).matches("[0-9]{1,18}")
                    && link.unread() >= Long.parseLong(then.substring(before.length()));
        });
    }

    private static boolean isLeftAlone(BusLink link) {
        return link.polled().equals(Optional.of(false)) && link.unread() > 0;
    }
}
