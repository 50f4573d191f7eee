package io.nodethaw.evidence;

import java.util.List;

/** The facts that edge sources need from more than one hop. Facts of one hop are listed by that hop. */
public final class SharedFacts {
    /** Every shared fact, for the codec of evidence. */
    public static final List<FactType<?>> ALL = List.of(
            Machine.TYPE,
            ProcessTable.TYPE,
            ProcessStatus.TYPE,
            Tasks.TYPE,
            KernelWaits.TYPE,
            ProcessorClock.TYPE,
            SystemCall.TYPE,
            CallTarget.TYPE,
            KernelStack.TYPE,
            Descriptors.TYPE,
            DescriptorInfo.TYPE,
            UnixSockets.TYPE,
            SocketFile.TYPE,
            TcpSockets.TYPE,
            FileLocks.TYPE,
            Mounts.TYPE,
            Freeze.TYPE,
            Namespaces.TYPE,
            Containers.TYPE,
            ContainerConfig.TYPE,
            Pressure.TYPE,
            DiskStats.TYPE,
            KernelLog.TYPE,
            Goroutines.TYPE,
            GoroutineDump.TYPE,
            Units.TYPE,
            ProgramFile.TYPE,
            SearchedProgram.TYPE,
            RuntimeSettings.TYPE,
            RuntimeEndpoint.TYPE,
            FileSystemRoom.TYPE,
            FileSystemErrors.TYPE,
            PidsLimits.TYPE,
            NodeTasks.TYPE,
            OpenFileLimit.TYPE,
            InotifyLimit.TYPE,
            RefusedStarts.TYPE,
            LastWords.TYPE,
            UnitFiles.TYPE,
            OpenCures.TYPE);

    private SharedFacts() {}
}
