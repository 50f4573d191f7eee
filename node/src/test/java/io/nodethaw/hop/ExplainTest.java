package io.nodethaw.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every finding code has a page that a person can act on. */
class ExplainTest {
    static List<Hop> hops() {
        return WholeNode.chain().hops();
    }

    static List<Explanation> pages() {
        return WholeNode.chain().explanations();
    }

    @ParameterizedTest
    @MethodSource("hops")
    void codesBeginWithTheFolderOfTheirHop(Hop hop) {
        assertThat(hop.getClass().getPackageName()).endsWith(".hop." + hop.name());
        assertThat(hop.rules())
                .extracting(Rule::explanation)
                .extracting(Explanation::code)
                .allSatisfy(
                        code -> assertThat(code).startsWith(hop.name() + ".").matches("[a-z]+\\.[a-z-]+"));
    }

    @Test
    void codesAreUnique() {
        assertThat(pages())
                .extracting(Explanation::code)
                .doesNotHaveDuplicates()
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void pageIsComplete(Explanation page) {
        assertThat(page.meaning()).isNotBlank().endsWith(".");
        assertThat(page.cure()).isNotBlank().endsWith(".");
        assertThat(page.confirm())
                .isNotEmpty()
                .allSatisfy(step -> assertThat(step).isNotBlank());
        assertThat(page.references())
                .isNotEmpty()
                .allSatisfy(source -> assertThat(source).isNotBlank());
    }
}
