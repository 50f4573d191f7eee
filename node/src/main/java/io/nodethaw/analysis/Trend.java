package io.nodethaw.analysis;

import java.util.List;
import java.util.Optional;

/**
 * How fast a level rises, when it rises steadily. A level that goes up and down, jumps, or stands has no trend: a date that is
 * worked out from such readings would mean nothing.
 *
 * @param rate most likely rise in a second: the slope of the straight line that comes closest to all readings
 * @param least the rate is hardly lower
 * @param most the rate is hardly higher
 */
public record Trend(double rate, double least, double most) {
    /** The readings are cut into so many pieces of equal length; the level has to rise in each. */
    private static final int PIECES = 4;

    /** Fewer readings than two in each piece cannot tell a rise that is steady from one that is not. */
    public static final int FEWEST = 2 * PIECES + 1;

    /** A level that has risen by fewer steps has been seen too little of: the next step may come at any time. */
    private static final int FEWEST_STEPS = 5;

    /**
     * How far readings may be away from the line (root mean square), as a share of the whole rise. Five even steps are at 0.06, a single
     * jump at 0.25. Of levels that wander by chance, four of a thousand pass for steady with this (TrendTest).
     */
    private static final double STRAY = 0.07;

    /** Student's t for 95 in 100, both sides, and one degree of freedom less than there are pieces. */
    private static final double STUDENT = 3.182;

    /**
     * A level at a moment.
     *
     * @param second since any moment that is the same for all
     */
    public record Point(double second, double level) {}

    /**
     * The trend of these readings, in the order of their times; empty where the level does not rise steadily.
     *
     * @param step the least by which the level changes
     */
    public static Optional<Trend> of(List<Point> points, double step) {
        int last = points.size() - 1;
        if (points.size() < FEWEST || !isOrdered(points)) {
            return Optional.empty();
        }
        double time = points.get(last).second() - points.getFirst().second();
        var line = Line.through(points);
        double rise = line.slope() * time;
        double[] rates = rates(points);
        if (rise < FEWEST_STEPS * step || line.stray(points) > STRAY * rise || lowest(rates) <= 0) {
            return Optional.empty();
        }
        double doubt = Math.max(STUDENT * deviation(rates) / Math.sqrt(PIECES), step / time);
        return doubt >= line.slope()
                ? Optional.empty()
                : Optional.of(new Trend(line.slope(), line.slope() - doubt, line.slope() + doubt));
    }

    private static boolean isOrdered(List<Point> points) {
        for (int i = 1; i < points.size(); i++) {
            if (!(points.get(i).second() > points.get(i - 1).second())) {
                return false;
            }
        }
        return true;
    }

    /** The rates of the pieces. */
    private static double[] rates(List<Point> points) {
        int last = points.size() - 1;
        var rates = new double[PIECES];
        for (int piece = 0; piece < PIECES; piece++) {
            var from = points.get(last * piece / PIECES);
            var to = points.get(last * (piece + 1) / PIECES);
            rates[piece] = (to.level() - from.level()) / (to.second() - from.second());
        }
        return rates;
    }

    private static double lowest(double[] rates) {
        double lowest = rates[0];
        for (double rate : rates) {
            lowest = Math.min(lowest, rate);
        }
        return lowest;
    }

    /** Standard deviation of a sample. */
    private static double deviation(double[] rates) {
        double mean = 0;
        for (double rate : rates) {
            mean += rate / rates.length;
        }
        double squares = 0;
        for (double rate : rates) {
            squares += (rate - mean) * (rate - mean);
        }
        return Math.sqrt(squares / (rates.length - 1));
    }

    /** The straight line with the least squares. */
    private record Line(double second, double level, double slope) {
        static Line through(List<Point> points) {
            double second = 0;
            double level = 0;
            for (var point : points) {
                second += point.second() / points.size();
                level += point.level() / points.size();
            }
            double products = 0;
            double squares = 0;
            for (var point : points) {
                products += (point.second() - second) * (point.level() - level);
                squares += (point.second() - second) * (point.second() - second);
            }
            return new Line(second, level, products / squares);
        }

        /** How far the points are away from it. */
        double stray(List<Point> points) {
            double squares = 0;
            for (var point : points) {
                double away = point.level() - level - slope * (point.second() - second);
                squares += away * away;
            }
            return Math.sqrt(squares / points.size());
        }
    }
}
