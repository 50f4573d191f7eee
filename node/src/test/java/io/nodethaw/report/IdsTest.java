package io.nodethaw.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdsTest {
    private static final String ID = "50849352421368ba110dcee5d9d944f0d11662f60ffba60231f6e44fbac5c2af";

    @Test
    void wholeIdsAreCutAndNothingElse() {
        assertThat(Ids.shortened(ID + " (a/b), " + ID)).isEqualTo("508493524213 (a/b), 508493524213");
        assertThat(Ids.shortened("cafe " + ID + "0 x")).isEqualTo("cafe " + ID + "0 x");
        assertThat(Ids.shortened("")).isEmpty();
    }
}
