package io.nodethaw.collect.wire.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples of RFC 7541 appendix C, and what a hostile peer could send. */
class HpackDecoderTest {
    private static final Header METHOD = new Header(":method", "GET");
    private static final Header HTTP = new Header(":scheme", "http");
    private static final Header HTTPS = new Header(":scheme", "https");
    private static final Header ROOT = new Header(":path", "/");
    private static final Header INDEX = new Header(":path", "/index.html");
    private static final Header AUTHORITY = new Header(":authority", "www.example.com");
    private static final Header NO_CACHE = new Header("cache-control", "no-cache");
    private static final Header CUSTOM = new Header("custom-key", "custom-value");
    private static final Header PRIVATE = new Header("cache-control", "private");
    private static final Header DATE_21 = new Header("date", "Mon, 21 Oct 2013 20:13:21 GMT");
    private static final Header DATE_22 = new Header("date", "Mon, 21 Oct 2013 20:13:22 GMT");
    private static final Header LOCATION = new Header("location", "https://www.example.com");
    private static final Header GZIP = new Header("content-encoding", "gzip");
    private static final Header COOKIE =
            new Header("set-cookie", "foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1");

    @Test
    void readsSingleFields() throws Exception {
        assertThat(decode(decoder(4096), "400a637573746f6d2d6b65790d637573746f6d2d686561646572"))
                .containsExactly(new Header("custom-key", "custom-header"));
        assertThat(decode(decoder(4096), "040c2f73616d706c652f70617468"))
                .containsExactly(new Header(":path", "/sample/path"));
        assertThat(decode(decoder(4096), "100870617373776f726406736563726574"))
                .containsExactly(new Header("password", "secret"));
        assertThat(decode(decoder(4096), "82")).containsExactly(METHOD);
    }

    @Test
    void readsRequestsWithoutHuffman() throws Exception {
        var decoder = decoder(4096);

        assertThat(decode(decoder, "828684410f7777772e6578616d706c652e636f6d"))
                .containsExactly(METHOD, HTTP, ROOT, AUTHORITY);
        assertThat(decoder.tableSize()).isEqualTo(57);
        assertThat(decode(decoder, "828684be58086e6f2d6361636865"))
                .containsExactly(METHOD, HTTP, ROOT, AUTHORITY, NO_CACHE);
        assertThat(decoder.tableSize()).isEqualTo(110);
        assertThat(decode(decoder, "828785bf400a637573746f6d2d6b65790c637573746f6d2d76616c7565"))
                .containsExactly(METHOD, HTTPS, INDEX, AUTHORITY, CUSTOM);
        assertThat(decoder.tableSize()).isEqualTo(164);
    }

    @Test
    void readsRequestsWithHuffman() throws Exception {
        var decoder = decoder(4096);

        assertThat(decode(decoder, "828684418cf1e3c2e5f23a6ba0ab90f4ff"))
                .containsExactly(METHOD, HTTP, ROOT, AUTHORITY);
        assertThat(decode(decoder, "828684be5886a8eb10649cbf"))
                .containsExactly(METHOD, HTTP, ROOT, AUTHORITY, NO_CACHE);
        assertThat(decode(decoder, "828785bf408825a849e95ba97d7f8925a849e95bb8e8b4bf"))
                .containsExactly(METHOD, HTTPS, INDEX, AUTHORITY, CUSTOM);
        assertThat(decoder.tableSize()).isEqualTo(164);
    }

    @Test
    void evictsFromTheTableWithoutHuffman() throws Exception {
        var decoder = decoder(256);

        assertThat(decode(
                        decoder,
                        "4803333032580770726976617465611d4d6f6e2c203231204f637420323031332032303a31333a323120"
                                + "474d546e1768747470733a2f2f7777772e6578616d706c652e636f6d"))
                .containsExactly(status("302"), PRIVATE, DATE_21, LOCATION);
        assertThat(decoder.tableSize()).isEqualTo(222);
        assertThat(decode(decoder, "4803333037c1c0bf")).containsExactly(status("307"), PRIVATE, DATE_21, LOCATION);
        assertThat(decoder.tableSize()).isEqualTo(222);
        assertThat(decode(
                        decoder,
                        "88c1611d4d6f6e2c203231204f637420323031332032303a31333a323220474d54c05a04677a69707738"
                                + "666f6f3d4153444a4b48514b425a584f5157454f50495541585157454f49553b206d61782d6167653d"
                                + "333630303b2076657273696f6e3d31"))
                .containsExactly(status("200"), PRIVATE, DATE_22, LOCATION, GZIP, COOKIE);
        assertThat(decoder.tableSize()).isEqualTo(215);
    }

