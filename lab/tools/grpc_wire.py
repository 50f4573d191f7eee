"""Unary gRPC calls over a unix socket by hand: HTTP/2 (RFC 9113) with HPACK (RFC 7541) as far as one call per connection
needs it, and protobuf's wire format. A message is its list of (field number, value); a nested one is its bytes."""
import socket
import struct
import time
import urllib.parse

DATA, HEADERS, RST_STREAM, SETTINGS, PING, GOAWAY, CONTINUATION = 0, 1, 3, 4, 6, 7, 9
END_STREAM, ACK, END_HEADERS, PADDED, PRIORITY = 1, 1, 4, 8, 0x20

# RFC 7541 appendix B: code lengths of NUL and 0x20..0x7e; the code is canonical, so lengths are enough. Codes longer
# than 15 bits belong to the backslash and to bytes that a gRPC status does not hold.
LENGTHS = {0: 13} | dict(zip(range(0x20, 0x7F), (
    6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10,
    13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 99, 13, 14, 6,
    15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, 6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13)))
# google.golang.org/grpc/codes
STATUS = ("OK CANCELLED UNKNOWN INVALID_ARGUMENT DEADLINE_EXCEEDED NOT_FOUND ALREADY_EXISTS PERMISSION_DENIED "
          "RESOURCE_EXHAUSTED FAILED_PRECONDITION ABORTED OUT_OF_RANGE UNIMPLEMENTED INTERNAL UNAVAILABLE DATA_LOSS "
          "UNAUTHENTICATED").split()


class CallFailed(Exception):
    """The server answered with a status other than OK, or not in time; `code` is gRPC's name of it."""

    def __init__(self, code, text):
        super().__init__(f"{code}: {text}")
        self.code = code


def canonical_codes():
    codes, code, last = {}, 0, 0
    for size, char in sorted((size, char) for char, size in LENGTHS.items() if size <= 15):
        code <<= size - last
        codes[size, code] = chr(char)
        code, last = code + 1, size
    return codes


CODES = canonical_codes()


def huffman(data):
    text, size, code = [], 0, 0
    for byte in data:
        for shift in range(7, -1, -1):
            size, code = size + 1, code << 1 | byte >> shift & 1
            if (size, code) in CODES:
                text.append(CODES[size, code])
                size = code = 0
    return "".join(text)


