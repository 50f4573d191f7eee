"""What `nodethaw capture` must do on a sick node: end in time, keep the verdict, and with --redact every name."""
import json
import os
import re
import tarfile
import time

from expectations import differences
from runner import run, tail

SECONDS = 10                                                   # on a wedged node, all together
IDS = [re.compile(pattern) for pattern in (
    r"(?<![0-9a-f])(?:[0-9a-f]{64}|[0-9a-f]{32})(?![0-9a-f])",
    r"[0-9a-f]{8}([-_])[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{12}",
    r"(?<![\w.~+-])(?!127\.|0\.0\.0\.0)(?:\d{1,3}\.){3}\d{1,3}(?![\w.~+-])")]
NAMED = {"machine": ["hostName", "bootId"], "containers": ["id", "name"], "container-config": ["pod", "container"], "shim-bundles": ["ids"]}
# words of the field, of which some names consist
KNOWN = {"", "default", "kube-system", "POD", "pod", "pause", "k8s", "docker", "containerd", "nodethaw"}
WITHOUT_NAMES = ("state", "exit", "codes", "confidence", "cause", "root-pids", "never", "ruled-out")


def problems(row, want, judge):
    """What is wrong with a capture of this node, plain and redacted; judge(file, note) is what analyze makes of it on this machine."""
    found = []
    for option in ("", "--redact"):
        file = f"capture{option}.tar.gz"
        took, done = captured(row, want, file, option)
        if took > SECONDS:
            found.append(f"capture {option}: {took:.1f} s")
        if done.returncode:
            found.append(f"capture {option}: exit {done.returncode}: {tail(done.stderr)}")
            continue
        kept = f"{row.out}/{file}"
        os.replace(f"{row.state}/evidence/{file}", kept)
        report, code = judge(kept, f"capture{option}")
        wanted = want if not option else {key: value for key, value in want.items() if key in WITHOUT_NAMES}
        if want.get("state") == "unclear":                       # it is some seconds later: what was late is overdue by now
            wanted = {**wanted, "state": "unclear|stalled", "exit": "2|1"}
        found += [f"capture {option}: {one}" for one in differences(wanted, report, code)]
    redacted = f"{row.out}/capture--redact.tar.gz"
    if os.path.exists(redacted):
        found += [f"redacted capture holds {name}" for name in leaked(f"{row.out}/capture.tar.gz", redacted)]
    return found + unwritable(row, want)


def captured(row, want, file, option):
    path = f"{row.state}/evidence/{file}" if want.get("from") == "host" else f"/lab/evidence/{file}"
    start = time.monotonic()
    done = run(row.command(want, "capture", *option.split(), path), 60)
    return time.monotonic() - start, done


def unwritable(row, want):
    """A file on a disk that hangs: the command says so and ends."""
    if "capture-to" not in want:
        return []
    start = time.monotonic()
    done = run(row.command(want, "capture", want["capture-to"]), 60)
    took = time.monotonic() - start
    row.note("capture-to.err", done.stderr)
    return ([] if done.returncode == 2 else [f"capture to {want['capture-to']}: exit {done.returncode}: {tail(done.stderr)}"]) + (
        [] if took <= SECONDS else [f"capture to {want['capture-to']}: {took:.1f} s"])


def leaked(plain, redacted):
    """Names, ids and addresses of the plain capture that stand in the redacted one."""
    with tarfile.open(redacted) as archive:
        text = "\n".join([member.name + "\n" + archive.extractfile(member).read().decode() for member in archive if member.isfile()])
    # the functions and sources of programs are called alike everywhere
    text = re.sub(r'"(?:function|file)":"[^"]*"', "", text)
    return [name for name in sorted(originals(plain)) if re.search(rf"(?<![\w.]){re.escape(name)}(?![\w.])", text)]


def originals(plain):
    with tarfile.open(plain) as archive:
        evidence = next(member for member in archive if member.name.endswith("/evidence.json"))
        text = archive.extractfile(evidence).read().decode()
    names = {match.group() for pattern in IDS for match in pattern.finditer(text)}
    for reading in json.loads(text)["readings"]:
        if reading["fact"] in NAMED and "value" in reading:
            names |= {part for name in named(reading["value"], NAMED[reading["fact"]]) for part in name.split("/")}
    return names - KNOWN


def named(value, keys, wanted=False):
    """The texts below these keys."""
    if isinstance(value, dict):
        return {text for key, one in value.items() for text in named(one, keys, key in keys)}
    if isinstance(value, list):
        return {text for one in value for text in named(one, keys, wanted)}
    return {value} if wanted and isinstance(value, str) else set()
