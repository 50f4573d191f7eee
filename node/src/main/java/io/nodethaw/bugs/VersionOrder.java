package io.nodethaw.bugs;

/** Whose rules tell which of two versions is older. */
public enum VersionOrder {
    /** Packages of Debian and Ubuntu. */
    DPKG {
        @Override
        public int compare(String first, String second) {
            return DpkgOrder.compare(first, second);
        }
    },
    /** Packages of Red Hat, SUSE and Amazon. */
    RPM {
        @Override
        public int compare(String first, String second) {
            return RpmOrder.compare(first, second);
        }
    },
    /** What the authors of a program call their releases. */
    UPSTREAM {
        @Override
        public int compare(String first, String second) {
            return RpmOrder.compare(Upstream.of(first), Upstream.of(second));
        }
    };

    /** Negative, zero or positive when the first is older, the same or newer. */
    public abstract int compare(String first, String second);
}
