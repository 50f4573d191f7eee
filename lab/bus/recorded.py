"""Recordings of the bus in pcap: their messages as our decoder reads them, to be held against what busctl prints."""
import glob
import json
import os
import shutil
import subprocess

from runner import LAB, Skip, Wrong, run, tail

TARGET = os.path.dirname(LAB) + "/node/target"
PROGRAM = "io.nodethaw.collect.wire.dbus.MessagesProgram"
PCAP_HEADER, PACKET = 24, 16
SYSTEMD = "org.freedesktop.systemd1"
OF_ONE_ONLY = ("endian", "version", "priority", "timestamp-realtime", "timestamp-monotonic", "seqnum")

# What makes a node say all kinds of things.
TALK = [
    ["busctl", "--no-pager", "tree"],
    ["busctl", "introspect", SYSTEMD, "/org/freedesktop/systemd1"],
    ["systemctl", "list-units", "--all"],
    ["systemctl", "show", "containerd.service", "docker.service", "dbus.service"],
    ["systemctl", "daemon-reload"],
    ["busctl", "status", SYSTEMD],
    ["systemd-run", "--scope", "--quiet", "-p", "MemoryMax=1G", "-p", "CPUWeight=50", "true"],
    ["systemd-run", "--wait", "--quiet", "-p", "Environment=A=ü", "true"],
    ["busctl", "call", SYSTEMD, "/org/freedesktop/systemd1", "no.such", "Member"],
    ["systemctl", "restart", "systemd-tmpfiles-clean.service"],
]


def missing():
    """Why our decoder cannot read a recording here; empty where it can."""
    compiled = os.path.exists(f"{TARGET}/test-classes/{PROGRAM.replace('.', '/')}.class")
    return "" if compiled and gson() else "make unit compiles what decodes the recording"


def gson():
    return glob.glob(os.path.expanduser("~/.m2/repository/com/google/code/gson/gson/*/gson-*.jar"))


def packets(pcap):
    """The messages of a recording."""
    with open(pcap, "rb") as file:
        data = file.read()
    at, messages = PCAP_HEADER, []
    while at < len(data):
        there = int.from_bytes(data[at + 8:at + 12], "little")
        messages.append(data[at + PACKET:at + PACKET + there])
        at += PACKET + there
    return messages


def decoded(pcap):
    """What our decoder reads in a recording, in the words of busctl."""
    java = run([os.path.dirname(LAB) + "/build/find-jdk"]).stdout.strip() + "/bin/java"
    done = subprocess.run([java, "-cp", ":".join([f"{TARGET}/classes", f"{TARGET}/test-classes", max(gson())]), PROGRAM], input=b"".join(packets(pcap)),
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if done.returncode:
        raise Wrong(f"the recording is not decoded: {tail(done.stderr.decode())}")
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def between(messages, marks):
    """Those between two messages, each given as sender and serial."""
    where = [next((number for number, one in enumerate(messages) if (one.get("sender"), one["cookie"]) == mark), None) for mark in marks]
    if None in where:
        raise Wrong(f"of {len(messages)} messages none is one of {marks}")
    return messages[where[0]:where[1]]


def plain(message):
    """What both tell of a message."""
    return {name: value for name, value in message.items() if name not in OF_ONE_ONLY}


def compared(pcap, said, marks, least):
    """That our recording has what busctl has printed to a file between two messages, in words."""
    with open(said, encoding="utf-8") as lines:
        theirs = [json.loads(line) for line in lines if line.startswith("{")]
    return equal(between(decoded(pcap), marks), between(theirs, marks), least)


def equal(ours, theirs, least):
    """That all messages are the same, in words."""
    unlike = [pair for pair in zip(map(plain, ours), map(plain, theirs)) if pair[0] != pair[1]]
    if len(ours) != len(theirs) or unlike:
        raise Wrong(f"{len(ours)} messages, busctl has {len(theirs)}, {len(unlike)} differ: {str(unlike[:1])[:900]}")
    if len(ours) < least:
        raise Wrong(f"no more than {len(ours)} messages")
    return f"{len(ours)} messages are equal, with {len({one['payload']['type'] for one in ours})} kinds of bodies"


def undissected():
    """Why tshark cannot read a recording here; empty where it can."""
    return "" if shutil.which("tshark") else "tshark is not here: lab/setup --dissect installs it"


def dissected(pcap):
    """That tshark reads every message to its end, in words; what it does not like of one is an item of its expert (doc/README.dissector)."""
    if undissected():
        raise Skip(undissected())
    all_of_it = len(packets(pcap))
    done = run(["tshark", "-r", pcap, "-T", "fields", "-E", "occurrence=f", "-e", "dbus.serial", "-e", "_ws.malformed", "-e", "_ws.expert.message"],
               300)
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    bad = [line for line in lines if not line[0] or any(line[1:])]
    if done.returncode or bad or len(lines) != all_of_it:
        raise Wrong(f"tshark dissects {len(lines) - len(bad)} of {all_of_it} messages: {bad[:1]} {tail(done.stderr)}")
    return f"tshark dissects all {all_of_it} messages"
