package io.nodethaw.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class PassingGoroutineTest {
    private static final String TEXT = """
            goroutine 7 [select]:
            ...additional frames elided...
            sync.f(0x1, 0x2)
            	/src/a.go:7 +0x1f
            main.g
            	/src/a.go:8
            created by main.start in goroutine 1
            	/src/a.go:3

            goroutine 8 [select]:
            ...additional frames elided...
            sync.f(0x3, 0x4)
            	/src/a.go:7 +0x1f
            main.g
            	/src/a.go:8
            created by main.start in goroutine 1
            	/src/a.go:3

            SIGQUIT: quit

            goroutine 8 [select]:
            main.main()
            	/src/a.go:9 +0x1f
            """;

    /** What is told of each while it passes. */
    private static <T> List<T> told(String text, Function<PassingGoroutine, T> teller) throws IOException {
        var all = new ArrayList<T>();
        GoroutineDumps.groupAndEach(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), one -> all.add(teller.apply(one)));
        return all;
    }

    @Test
    void numberAndDumpAreTold() throws IOException {
        assertThat(told(TEXT, PassingGoroutine::id)).containsExactly(7L, 8L, 8L);
        assertThat(told(TEXT, PassingGoroutine::dump)).containsExactly(0, 0, 1);
    }

    @Test
    void thoseInTheSameFramesAreOfOneKind() throws IOException {
        assertThat(told(TEXT, PassingGoroutine::kind).subList(0, 2)).containsExactly(0, 0);
        assertThat(told(TEXT.replace("0x3, 0x4)\n\t/src/a.go:7", "0x3)\n\t/src/a.go:70"), PassingGoroutine::kind)
                        .subList(0, 2))
                .containsExactly(0, 1);
    }

    @Test
    void argumentsAreThoseOfTheFrame() throws IOException {
        assertThat(told(TEXT, one -> one.arguments(0))).containsExactly("0x1, 0x2", "0x3, 0x4", "");
        assertThat(told(TEXT, one -> one.arguments(1))).containsOnly("");
        assertThat(told(TEXT, one -> one.arguments(2))).containsOnly("");
    }

    @Test
    void itIsDecodedWhereThatIsAskedFor() throws IOException {
        assertThat(told(TEXT, one -> one.decode().goroutine().id())).containsExactly(7L, 8L, 8L);
    }

    @Test
    void whereThereAreTooManyKindsNoneIsTold() throws IOException {
        var deep = "a.b()\n".repeat(4_000);
        var text = new StringBuilder();
        for (int i = 1; i <= 600; i++) {
            text.append("goroutine ")
                    .append(i)
                    .append(" [select]:\na.f")
                    .append(i)
                    .append("()\n")
                    .append(deep)
                    .append('\n');
        }
        var kinds = told(text.toString(), PassingGoroutine::kind);
        assertThat(kinds).hasSize(600);
        assertThat(kinds.getFirst()).isZero();
        assertThat(kinds.getLast()).isNegative();
    }
}
