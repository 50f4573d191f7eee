package io.nodethaw;

/** Builds the program. */
public final class Main {

    private Main() {}

    /** Runs one command and leaves. */
    public static void main(String[] args) {
        boolean version = args.length > 0 && args[0].equals("--version");
        System.out.println(version ? Build.current() : "usage: nodethaw [--help | --version]");
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }
}
