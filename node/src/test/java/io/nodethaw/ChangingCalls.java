package io.nodethaw;

import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Methods of the daemons' APIs that change something, as the texts by which a class calls them. */
final class ChangingCalls {
    /** Methods of org.freedesktop.systemd1.Manager (its manual page, 5, of 219 to 259) that can be nothing but a method's name. */
    private static final Pattern MANAGER = Pattern.compile(
            "(Try)?(Start|Stop|Restart|Reload|Kill|Freeze|Thaw|Clean|Ref|Unref|ResetFailed|BindMount|MountImage|QueueSignal)Unit.*"
                    + "|ReloadOr(Try)?RestartUnit|StartTransientUnit|EnqueueUnitJob|EnqueueMarkedJobs|SetUnitProperties"
                    + "|StartAuxiliaryScope|AbandonScope|AttachProcesses(ToUnit)?|RemoveSubgroupFromUnit"
                    + "|CancelJob|ClearJobs|ResetFailed|(Create|Remove)Snapshot"
                    + "|Reload|Reexecute|Exit|(Soft)?Reboot|PowerOff|Halt|KExec|SwitchRoot"
                    + "|(Set|Unset|UnsetAndSet)Environment|SetShowStatus|SetExitCode|SetDefaultTarget"
                    + "|(Enable|Disable|Reenable|Link|Preset|PresetAll|Mask|Unmask|Revert|AddDependency)UnitFiles.*"
                    + "|UpdateActivationEnvironment|StartServiceByName|ReloadConfig");

    /**
     * Methods of containerd, of shims and of CRI, with their service. Whatever is not known to ask only counts as changing
     * something: containerd/api/services, containerd/api/runtime, k8s.io/cri-api.
     */
    private static final Pattern SERVICES = Pattern.compile("/?("
            + "([a-z0-9]+\\.)*(containerd|runtime)\\.([A-Za-z0-9]+\\.)*[A-Z]\\w*/"
            + "|(Runtime|Image)Service/)"
            + "(?!(Get|List|ListStream|ListPids|ListStatuses|Pids|State|Stats|Metrics|Wait|Connect|ShimInfo|Version|Info|Stat|Mounts"
            + "|Usage|Read|Plugins|Server|Subscribe|Platform|Ping|SandboxStatus|SandboxMetrics|Status|ListContainers|ListPodSandbox"
            + "|ListImages|ListContainerStats|ListPodSandboxStats|ListMetricDescriptors|ListPodSandboxMetrics|ImageStatus"
            + "|ImageFsInfo|PodSandboxStatus|ContainerStatus|ContainerStats|PodSandboxStats|RuntimeConfig)$)\\w+");

    /**
     * Methods whose names are words: of systemd's units, services, scopes and jobs, of properties, of a shim's Task service
     * and of containerd's services. They count where a class speaks a protocol itself.
     */
    private static final Set<String> WORDS = Set.of(
            // org.freedesktop.systemd1.Unit, Service, Scope, Job; org.freedesktop.DBus.Properties
            "Start",
            "Stop",
            "Restart",
            "TryRestart",
            "ReloadOrRestart",
            "ReloadOrTryRestart",
            "EnqueueJob",
            "QueueSignal",
            "SetProperties",
            "Ref",
            "Unref",
            "Clean",
            "Freeze",
            "Thaw",
            "BindMount",
            "MountImage",
            "Abandon",
            "Cancel",
            "Remove",
            "RemoveSubgroup",
            "Set",
            // containerd.task.v2.Task, containerd.services.tasks.v1.Tasks
            "Create",
            "Delete",
            "DeleteProcess",
            "Pause",
            "Resume",
            "Checkpoint",
            "Kill",
            "Exec",
            "ResizePty",
            "CloseIO",
            "Update",
            "Shutdown",
            // containerd.services: snapshots, content, leases, events, transfer, sandbox
            "Prepare",
            "View",
            "Commit",
            "Cleanup",
            "Write",
            "Abort",
            "AddResource",
            "DeleteResource",
            "Publish",
            "Forward",
            "Transfer",
            "Apply",
            "CreateSandbox",
            "StartSandbox",
            "StopSandbox",
            "ShutdownSandbox");

    private static final String PROTOCOLS = "io/nodethaw/collect/wire/";

    private ChangingCalls() {}

    /** Those that stand in a class. */
    static Set<String> in(ClassModel model) {
        var found = new TreeSet<String>();
        boolean speaks = false;
        var words = new TreeSet<String>();
        for (var entry : model.constantPool()) {
            if (entry instanceof StringEntry string) {
                var text = string.stringValue();
                if (MANAGER.matcher(text).matches() || SERVICES.matcher(text).matches()) found.add(text);
                if (WORDS.contains(text)) words.add(text);
            } else if (entry instanceof ClassEntry type) {
                speaks |= type.asInternalName().startsWith(PROTOCOLS);
            }
        }
        if (speaks) found.addAll(words);
        return found;
    }
}
