package io.redissim.core.type.geo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GeoSearchTest {
  @Test
  void everyPlaceInAShapeLiesInItsCells() {
    SplittableRandom random = new SplittableRandom(7);
    GeoCover cover = new GeoCover();
    GeoShape shape = new GeoShape();
    for (int i = 0; i < 300; i++) {
      double longitude = random.nextDouble(-170, 170);
      double latitude = random.nextDouble(-60, 60);
      shape.center(longitude, latitude);
      double reach = Math.pow(10, random.nextDouble(1, 6));
      if (random.nextBoolean()) {
        shape.circle(reach, 1);
      } else {
        shape.box(reach, reach * random.nextDouble(0.3, 1), 1);
      }
      cover.cover(shape);
      double degrees = 1.5 * Earth.degrees(reach / Earth.RADIUS);
      for (int j = 0; j < 100; j++) {
        double x = longitude + random.nextDouble(-degrees, degrees);
        double y = latitude + random.nextDouble(-degrees, degrees);
        if (GeoHash.isOnEarth(x, y) && !Double.isNaN(shape.distanceWithin(x, y))) {
          assertThat(isCovered(cover, GeoHash.encode(x, y, GeoHash.MAX_STEP))).isTrue();
        }
      }
    }
  }

  private static boolean isCovered(GeoCover cover, long hash) {
    for (int i = 0; i < GeoCover.CELLS; i++) {
      long from = GeoHash.align(cover.cell(i), cover.step());
      long to = GeoHash.align(cover.cell(i) + 1, cover.step());
      if (cover.isNeeded(i) && hash >= from && hash < to) {
        return true;
      }
    }
    return false;
  }

  @Test
  void aPlaceIsFoundAgain() {
    SplittableRandom random = new SplittableRandom(8);
    for (int i = 0; i < 1000; i++) {
      double longitude = random.nextDouble(-180, 180);
      double latitude = random.nextDouble(-85, 85);
      long hash = GeoHash.encode(longitude, latitude, GeoHash.MAX_STEP);
      double off =
          Earth.distance(longitude, latitude, GeoHash.longitude(hash), GeoHash.latitude(hash));
      assertThat(off).isLessThan(0.6);
      long x = GeoHash.moveX(GeoHash.moveX(hash, 26, 1), 26, -1);
      assertThat(GeoHash.moveY(GeoHash.moveY(x, 26, -1), 26, 1)).isEqualTo(hash);
    }
  }

  @Test
  void resultsAreSortedAndTiesStayInOrder() {
    GeoPoints points = new GeoPoints();
    SplittableRandom random = new SplittableRandom(9);
    for (int i = 0; i < 1000; i++) {
      points.add(i, random.nextInt(50), new byte[] {(byte) i}, 0, 1);
    }
    for (boolean descending : new boolean[] {false, true}) {
      points.sort(descending);
      for (int i = 1; i < points.count(); i++) {
        double before = points.distance(i - 1);
        double here = points.distance(i);
        assertThat(descending ? before >= here : before <= here).isTrue();
        if (before == here) {
          assertThat(points.score(i - 1)).isLessThan(points.score(i));
        }
      }
    }
  }
}
