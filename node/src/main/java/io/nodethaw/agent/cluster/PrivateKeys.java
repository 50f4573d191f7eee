package io.nodethaw.agent.cluster;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Reads a private key as PEM: PKCS#8, and the older forms in which kubelet and its tools write keys, of RSA (RFC 8017, A.1.2) and of
 * elliptic curves (RFC 5915), which are put into PKCS#8 (RFC 5958). No message of this class holds any of a key.
 */
final class PrivateKeys {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ((?:RSA |EC )?PRIVATE KEY)-----\\s*([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    // DER, X.690: tags
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int PARAMETERS = 0xa0;
    private static final byte[] VERSION = {2, 1, 0};

    /** rsaEncryption 1.2.840.113549.1.1.1 without parameters (RFC 8017, A.1). */
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

    /** id-ecPublicKey 1.2.840.10045.2.1 (RFC 5480, 2.1.1). */
    private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

    private PrivateKeys() {}

    /** The first private key in this text. */
    static PrivateKey parse(String pem) throws IOException, GeneralSecurityException {
        var block = BLOCK.matcher(pem);
        if (!block.find()) {
            throw new IOException("no private key that can be read: PKCS#8, RSA or EC is needed, without a password");
        }
        byte[] der;
        try {
            der = Base64.getMimeDecoder().decode(block.group(2));
        } catch (IllegalArgumentException e) {
            throw new IOException("a private key that is no base64", e);
        }
        return switch (block.group(1)) {
            case "RSA PRIVATE KEY" -> key("RSA", wrapped(RSA, der));
            case "EC PRIVATE KEY" -> key("EC", wrapped(curve(der), der));
            default -> any(der);
        };
    }

    private static PrivateKey any(byte[] pkcs8) throws GeneralSecurityException {
        try {
            return key("EC", pkcs8);
        } catch (GeneralSecurityException e) {
            return key("RSA", pkcs8);
        }
    }

    private static PrivateKey key(String algorithm, byte[] pkcs8) throws GeneralSecurityException {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    private static byte[] wrapped(byte[] algorithm, byte[] key) {
        return element(SEQUENCE, VERSION, algorithm, element(OCTETS, key));
    }

    /** The algorithm with the curve that an EC key names: its parameters, which follow a version and the key itself. */
    private static byte[] curve(byte[] der) throws IOException {
        int at = content(der, 0);
        at = after(der, at); // version
        at = after(der, at); // key
        if (at >= der.length || (der[at] & 0xff) != PARAMETERS) {
            throw new IOException("a private key that names no curve");
        }
        int from = content(der, at);
        var parameters = Arrays.copyOfRange(der, from, after(der, at));
        return element(SEQUENCE, EC, parameters);
    }

    /** Where the content of the element begins that begins here. */
    private static int content(byte[] der, int at) throws IOException {
        if (at + 2 > der.length) {
            throw new IOException("a private key that is cut off");
        }
        int first = der[at + 1] & 0xff;
        return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    private static int after(byte[] der, int at) throws IOException {
        int from = content(der, at);
        int length = der[at + 1] & 0xff;
        if (length >= 0x80) {
            length = 0;
            for (int i = at + 2; i < Math.min(from, der.length); i++) {
                length = length << 8 | der[i] & 0xff;
            }
        }
        if (length < 0 || length > der.length - from) {
            throw new IOException("a private key that is cut off");
        }
        return from + length;
    }

    private static byte[] element(int tag, byte[]... parts) {
        var content = new ByteArrayOutputStream();
        for (var part : parts) {
            content.writeBytes(part);
        }
        var all = new ByteArrayOutputStream();
        all.write(tag);
        int length = content.size();
        if (length < 0x80) {
            all.write(length);
        } else {
            all.write(0x82);
            all.write(length >> 8);
            all.write(length);
        }
        all.writeBytes(content.toByteArray());
        return all.toByteArray();
    }
}
