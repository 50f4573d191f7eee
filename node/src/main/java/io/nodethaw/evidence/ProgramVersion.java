package io.nodethaw.evidence;

/**
 * What a program says when it is asked for its version. Its instance is the name of the program.
 *
 * @param path where it is
 * @param text the first line that it prints
 */
public record ProgramVersion(String path, String text) {
    public static final FactType<ProgramVersion> TYPE = new FactType<>("program-version", ProgramVersion.class);

    public ProgramVersion {
        path = Foreign.cut(path);
        text = Foreign.cut(text);
    }
}
