package io.nodethaw.golang;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class KnownProgramsTest {
    private static final PageStore.Page EMPTY = new PageStore.Page(ByteBuffer.allocate(0), 0);

    private final KnownPrograms known = new KnownPrograms();

    private final FakeGo memory;

    KnownProgramsTest() throws IOException {
        memory = FakeGo.of(19);
    }

    private GoProgram take() throws IOException {
        return known.take(memory, memory.image());
    }

    @Test
    void programGivenBackIsLentAgain() throws IOException {
        var first = take();
        known.giveBack(first);
        assertThat(take()).isSameAs(first);
    }

    /** A hundred shims that were read at the same time had as many copies of their tables. */
    @Test
    void whoReadAtTheSameTimeHaveTheirOwnProgramAndOneCopyOfItsTables() throws IOException {
        var first = take();
        var second = take();
        assertThat(second).isNotSameAs(first);
        assertThat(second.stacks()).isNotSameAs(first.stacks());
        assertThat(second.pages().kept()).isSameAs(first.pages().kept());
    }

    @Test
    void programsWithManyPagesAreNotAllKept() throws IOException {
        var first = withManyPages();
        var second = withManyPages();
        var third = withManyPages();
        known.giveBack(first);
        known.giveBack(second);
        known.giveBack(third);
        assertThat(take()).isSameAs(third);
        assertThat(take()).isSameAs(second);
        assertThat(take()).isNotSameAs(first);
    }

    /** With pages of its own, as those of a program have that lies elsewhere in the memory of each of its processes. */
    private GoProgram withManyPages() throws IOException {
        var program = take();
        var pages = new Pages(memory, new PageStore());
        for (int i = 0; i < KnownPrograms.MOST_PAGES * 2 / 5; i++) {
            pages.kept().keep(1_000_000 + i, EMPTY);
        }
        return new GoProgram(
                program.image(),
                program.version(),
                program.layout(),
                pages,
                program.functions(),
                program.stacks(),
                program.locks(),
                program.allgs());
    }

    @Test
    void pagesAreBounded() {
        var store = new PageStore();
        for (int i = 0; i < 10_000; i++) {
            store.keep(i, EMPTY);
        }
        assertThat(store.size()).isLessThanOrEqualTo(1024);
        assertThat(store.find(9_999)).isPresent();
    }
}