    @Test
    void evictsFromTheTableWithHuffman() throws Exception {
        var decoder = decoder(256);

        assertThat(decode(
                        decoder,
                        "488264025885aec3771a4b6196d07abe941054d444a8200595040b8166e082a62d1bff6e919d29ad171863"
                                + "c78f0b97c8e9ae82ae43d3"))
                .containsExactly(status("302"), PRIVATE, DATE_21, LOCATION);
        assertThat(decode(decoder, "4883640effc1c0bf")).containsExactly(status("307"), PRIVATE, DATE_21, LOCATION);
        assertThat(decode(
                        decoder,
                        "88c16196d07abe941054d444a8200595040b8166e084a62d1bffc05a839bd9ab77ad94e7821dd7f2e6c7b3"
                                + "35dfdfcd5b3960d5af27087f3672c1ab270fb5291f9587316065c003ed4ee5b1063d5007"))
                .containsExactly(status("200"), PRIVATE, DATE_22, LOCATION, GZIP, COOKIE);
        assertThat(decoder.tableSize()).isEqualTo(215);
    }

    @Test
    void readsWhatOurEncoderWrites() throws Exception {
        var headers = List.of(METHOD, new Header("x", "v".repeat(127)), new Header("y", "w".repeat(20_000)));

        assertThat(decoder(4096).decode(ByteBuffer.wrap(HpackEncoder.encode(headers))))
                .isEqualTo(headers);
    }

    @Test
    void anEntryLargerThanTheTableEmptiesIt() throws Exception {
        var decoder = decoder(64);
        decode(decoder, "400a637573746f6d2d6b65790161");
        assertThat(decoder.tableSize()).isEqualTo(43);

        decode(decoder, "400a637573746f6d2d6b657920" + "61".repeat(32));

        assertThat(decoder.tableSize()).isZero();
    }

    @Test
    void followsTableSizeUpdates() throws Exception {
        var decoder = decoder(4096);
        decode(decoder, "400a637573746f6d2d6b65790161");

        assertThat(decode(decoder, "203fe11f82")).containsExactly(METHOD); // 0, then 4096 again

        assertThat(decoder.tableSize()).isZero();
    }

    @Test
    void refusesBrokenBlocks() {
        var broken = List.of(
                "80", // index 0
                "be", // index 62 in an empty table
                "3fe21f", // table larger than allowed
                "8220", // table size update after a field
                "ff8080808080", // integer too long
                "ffffffffff7f", // integer too large
                "0005616263", // string longer than the block
                "40", // cut off
                "000084ffffffff", // EOS inside a string
                "00008119", // padding is not all ones
                "000082f8ff"); // padding longer than 7 bits
        for (var block : broken) {
            assertThatThrownBy(() -> decode(decoder(4096), block)).as(block).isInstanceOf(Http2Exception.class);
        }
    }

    @Test
    void limitsWhatASmallBlockExpandsTo() throws Exception {
        var decoder = new HpackDecoder(4096, 10_000);
        decode(decoder, "4001617f" + "a11e" + "62".repeat(4000));

        assertThatThrownBy(() -> decode(decoder, "be".repeat(1000)))
                .isInstanceOf(Http2Exception.class)
                .hasMessageContaining("10000");
    }

    private static Header status(String code) {
        return new Header(":status", code);
    }

    private static HpackDecoder decoder(int tableSize) {
        return new HpackDecoder(tableSize, 1 << 16);
    }

    private static List<Header> decode(HpackDecoder decoder, String hex) throws Http2Exception {
        return decoder.decode(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    }
}
