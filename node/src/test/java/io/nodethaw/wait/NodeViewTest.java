package io.nodethaw.wait;

import static io.nodethaw.wait.NodeEvidence.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.Namespaces;
import io.nodethaw.evidence.ProcessStatus;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class NodeViewTest {
    private final NodeEvidence node = node();

    /** The kernel cuts both names to "docker-containe". */
    @Test
    void programsOfOldDockerHaveTheirWholeNames() {
        var containerd = node.child(node.process(20, "dockerd"), 21, "docker-containe");
        node.child(containerd, 22, "docker-containe");
        node.process(23, "docker-containe");
        assertThat(node.view().name(21)).isEqualTo("docker-containerd 21");
        assertThat(node.view().name(22)).isEqualTo("docker-containerd-shim 22");
        assertThat(node.view().name(23)).isEqualTo("docker-containe 23");
    }

    @Test
    void processesBelowOurPidOneAreOurs() {
        var shim = node.process(20, "shim");
        node.child(shim, 21, "nginx");
        assertThat(node.view().isOurs(1)).isTrue();
        assertThat(node.view().isOurs(21)).isTrue();
    }

    @Test
    void nestedSystemdMakesANodeOfItsOwn() {
        var shim = node.process(20, "shim");
        var inner = node.child(shim, 21, "systemd").knownAs(21, 1);
        node.child(inner, 22, "dockerd");
        assertThat(node.view().isOurs(20)).isTrue();
        assertThat(node.view().isOurs(21)).isFalse();
        assertThat(node.view().isOurs(22)).isFalse();
    }

    @Test
    void containerWhoseFirstProcessIsNoInitIsPartOfOurNode() {
        var nginx = node.process(20, "nginx").knownAs(20, 1);
        node.child(nginx, 21, "nginx");
        assertThat(node.view().isOurs(21)).isTrue();
    }

    @Test
    void systemdOfAUserSessionMakesNoNode() {
        var user = node.process(20, "systemd").knownAs(20);
        node.child(user, 21, "bash");
        assertThat(node.view().isOurs(21)).isTrue();
    }

    @Test
    void withoutItsStatusNobodyIsTakenForANestedInit() {
        var inner = node.process(20, "systemd").knownAs(20, 1);
        assertThat(node.blindTo(ProcessStatus.TYPE).isOurs(inner.pid())).isTrue();
    }

    @Test
    void beforeLinux41APidNamespaceOfItsOwnTellsANestedInit() {
        node.systemd().pidNamespace(1);
        var inner = node.process(20, "systemd").knownAs().pidNamespace(7);
        var user = node.process(30, "systemd").knownAs().pidNamespace(1);
        node.child(inner, 21, "dockerd");
        assertThat(node.view().isOurs(21)).isFalse();
        assertThat(node.view().isOurs(user.pid())).isTrue();
        assertThat(node.view().namespacesOfInits())
                .containsExactlyInAnyOrder(Namespaces.TYPE.key(1), Namespaces.TYPE.key(20), Namespaces.TYPE.key(30));
        assertThat(node.blindTo(Namespaces.TYPE).isOurs(21)).isTrue();
    }

    @Test
    void sinceLinux41StatusTellsAndNoNamespaceIsRead() {
        node.process(20, "systemd").knownAs(20, 1);
        assertThat(node.view().namespacesOfInits()).isEmpty();
    }

    @Test
    void processThatIsGoneIsNotOurs() {
        assertThat(node.view().isOurs(4711)).isFalse();
    }

    @Test
    void parentsInARingEnd() {
        node.child(21, 20, "a");
        node.child(20, 21, "b");
        assertThat(node.view().isOurs(20)).isTrue();
    }

    @Test
    void ageIsCountedFromTheStartByTheSameClock() {
        var old = node.process(20, "runc").aged(Duration.ofMinutes(41));
        var view = node.view();
        assertThat(view.process(old.pid()).flatMap(view::age)).contains(Duration.ofMinutes(41));
        var blind = node.blindTo(Machine.TYPE);
        assertThat(blind.process(old.pid()).flatMap(blind::age)).isEmpty();
    }

    @Test
    void processThatIsGoneIsNamedByItsNumber() {
        node.process(20, "runc");
        assertThat(node.view().name(20)).isEqualTo("runc 20");
        assertThat(node.view().name(21)).isEqualTo("process 21");
    }

    @Test
    void whatOneReadingTellsIsWorkedOutOnceForAllViewsOfALook() {
        var worked = new ArrayList<String>();
        var length = new OfReading<String, Integer>(text -> {
            worked.add(text);
            return text.length();
        });
        var first = node.view();
        var next = first.next(node.evidence());
        assertThat(first.of(length, "four")).isEqualTo(next.of(length, "four")).isEqualTo(4);
        assertThat(next.of(length, "seventh")).isEqualTo(7);
        assertThat(worked).containsExactly("four", "seventh");
    }
}
