"""Prometheus beside a node of the lab, and what the dashboard and the alerts ask of it."""
import json
import os
import re

from runner import LAB, NODE, RUNTIME, Wrong, end, run, start, tail

CHART = os.path.dirname(LAB) + "/deploy/helm/nodethaw"
CACHE = os.environ.get("NODETHAW_LAB_CACHE", "/var/cache/nodethaw-lab")


class Scrape:
    """Where lab/install has fetched Prometheus, it reads the agent's metrics until `end`."""

    def __init__(self, node, out):
        self.node, self.out, self.server = node, out, None
        program = f"{CACHE}/tools/usr/bin/prometheus"
        if not os.access(program, os.X_OK):
            return
        with open(f"{out}/prometheus.yaml", "w", encoding="utf-8") as file:
            file.write("scrape_configs: [{job_name: nodethaw, scrape_interval: 2s, static_configs: [{targets: ['127.0.0.1:20258']}]}]\n")
        self.server = start([*self.there(), program, "--log.level=error", f"--config.file={out}/prometheus.yaml",
                             f"--storage.tsdb.path={RUNTIME}/{node}/prometheus", "--web.listen-address=127.0.0.1:20259"])

    def there(self):
        return ["nsenter", "-t", run([NODE, "pid", self.node]).stdout.strip(), "-n", "--"]

    def answers(self):
        """Asks each query, and tells how many there were; nothing without Prometheus."""
        if not self.server:
            return []
        counts = {}
        for query in queries():
            done = run([*self.there(), f"{CACHE}/tools/usr/bin/promtool", "query", "instant", "-o", "json", "http://127.0.0.1:20259", query])
            if done.returncode:
                raise Wrong(f"Prometheus does not answer {query}: {tail(done.stderr)}")
            counts[query] = len(json.loads(done.stdout))
        with open(f"{self.out}/queries.json", "w", encoding="utf-8") as out:
            json.dump(counts, out, indent=1)
        return [f"{len(counts)} queries answered, {sum(1 for count in counts.values() if count)} with a value"]

    def end(self):
        if self.server:
            end(self.server)


def members(tree, name):
    """All values that this member has anywhere in it."""
    parts = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else []
    own = [tree[name]] if isinstance(tree, dict) and name in tree else []
    return own + [one for part in parts for one in members(part, name)]


def queries():
    """Those of the dashboard, of all instances, and those of the alerts."""
    with open(f"{CHART}/files/dashboard.json", encoding="utf-8") as file:
        found = [one.replace("$instance", ".*") for one in members(json.load(file), "expr")]
    with open(f"{CHART}/files/alerts.yaml", encoding="utf-8") as file:
        found += [" ".join(one.removeprefix(">-").split()) for one in re.findall(r"expr: (.*(?:\n {10,}.*)*)", file.read())]
    return found
