package io.nodethaw.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelFrameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mutex_lock+0x15/0x30",
                "[<0>] mutex_lock+0x15/0x30",
                "[<ffffffff8168c169>] mutex_lock+0x15/0x30 [module]",
                "mutex_lock.isra.2+0x15/0x30 kernel/locking/mutex.c:747",
                "mutex_lock (kernel/locking/mutex.c:747 (discriminator 4))",
                "mutex_lock (/build/linux/kernel/locking/mutex.c:747) module",
                "mutex_lock kernel/locking/mutex.c:679 [inline]",
                "? mutex_lock (kernel/locking/mutex.c:747)"
            })
    void framesHaveManyForms(String line) {
        assertThat(KernelFrame.function(line)).contains("mutex_lock");
        assertThat(KernelFrame.isGuess(line)).isEqualTo(line.startsWith("?"));
    }

    @Test
    void framesOfProgramsAreOthers() {
        assertThat(KernelFrame.function("main (src/main.c:12)")).isEmpty();
        assertThat(KernelFrame.function("read (see net/http/server.go:12)")).isEmpty();
    }
}
