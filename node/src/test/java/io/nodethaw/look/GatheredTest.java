package io.nodethaw.look;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.collect.Asker;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.source.Own;
import io.nodethaw.collect.source.Sources;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Reading;
import io.nodethaw.hop.WholeNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatheredTest {
    private static final Host HOST = new Host(Path.of("/none"), InstantSource.system());
    private static final Duration TIME = Duration.ofSeconds(5);
    private static final FactType<String> WORD = new FactType<>("word", String.class);
    private static final FactType<String> MOVES = new FactType<>("moves", String.class).readTwice();

    /** What was read, in this order. */
    private final List<String> read = new ArrayList<>();

    private final Gathered gathered = gathered();

    private Gathered gathered() {
        var sources = new Sources(List.of(
                new Own<>(WORD, "", instance -> note("word " + instance)),
                new Own<>(MOVES, "", instance -> note("moves " + instance)),
                Own.ofProcess(Goroutines.TYPE, "", pid -> {
                    note("goroutines " + pid);
                    if (pid == 8) {
                        throw new NotAskedException("not written in Go");
                    }
                    return new Goroutines(pid, "go1.24", "memory", List.of());
                })));
        return new Gathered(
                HOST,
                new Readers(HOST, sources, () -> {
                    throw new IllegalStateException("nothing is to be read in a child");
                }),
                new Probing(HOST, WholeNode.chain(), new Asker(HOST), TIME));
    }

    private String note(String what) {
        read.add(what);
        return what;
    }

    private boolean readNew(Key... keys) {
        return gathered.readNew(List.of(keys), TIME);
    }

    @Test
    void eachIsReadOnce() {
        assertThat(readNew(WORD.key("a"), WORD.key("b"), WORD.key("a"))).isTrue();
        assertThat(readNew(WORD.key("b"), WORD.key("c"))).isTrue();
        assertThat(readNew(WORD.key("a"), WORD.key("c"))).isFalse();
        assertThat(read).containsExactly("word a", "word b", "word c");
        assertThat(gathered.unread(List.of(WORD.key("c"), WORD.key("d")))).containsExactly(WORD.key("d"));
    }

    @Test
    void whileNothingIsNewTheViewIsTheSame() {
        readNew(WORD.key("a"));
        var view = gathered.known();
        assertThat(view.evidence().seen(WORD, "a")).contains("word a");
        readNew(WORD.key("a"));
        assertThat(gathered.known()).isSameAs(view);
        readNew(WORD.key("b"));
        assertThat(gathered.known()).isNotSameAs(view);
        assertThat(gathered.withAnswers().evidence().seen(WORD, "b")).contains("word b");
    }

    @Test
    void onlyWhatChangesIsReadASecondTime() {
        readNew(WORD.key("a"), MOVES.key("b"));
        read.clear();
        gathered.readAgain(TIME);
        assertThat(read).containsExactly("moves b");
        assertThat(gathered.known().evidence().samples(MOVES, "b")).hasSize(2);
        assertThat(gathered.known().evidence().samples(WORD, "a")).hasSize(1);
    }

    /** They are large. */
    @Test
    void goroutinesAreReadASecondTimeWhereThereAreAny() {
        readNew(Goroutines.TYPE.key(7), Goroutines.TYPE.key(8), WORD.key("a"));
        assertThat(gathered.goroutines()).containsExactly(Goroutines.TYPE.key(7));
        read.clear();
        gathered.readGoroutinesAgain(TIME);
        assertThat(read).containsExactly("goroutines 7");
    }

    @Test
    void whatIsForgottenIsOnlyThatKind() {
        gathered.into().reading(WORD, "put", new Reading.Seen<>("by others"));
        readNew(WORD.key("a"), MOVES.key("b"));
        gathered.forget(WORD);
        assertThat(gathered.known().evidence().readings(WORD)).isEmpty();
        assertThat(gathered.known().evidence().seen(MOVES, "b")).contains("moves b");
    }

    @Test
    void nothingIsLateWhereNothingIsOut() {
        readNew(WORD.key("a"));
        assertThat(gathered.takeLate(HOST.deadline(TIME), HOST.deadline(TIME))).isFalse();
    }
}
