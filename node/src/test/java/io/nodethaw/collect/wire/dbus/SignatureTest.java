package io.nodethaw.collect.wire.dbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "s", "ssa(sv)a(sa(sv))", "a{sv}", "a{oa{sv}}", "aai", "(y(nq))", "ybnqiuxtdsoghv"})
    void validSignaturesAreAccepted(String text) throws Exception {
        Signature.check(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a", "(", "()", ")", "(s", "{sv}", "a{s}", "a{vs}", "a{(s)s}", "a{ss", "a{sss}", "z", "s)", "m", "é"
            })
    void invalidSignaturesAreRefused(String text) {
        assertThatThrownBy(() -> Signature.check(text)).isInstanceOf(MessageFormatException.class);
    }

    @Test
    void depthAndLengthAreLimited() throws Exception {
        Signature.check("a".repeat(32) + "i");
        Signature.check("(".repeat(32) + "i" + ")".repeat(32));
        assertThatThrownBy(() -> Signature.check("a".repeat(33) + "i")).hasMessageContaining("too deep");
        assertThatThrownBy(() -> Signature.check("(".repeat(33) + "i" + ")".repeat(33)))
                .hasMessageContaining("too deep");
        assertThatThrownBy(() -> Signature.check("i".repeat(256))).hasMessageContaining("256 characters");
    }

    @Test
    void endOfACompleteTypeIsFound() {
        assertThat(Signature.end("a(sa{sv})u", 0)).isEqualTo(9);
        assertThat(Signature.end("a(sa{sv})u", 9)).isEqualTo(10);
        assertThat(Signature.end("aas", 0)).isEqualTo(3);
    }
}
