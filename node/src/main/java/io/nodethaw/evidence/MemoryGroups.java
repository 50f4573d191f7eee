package io.nodethaw.evidence;

/**
 * How many control groups the hierarchy of the memory controller has, also those that were removed and still keep memory
 * ({@code /proc/cgroups}). One instance.
 *
 * @param hierarchy its number; 0 for the one of all controllers, where groups count that do without this one
 */
public record MemoryGroups(long hierarchy, long groups) {
    public static final FactType<MemoryGroups> TYPE = new FactType<>("memory-groups", MemoryGroups.class);

    /** MEM_CGROUP_ID_MAX of include/linux/memcontrol.h: the number of a group has 16 bits. */
    public static final long MOST = 0xffff;
}
