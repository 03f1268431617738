package io.lanescope.explain;

/** Points that go through the network together. */
final class PointBlock {

    int size;
    /** The row of the group that each point belongs to. */
    final int[] rows = new int[Lines.BLOCK];
    /** Its number among that row's points. */
    final int[] indices = new int[Lines.BLOCK];
    /** How often it counts. */
    final double[] weights = new double[Lines.BLOCK];

    void add(int row, int index, double weight) {
        rows[size] = row;
        indices[size] = index;
        weights[size] = weight;
        size++;
    }

    boolean full() {
        return size == Lines.BLOCK;
    }
}
