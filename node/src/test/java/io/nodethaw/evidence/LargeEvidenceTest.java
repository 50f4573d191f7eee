package io.nodethaw.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LargeEvidenceTest {
    @Test
    void aNodeOfTwoThousandProcessesComesBack() throws IOException {
        var builder = new Evidence.Builder(SampleFacts.AT);
        for (int pid = 1; pid <= 2000; pid++) {
            var open = new ArrayList<Descriptors.Descriptor>();
            for (int fd = 0; fd < 10; fd++) {
                open.add(new Descriptors.Descriptor(fd, "socket:[" + pid * 10 + fd + "]"));
            }
            builder.seen(Descriptors.TYPE, Integer.toString(pid), new Descriptors(pid, open, "/"));
        }
        var before = builder.build();
        var json = new EvidenceJson(EvidenceFacts.ALL);
        var text = new StringWriter();
        json.write(before, "t", text);

        var after = json.read(new StringReader(text.toString()), "x");

        assertThat(after.notes()).isEqualTo(List.of());
        assertThat(after.evidence().all()).isEqualTo(before.all());
    }
}
