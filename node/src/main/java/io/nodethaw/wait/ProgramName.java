package io.nodethaw.wait;

import io.nodethaw.evidence.ProcessTable;

/**
 * What a person calls the program of a process: its comm, or the whole name where the kernel has cut that after 15 letters. Two
 * programs of Docker up to 18.06 have one comm; who has started it tells which it is.
 */
final class ProgramName {
    /** docker-containerd and docker-containerd-shim. */
    private static final String CUT = "docker-containe";

    private ProgramName() {}

    static String of(NodeView view, ProcessTable.Entry process) {
        return process.comm().equals(CUT)
                ? ofDocker(view.process(process.parent())
                        .map(ProcessTable.Entry::comm)
                        .orElse(""))
                : process.comm();
    }

    private static String ofDocker(String parent) {
        return switch (parent) {
            case "dockerd" -> "docker-containerd";
            case CUT -> "docker-containerd-shim";
            default -> CUT;
        };
    }
}
