package io.nodethaw.golang;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Goroutine;
import java.util.List;
import org.junit.jupiter.api.Test;

class LikeOthersTest {
    private static List<Goroutine.Frame> in(String function) {
        return List.of(new Goroutine.Frame(function, "...", "f.go", 1, 1, false, List.of()));
    }

    @Test
    void fewAreAllMade() {
        var like = new LikeOthers();
        for (int i = 0; i < 1000; i++) {
            assertThat(like.leavesOut("select", in("main.serve"))).isFalse();
        }
        assertThat(like.leftOut()).isZero();
    }

    @Test
    void oneThatDiffersFromManyAlikeIsKept() {
        var like = new LikeOthers();
        for (int i = 0; i < 40_000; i++) {
            like.leavesOut("semacquire", in("main.inspect"));
        }
        assertThat(like.leftOut()).isEqualTo(38_000);
        assertThat(like.leavesOut("select", in("main.stop"))).isFalse();
        assertThat(like.leavesOut("select", in("main.inspect"))).isFalse(); // another state
        assertThat(like.leavesOut("semacquire", in("main.inspect"))).isTrue();
    }
}
