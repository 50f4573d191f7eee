package io.nodethaw.look;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.child.Lane;
import io.nodethaw.evidence.DescriptorInfo;
import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.KernelLog;
import io.nodethaw.evidence.Key;
import io.nodethaw.hop.WholeNode;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReadersTest {
    private final Readers readers =
            new Readers(new Host(Path.of("/none"), InstantSource.system()), WholeNode.chain(), () -> {
                throw new IllegalStateException("nothing is to be read");
            });

    private Lane lane(Key key) {
        readers.daemons(Set.of(70));
        return readers.lane(key);
    }

    @Test
    void pidOneAndTheMachineHaveThreadsOfTheirOwn() {
        assertThat(lane(DescriptorInfo.key(1, 4))).isEqualTo(Lane.INIT);
        assertThat(lane(Freeze.TYPE.key(1))).isEqualTo(Lane.INIT);
        assertThat(lane(KernelLog.TYPE.key(""))).isEqualTo(Lane.INIT);
        assertThat(lane(new Key("bus-cookie", "20/:1.0/247"))).isEqualTo(Lane.INIT);
    }

    @Test
    void daemonsOfTheChainShareThreadsWithNobodyElse() {
        assertThat(lane(Goroutines.TYPE.key(70))).isEqualTo(Lane.DAEMONS);
        assertThat(lane(DescriptorInfo.key(70, 4))).isEqualTo(Lane.DAEMONS);
    }

    @Test
    void memoryOfOthersHoldsUpNoFileOfTheirs() {
        assertThat(lane(Goroutines.TYPE.key(71))).isEqualTo(Lane.MEMORY);
        assertThat(lane(new Key("call-target", "71/71/7f00/0"))).isEqualTo(Lane.MEMORY);
        assertThat(lane(DescriptorInfo.key(71, 4))).isEqualTo(Lane.FILES);
    }
}
