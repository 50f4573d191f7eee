"""`nodethaw systemd --debug-log`: what it reads, and that the log level is put back whoever is killed."""
import os
import time

from runner import LAB, NODE, RUNTIME, Wrong, end, report_of, run, start

TOOLS = LAB + "/tools"


class LogLevel:
    """What a check of a node needs for that; the rest of it is the node's bus."""

    def level(self):
        return run(self.inside("systemctl", "log-level")).stdout.strip()

    def until(self, wanted, seconds):
        end_at = time.monotonic() + seconds
        while time.monotonic() < end_at:
            if self.level() == wanted:
                return round(seconds - (end_at - time.monotonic()), 1)
            time.sleep(0.1)
        raise Wrong(f"log level {self.level()} after {seconds} s, not {wanted}")

    def systemd(self, name, *arguments, through=()):
        done = run(self.inside(*through, *self.options.command_inside, "systemd", *arguments, "-o", "json"), 120)
        with open(f"{self.folder}/{name}.json", "w", encoding="utf-8") as out:
            out.write(done.stdout + done.stderr)
        return report_of(done), done.returncode, done.stderr

    def debug(self):
        run(self.inside("systemctl", "daemon-reexec"))
        self.until("info", 30)
        # as on a node, where PID 1 logs to the journal; one that logs to a console opens it at the next change of a unit
        run(self.inside("sh", "-c", "systemctl log-target journal-or-kmsg; systemctl restart systemd-tmpfiles-clean.service"))
        self.tool("unfix", "deaf", "236")
        subscriber = self.in_background("subscribe", "600")
        line = subscriber.stdout.readline()
        if "subscribed" not in line:
            raise Wrong(f"no subscriber: {line}")
        run(["rm", "-f", f"{RUNTIME}/{self.node}/cookie.json"])
        self.tool("cookie", "set", hex(0xFFFFFFFF))
        run([f"{TOOLS}/dbus", "--node", self.node, "-t", "0.3", "ping"])
        told, code, _ = self.systemd("debug", "--debug-log", "3s", "--limit", "3s")
        said = [line["text"] for line in told.get("debugLog", {}).get("said", []) if "Operation not supported" in line["text"]]
        if code or told["state"] != "deaf" or not said or told.get("cause", {}).get("confidence") != "proven":
            raise Wrong(f"exit {code}, {told['state']}, cause {told.get('cause')}, log {told.get('debugLog')}, {told.get('debugLogNotTaken')}")
        if self.level() != "info":
            raise Wrong(f"log level {self.level()} afterwards")
        blind = ["setpriv", "--bounding-set", "-sys_ptrace", "--inh-caps", "-sys_ptrace"]
        other, _, _ = self.systemd("debug-blind", "--debug-log", "3s", "--limit", "3s", through=blind)
        if other.get("cause", {}).get("confidence") != "proven" or "counter in PID 1" in other["cause"]["text"]:
            raise Wrong(f"without a look into its memory: {other['state']}, cause {other.get('cause')}")
        return f"{said[0]!r}; {self.killed('run')}; {self.killed('terminal')}; {self.killed('guard too')}"

    def killed(self, what):
        """Kills a run while the level is raised: its process, its process group as the end of a terminal does, or its guard before it."""
        child = start(self.inside(*self.options.command_inside, "systemd", "--debug-log", "60s", "--limit", "3s"))
        try:
            self.until("debug", 60)
            pids = sorted(set(run([NODE, "pid", self.node, "java"]).stdout.split()))
            guards = [pid for pid in pids if b"--guard" in open(f"/proc/{pid}/cmdline", "rb").read()]
            if len(guards) != 1:
                raise Wrong(f"guards: {guards} of {pids}")
            if what == "terminal":
                os.killpg(child.pid, 9)
            else:
                for pid in guards if what == "guard too" else []:
                    os.kill(int(pid), 9)
                for pid in pids:
                    if pid not in guards and b"--reader" not in open(f"/proc/{pid}/cmdline", "rb").read():
                        os.kill(int(pid), 9)
            if what != "guard too":
                return f"the guard put it back {self.until('info', 20)} s after the kill of the {what}"
        finally:
            end(child)                                      # with all its processes but the guard
        time.sleep(1)
        if self.level() != "debug":
            raise Wrong("somebody put the level back, and nobody was left")
        _, _, words = self.systemd("debug-next", "--limit", "3s")
        if self.level() != "info" or "log level set back" not in words:
            raise Wrong(f"the next run left it at {self.level()}: {words}")
        return "the next run put it back"
