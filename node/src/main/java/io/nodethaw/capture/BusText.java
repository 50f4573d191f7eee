package io.nodethaw.capture;

import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.UnixSockets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is connected to the system bus, as the kernel shows it: the bus itself is not asked, since it may be what hangs. */
final class BusText {
    private static final String NAME = "bus.txt";

    /** In /run or /var/run: DBUS_SYSTEM_SOCKET of dbus. */
    private static final String SOCKET = "/dbus/system_bus_socket";

    private final Evidence evidence;
    private final Map<Long, Integer> holders = new HashMap<>();

    private BusText(Evidence evidence) {
        this.evidence = evidence;
        evidence.allSeen(Descriptors.TYPE)
                .forEach(process -> process.open()
                        .forEach(open -> open.socket().ifPresent(inode -> holders.putIfAbsent(inode, process.pid()))));
    }

    static Optional<Attachment> of(Evidence evidence, List<LeftOut> leftOut) {
        return Missing.first(NAME, UnixSockets.TYPE, "", List.of(evidence), leftOut)
                .map(sockets -> Attachment.of(
                        NAME,
                        "sock_diag: clients of the system bus, bytes that they have not read and that the bus has not",
                        new BusText(evidence).text(sockets)));
    }

    private String text(UnixSockets sockets) {
        var ends = new HashMap<Long, UnixSockets.Socket>();
        sockets.sockets().forEach(socket -> ends.put(socket.inode(), socket));
        var text = new StringBuilder("pid\tprocess\tunread\tunread-by-bus\n");
        for (var socket : sockets.sockets()) {
            var client = ends.get(socket.peer());
            if (socket.path().endsWith(SOCKET) && socket.state() == UnixSockets.State.ESTABLISHED && client != null) {
                var pid = Optional.ofNullable(holders.get(client.inode()));
                text.append(pid.map(String::valueOf).orElse("?")).append('\t');
                text.append(pid.flatMap(this::comm).orElse("?")).append('\t');
                text.append(client.received())
                        .append('\t')
                        .append(socket.received())
                        .append('\n');
            }
        }
        return text.toString();
    }

    private Optional<String> comm(int pid) {
        return evidence.seen(ProcessTable.TYPE)
                .flatMap(table -> table.find(pid))
                .map(ProcessTable.Entry::comm);
    }
}
