package io.redissim.core.type.geo;

/** The circle or the box around a place that a search looks in. */
final class GeoShape {
  private double longitude;
  private double latitude;
  private boolean circle;
  private double radius;
  private double width;
  private double height;

  /** Metres in the unit that the lengths are given in. */
  private double unit = 1;

  void center(double longitude, double latitude) {
    this.longitude = longitude;
    this.latitude = latitude;
  }

  void circle(double radius, double unit) {
    this.circle = true;
    this.radius = radius;
    this.unit = unit;
  }

  void box(double width, double height, double unit) {
    this.circle = false;
    this.width = width;
    this.height = height;
    this.unit = unit;
  }

  double longitude() {
    return longitude;
  }

  double latitude() {
    return latitude;
  }

  double unit() {
    return unit;
  }

  /** Metres from the centre to the farthest point. */
  double reach() {
    double inUnits =
        circle ? radius : Math.sqrt(width / 2 * (width / 2) + height / 2 * (height / 2));
    return inUnits * unit;
  }

  /** Metres from the centre to the border, straight north or south. */
  double halfHeight() {
    return unit * (circle ? radius : height / 2);
  }

  /** Metres from the centre to the border, straight east or west. */
  double halfWidth() {
    return unit * (circle ? radius : width / 2);
  }

  /**
   * Metres between the centre and a place within the shape; NaN: it lies outside. Source: Valkey
   * {@code geohash_helper.c:geohashGetDistanceIfInRectangle}.
   */
  double distanceWithin(double toLongitude, double toLatitude) {
    if (circle) {
      double distance = Earth.distance(longitude, latitude, toLongitude, toLatitude);
      return distance > radius * unit ? Double.NaN : distance;
    }
    if (Earth.latitudeDistance(toLatitude, latitude) > height * unit / 2
        || Earth.distance(toLongitude, toLatitude, longitude, toLatitude) > width * unit / 2) {
      return Double.NaN;
    }
    return Earth.distance(longitude, latitude, toLongitude, toLatitude);
  }
}
