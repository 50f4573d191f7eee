package io.nodethaw.format.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Logged;
import io.nodethaw.format.Texts;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ConditionsTest {
    private static final String WELL = """
            Conditions:
              Type             Status  LastHeartbeatTime                 LastTransitionTime                Reason                       Message
              ----             ------  -----------------                 ------------------                ------                       -------
              MemoryPressure   False   Tue, 03 Mar 2026 10:00:00 +0000   Mon, 02 Mar 2026 10:00:00 +0000   KubeletHasSufficientMemory   kubelet has sufficient memory available
              DiskPressure     %s      Tue, 03 Mar 2026 10:00:00 +0000   Mon, 02 Mar 2026 10:00:00 +0000   %s   kubelet says so
              Ready            True    Tue, 03 Mar 2026 10:00:00 +0000   Mon, 02 Mar 2026 10:00:00 +0000   KubeletReady                 kubelet is posting ready status
            """;

    @Test
    void aNodeThatIsWellIsRecognisedAndNotAccused() throws IOException {
        var piece = Texts.read(WELL.formatted("False", "KubeletHasNoDiskPressure"), new Conditions());
        assertThat(piece.what()).isEqualTo("conditions of a node");
        assertThat(piece.evidence().allSeen(Logged.TYPE)).isEmpty();
        assertThat(piece.notes()).singleElement().asString().contains("Ready True");
    }

    @Test
    void aPressureIsALimit() throws IOException {
        assertThat(Texts.read(WELL.formatted("True", "KubeletHasDiskPressure"), new Conditions())
                        .evidence()
                        .allSeen(Logged.TYPE))
                .singleElement()
                .satisfies(said -> {
                    assertThat(said.sign()).isEqualTo(Logged.Sign.LIMIT_REACHED);
                    assertThat(said.about()).startsWith("room on the disks");
                });
    }

    @Test
    void eventsAreRecognisedWithAndWithoutTheirHeading() throws IOException {
        var events = """
                  Normal   Pulling    10m (x4 over 12m)   kubelet            Pulling image "reg.example.com/web:v9"
                  Warning  Failed     1h5m                kubelet, w-1       Error: ErrImagePull
                """;
        assertThat(Texts.recognises(events, new Conditions())).isTrue();
        assertThat(Texts.recognises("  Type     Reason     Age    From     Message\n", new Conditions()))
                .isTrue();
        assertThat(Texts.recognises("  FirstSeen  LastSeen  Count  From  SubobjectPath  Type\n", new Conditions()))
                .isTrue();
        assertThat(Texts.recognises("Ready or not\nNormal people\nType of thing\n", new Conditions()))
                .isFalse();
    }
}
