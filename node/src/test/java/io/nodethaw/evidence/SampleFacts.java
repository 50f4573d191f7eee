package io.nodethaw.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One value of every shared fact, with the corner cases that a file must preserve. */
final class SampleFacts {
    static final Instant AT = Instant.parse("2026-03-04T05:06:07.008009Z");

    static final Map<FactType<?>, Object> VALUES = Map.ofEntries(
            Map.entry(
                    Machine.TYPE, new Machine(77, 0, "6.1.0", "x86_64", "b00t", 100, 12345.67, Optional.of("node-1"))),
            Map.entry(
                    ProcessTable.TYPE,
                    new ProcessTable(
                            List.of(new ProcessTable.Entry(1, 0, "sys\u001b[31m\"temd", 'S', 5, 9, 0x400100)))),
            Map.entry(
                    ContainerFolders.TYPE,
                    new ContainerFolders(
                            List.of(new ContainerFolders.Bundle(
                                    "/run/containerd/io.containerd.runtime.v2.task/moby/c0ffee",
                                    "moby",
                                    "c0ffee",
                                    Optional.of(7),
                                    "unix:///run/containerd/s/\u001b[31m",
                                    Optional.of(Duration.ofSeconds(77)))),
                            List.of(new ContainerFolders.State(
                                    "/run/docker/runtime-runc/moby/c0ffee",
                                    "c0ffee",
                                    Optional.of(7),
                                    Optional.of(4711L),
                                    Optional.empty())),
                            false,
                            Optional.of(3))),
            Map.entry(
                    MountSummary.TYPE,
                    new MountSummary(3, "2 of type overlay", List.of("/run/\u001b[31m/rootfs"), List.of(4026532281L))),
            Map.entry(BusCookie.TYPE, new BusCookie(1L << 32, true, "one more \u001b[31m than was answered")),
            Map.entry(CallBuffer.TYPE, new CallBuffer(9, 10, "sendmsg", List.of(0, 108, 255))),
            Map.entry(
                    SystemRelease.TYPE,
                    new SystemRelease(Optional.of("debian"), Optional.empty(), Optional.of("Debian \u001b[31m 12"))),
            Map.entry(ProcessStatus.TYPE, new ProcessStatus(9, List.of(9, 1), 4, 4294967295L)),
            Map.entry(Tasks.TYPE, new Tasks(9, List.of(new Tasks.Task(10, "x", 'D', "do_wait", 0, 1, 2)))),
            Map.entry(
                    KernelWaits.TYPE,
                    new KernelWaits(
                            9,
                            2,
                            List.of(new KernelWaits.Held(
                                    10,
                                    "x",
                                    'D',
                                    "percpu_rwsem_wait",
                                    Optional.of(3),
                                    Optional.of(Duration.ofMillis(4711)),
                                    Optional.of(Duration.ofMinutes(2)),
                                    Optional.of(11))))),
            Map.entry(
                    Logged.TYPE,
                    new Logged(
                            Logged.Sign.CALL_OVERDUE,
                            "kubelet",
                            "RunPodSandbox",
                            "RunPodSandbox \u001b[31m failed",
                            3,
                            Optional.of(Duration.ofSeconds(246)))),
            Map.entry(ListedAges.TYPE, new ListedAges(List.of(new ListedAges.Age(77, Duration.ofDays(3))))),
            Map.entry(
                    CollectedCommand.TYPE,
                    new CollectedCommand(Optional.of(3), Optional.of(Duration.ofMillis(50)), Optional.of(AT))),
            Map.entry(
                    BusLimits.TYPE,
                    new BusLimits(
                            512,
                            List.of(new BusLimits.Limit("max_connections_per_user", 512, "/etc/\u001b[31m.conf")))),
            Map.entry(
                    BusSerial.TYPE,
                    new BusSerial(4294967295L, ":1.0", Duration.ofSeconds(77), Optional.of("219-62.el7_6.7"))),
            Map.entry(
                    InitLog.TYPE,
                    new InitLog(
                            "info",
                            "info",
                            Duration.ofSeconds(5),
                            12,
                            3,
                            List.of(new InitLog.Line("Failed to send \u001b[31m", 2, true, false)),
                            List.of(new InitLog.Place("the journal", 12, "")))),
            Map.entry(LastRan.TYPE, new LastRan(9, List.of(new LastRan.Thread(10, 77, 3, Duration.ofMillis(4000))))),
            Map.entry(ProcessorClock.TYPE, new ProcessorClock(3, Duration.ofMillis(5000))),
            Map.entry(
                    SystemCall.TYPE,
                    new CallRegisters(9, 10, Optional.of(0L), List.of(3L, -1L, Long.MIN_VALUE, 0L, 0L, 0L))
                            .call("x86_64")),
            Map.entry(CallTarget.TYPE, new CallTarget(9, 10, "@containerd-shim/a")),
            Map.entry(KernelStack.TYPE, new KernelStack(9, 10, List.of("unix_stream_read_generic"))),
            Map.entry(
                    Descriptors.TYPE,
                    new Descriptors(9, List.of(new Descriptors.Descriptor(3, "socket:[8812]")), "/run/\u202e")),
            Map.entry(
                    DescriptorInfo.TYPE,
                    new DescriptorInfo(
                            9,
                            4,
                            0x2,
                            Optional.empty(),
                            List.of(3, 5),
                            Optional.of(-1),
                            Optional.of(41L),
                            List.of("fd:01:42"))),
            Map.entry(
                    UnixSockets.TYPE,
                    new UnixSockets(List.of(new UnixSockets.Socket(
                            8812,
                            0,
                            "/run/x",
                            1,
                            UnixSockets.State.LISTENING,
                            2,
                            128,
                            List.of(7L),
                            Optional.of(new UnixSockets.File(21, 42)))))),
            Map.entry(
                    SocketFile.TYPE,
                    new SocketFile("/run/x", Optional.of(new UnixSockets.File(0x1500002, 0xffff_ffffL)), 21)),
            Map.entry(
                    TcpSockets.TYPE, new TcpSockets(List.of(new TcpSockets.Socket(5, "[::1]:80", "[::]:0", 10, 0, 1)))),
            Map.entry(
                    FileLocks.TYPE,
                    new FileLocks(List.of(new FileLocks.Lock(1, true, "FLOCK", "WRITE", -1, "fd:01:42", "0 EOF")))),
            Map.entry(
                    Mounts.TYPE,
                    new Mounts(1, List.of(new Mounts.Mount(1, 2, "0:21", "/", "/mnt", "nfs4", "nas:/", "rw")))),
            Map.entry(ServerReplies.TYPE, new ServerReplies(1, List.of(new ServerReplies.Mount("/mnt", 1L << 40)))),
            Map.entry(
                    Freeze.TYPE,
                    new Freeze(
                            9,
                            List.of(":/a"),
                            Optional.of(new Freeze.Frozen(
                                    "/a", "FROZEN", 2, Optional.of("/sys/fs/cgroup/a/cgroup.freeze"))))),
            Map.entry(Namespaces.TYPE, new Namespaces(9, 4026531841L, 4026531836L, 0)),
            Map.entry(Containers.TYPE, new Containers(List.of(new Containers.Container("c0ffee", "web")))),
            Map.entry(
                    ContainerConfig.TYPE,
                    new ContainerConfig("shop", "cart-2", "", Optional.of("269a29c2-8290-4900-ae32-80d3ce3f099a"))),
            Map.entry(FileSystemRoom.TYPE, new FileSystemRoom(60, "/run", 0xEF53, 1L << 60, 4096, 9, 8, 7, 6, 5, true)),
            Map.entry(FileSystemErrors.TYPE, new FileSystemErrors(List.of("sda1"))),
            Map.entry(
                    PidsLimits.TYPE,
                    new PidsLimits(
                            "a.service", List.of(new PidsLimits.Level("/", Optional.of(9L), 8, Optional.of(7L))))),
            Map.entry(OpenFileLimit.TYPE, new OpenFileLimit(60, Optional.of(1024L))),
            Map.entry(InotifyLimit.TYPE, new InotifyLimit(128, Optional.of(65_536L))),
            Map.entry(FilterMemory.TYPE, new FilterMemory(528_482_304, 21_770_240)),
            Map.entry(InotifyWatches.TYPE, new InotifyWatches(60, 12)),
            Map.entry(FileHandles.TYPE, new FileHandles(1100, 2_466_170)),
            Map.entry(TrackedConnections.TYPE, new TrackedConnections(70, 65_536)),
            Map.entry(MountLimit.TYPE, new MountLimit(100_000)),
            Map.entry(PortRange.TYPE, new PortRange(32_768, 60_999)),
            Map.entry(NetworkNamespaceCount.TYPE, new NetworkNamespaceCount(28)),
            Map.entry(NetworkNamespaceLimit.TYPE, new NetworkNamespaceLimit(96_365)),
            Map.entry(FilterPrograms.TYPE, new FilterPrograms(2_101_248)),
            Map.entry(MemoryGroups.TYPE, new MemoryGroups(4, 147)),
            Map.entry(NodeTasks.TYPE, new NodeTasks(32768, 200_000, 900, Optional.of(800L))),
            Map.entry(
                    RefusedStarts.TYPE,
                    new RefusedStarts(List.of(new RefusedStarts.Line(
                            RefusedStarts.Why.NO_TASK, "a.service", Duration.ofSeconds(3), "fork/exec")))),
            Map.entry(
                    LastWords.TYPE,
                    new LastWords(List.of(new LastWords.Line(Duration.ofMillis(1500), "panic: \u001b[31mno\n")))),
            Map.entry(
                    InstalledPackages.TYPE,
                    new InstalledPackages("dpkg", List.of(new InstalledPackages.Entry("runc", "1.1.5+ds1-1")))),
            Map.entry(ProgramVersion.TYPE, new ProgramVersion("/usr/sbin/runc", "runc version 1.1.5")),
            Map.entry(
                    KubeletLog.TYPE,
                    new KubeletLog(
                            Optional.of(new KubeletLog.FailedRenewals(
                                    Duration.ofSeconds(70),
                                    Duration.ofSeconds(3),
                                    Duration.ofSeconds(7),
                                    KubeletLog.Why.REFUSED)),
                            Optional.of(Duration.ofMinutes(4)))),
            Map.entry(
                    PodTroubles.TYPE,
                    new PodTroubles(List.of(new PodTroubles.Trouble(
                            "default/web", "main", "CrashLoopBackOff", Duration.ofMillis(4200))))),
            Map.entry(
                    RuntimeEndpoint.TYPE,
                    new RuntimeEndpoint(Optional.of("unix:///run/crio/crio.sock"), "kubelet.service")),
            Map.entry(ProgramFile.TYPE, program()),
            Map.entry(SearchedProgram.TYPE, new SearchedProgram(program())),
            Map.entry(
                    RuntimeSettings.TYPE,
                    new RuntimeSettings(
                            "shim",
                            "/opt/runc",
                            Optional.of(
                                    new RuntimeSettings.Network(false, "NetworkPluginNotReady", "no", "/etc/cni")))),
            Map.entry(DiskStats.TYPE, new DiskStats(List.of(new DiskStats.Disk("8:1", "sda1", 1L << 40)))),
            Map.entry(Pressure.TYPE, new Pressure(0.5, 0, Double.NaN, 1e-9, 99.99)),
            Map.entry(
                    KernelLog.TYPE,
                    new KernelLog(List.of(new KernelLog.Line(1L << 60, "task blocked\n")), Optional.of(true))),
            Map.entry(Goroutines.TYPE, new Goroutines(9, "go1.24.4", "memory", List.of(goroutine()))),
            Map.entry(GoroutineDump.TYPE, new GoroutineDump(9, "SIGUSR1", "goroutine 1 [running]:\n")),
            Map.entry(
                    Units.TYPE,
                    new Units(List.of(new Units.Unit(
                            "a.service",
                            "loaded",
                            "failed",
                            "failed",
                            "start",
                            List.of("b.target"),
                            "exit-code",
                            Optional.of(Duration.ofMillis(1500)),
                            Optional.of(3L),
                            Optional.of(9),
                            Optional.of(new Units.Run(1, 3, Duration.ofHours(1))),
                            Optional.of(Duration.ofSeconds(90)),
                            Optional.of(true))))),
            Map.entry(
                    UnitFiles.TYPE,
                    new UnitFiles(List.of(new UnitFiles.Enabled("a.service", "/etc/a", List.of(3, 4))))),
            Map.entry(
                    CanarySteps.TYPE,
                    new CanarySteps(List.of(new CanarySteps.Step(
                            "start", Duration.ofMillis(310), CanarySteps.Outcome.REFUSED, "500 exit status 1")))),
            Map.entry(
                    OpenCures.TYPE,
                    new OpenCures(List.of(new OpenCures.OpenCure(
                            "systemd.deaf-on-bus", 12.5, "not healed: it did not start", List.of("rm x"))))));

