package io.nodethaw;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.Probe;
import io.nodethaw.collect.source.ReadingPlace;
import io.nodethaw.collect.source.Source;
import io.nodethaw.evidence.CanarySteps;
import io.nodethaw.evidence.CollectedCommand;
import io.nodethaw.evidence.EvidenceFacts;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.GoroutineDump;
import io.nodethaw.evidence.InitLog;
import io.nodethaw.evidence.ListedAges;
import io.nodethaw.evidence.Logged;
import io.nodethaw.evidence.OpenCures;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.WholeNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/operating.md promises what a look touches: its list is made from the sources, and nothing else can be read. */
class AccessesTest {
    private static final Path PAGE = Golden.repository("docs/operating.md");
    private static final String BEGIN = "<!-- what the sources say; make golden writes it -->\n";
    private static final String END = "<!-- to here -->\n";

    private final Host host = new Host(Path.of("/nowhere"), InstantSource.system());
    private final List<Source<?>> sources = Main.chain(host).sources();

    @Test
    void pageListsWhatALookTouches() throws IOException {
        var page = Files.readString(PAGE);
        assertThat(page).contains(BEGIN, END);
        int from = page.indexOf(BEGIN) + BEGIN.length();
        Golden.check(PAGE, page.substring(0, from) + table() + page.substring(page.indexOf(END)));
    }

    private String table() {
        var rows = Arrays.stream(new ReadingPlace[] {
                    ReadingPlace.PROBE, ReadingPlace.OWN, ReadingPlace.THREAD, ReadingPlace.CHILD
                })
                .flatMap(place -> sources.stream().filter(source -> source.place() == place))
                .map(source -> "| `" + source.type().name() + "` | " + source.access() + " | "
                        + source.place().words() + " |\n")
                .collect(joining());
        return "| fact | what is asked or read | in |\n|---|---|---|\n" + rows;
    }

    @Test
    void everyFactOfThePackageHasASource() {
        var elsewhere = Set.of(
                GoroutineDump.TYPE,
                Logged.TYPE,
                CollectedCommand.TYPE,
                InitLog.TYPE,
                ListedAges.TYPE,
                CanarySteps.TYPE,
                OpenCures.TYPE); // by stacks, from files, by systemd --debug-log, from canaries, from the records of
        // heal
        assertThat(types(sources.stream().<FactType<?>>map(Source::type)))
                .containsAll(types(EvidenceFacts.ALL.stream().filter(type -> !elsewhere.contains(type))));
    }

    @Test
    void everyProbeOfAHopIsAmongItsSources() {
        var here = new WholeNode();
        for (var hop : WholeNode.chain().hops()) {
            var asked = hop.probes(here.node.view(), Depth.CLOSE).stream().<FactType<?>>map(Probe::type);
            var said = hop.sources(host).stream()
                    .filter(source -> source.place() == ReadingPlace.PROBE)
                    .<FactType<?>>map(Source::type);
            assertThat(types(said)).as(hop.name()).containsAll(types(asked));
        }
    }

    private static Set<String> types(Stream<FactType<?>> types) {
        return types.map(FactType::name).collect(toSet());
    }
}
