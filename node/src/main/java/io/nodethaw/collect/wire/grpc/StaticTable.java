package io.nodethaw.collect.wire.grpc;

import java.util.List;

/** The 61 header fields every HPACK peer knows, RFC 7541 appendix A. */
final class StaticTable {
    private static final List<Header> ENTRIES = List.of(
            entry(":authority"),
            new Header(":method", "GET"),
            new Header(":method", "POST"),
            new Header(":path", "/"),
            new Header(":path", "/index.html"),
            new Header(":scheme", "http"),
            new Header(":scheme", "https"),
            new Header(":status", "200"),
            new Header(":status", "204"),
            new Header(":status", "206"),
            new Header(":status", "304"),
            new Header(":status", "400"),
            new Header(":status", "404"),
            new Header(":status", "500"),
            entry("accept-charset"),
            new Header("accept-encoding", "gzip, deflate"),
            entry("accept-language"),
            entry("accept-ranges"),
            entry("accept"),
            entry("access-control-allow-origin"),
            entry("age"),
            entry("allow"),
            entry("authorization"),
            entry("cache-control"),
            entry("content-disposition"),
            entry("content-encoding"),
            entry("content-language"),
            entry("content-length"),
            entry("content-location"),
            entry("content-range"),
            entry("content-type"),
            entry("cookie"),
            entry("date"),
            entry("etag"),
            entry("expect"),
            entry("expires"),
            entry("from"),
            entry("host"),
            entry("if-match"),
            entry("if-modified-since"),
            entry("if-none-match"),
            entry("if-range"),
            entry("if-unmodified-since"),
            entry("last-modified"),
            entry("link"),
            entry("location"),
            entry("max-forwards"),
            entry("proxy-authenticate"),
            entry("proxy-authorization"),
            entry("range"),
            entry("referer"),
            entry("refresh"),
            entry("retry-after"),
            entry("server"),
            entry("set-cookie"),
            entry("strict-transport-security"),
            entry("transfer-encoding"),
            entry("user-agent"),
            entry("vary"),
            entry("via"),
            entry("www-authenticate"));

    private StaticTable() {}

    /** Number of entries; indices above it belong to the dynamic table. */
    static int size() {
        return ENTRIES.size();
    }

    /** @param index from 1 */
    static Header get(int index) {
        return ENTRIES.get(index - 1);
    }

    private static Header entry(String name) {
        return new Header(name, "");
    }
}
