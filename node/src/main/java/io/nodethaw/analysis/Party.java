package io.nodethaw.analysis;

/**
 * The words for one hop in the pages of findings that every hop has.
 *
 * @param hop its name: "cri"
 * @param called what one of its processes is called within a sentence: "a CRI runtime"
 * @param whatStopsWithIt what no longer works when it stalls, as a sentence: "None of its containers can start or stop."
 */
public record Party(String hop, String called, String whatStopsWithIt) {

    /** The code of a finding about it: "cri.stopped". */
    String code(String finding) {
        return hop + "." + finding;
    }

    /** What one of its processes is called at the beginning of a sentence: "A CRI runtime", "containerd". */
    String atStart() {
        boolean name = called.indexOf(' ') < 0; // a program's own name is never written with a capital
        return name ? called : Character.toUpperCase(called.charAt(0)) + called.substring(1);
    }
}
