package io.nodethaw.bus.ask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class IntrospectionTest {
    private static List<String> below(String path, String text) {
        return Introspection.below(path, text, 100);
    }

    @Test
    void childrenAreNamedByTheirPaths() {
        assertThat(below("/", "<node><node name=\"org\"/><node name='io'/></node>"))
                .containsExactly("/org", "/io");
        assertThat(below("/org", "<node name=\"/org\"><node name=\"a_1\"></node></node>"))
                .containsExactly("/org/a_1");
    }

    @Test
    void nodesWithinNodesAreObjectsToo() {
        assertThat(below("/a", "<node><node name=\"b\"><node name=\"c\"/></node><node name=\"d\"/></node>"))
                .containsExactly("/a/b", "/a/b/c", "/a/d");
    }

    @Test
    void onlyNodesCount() {
        assertThat(below("/", """
                <!DOCTYPE node PUBLIC "-//freedesktop//DTD D-BUS Object Introspection 1.0//EN" "introspect.dtd">
                <?xml version="1.0"?>
                <!-- <node name="commented"/> -->
                <node>
                 <interface name="x.Y"><method name="node"><arg name="a>b" type="s"/></method></interface>
                 <nodes name="plural"/>
                 <node
                   name = "there" />
                </node>
                """)).containsExactly("/there");
    }

    @Test
    void namesThatAreNoPathsAreLeftOut() {
        assertThat(
                        below(
                                "/",
                                "<node><node name=\"/abs\"/><node name=\"a b\"/><node name=\"..\"/><node name=\"a//b\"/><node/>"
                                        + "<node name=\"a/\"/><node name=\"x/y\"/><node name=\"bad-\"><node name=\"in\"/></node></node>"))
                .containsExactly("/x/y");
    }

    @Test
    void whatIsCutOffEndsTheList() {
        assertThat(below("/", "<node><node name=\"a\"/><node name=\"b")).containsExactly("/a");
        assertThat(below("/", "<node><node name=\"a\"/><!-- no end")).containsExactly("/a");
        assertThat(below("/", "no markup at all")).isEmpty();
        assertThat(below("/", "</node></node><node name=")).isEmpty();
    }

    @Test
    void listIsBounded() {
        var many = "<node>" + "<node name=\"n\"/>".repeat(1000) + "</node>";
        assertThat(below("/", many)).hasSize(100);
        assertThat(below("/", "<node name=\"deep\">".repeat(5000))).hasSizeLessThanOrEqualTo(100);
    }
}
