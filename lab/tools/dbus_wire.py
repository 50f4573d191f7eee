"""D-Bus messages and connections by hand (dbus.freedesktop.org/doc/dbus-specification.html), for what no library shows:
the serial in the header of a reply, which on systemd's messages is the sd-bus cookie, and calls sent without waiting."""
import os
import socket
import struct
import time
from dataclasses import dataclass, field

SYSTEM_BUS = "/run/dbus/system_bus_socket"
PRIVATE = "/run/systemd/private"
SYSTEMD = ("org.freedesktop.systemd1", "/org/freedesktop/systemd1", "org.freedesktop.systemd1.Manager")
BUS = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")

CALL, RETURN, ERROR, SIGNAL = 1, 2, 3, 4
NO_REPLY, NO_AUTO_START = 1, 2
FIELDS = {1: "path", 2: "interface", 3: "member", 4: "error", 5: "reply_serial", 6: "destination", 7: "sender",
          8: "signature", 9: "fds"}
NUMBERS = {"y": "B", "b": "I", "n": "h", "q": "H", "i": "i", "u": "I", "x": "q", "t": "Q", "d": "d", "h": "I"}


class NoAnswer(Exception):
    """The peer stayed silent until the deadline."""


def alignment(kind):
    if kind in NUMBERS:
        return struct.calcsize(NUMBERS[kind])
    return {"s": 4, "o": 4, "a": 4, "g": 1, "v": 1, "(": 8, "{": 8}[kind]


def split_first(signature):
    """("a{sv}u") -> ("a{sv}", "u")"""
    depth = 0
    for i, kind in enumerate(signature):
        depth += (kind in "({") - (kind in ")}")
        if depth == 0 and kind != "a":
            return signature[:i + 1], signature[i + 1:]
    raise ValueError(f"incomplete signature '{signature}'")


def types_of(signature):
    while signature:
        first, signature = split_first(signature)
        yield first


def put(out, kind, value):
    """Appends one value to the bytearray `out`, which starts at an offset of 0 in its message part."""
    def pad(n):
        out.extend(b"\0" * (-len(out) % n))
    head = kind[0]
    pad(alignment(head))
    if head in NUMBERS:
        out += struct.pack("<" + NUMBERS[head], value)
    elif head in "so":
        raw = value.encode()
        out += struct.pack("<I", len(raw)) + raw + b"\0"
    elif head == "g":
        out += bytes([len(value)]) + value.encode() + b"\0"
    elif head == "v":
        put(out, "g", value[0])
        put(out, value[0], value[1])
    elif head == "a":
        at = len(out)
        out += b"\0\0\0\0"
        pad(alignment(kind[1]))
        start = len(out)
        for item in (value.items() if isinstance(value, dict) else value):
            put(out, kind[1:], item)
        struct.pack_into("<I", out, at, len(out) - start)
    else:
        for inner, item in zip(types_of(kind[1:-1]), value):
            put(out, inner, item)


def take(data, at, kind, order):
    """Reads one value at offset `at`; returns it and the offset behind it."""
    head = kind[0]
    at += -at % alignment(head)
    if head in NUMBERS:
        code = order + NUMBERS[head]
        return struct.unpack_from(code, data, at)[0], at + struct.calcsize(code)
    if head in "so":
        size = struct.unpack_from(order + "I", data, at)[0]
        return data[at + 4:at + 4 + size].decode(), at + size + 5
    if head == "g":
        size = data[at]
        return data[at + 1:at + 1 + size].decode(), at + size + 2
    if head == "v":
        inner, at = take(data, at, "g", order)
        return take(data, at, inner, order)
    if head == "a":
        size = struct.unpack_from(order + "I", data, at)[0]
        at += 4
        at += -at % alignment(kind[1])
        end, items = at + size, []
        while at < end:
            item, at = take(data, at, kind[1:], order)
            items.append(item)
        return (dict(items) if kind[1] == "{" else items), at
    values = []
    for inner in types_of(kind[1:-1]):
        value, at = take(data, at, inner, order)
        values.append(value)
    return tuple(values), at


@dataclass
class Message:
    type: int
    serial: int
    header: dict = field(default_factory=dict)
    body: tuple = ()

    @property
    def error(self):
        """"name: text" of an error, else None."""
        return f"{self.header['error']}: {self.body[0] if self.body else ''}" if self.type == ERROR else None


