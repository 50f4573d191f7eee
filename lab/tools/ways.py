"""The ways in which an agent comes onto a node of the lab and is taken away again: each has start, log and remove."""
import glob
import json
import os
import shutil

from runner import LAB, NODE, RUNTIME, Skip, Wrong, run, tail

DEPLOY = os.path.dirname(LAB) + "/deploy"
MANIFESTS = DEPLOY + "/kubernetes"
UNIT = DEPLOY + "/systemd/nodethaw-agent.service"
AGENT = "/lab/kubernetes/agent.kubeconfig"


class Service:
    """deploy/systemd's unit, with kubelet's credential."""

    def __init__(self, node, out, options, kubelet):
        self.node, self.out, self.options, self.kubelet = node, out, options, kubelet

    def start(self):
        with open(UNIT, encoding="utf-8") as file:
            unit = file.read().replace("/usr/bin/nodethaw", " ".join(self.options.command_inside))
        with open(f"{RUNTIME}/{self.node}/nodethaw-agent.service", "w", encoding="utf-8") as out:
            out.write(unit)
        done = self.inside("/bin/sh", "-c", "cp /lab/nodethaw-agent.service /etc/systemd/system/ && "
                           f"echo 'NODETHAW_AGENT=\"--kubeconfig {AGENT} --hold {self.options.hold}s\"' > /etc/default/nodethaw-agent && "
                           "systemctl daemon-reload && systemctl start nodethaw-agent")
        needed(done, "the service does not start")

    def log(self, container="*"):
        return self.inside("journalctl", "-u", "nodethaw-agent", "-o", "short-iso", "--no-pager").stdout

    def remove(self):
        self.inside("systemctl", "stop", "nodethaw-agent")
        needed(self.inside(*self.options.command_inside, "agent", "--kubeconfig", AGENT, "--remove"), "not removed")

    def inside(self, *command):
        return run([NODE, "exec", self.node, "--", *command])

    def kubectl(self, *command):
        return run([NODE, "kubectl", self.node, *command])


class Pod(Service):
    """deploy/kubernetes, with the image of `make dist`."""

    def start(self):
        self.load()
        # this kubectl knows nothing of appArmorProfile, and the server leaves it out
        needed(self.kubectl("apply", "--validate=false", "-k", MANIFESTS), "the manifests cannot be applied")

    def load(self):
        image = next(iter(glob.glob(f"{self.options.dist}/nodethaw-*-image-linux-*.tar")), None)
        if not image:
            raise Skip(f"no image in {self.options.dist}: make dist")
        run(["cp", image, f"{RUNTIME}/{self.node}/agent.tar"])
        load = ["docker", "load", "-i"] if self.kubelet == "docker" else ["ctr", "-n", "k8s.io", "images", "import"]
        needed(self.inside(*load, "/lab/agent.tar"), "the image cannot be loaded")

    def log(self, container="*"):
        return self.inside("/bin/sh", "-c", f"cat /var/log/pods/kube-system_nodethaw-agent*/{container}/*.log").stdout

    def remove(self):
        self.kubectl("delete", "-k", MANIFESTS, "--wait=true")
        shutil.copy(MANIFESTS + "/uninstall.yaml", self.out)
        self.node_network(self.out + "/uninstall.yaml")
        needed(self.kubectl("apply", "-f", self.out + "/uninstall.yaml"), "not removed")

    def node_network(self, file):
        """Pods of dockershim have no way to the API server but the node's network (lab/node.d/kubernetes.sh)."""
        if self.kubelet == "docker":
            edited(file, "restartPolicy: Never", "restartPolicy: Never\n      hostNetwork: true")


class Chart(Pod):
    """deploy/helm, installed and uninstalled by Helm itself at the API server of the node, with the same image."""

    values = {}

    def start(self):
        self.load()
        with open(self.out + "/values.yaml", "w", encoding="utf-8") as out:
            json.dump({"agent": {"hold": f"{self.options.hold}s"}, **self.values}, out)        # JSON is YAML
        # lab/kubelet builds an API server that does not know its own version; which ones Helm lets in is told by Chart.yaml
        chart = f"{self.out}/chart"
        shutil.rmtree(chart, ignore_errors=True)
        shutil.copytree(DEPLOY + "/helm/nodethaw", chart)
        edited(chart + "/Chart.yaml", "kubeVersion:", "# kubeVersion:")
        self.node_network(chart + "/templates/uninstall.yaml")
        self.helm("install", chart, self.out + "/values.yaml")

    def remove(self):
        self.helm("uninstall")

    def helm(self, what, *arguments):
        libraries = DEPLOY + "/target/helm"
        if not glob.glob(libraries + "/*.jar"):
            raise Skip(f"no Helm in {libraries}: make dist")
        java = run([os.path.dirname(LAB) + "/build/find-jdk"]).stdout.strip() + "/bin/java"
        done = run(["nsenter", "-t", run([NODE, "pid", self.node]).stdout.strip(), "-n", "--", java, "--enable-native-access=ALL-UNNAMED", "-cp",
                    libraries + "/*", LAB + "/tools/HelmCall.java", what, f"{RUNTIME}/{self.node}/kubernetes/admin.kubeconfig", "nodethaw",
                    *arguments], 330)
        with open(f"{self.out}/helm-{what}.txt", "w", encoding="utf-8") as out:
            out.write(done.stdout + done.stderr)
        needed(done, f"helm {what}")


class Cures(Chart):
    """The same with a policy, so that its second container cures."""

    values = {"cures": {"policy": {"codes": ["systemd.deaf-on-bus"], "hold": "15s"}}}


WAYS = {"service": Service, "pod": Pod, "chart": Chart, "cures": Cures}


def edited(path, old, new):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if old not in text:
        raise Wrong(f"no '{old}' in {path}")
    with open(path, "w", encoding="utf-8") as out:
        out.write(text.replace(old, new))


def needed(done, what):
    if done.returncode:
        raise Wrong(f"{what}: {tail(done.stderr)}")
