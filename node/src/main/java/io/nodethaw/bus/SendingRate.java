package io.nodethaw.bus;

import io.nodethaw.evidence.BusSerial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How fast systemd uses up its counter, besides the replies to our own questions.
 *
 * @param messages that it sent to others
 * @param over in this time
 * @param own that it sent to us meanwhile, one for each question
 * @param perSecond of those to others
 * @param margin half the width of the interval of 95 % around it
 */
public record SendingRate(long messages, Duration over, int own, double perSecond, double margin) {
    /** Half the width of an interval of 95 %, in standard deviations of a normal distribution. */
    private static final double NORMAL = 1.96;

    /** The same for the mean of a few values, by their number less one (Student's distribution). */
    private static final double[] STUDENT = {12.71, 4.30, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26};

    /** What is seen not once may still happen as often as this in the same time, with 95 % (the rule of three). */
    private static final double UNSEEN = 3;

    private static final double NANOS = 1e9;

    /** Where systemd counts on after that (sd-bus.c, COOKIE_CYCLED). */
    private static final long CYCLED = 1L << 31;

    /** Between two replies of the same connection; negative when the counter began anew. */
    static long between(long earlier, long later) {
        if (later >= earlier) {
            return later - earlier;
        }
        return earlier >= CYCLED && later >= CYCLED ? BusSerial.LAST - earlier + later - CYCLED + 1 : -1;
    }

    /** The rate over replies of one connection, oldest first; empty where there are not two. */
    static Optional<SendingRate> of(List<BusSerial> replies) {
        var pieces = new ArrayList<Double>();
        long messages = 0;
        for (int i = 1; i < replies.size(); i++) {
            var before = replies.get(i - 1);
            var after = replies.get(i);
            long others = between(before.serial(), after.serial()) - 1; // less the later reply itself
            messages += others;
            pieces.add(others / seconds(after.at().minus(before.at())));
        }
        if (pieces.isEmpty()) {
            return Optional.empty();
        }
        var over = replies.getLast().at().minus(replies.getFirst().at());
        double seconds = seconds(over);
        double counted = messages == 0 ? UNSEEN : NORMAL * Math.sqrt((double) messages);
        double margin = Math.max(counted / seconds, spread(pieces));
        return Optional.of(new SendingRate(messages, over, pieces.size(), messages / seconds, margin));
    }

    /** What the pieces tell: messages that come in bursts make the interval wide. */
    private static double spread(List<Double> pieces) {
        int free = pieces.size() - 1;
        if (free == 0) {
            return 0;
        }
        double mean = pieces.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        double squares = pieces.stream()
                .mapToDouble(piece -> (piece - mean) * (piece - mean))
                .sum();
        double deviation = Math.sqrt(squares / free / pieces.size());
        return deviation * (free > STUDENT.length ? NORMAL : STUDENT[free - 1]);
    }

    /** A nanosecond at least, so that a clock that stands still divides by nothing. */
    private static double seconds(Duration time) {
        return Math.max(1, time.toNanos()) / NANOS;
    }

    /** The least that is likely; not negative. */
    public double low() {
        return Math.max(0, perSecond - margin);
    }

    /** The most that is likely. */
    public double high() {
        return perSecond + margin;
    }
}
