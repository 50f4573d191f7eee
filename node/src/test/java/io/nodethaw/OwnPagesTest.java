package io.nodethaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnPagesTest {
    private static List<OwnPages.Part> parts(String text) throws IOException {
        return OwnPages.parts(new BufferedReader(new StringReader(text)));
    }

    private static String part(String head, long anonymous, long swapped) {
        return head + "\nSize: 9000 kB\nKernelPageSize: 4 kB\nRss: 8000 kB\nPss: 8000 kB\nShared_Dirty: 0 kB\n"
                + "Private_Clean: 8000 kB\nPrivate_Dirty: 0 kB\nAnonymous: " + anonymous + " kB\nSwap: " + swapped
                + " kB\nTHPeligible: 0\nVmFlags: rd ex mr mw me sd\n";
    }

    private static boolean isLetGo(String head, long anonymous, long swapped) throws IOException {
        return parts(part(head, anonymous, swapped)).stream().allMatch(OwnPages.Part::canBeReadAgain);
    }

    @Test
    void partsAreToldByTheirFiles() throws IOException {
        var text = part("7f00-7fa0 r-xp 00001000 fe:00 42                         /opt/my lib/libjvm.so", 0, 0)
                + part("a000-b000 rw-p 00000000 00:00 0                          [heap]", 500, 0);
        assertThat(parts(text)).singleElement().satisfies(part -> {
            assertThat(part.from()).isEqualTo(0x7f00);
            assertThat(part.to()).isEqualTo(0x7fa0);
            assertThat(part.file()).isEqualTo("/opt/my lib/libjvm.so");
            assertThat(part.resident()).isEqualTo(8000);
            assertThat(part.canBeReadAgain()).isTrue();
        });
    }

    @Test
    void whatWasWrittenToIsKept() throws IOException {
        assertThat(isLetGo("1000-2000 r--p 0 fe:00 42 /lib/libjvm.so", 0, 0)).isTrue();
        assertThat(isLetGo("1000-2000 r--p 0 fe:00 42 /lib/libjvm.so", 4, 0)).isFalse();
        assertThat(isLetGo("1000-2000 r--p 0 fe:00 42 /lib/libjvm.so", 0, 4)).isFalse();
        assertThat(isLetGo("1000-2000 rw-p 0 fe:00 42 /lib/agent.aot", 0, 0)).isFalse();
    }

    @Test
    void onlyTheProgramsOwnFilesAreLetGo() throws IOException {
        assertThat(isLetGo("1000-2000 r--p 0 fe:00 42 /lib/agent.aot", 0, 0)).isTrue();
        assertThat(isLetGo("1000-2000 r-xp 0 fe:00 42 /lib/libc.so.6", 0, 0)).isFalse();
        assertThat(isLetGo("1000-2000 r--s 0 fe:00 42 /lib/modules", 0, 0)).isTrue();
        assertThat(isLetGo("1000-2000 rw-s 0 fe:00 42 /lib/modules", 0, 0)).isFalse();
        assertThat(isLetGo("1000-2000 r--s 0 fe:00 42 /lib/locale-archive", 0, 0))
                .isFalse();
    }

    @Test
    void whatIsNotToldIsKept() throws IOException {
        assertThat(parts("1000-2000 r-xp 0 fe:00 42 /lib/libjvm.so\nRss: 8000 kB\nAnonymous: 0 kB\n"))
                .singleElement()
                .matches(part -> !part.canBeReadAgain());
    }

    @Test
    void programGoesOnAfterwards() {
        var pages = new OwnPages();
        assertThatCode(() -> {
                    pages.letGo();
                    pages.letGo();
                })
                .doesNotThrowAnyException();
    }
}
