package io.nodethaw.agent.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PrivateKeysTest {
    private static String pem(String kind, byte[] der) {
        return "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + kind + "-----\n";
    }

    private static PrivateKey ec() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair().getPrivate();
    }

    private static PrivateKey rsa() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair().getPrivate();
    }

    @Test
    void pkcs8IsReadWhateverItsAlgorithm() throws Exception {
        for (var key : new PrivateKey[] {ec(), rsa()}) {
            assertThat(PrivateKeys.parse(pem("PRIVATE KEY", key.getEncoded()))).isEqualTo(key);
        }
    }

    @Test
    void theFormOfRsaAloneIsWhatPkcs8HasInside() throws Exception {
        var key = rsa();
        var inside = Arrays.copyOfRange(key.getEncoded(), 26, key.getEncoded().length); // after 4 + 3 + 15 + 4 bytes
        assertThat(PrivateKeys.parse(pem("RSA PRIVATE KEY", inside))).isEqualTo(key);
    }

    @Test
    void aKeyOfACurveNamesIt() throws Exception {
        var key = (ECPrivateKey) ec();
        var secret = HexFormat.of().parseHex(String.format("%064x", key.getS()));
        var der = HexFormat.of()
                .parseHex("30310201010420" + HexFormat.of().formatHex(secret) + "a00a06082a8648ce3d030107");
        assertThat(((ECPrivateKey) PrivateKeys.parse(pem("EC PRIVATE KEY", der))).getS())
                .isEqualTo(key.getS());
    }

    @Test
    void whatIsNoKeyIsSaidSoWithoutShowingIt() throws Exception {
        assertThatThrownBy(() -> PrivateKeys.parse("secret"))
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> PrivateKeys.parse(pem("EC PRIVATE KEY", new byte[] {0x30, 3, 2, 1, 1})))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> PrivateKeys.parse(pem("EC PRIVATE KEY", new byte[] {0x30, 0x7f, 2})))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> PrivateKeys.parse(pem("PRIVATE KEY", new byte[40])))
                .isInstanceOf(GeneralSecurityException.class);
    }
}