def encode(serial, target, member, signature="", args=(), flags=NO_AUTO_START):
    destination, path, interface = target
    body = bytearray()
    for kind, value in zip(types_of(signature), args):
        put(body, kind, value)
    fields = [(1, ("o", path)), (2, ("s", interface)), (3, ("s", member))]
    if destination:
        fields.append((6, ("s", destination)))
    if signature:
        fields.append((8, ("g", signature)))
    head = bytearray(struct.pack("<cBBBII", b"l", CALL, flags, 1, len(body), serial))
    put(head, "a(yv)", fields)
    head += b"\0" * (-len(head) % 8)
    return bytes(head + body)


def message(kind, serial, fields, signature="", args=(), flags=NO_REPLY):
    """A message with these header fields, which are pairs of code and typed value."""
    body = bytearray()
    for one, value in zip(types_of(signature), args):
        put(body, one, value)
    if signature:
        fields = [*fields, (8, ("g", signature))]
    head = bytearray(struct.pack("<cBBBII", b"l", kind, flags, 1, len(body), serial))
    put(head, "a(yv)", fields)
    return bytes(head + b"\0" * (-len(head) % 8) + body)


def ends(data):
    """Where each message of some bytes ends."""
    found, at = [], 0
    while at < len(data):
        order = "<" if data[at:at + 1] == b"l" else ">"
        size, _, fields = struct.unpack_from(order + "III", data, at + 4)
        at += 16 + fields + -fields % 8 + size
        found.append(at)
    return found


class Connection:
    """One connection, to the bus (says Hello) or to systemd's private socket (`private`: no Hello, no destinations).
    `timeout` in seconds is the limit of each wait."""

    def __init__(self, path=SYSTEM_BUS, timeout=5.0, private=False):
        self.private, self.timeout, self.serial, self.rest, self.name = private, timeout, 0, b"", None
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(timeout)
        self.socket.connect(path)
        # BEGIN along with AUTH: systemd's private socket forgets to look at a message that it read together with BEGIN
        self.socket.sendall(b"\0AUTH EXTERNAL " + str(os.geteuid()).encode().hex().encode() + b"\r\nBEGIN\r\n")
        if not self._fill().startswith(b"OK"):
            raise ConnectionError(f"{path} refused us: {self.rest[:80]!r}")
        self.rest = b""
        if not private:
            hello = self.call(BUS, "Hello")
            if hello.error:
                self.socket.close()
                raise ConnectionError(f"{path} refused us: {hello.error}")
            self.name = hello.body[0]

    def _fill(self):
        try:
            more = self.socket.recv(1 << 16)
        except TimeoutError:
            raise NoAnswer(f"no answer in {self.timeout} s") from None
        if not more:
            raise EOFError("the peer closed the connection")
        self.rest += more
        return self.rest

    def message(self, target, member, signature="", args=(), flags=NO_AUTO_START):
        """The bytes of a call with the next serial, not sent yet."""
        self.serial += 1
        if self.private:
            target = ("", *target[1:])
        return encode(self.serial, target, member, signature, args, flags)

    def send(self, *what, **how):
        self.socket.sendall(self.message(*what, **how))
        return self.serial

    def receive(self):
        while True:
            if len(self.rest) >= 16:
                order = "<" if self.rest[:1] == b"l" else ">"
                size, serial, fields = struct.unpack_from(order + "III", self.rest, 4)
                start = 16 + fields + -fields % 8
                if len(self.rest) >= start + size:
                    raw, self.rest = self.rest[:start + size], self.rest[start + size:]
                    pairs, _ = take(raw, 12, "a(yv)", order)
                    header = {FIELDS.get(code, code): value for code, value in pairs}
                    body, _ = take(raw[start:], 0, f"({header.get('signature', '')})", order)
                    return Message(raw[1], serial, header, body)
            self._fill()

    def call(self, *what, **how):
        """Sends and waits for the reply to it; other messages meanwhile are dropped."""
        serial, end = self.send(*what, **how), time.monotonic() + self.timeout
        while True:
            message = self.receive()
            if message.header.get("reply_serial") == serial:
                return message
            if time.monotonic() > end:
                raise NoAnswer(f"no answer in {self.timeout} s")


def ping(target=SYSTEMD):
    return (*target[:2], "org.freedesktop.DBus.Peer"), "Ping"
