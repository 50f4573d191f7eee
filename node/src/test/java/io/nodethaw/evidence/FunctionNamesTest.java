package io.nodethaw.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FunctionNamesTest {
    @Test
    void allOfSeveralSetsAreInTheirUnionByEachKindOfPattern() {
        var all = FunctionNames.ofAll(List.of(
                FunctionNames.of("os.Open", "net.Dial*"), FunctionNames.of("*.Lock"), FunctionNames.of("*/ttrpc.*")));
        assertThat(List.of("os.Open", "net.DialTimeout", "sync.(*Mutex).Lock", "github.com/containerd/ttrpc.NewClient"))
                .allMatch(all::has);
        assertThat(List.of("os.OpenFile", "net.Listen", "sync.(*Mutex).Unlock", "github.com/containerd/x.New"))
                .noneMatch(all::has);
        assertThat(FunctionNames.ofAll(List.of()).isEmpty()).isTrue();
    }
}
