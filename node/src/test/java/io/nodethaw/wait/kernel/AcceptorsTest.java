package io.nodethaw.wait.kernel;

import static io.nodethaw.wait.NodeEvidence.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.ProcessEvidence;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AcceptorsTest {
    private static final String PATH = "/run/dbus/system_bus_socket";

    private final NodeEvidence node = node();
    private final ProcessEvidence server = node.process(20, "dbus-daemon");
    private final ProcessEvidence client = node.process(30, "client");

    @Test
    void onlyHolderAccepts() {
        node.listener(PATH, server.fd(3));
        assertThat(Acceptors.of(node.view(), PATH)).contains(server.vertex());
    }

    @Test
    void pidOneAloneWithAListenerIsTheOneThatWouldStartTheService() {
        node.listener(PATH, node.systemd().fd(3));
        assertThat(Acceptors.of(node.view(), PATH)).contains(node.systemd().vertex());
    }

    @Test
    void pidOneWithAServiceOnlyKeepsTheListener() {
        node.listener(PATH, node.systemd().fd(30));
        server.inherits(node.systemd().fd(30));
        assertThat(Acceptors.of(node.view(), PATH)).contains(server.vertex());
    }

    @Test
    void oneThatAcceptedConnectionsCountsAmongSeveral() {
        var other = node.process(21, "other");
        node.listener(PATH, server.fd(3)).accepted(PATH, client.fd(5), server.fd(6));
        other.inherits(server.fd(3));
        assertThat(Acceptors.of(node.view(), PATH)).contains(server.vertex());
    }

    @Test
    void childrenThatInheritedTheListenerNeverAccept() {
        var child = node.child(server, 21, "child");
        node.listener(PATH, server.fd(3));
        child.inherits(server.fd(3));
        node.child(child, 22, "grandchild").inherits(server.fd(3));
        assertThat(Acceptors.of(node.view(), PATH)).contains(server.vertex());
    }

    @Test
    void childThatInheritedEveryConnectionDoesNotAcceptEither() {
        var child = node.child(server, 21, "child");
        node.listener(PATH, server.fd(3)).accepted(PATH, client.fd(5), server.fd(6));
        child.inherits(server.fd(3)).inherits(server.fd(6));
        assertThat(Acceptors.of(node.view(), PATH)).contains(server.vertex());
    }

    @Test
    void weOurselvesNeverAccept() {
        var us = node.process(NodeEvidence.OURS, "nodethaw");
        node.listener(PATH, server.fd(3));
        us.inherits(server.fd(3));
        assertThat(Acceptors.of(node.view(), PATH)).contains(server.vertex());
    }

    @Test
    void twoStrangersWithoutConnectionsCannotBeToldApart() {
        node.listener(PATH, server.fd(3));
        node.process(21, "other").inherits(server.fd(3));
        assertThat(Acceptors.of(node.view(), PATH)).isEmpty();
    }

    /** Open files are listed once, and processes again later. */
    @Test
    void oneThatHasEndedSinceTakesNobodysPlace() {
        node.listener(PATH, server.fd(3)).accepted(PATH, client.fd(5), server.fd(6));
        var ended = node.process(19, "starter").state('Z');
        ended.inherits(server.fd(3)).inherits(server.fd(6));
        assertThat(Acceptors.of(node.view(), PATH)).contains(server.vertex());
        assertThat(Acceptors.of(withoutProcess(19), PATH)).contains(server.vertex());
    }

    @Test
    void oneOfTwoThatHasEndedLeavesTheOther() {
        node.listener(PATH, server.fd(3));
        node.process(19, "starter").inherits(server.fd(3));
        assertThat(Acceptors.of(node.view(), PATH)).isEmpty();
        assertThat(Acceptors.of(withoutProcess(19), PATH)).contains(server.vertex());
        assertThat(Acceptors.among(withoutProcess(19), Set.of(19, 20))).contains(server.vertex());
    }

    private NodeView withoutProcess(int pid) {
        var evidence = node.evidence();
        var left = evidence.seen(ProcessTable.TYPE).orElseThrow().processes().stream()
                .filter(process -> process.pid() != pid)
                .toList();
        return new NodeView(evidence.toBuilder()
                .seen(ProcessTable.TYPE, "", new ProcessTable(left))
                .build());
    }

    @Test
    void blindLookNamesNobody() {
        node.listener(PATH, server.fd(3));
        assertThat(Acceptors.of(node.blindTo(Descriptors.TYPE), PATH)).isEmpty();
        assertThat(Acceptors.of(node.view(), "/run/other")).isEmpty();
    }
}
