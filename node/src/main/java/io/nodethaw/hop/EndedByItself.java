package io.nodethaw.hop;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Party;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Rule;
import io.nodethaw.evidence.Logged;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Units;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.Wait;
import io.nodethaw.wait.WaitGraph;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A daemon whose log ends with words that no program goes on after. systemd mostly starts it again some seconds later, so that whether it
 * runs now only systemd can tell.
 */
public final class EndedByItself implements Rule, LateEdges {
    /** The most letters of its words in one line for a person. */
    private static final int SHOWN = 80;

    private final Party party;
    private final Set<String> programs;
    private final Set<String> units;

    /** @param programs the daemons of this hop, and the units that run them */
    public EndedByItself(Party party, Set<String> programs, Set<String> units) {
        this.party = party;
        this.programs = programs;
        this.units = units;
    }

    @Override
    public Explanation explanation() {
        return new Explanation(
                party.hop() + ".ended-by-itself",
                "The log ends with words after which a program does not go on: a panic or fatal error of Go, a line of level fatal, or that "
                        + "systemd has seen it end so. systemd starts most daemons again after some seconds; the log that was brought does not "
                        + "show it. " + party.whatStopsWithIt(),
                List.of(
                        "systemctl status UNIT shows whether it runs, and since when.",
                        "journalctl -u UNIT -n 200 shows the words before, and the functions below a panic.",
                        "systemctl show -p NRestarts UNIT, twice: does it end again and again?"),
                "If it does not run: systemctl start UNIT. A panic or fatal error is a fault of the program, so look for a newer version and "
                        + "report the functions below it.",
                List.of("Go: runtime/panic.go", "systemd.service(5), Restart="));
    }

    private Stream<Logged> ends(NodeView view) {
        return Logged.all(view.evidence(), Logged.Sign.ENDED_BY_ITSELF)
                .filter(said -> programs.contains(said.program()) && !isKnown(view, said.program()));
    }

    /** True where a list of processes shows one, or systemd tells of its unit: that counts more. */
    private boolean isKnown(NodeView view, String program) {
        boolean listed = view.processes().stream()
                .anyMatch(process -> process.comm().equals(program)
                        && process.state() != ProcessTable.Entry.UNTOLD
                        && !process.isGone());
        boolean told = view.evidence().seen(Units.TYPE).stream()
                .flatMap(read -> read.units().stream())
                .anyMatch(unit -> units.contains(unit.name()));
        return listed || told;
    }

    @Override
    public List<Victim> victims(NodeView view, Collection<Role> roles) {
        return ends(view)
                .map(said -> new Victim(
                        new Vertex.Ourselves(),
                        said.program() + " should run",
                        Optional.empty(),
                        false,
                        List.of(said.key())))
                .toList();
    }

    @Override
    public List<Edge> edges(NodeView view, List<Role> roles, List<Victim> victims, List<Edge> known) {
        return ends(view)
                .map(said -> Edge.of(
                        new Vertex.Ourselves(),
                        LoggedFinding.named(view, said.program()),
                        Strength.NEEDS,
                        Wait.UNIT,
                        title(said),
                        said.key()))
                .toList();
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        return ends(view)
                .<Finding>map(said -> new Finding.Warning(
                        explanation().code(),
                        LoggedFinding.named(view, said.program()),
                        Confidence.POSSIBLE,
                        title(said),
                        List.of(Proof.of(said.proof(), said.key()))))
                .toList();
    }

    private static String title(Logged said) {
        var words = said.text().length() <= SHOWN ? said.text() : said.text().substring(0, SHOWN) + "...";
        return "ended by itself, and whether it runs again is not told: " + words;
    }
}
