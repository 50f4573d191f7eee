package io.nodethaw.evidence;

import java.util.List;

/**
 * The cures that {@code nodethaw heal} began in this boot and that are not proven to have helped: no canary has passed since.
 * One instance.
 */
public record OpenCures(List<OpenCure> cures) {
    public static final FactType<OpenCures> TYPE = new FactType<>("open-cures", OpenCures.class);

    public OpenCures {
        cures = List.copyOf(cures);
    }

    /**
     * One such cure.
     *
     * @param code of the finding it was for
     * @param sinceBoot seconds since boot when it was begun
     * @param end how it ended, in words; empty while it is under way, or when the program that did it was killed
     * @param left commands that remove what its canaries may have left behind
     */
    public record OpenCure(String code, double sinceBoot, String end, List<String> left) {
        public OpenCure {
            left = List.copyOf(left);
        }
    }
}
