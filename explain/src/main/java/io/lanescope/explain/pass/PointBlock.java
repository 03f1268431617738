package io.lanescope.explain.pass;

/** Points that go through the network together. */
public final class PointBlock {

    public int size;
    /** The row of the group that each point belongs to. */
    public final int[] rows = new int[Lines.BLOCK];
    /** Its number among that row's points. */
    public final int[] indices = new int[Lines.BLOCK];
    /** How often it counts. */
    public final double[] weights = new double[Lines.BLOCK];

    public void add(int row, int index, double weight) {
        rows[size] = row;
        indices[size] = index;
        weights[size] = weight;
        size++;
    }

    boolean full() {
        return size == Lines.BLOCK;
    }
}
