package io.nodethaw.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.KernelWaits;
import io.nodethaw.evidence.Origin;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AssemblyTest {
    private static final int PID = 640;

    private final List<Piece> pieces = new ArrayList<>();

    private static Goroutine goroutine(long id, String arguments) {
        var frame = new Goroutine.Frame("main.main", arguments, "/x/main.go", 1, 0, false, List.of());
        return new Goroutine(id, "select", -1, false, List.of(frame), Optional.empty(), Optional.empty(), List.of());
    }

    private static Piece.Process process(String name, Optional<Integer> pid, String file, Goroutine... goroutines) {
        return new Piece.Process(name, pid, List.of(goroutines), new Origin.InFile(file, 1));
    }

    private AssemblyTest dump(String file, Optional<String> host, Piece.Process... processes) {
        var none = new Evidence.Builder(Instant.EPOCH).build();
        pieces.add(new Piece(file, "a dump", false, host, none, List.of(processes), List.of(), true));
        return this;
    }

    private AssemblyTest dump(String file, Piece.Process... processes) {
        return dump(file, Optional.empty(), processes);
    }

    private AssemblyTest list(ProcessTable.Entry... processes) {
        return listIn("ps.txt", processes);
    }

    private AssemblyTest listIn(String file, ProcessTable.Entry... processes) {
        var list = new Evidence.Builder(Instant.EPOCH)
                .put(
                        ProcessTable.TYPE,
                        "",
                        new Sample<>(
                                new Reading.Seen<>(new ProcessTable(List.of(processes))), new Origin.InFile(file, 1)))
                .build();
        pieces.add(new Piece(file, "a list", false, Optional.empty(), list, List.of(), List.of(), true));
        return this;
    }

    private static ProcessTable.Entry entry(int pid, String comm) {
        return new ProcessTable.Entry(pid, 1, comm, 'S');
    }

    private Assembled only() {
        var nodes = Assembly.of(pieces);
        assertThat(nodes).hasSize(1);
        Collections.reverse(pieces);
        assertThat(Assembly.of(pieces).getFirst().evidence().all())
                .isEqualTo(nodes.getFirst().evidence().all());
        return nodes.getFirst();
    }

    private static List<String> names(Assembled node) {
        return node.evidence().seen(ProcessTable.TYPE).orElseThrow().processes().stream()
                .map(process -> process.hasPid() ? process.comm() + " " + process.pid() : process.comm())
                .toList();
    }

    @Test
    void aProcessHasThePidThatTheTextTells() {
        dump("a.txt", process("containerd-shim-runc-v2", Optional.of(PID), "a.txt", goroutine(7, "")));
        var node = only();
        assertThat(names(node)).containsExactly("containerd-shim 640");
        assertThat(node.evidence().seen(Goroutines.TYPE, PID)).isPresent();
        assertThat(node.evidence().latest(Goroutines.TYPE, "640").orElseThrow().origin())
                .isEqualTo(new Origin.InFile("a.txt", 1));
    }

    @Test
    void orThatOfTheOnlyOneOfItsNameInAList() {
        list(entry(PID, "containerd"), entry(7, "sh"));
        dump("a.txt", process("containerd", Optional.empty(), "a.txt", goroutine(7, "")));
        assertThat(names(only())).containsExactly("containerd 640", "sh 7");
    }

    @Test
    void itHasNoPidWhenTwoHaveTheName() {
        list(entry(PID, "containerd"), entry(641, "containerd"));
        dump("a.txt", process("containerd", Optional.empty(), "a.txt", goroutine(7, "")));
        assertThat(names(only())).containsExactly("containerd 640", "containerd 641", "containerd");
    }

    @Test
    void twoOfANameAreToldApartByWhereTheyStand() {
        dump("a.txt", process("containerd", Optional.empty(), "a.txt", goroutine(7, "")));
        dump("b.txt", process("containerd", Optional.empty(), "b.txt", goroutine(8, "")));
        assertThat(names(only())).containsExactly("containerd (a.txt:1)", "containerd (b.txt:1)");
    }

    @Test
    void twoDumpsOfOneProcessAreTwoMomentsOfIt() {
        dump(
                "a.txt",
                process("dockerd", Optional.empty(), "a.txt", goroutine(1, "0xc000")),
                process("dockerd", Optional.empty(), "a.txt", goroutine(1, "0xc000"), goroutine(2, "")));
        var node = only();
        assertThat(names(node)).containsExactly("dockerd");
        assertThat(node.evidence().twice(Goroutines.TYPE, ProcessTable.withoutPid(1)))
                .isPresent();
    }

    @Test
    void aCopyOfADumpIsNoSecondLook() {
        dump("a.txt", process("dockerd", Optional.empty(), "a.txt", goroutine(1, "0xc000")));
        dump("copy.txt", process("dockerd", Optional.empty(), "copy.txt", goroutine(1, "0xc000")));
        var node = only();
        assertThat(names(node)).containsExactly("dockerd");
        assertThat(node.evidence().samples(Goroutines.TYPE, Integer.toString(ProcessTable.withoutPid(1))))
                .hasSize(1);
    }

    @Test
    void ofTwoListsTheOneNamedLastIsJudgedAndTheOtherIsSaidToBeLeftOut() {
        listIn("b.txt", entry(PID, "containerd"), entry(7, "sh"));
        listIn("a.txt", entry(PID, "containerd"));
        dump("c.txt", process("containerd", Optional.empty(), "c.txt", goroutine(7, "")));
        var node = Assembly.of(pieces).getFirst();
        assertThat(names(node)).containsExactly("containerd 640");
        assertThat(node.files()).containsExactly("a.txt", "c.txt");
        assertThat(node.notes())
                .containsExactly("b.txt: left out: a.txt is a list too, was named later and is judged;"
                        + " to judge this one, name it alone or last");
        Collections.reverse(pieces);
        assertThat(names(Assembly.of(pieces).getFirst())).containsExactly("containerd 640", "sh 7");
    }

    @Test
    void aCopyOfAListIsNotLeftOut() {
        listIn("a.txt", entry(PID, "containerd"));
        listIn("copy.txt", entry(PID, "containerd"));
        var node = Assembly.of(pieces).getFirst();
        assertThat(node.files()).containsExactly("a.txt", "copy.txt");
        assertThat(node.notes()).isEmpty();
    }

    @Test
    void twoHostsStayApartAndWhoDoesNotSayStaysAlone() {
        dump("a.txt", Optional.of("node-1"), process("dockerd", Optional.empty(), "a.txt", goroutine(1, "")));
        dump("b.txt", Optional.of("node-2"), process("dockerd", Optional.empty(), "b.txt", goroutine(1, "")));
        dump("c.txt", process("containerd", Optional.empty(), "c.txt", goroutine(1, "")));
        dump("d.txt", Optional.of("node-1"), process("containerd", Optional.empty(), "d.txt", goroutine(1, "")));
        assertThat(Assembly.of(pieces))
                .extracting(Assembled::files)
                .containsExactlyInAnyOrder(List.of("a.txt", "d.txt"), List.of("b.txt"), List.of("c.txt"));
    }

    @Test
    void aPidThatIsAnotherElsewhereIsNotOfThatMoment() {
        list(entry(PID, "nginx"));
        dump("a.txt", process("containerd", Optional.of(PID), "a.txt", goroutine(7, "")));
        var node = only();
        assertThat(names(node)).containsExactly("nginx 640", "containerd");
        assertThat(node.notes()).singleElement().asString().contains("process 640 is containerd here and another");
    }

    private AssemblyTest held(String file, int pid, char state, String wchan) {
        listIn(file, new ProcessTable.Entry(pid, 1, "postgres", state));
        var list = pieces.removeLast();
        var task = new Piece.Task(
                Optional.of(pid),
                Optional.of(pid),
                1,
                "postgres",
                state,
                wchan,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false,
                new Origin.InFile(file, 2));
        pieces.add(new Piece(
                file, "a list", false, Optional.empty(), list.evidence(), List.of(), List.of(task), List.of(), true));
        return this;
    }

    /** The list that was named last is judged, so that their order matters. */
    private Assembled judged() {
        return Assembly.of(pieces).getFirst();
    }

    private static List<KernelWaits.Held> held(Assembled node) {
        return node.evidence()
                .allSeen(KernelWaits.TYPE)
                .flatMap(read -> read.held().stream())
                .toList();
    }

    @Test
    void whatTwoListsShowAtOnePlaceIsHeld() {
        held("sos_commands/process/a", 77, 'D', "rpc_wa")
                .held("sos_commands/process/b", 77, 'D', "rpc_wait_bit_killable");
        assertThat(held(judged()))
                .singleElement()
                .satisfies(held -> assertThat(held.state()).isEqualTo('D'));
    }

    @Test
    void whatOneOfThemShowsElsewhereHasMoved() {
        held("a", 77, 'D', "lock_p").held("b", 77, 'D', "generi");
        var node = judged();
        assertThat(held(node)).isEmpty();
        assertThat(node.notes()).anyMatch(note -> note.contains("postgres 77"));
    }

    @Test
    void whatOneOfThemShowsAtRestHasMoved() {
        held("a", 77, 'D', "io_schedule").listIn("b", new ProcessTable.Entry(77, 1, "postgres", 'S'));
        var node = judged();
        assertThat(held(node)).isEmpty();
        assertThat(node.evidence()
                        .seen(ProcessTable.TYPE)
                        .orElseThrow()
                        .find(77)
                        .orElseThrow()
                        .state())
                .isEqualTo('S');
    }

    @Test
    void anotherProcessWithThatNumberSaysNothing() {
        held("a", 77, 'D', "io_schedule").listIn("b", new ProcessTable.Entry(77, 1, "bash", 'S'));
        assertThat(held(judged())).hasSize(1);
    }

    @Test
    void bundlesOfSeveralHostsAreApartWhateverTheirFilesName() {
        dump(
                "in.tar/sos-a/sos_commands/x",
                Optional.of("a"),
                process("kubelet", Optional.of(7), "x", goroutine(1, "")));
        dump("in.tar/sos-a/var/log/y", Optional.of("relay"), process("dockerd", Optional.of(8), "y", goroutine(1, "")));
        dump("in.tar/sos-b/sos_commands/x", process("kubelet", Optional.of(7), "x", goroutine(1, "")));
        dump("in.tar/sos-a/sos_reports.tgz/sos_reports/z", process("crio", Optional.of(9), "z", goroutine(1, "")));
        assertThat(Assembly.of(pieces).stream().map(Assembled::files))
                .containsExactlyInAnyOrder(
                        List.of(
                                "in.tar/sos-a/sos_commands/x",
                                "in.tar/sos-a/sos_reports.tgz/sos_reports/z",
                                "in.tar/sos-a/var/log/y"),
                        List.of("in.tar/sos-b/sos_commands/x"));
    }

    @Test
    void manyFilesWithoutAHostAreLeftOutWhereThereAreSeveral() {
        dump("a", Optional.of("a"), process("kubelet", Optional.of(7), "a", goroutine(1, "")));
        dump("b", Optional.of("b"), process("kubelet", Optional.of(7), "b", goroutine(1, "")));
        for (int i = 0; i < 5; i++) {
            dump("x" + i, process("dockerd", Optional.of(8), "x" + i, goroutine(1, "")));
        }
        assertThat(Assembly.of(pieces))
                .hasSize(2)
                .allMatch(node -> node.notes().stream().anyMatch(note -> note.startsWith("5 files name no host")));
    }
}
