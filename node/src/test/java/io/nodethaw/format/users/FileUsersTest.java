package io.nodethaw.format.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.format.Texts;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FileUsersTest {
    @Test
    void processesAndWhatTheyUse() throws IOException {
        var piece = Texts.read("""
                                     USER        PID ACCESS COMMAND
                /mnt/data:           root     kernel mount /mnt/data
                                     root        812 F.... dockerd
                                     www-data   1300 ..c.. nginx: worker
                that was all
                """, new FileUsers());
        assertThat(piece.what()).isEqualTo("users of files");
        assertThat(piece.tasks())
                .extracting(task -> task.comm() + " " + task.pid().orElseThrow())
                .containsExactly("dockerd 812", "nginx: worker 1300");
        assertThat(piece.notes())
                .containsExactly(
                        "x:3: /mnt/data is used by dockerd 812 (F....)",
                        "x:4: /mnt/data is used by nginx: worker 1300 (..c..)");
    }

    @Test
    void otherListsAreNone() throws IOException {
        assertThat(Texts.recognises("USER PID %CPU COMMAND\\nroot 1 0.0 init\\n".translateEscapes(), new FileUsers()))
                .isFalse();
    }
}
