package io.nodethaw.format.load;

import io.nodethaw.evidence.Logged;
import io.nodethaw.format.Finder;
import io.nodethaw.format.Found;
import io.nodethaw.format.Line;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Disks for which tasks wait most of the time: {@code /proc/pressure/io} (Documentation/accounting/psi.rst), and {@code iostat -x}
 * (iostat(1)). Of several measurements the last one counts.
 */
public final class DiskLoad implements Finder {
    private static final Pattern PRESSURE = Pattern.compile("pressure/io\\b|\\bio\\.pressure\\b");
    private static final Pattern OTHER = Pattern.compile("pressure/(?:cpu|memory|irq)|\\b(?:cpu|memory)\\.pressure");
    private static final Pattern FULL =
            Pattern.compile("^(?:\\S{1,200}:)?full avg10=(\\d{1,3}(?:\\.\\d{1,4})?) avg60=(\\d{1,3}(?:\\.\\d{1,4})?) ");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,12}(?:[.,]\\d{1,6})?");

    /** Half of the time nobody who had work could go on: far more than a busy and healthy node shows, which stays below 10. */
    private static final double PRESSED = 50;

    /** Always busy, and each operation takes longer than a disk of any kind needs by itself. */
    private static final double BUSY = 95;

    private static final double LATE_MILLIS = 100;

    private static final Set<String> AWAITS = Set.of("await", "r_await", "w_await");

    /** How many lines may stand between a heading and what it is a heading of. */
    private static final int NEAR = 4;

    private static final int MOST = 64;

    /** @param busy true when it shows a disk that tasks wait for */
    private record Measured(boolean busy, Line line) {}

    private final Map<String, Measured> disks = new LinkedHashMap<>();
    private List<String> columns = List.of();
    private Optional<Measured> pressure = Optional.empty();
    private int sinceHeading = NEAR;

    @Override
    public void take(Line line) {
        var text = line.text();
        sinceHeading++;
        if (text.contains("pressure")) {
            heading(text);
        }
        if (text.contains("avg10=") && sinceHeading < NEAR) {
            pressure(line);
        }
        if (text.startsWith("Device") && text.endsWith("%util")) {
            columns = Arrays.asList(text.split("\\s+"));
        } else if (!columns.isEmpty()) {
            row(line);
        }
    }

    private void heading(String text) {
        if (PRESSURE.matcher(text).find()) {
            sinceHeading = 0;
        } else if (OTHER.matcher(text).find()) {
            sinceHeading = NEAR;
        }
    }

    private void pressure(Line line) {
        var full = FULL.matcher(line.text());
        if (full.find()) {
            boolean busy = Double.parseDouble(full.group(1)) >= PRESSED && Double.parseDouble(full.group(2)) >= PRESSED;
            pressure = Optional.of(new Measured(busy, line));
        }
    }

    private void row(Line line) {
        var cells = line.text().split("\\s+");
        boolean numbers = cells.length == columns.size()
                && Arrays.stream(cells)
                        .skip(1)
                        .allMatch(cell -> NUMBER.matcher(cell).matches());
        if (!numbers) {
            columns = line.text().isEmpty() ? List.of() : columns;
            return;
        }
        double await = 0;
        for (int i = 1; i < cells.length; i++) {
            if (AWAITS.contains(columns.get(i))) {
                await = Math.max(await, number(cells[i]));
            }
        }
        boolean busy = number(cells[cells.length - 1]) >= BUSY && await >= LATE_MILLIS;
        if (disks.size() < MOST && !cells[0].startsWith("loop")) {
            disks.put(cells[0], new Measured(busy, line));
        }
    }

    private static double number(String cell) {
        return Double.parseDouble(cell.replace(',', '.'));
    }

    @Override
    public void end(Found into) {
        if (pressure.isPresent() || !disks.isEmpty()) {
            into.is("how busy its disks are");
        }
        var named = new ArrayList<String>();
        disks.forEach((name, measured) -> {
            if (measured.busy()) {
                named.add(name);
                put(name, measured, into);
            }
        });
        pressure.filter(Measured::busy).filter(_ -> named.isEmpty()).ifPresent(measured -> put("", measured, into));
    }

    private static void put(String disk, Measured measured, Found into) {
        var logged =
                new Logged(Logged.Sign.DISK_SATURATED, "", disk, measured.line().text(), 1, Optional.empty());
        into.put(Logged.TYPE, logged.key().instance(), logged, measured.line().number());
    }
}
