package io.nodethaw.analysis;

/**
 * What the pages of the findings that every hop has say about a hop.
 *
 * @param hop its name: "cri"
 * @param called what one process of it is called within a sentence: "a CRI runtime"
 * @param whatStopsWithIt a sentence: "No container of it can start or stop."
 */
public record Party(String hop, String called, String whatStopsWithIt) {

    /** The code of a finding about it: "cri.stopped". */
    String code(String finding) {
        return hop + "." + finding;
    }

    /** What a process of it is called at the beginning of a sentence: "A CRI runtime", "containerd". */
    String atStart() {
        boolean name = called.indexOf(' ') < 0; // a program's own name is never written with a capital
        return name ? called : Character.toUpperCase(called.charAt(0)) + called.substring(1);
    }
}