class Headers:
    """HPACK decoder of one connection. Entries of the static table are named by number only: nobody here asks for them."""

    def __init__(self):
        self.dynamic = []

    def _integer(self, data, at, bits):
        value, at = data[at] & (1 << bits) - 1, at + 1
        if value < (1 << bits) - 1:
            return value, at
        shift = 0
        while True:
            byte, at = data[at], at + 1
            value += (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value, at

    def _string(self, data, at):
        coded = data[at] & 128
        size, at = self._integer(data, at, 7)
        raw = data[at:at + size]
        return (huffman(raw) if coded else raw.decode("latin1")), at + size

    def _entry(self, index):
        return self.dynamic[index - 62] if 62 <= index < 62 + len(self.dynamic) else (f"static-{index}", "")

    def decode(self, data):
        found, at = {}, 0
        while at < len(data):
            first = data[at]
            if first & 0x80:
                index, at = self._integer(data, at, 7)
                name, value = self._entry(index)
            elif first & 0xE0 == 0x20:
                _, at = self._integer(data, at, 5)
                continue
            else:
                index, at = self._integer(data, at, 6 if first & 0x40 else 4)
                if index:
                    name = self._entry(index)[0]
                else:
                    name, at = self._string(data, at)
                value, at = self._string(data, at)
                if first & 0x40:
                    self.dynamic.insert(0, (name, value))
            found[name] = value
        return found


def literal(name, value):
    """A header field never indexed and not compressed; names and values shorter than 127 bytes or split into 7 bits."""
    out = b"\x10"
    for text in (name, value):
        raw, size = text.encode(), len(text.encode())
        out += bytes([size]) if size < 127 else b"\x7f" + varint(size - 127)
        out += raw
    return out


def frame(kind, flags, stream, payload=b""):
    return struct.pack(">I", len(payload))[1:] + bytes([kind, flags]) + struct.pack(">I", stream) + payload


class Call:
    """One unary call on a connection of its own, all its steps within `timeout` seconds."""

    def __init__(self, path, timeout):
        self.end, self.headers, self.buffer = time.monotonic() + timeout, Headers(), b""
        self.timeout = timeout
        self.socket = socket.socket(socket.AF_UNIX)
        try:
            self._limit()
            self.socket.connect(path)
        except OSError as error:
            raise CallFailed("UNAVAILABLE", f"{path}: {error}") from None

    def _limit(self):
        left = self.end - time.monotonic()
        if left <= 0:
            raise CallFailed("DEADLINE_EXCEEDED", f"no answer in {self.timeout:g} s")
        self.socket.settimeout(left)

    def _read(self, size):
        while len(self.buffer) < size:
            self._limit()
            try:
                more = self.socket.recv(1 << 16)
            except TimeoutError:
                continue
            if not more:
                raise CallFailed("UNAVAILABLE", "the server closed the connection")
            self.buffer += more
        data, self.buffer = self.buffer[:size], self.buffer[size:]
        return data

    def unary(self, method, request):
        """Sends the request and returns the reply's fields. `method` is "/package.Service/Method"."""
        head = b"".join(literal(name, value) for name, value in (
            (":method", "POST"), (":scheme", "http"), (":path", method), (":authority", "localhost"),
            ("content-type", "application/grpc"), ("te", "trailers"),
            ("grpc-timeout", f"{int(self.timeout * 1000)}m")))
        # a window that lets any reply through without updates: SETTINGS_INITIAL_WINDOW_SIZE (4), and the connection's
        self.socket.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(SETTINGS, 0, 0, struct.pack(">HI", 4, 1 << 30))
                            + frame(8, 0, 0, struct.pack(">I", 1 << 30)) + frame(HEADERS, END_HEADERS, 1, head))
        message = b"\0" + struct.pack(">I", len(request)) + request
        for at in range(0, len(message), 16384):
            last = END_STREAM if at + 16384 >= len(message) else 0
            self.socket.sendall(frame(DATA, last, 1, message[at:at + 16384]))
        return self._reply()

    def _reply(self):
        body, block, status, ended = b"", b"", {}, False
        while True:
            raw = self._read(9)
            size, kind, flags = int.from_bytes(raw[:3], "big"), raw[3], raw[4]
            data = self._read(size)
            if kind in (DATA, HEADERS) and flags & PADDED:
                data = data[1:len(data) - data[0]]
            if kind == SETTINGS and not flags & ACK:
                self.socket.sendall(frame(SETTINGS, ACK, 0))
            elif kind == PING and not flags & ACK:
                self.socket.sendall(frame(PING, ACK, 0, data))
            elif kind == DATA:
                body += data
            elif kind in (HEADERS, CONTINUATION):
                block += data[5:] if kind == HEADERS and flags & PRIORITY else data
                ended = ended or kind == HEADERS and flags & END_STREAM
                if flags & END_HEADERS:
                    status |= self.headers.decode(block)
                    block = b""
                    if ended:
                        return self._judge(status, body)
            elif kind in (RST_STREAM, GOAWAY):
                raise CallFailed("UNAVAILABLE", f"stream ended by {'GOAWAY' if kind == GOAWAY else 'RST_STREAM'}")

    def _judge(self, status, body):
        code = int(status.get("grpc-status", "2"))
        if code:
            raise CallFailed(STATUS[code] if code < len(STATUS) else str(code),
                             urllib.parse.unquote(status.get("grpc-message", "")))
        return fields(body[5:])


def varint(value):
    out = b""
    while value > 127:
        out += bytes([value & 127 | 128])
        value >>= 7
    return out + bytes([value])


def message(*pairs):
    """Protobuf bytes of (number, value) pairs; value: int, bool, str, bytes, or a list of pairs (a nested message)."""
    out = b""
    for number, value in pairs:
        if isinstance(value, int):
            out += varint(number << 3) + varint(int(value))
        else:
            raw = message(*value) if isinstance(value, list) else value.encode() if isinstance(value, str) else value
            out += varint(number << 3 | 2) + varint(len(raw)) + raw
    return out


def fields(data):
    """The (number, value) pairs of a protobuf message; values are ints or bytes."""
    found, at = [], 0

    def number():
        nonlocal at
        value = shift = 0
        while True:
            byte, at = data[at], at + 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while at < len(data):
        key = number()
        if key & 7 == 0:
            value = number()
        else:
            size = {1: 8, 5: 4}.get(key & 7) or number()
            value, at = data[at:at + size], at + size
        found.append((key >> 3, value))
    return found


def first(found, number, default=b""):
    return next((value for key, value in found if key == number), default)


def text(found, number):
    return first(found, number).decode()
