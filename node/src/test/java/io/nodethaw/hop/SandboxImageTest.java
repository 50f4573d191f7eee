package io.nodethaw.hop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.wire.grpc.Cri;
import io.nodethaw.collect.wire.protobuf.ProtobufReader;
import io.nodethaw.collect.wire.protobuf.ProtobufWriter;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxImageTest {
    private static Optional<String> named(String config) throws IOException {
        return SandboxImage.named(SandboxImage.config(new Cri.Status(List.of(), Map.of("config", config))));
    }

    @Test
    void theConfigurationNamesTheImage() throws IOException {
        assertThat(named("{\"sandboxImage\": \"registry.k8s.io/pause:3.9\", \"other\": {\"sandboxImage\": 7}}"))
                .contains("registry.k8s.io/pause:3.9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"sandboxImage\": \"\"}",
                "{\"sandboxImage\": null}",
                "{\"sandboxImage\": {}}",
                "{\"sandboxImage\": [\"pause\"]}",
                "{\"sandbox\": \"pause\"}"
            })
    void configurationThatNamesNoneLeavesItOpen(String config) throws IOException {
        assertThat(named(config)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "7", "\"pause\"", "{\"sandboxImage\": \"pau", "{]"})
    void whatIsNoConfigurationIsNotAsked(String config) {
        assertThatThrownBy(() -> named(config)).isInstanceOf(NotAskedException.class);
    }

    @Test
    void runtimeThatTellsNothingOfItselfIsNotAsked() {
        assertThatThrownBy(() -> SandboxImage.config(new Cri.Status(List.of(), Map.of())))
                .isInstanceOf(NotAskedException.class);
    }

    private static ProtobufWriter image(int pinned, String... names) {
        var image = new ProtobufWriter().string(1, "sha256:1");
        List.of(names).forEach(name -> image.string(2, name));
        return pinned == 0 ? image : image.varint(8, pinned);
    }

    private static byte[] list(ProtobufWriter... images) {
        var list = new ProtobufWriter();
        Arrays.asList(images).forEach(image -> list.message(1, image));
        return list.toBytes();
    }

    private static String pinned(byte[] reply) throws IOException {
        return SandboxImage.pinned((method, _) -> {
            assertThat(method).isEqualTo("ImageService/ListImages");
            return ProtobufReader.of(reply);
        });
    }

    @Test
    void theOneThatIsPinnedIsIt() throws IOException {
        assertThat(pinned(list(image(0, "app:7"), image(1, "registry.k8s.io/pause:3.10"), image(0, "my/pause:1"))))
                .isEqualTo("registry.k8s.io/pause:3.10");
    }

    /** A person may pin an image too (ctr image label). */
    @Test
    void whichOfSeveralNobodyKnows() {
        for (var reply : List.of(
                list(),
                list(image(0, "registry.k8s.io/pause:3.10")),
                list(image(1, "app:7")),
                list(image(1)),
                list(image(1, "pause:3.10"), image(1, "pause:3.9")))) {
            assertThatThrownBy(() -> pinned(reply)).isInstanceOf(NotAskedException.class);
        }
    }

    @Test
    void replyThatIsCutTellsNoImage() {
        var whole = list(image(1, "registry.k8s.io/pause:3.10"));
        for (int i = 0; i < whole.length; i++) {
            var cut = Arrays.copyOf(whole, i);
            assertThatThrownBy(() -> pinned(cut)).as("cut after %d", i).isInstanceOf(IOException.class);
        }
    }
}
