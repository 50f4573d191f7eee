package io.nodethaw.hop.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.nodethaw.evidence.RuntimeSettings;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static RuntimeSettings of(String version, String name, String runtimes) {
        return Settings.of(JsonParser.parseString("{'ServerVersion': '%s', 'DefaultRuntime': '%s', 'Runtimes': %s}"
                        .formatted(version, name, runtimes)
                        .replace('\'', '"'))
                .getAsJsonObject());
    }

    private static RuntimeSettings settings(String shim, String program) {
        return new RuntimeSettings(shim, program, Optional.empty());
    }

    @Test
    void defaultRuntimeIsTheOneThatCounts() {
        assertThat(of("20.10.24+dfsg1", "runc", "{'runc': {'path': 'runc'}, 'crun': {'path': '/usr/bin/crun'}}"))
                .isEqualTo(settings("containerd-shim-runc-v2", "runc"));
        assertThat(of("27.1.1", "crun", "{'crun': {'path': '/usr/bin/crun'}}"))
                .isEqualTo(settings("containerd-shim-runc-v2", "/usr/bin/crun"));
    }

    /** Before 20.10 dockerd used the shim of containerd's first interface, under another name. */
    @Test
    void olderDockerdHasAnotherShim() {
        assertThat(of("19.03.15", "runc", "{'runc': {'path': 'runc'}}")).isEqualTo(settings("", "runc"));
    }

    @Test
    void runtimeOfAnotherTypeBringsItsOwn() {
        assertThat(of("27.1.1", "kata", "{'kata': {'runtimeType': 'io.containerd.kata.v2'}}"))
                .isEqualTo(settings("", ""));
    }

    @Test
    void whatIsNotToldStaysEmpty() {
        assertThat(Settings.of(JsonParser.parseString("{\"Runtimes\": 3}").getAsJsonObject()))
                .isEqualTo(settings("", ""));
    }
}
