package io.nodethaw.collect.wire.grpc;

/** What a reset of the stream means to gRPC: grpc/doc/PROTOCOL-HTTP2.md, "HTTP2 Transport Mapping", Errors. */
final class ResetCodes {
    private static final int REFUSED_STREAM = 7;
    private static final int CANCEL = 8;
    private static final int ENHANCE_YOUR_CALM = 11;
    private static final int INADEQUATE_SECURITY = 12;

    private ResetCodes() {}

    /** @param code error code of RST_STREAM, RFC 9113 section 7 */
    static GrpcStatusException asStatus(int code) {
        int status = switch (code) {
            case REFUSED_STREAM -> GrpcStatusException.UNAVAILABLE;
            case CANCEL -> GrpcStatusException.CANCELLED;
            case ENHANCE_YOUR_CALM -> GrpcStatusException.RESOURCE_EXHAUSTED;
            case INADEQUATE_SECURITY -> GrpcStatusException.PERMISSION_DENIED;
            default -> GrpcStatusException.INTERNAL;
        };
        return new GrpcStatusException(status, "stream reset, HTTP/2 error " + Integer.toUnsignedString(code));
    }
}
