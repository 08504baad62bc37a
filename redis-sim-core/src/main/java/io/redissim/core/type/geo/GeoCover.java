package io.redissim.core.type.geo;

/**
 * The cells that cover a shape: the one its centre lies in, and those of the eight around it that
 * the shape may reach into. Source: Valkey {@code
 * geohash_helper.c:geohashCalculateAreasByShapeWGS84}.
 */
final class GeoCover {
  static final int CELLS = 9;

  /** Half of the way around the earth, as web maps have it. */
  private static final double MAX_METRES = 20037726.37;

  // In the order in which they are searched.
  private static final int NORTH = 1;
  private static final int SOUTH = 2;
  private static final int EAST = 3;
  private static final int WEST = 4;
  private static final int[] MOVES_X = {0, 0, 0, 1, -1, 1, -1, 1, -1};
  private static final int[] MOVES_Y = {0, 1, -1, 0, 0, 1, 1, -1, -1};

  private final long[] cells = new long[CELLS];
  private final boolean[] needed = new boolean[CELLS];
  private int step;

  private double minLongitude;
  private double maxLongitude;
  private double minLatitude;
  private double maxLatitude;

  /** Covers this shape from now on. */
  void cover(GeoShape shape) {
    bound(shape);
    place(shape, steps(shape.reach(), shape.latitude()));
    if (step > 1 && isTooSmall()) {
      place(shape, step - 1);
    }
    java.util.Arrays.fill(needed, true);
    if (step >= 2) {
      leaveOut();
    }
  }

  int step() {
    return step;
  }

  boolean isNeeded(int i) {
    return needed[i];
  }

  /** A hash of {@link #step} steps. */
  long cell(int i) {
    return cells[i];
  }

  private void bound(GeoShape shape) {
    double latitude = shape.latitude();
    double up = Earth.degrees(shape.halfHeight() / Earth.RADIUS);
    // The parallel nearer to the pole is the shorter one.
    double parallel = latitude < 0 ? latitude - up : latitude + up;
    double aside =
        Earth.degrees(shape.halfWidth() / Earth.RADIUS / StrictMath.cos(Earth.radians(parallel)));
    minLongitude = shape.longitude() - aside;
    maxLongitude = shape.longitude() + aside;
    minLatitude = latitude - up;
    maxLatitude = latitude + up;
  }

  /** How small cells can be so that nine of them are enough. */
  private static int steps(double metres, double latitude) {
    if (metres == 0) {
      return GeoHash.MAX_STEP;
    }
    int steps = -1;
    for (double reach = metres; reach < MAX_METRES; reach *= 2) {
      steps++;
    }
    if (Math.abs(latitude) > 80) {
      steps -= 2;
    } else if (Math.abs(latitude) > 66) {
      steps--;
    }
    return Math.max(1, Math.min(GeoHash.MAX_STEP, steps));
  }

  private void place(GeoShape shape, int steps) {
    step = steps;
    long centre = GeoHash.encode(shape.longitude(), shape.latitude(), steps);
    for (int i = 0; i < CELLS; i++) {
      cells[i] = GeoHash.moveY(GeoHash.moveX(centre, steps, MOVES_X[i]), steps, MOVES_Y[i]);
    }
  }

  /** Whether the shape reaches beyond the cells: its centre may lie near the border of its cell. */
  private boolean isTooSmall() {
    return GeoHash.maxLatitude(cells[NORTH], step) < maxLatitude
        || GeoHash.minLatitude(cells[SOUTH], step) > minLatitude
        || GeoHash.maxLongitude(cells[EAST], step) < maxLongitude
        || GeoHash.minLongitude(cells[WEST], step) > minLongitude;
  }

  /** Sides that the shape does not reach. */
  private void leaveOut() {
    long centre = cells[0];
    boolean south = GeoHash.minLatitude(centre, step) < minLatitude;
    boolean north = GeoHash.maxLatitude(centre, step) > maxLatitude;
    boolean west = GeoHash.minLongitude(centre, step) < minLongitude;
    boolean east = GeoHash.maxLongitude(centre, step) > maxLongitude;
    for (int i = 1; i < CELLS; i++) {
      boolean out =
          MOVES_Y[i] < 0 && south
              || MOVES_Y[i] > 0 && north
              || MOVES_X[i] < 0 && west
              || MOVES_X[i] > 0 && east;
      needed[i] = !out;
    }
  }
}
