package io.nodethaw.evidence;

/** {@code /proc/pressure}: share of the last 10 s in which some or all tasks waited, in per cent. One instance. */
public record Pressure(double cpuSome, double memorySome, double memoryFull, double ioSome, double ioFull) {
    public static final FactType<Pressure> TYPE = new FactType<>("pressure", Pressure.class);
}
