package io.redissim.core.type.geo;

/** Distances in metres between places given in degrees, on a sphere. */
final class Earth {
  static final double RADIUS = 6372797.560856;
  private static final double RADIANS = Math.PI / 180;

  private Earth() {}

  static double radians(double degrees) {
    return degrees * RADIANS;
  }

  static double degrees(double radians) {
    return radians / RADIANS;
  }

  /** Along a meridian. */
  static double latitudeDistance(double one, double other) {
    return RADIUS * Math.abs(radians(other) - radians(one));
  }

  /** By the haversine formula. Source: Valkey {@code geohash_helper.c:geohashGetDistance}. */
  static double distance(double longitude, double latitude, double toLongitude, double toLatitude) {
    double v = StrictMath.sin((radians(toLongitude) - radians(longitude)) / 2);
    if (v == 0) {
      return latitudeDistance(latitude, toLatitude);
    }
    double from = radians(latitude);
    double to = radians(toLatitude);
    double u = StrictMath.sin((to - from) / 2);
    double a = u * u + StrictMath.cos(from) * StrictMath.cos(to) * v * v;
    return 2.0 * RADIUS * StrictMath.asin(Math.sqrt(a));
  }
}
