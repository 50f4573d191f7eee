package io.nodethaw.cli;

import io.nodethaw.agent.History;
import io.nodethaw.agent.Settings;
import io.nodethaw.agent.StandingFile;
import io.nodethaw.agent.cluster.Reply;
import io.nodethaw.agent.config.SettingsSource;
import io.nodethaw.agent.cure.Policy;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Forecast;
import io.nodethaw.analysis.PastLevels;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.EvidenceJson;
import io.nodethaw.format.FileFormat;
import io.nodethaw.heal.HealResult;
import io.nodethaw.heal.Selection;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.WaitGraph;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The rest of the program, as the verbs see it. Each part is made when it is first asked for, so that --help starts fast. */
public interface Tools {
    /** Takes looks at this node. */
    Looker looker();

    /** Takes looks at this node, one after the other. */
    Series series();

    /** Graph and verdict of a look. Pure. */
    Judged judge(Evidence evidence);

    /** What a node runs out of and when, from what was read at several times, oldest first, and by an agent before that. Pure. */
    Forecast forecast(List<Evidence> seen, PastLevels past);

    /** How much the agent of this node has seen used. */
    PastLevels pastLevels();

    /** The wait graph of a look in which these processes count too, whichever they are. Pure. */
    WaitGraph graph(NodeView view, List<Vertex.Process> starts);

    /** Reads and writes all facts. */
    EvidenceJson codec();

    /** The kinds of files that people bring; the first one gets files that none recognises. */
    List<FileFormat> formats();

    /** The pages of all finding codes, in the order of the hops. */
    List<Explanation> explanations();

    /** Finds out which versions this node has. */
    VersionSource versions();

    /** Reads goroutines of processes. */
    GoroutineSource goroutines();

    /** Asks the message bus. */
    BusSource bus();

    /** Puts back what an earlier run has left changed on this node when it was killed, and says what; empty for nothing. */
    Optional<String> putBack();

    /**
     * Writes a file completely or not at all, where a disk that hangs keeps nobody from ending.
     *
     * @param limit how long that may take
     * @return why it failed; empty when it is written
     */
    Optional<String> write(Path file, List<byte[]> content, Duration limit) throws InterruptedException;

    /** Looks closer at single processes. */
    TraceSource trace();

    /** Tells more about cores than they do themselves. */
    CoreSource cores();

    /** Asks systemd about itself. */
    SystemdSource systemd();

    /**
     * Chooses a cure, and applies it when told to: the only thing here that changes the node.
     *
     * @param before the evidence to start from
     * @param limit of each probe of the looks that it takes itself
     * @param yes false to choose only
     * @param selection what may be done
     * @param says gets a line before each step
     */
    HealResult heal(Evidence before, Duration limit, boolean yes, Selection selection, Consumer<String> says);

    /**
     * Stays and looks again and again, until a signal ends the program. Its log goes to stderr.
     *
     * @param source where SIGHUP has the settings read anew
     */
    int agent(Settings settings, SettingsSource source) throws InterruptedException;

    /**
     * Heals what an agent asks for over a socket, until a signal ends the program. Its log goes to stderr.
     *
     * @throws IOException when nobody can listen there
     */
    int heals(Policy policy, Path socket) throws IOException, InterruptedException;

    /** The file with the settings of the agent where none is named. */
    Path agentFile();

    /** Takes the conditions of the agent off the node in its cluster; empty where none is named. */
    Optional<Reply> leaveCluster(Settings settings);

    /** What the agent of this node said last. */
    StandingFile standing();

    /** What agents of this node have kept. */
    History history();

    /** What healing can be limited to. */
    Selection.Choices cures();
}