    private SampleFacts() {}

    private static Goroutine goroutine() {
        var frame = new Goroutine.Frame("main.f[...]", "{0x1, 0x2?}, ...", "/f.go", 7, 0x1f, false, List.of("a\"b"));
        var channel = new Goroutine.Channel(-1, 0, 1, true);
        return new Goroutine(
                1L << 40,
                "select",
                -1,
                true,
                List.of(frame),
                Optional.of(new Goroutine.Creator("main.g", 0, "/g.go", 8, -1)),
                Optional.of(new Goroutine.Blocked.OnChannels(List.of(channel))),
                List.of(Long.MIN_VALUE),
                List.of(new Goroutine.Held(7, "main.h", true, false)),
                Optional.of(Duration.ofMillis(1500)),
                Optional.of("default/web"));
    }

    /** Evidence that holds this value. */
    @SuppressWarnings("unchecked")
    static Evidence with(FactType<?> type, Object value) {
        return new Evidence.Builder(AT)
                .seen((FactType<Object>) type, "9/10", value)
                .build();
    }

    private static ProgramFile program() {
        return new ProgramFile(
                60,
                "runc",
                List.of("/usr/sbin", "/usr/bin"),
                List.of(
                        new ProgramFile.Found("/usr/sbin/runc", ProgramFile.Kind.NOT_EXECUTABLE),
                        new ProgramFile.Found(
                                "/usr/bin/runc", ProgramFile.Kind.NO_INTERPRETER, Optional.of("/lib/ld.so"))));
    }
}
