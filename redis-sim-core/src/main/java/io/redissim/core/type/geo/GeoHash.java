package io.redissim.core.type.geo;

/**
 * Places on earth as numbers: longitude and latitude are each scaled to an integer of {@code step}
 * bits, whose bits take turns, the highest being of the longitude. With 26 steps that makes 52
 * bits, which a score holds exactly. A shorter hash is a cell with all the hashes that begin like
 * it. Latitudes reach as far as those of web maps (EPSG:900913). Source: Valkey {@code geohash.c}.
 */
final class GeoHash {
  static final int MAX_STEP = 26;
  static final double MAX_LONGITUDE = 180;
  static final double MAX_LATITUDE = 85.05112878;

  /** A geohash as others write it has this range, not ours. */
  private static final double STANDARD_MAX_LATITUDE = 90;

  private static final byte[] ALPHABET = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'j', 'k',
    'm', 'n', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z'
  };

  /** Of a geohash in letters: five bits each, the last one always a zero. */
  private static final int LETTERS = 11;

  private static final long ODD_BITS = 0xaaaaaaaaaaaaaaaaL;
  private static final long EVEN_BITS = 0x5555555555555555L;

  private GeoHash() {}

  static boolean isOnEarth(double longitude, double latitude) {
    return longitude >= -MAX_LONGITUDE
        && longitude <= MAX_LONGITUDE
        && latitude >= -MAX_LATITUDE
        && latitude <= MAX_LATITUDE;
  }

  /** The hash of a place, or of the cell it lies in. */
  static long encode(double longitude, double latitude, int step) {
    return encode(longitude, latitude, MAX_LATITUDE, step);
  }

  private static long encode(double longitude, double latitude, double maxLatitude, int step) {
    double latitudeShare = (latitude + maxLatitude) / (maxLatitude + maxLatitude);
    double longitudeShare = (longitude + MAX_LONGITUDE) / (MAX_LONGITUDE + MAX_LONGITUDE);
    long y = (long) (latitudeShare * (1L << step));
    long x = (long) (longitudeShare * (1L << step));
    return spread(y) | spread(x) << 1;
  }

  /** The hash that a score is; any score is some place. */
  static long ofScore(double score) {
    if (score < 0x1p63) {
      return (long) score;
    }
    // As x86-64 converts to unsigned numbers: what does not fit is 0.
    return score < 0x1p64 ? (long) (score - 0x1p63) ^ Long.MIN_VALUE : 0;
  }

  /** Of the middle of the smallest cell. */
  static double longitude(long hash) {
    return middle(minLongitude(hash, MAX_STEP), maxLongitude(hash, MAX_STEP), MAX_LONGITUDE);
  }

  /** Of the middle of the smallest cell. */
  static double latitude(long hash) {
    return middle(minLatitude(hash, MAX_STEP), maxLatitude(hash, MAX_STEP), MAX_LATITUDE);
  }

  private static double middle(double min, double max, double limit) {
    return Math.max(-limit, Math.min(limit, (min + max) / 2));
  }

  static double minLongitude(long hash, int step) {
    return edge(gather(hash >>> 1), step, MAX_LONGITUDE);
  }

  static double maxLongitude(long hash, int step) {
    return edge(gather(hash >>> 1) + 1 & 0xffffffffL, step, MAX_LONGITUDE);
  }

  static double minLatitude(long hash, int step) {
    return edge(gather(hash), step, MAX_LATITUDE);
  }

  static double maxLatitude(long hash, int step) {
    return edge(gather(hash) + 1 & 0xffffffffL, step, MAX_LATITUDE);
  }

  private static double edge(long part, int step, double limit) {
    return -limit + (double) part / (1L << step) * (limit + limit);
  }

  /** The cell beside, to the east or, negative, to the west; around the earth. */
  static long moveX(long hash, int step, int by) {
    return move(hash & ODD_BITS, EVEN_BITS, step, by) | hash & EVEN_BITS;
  }

  /** The cell beside, to the north or, negative, to the south. */
  static long moveY(long hash, int step, int by) {
    return move(hash & EVEN_BITS, ODD_BITS, step, by) | hash & ODD_BITS;
  }

  /** Adds to the bits of one part; those of the other one carry over between them. */
  private static long move(long part, long otherBits, int step, int by) {
    if (by == 0) {
      return part;
    }
    int unused = 64 - 2 * step;
    long carry = otherBits >>> unused;
    long moved = by > 0 ? part + carry + 1 : (part | carry) - (carry + 1);
    return moved & ~otherBits >>> unused;
  }

  /** The first hash of 52 bits in the cell. */
  static long align(long hash, int step) {
    return hash << 2 * (MAX_STEP - step);
  }

  /** As maps write it, in letters. */
  static byte[] letters(long hash) {
    long standard = encode(longitude(hash), latitude(hash), STANDARD_MAX_LATITUDE, MAX_STEP);
    byte[] letters = new byte[LETTERS];
    for (int i = 0; i < LETTERS - 1; i++) {
      letters[i] = ALPHABET[(int) (standard >>> 2 * MAX_STEP - 5 * (i + 1)) & 0x1f];
    }
    letters[LETTERS - 1] = ALPHABET[0];
    return letters;
  }

  /** The lower 32 bits, each with a gap behind it. */
  private static long spread(long bits) {
    long x = bits & 0xffffffffL;
    x = (x | x << 16) & 0x0000ffff0000ffffL;
    x = (x | x << 8) & 0x00ff00ff00ff00ffL;
    x = (x | x << 4) & 0x0f0f0f0f0f0f0f0fL;
    x = (x | x << 2) & 0x3333333333333333L;
    return (x | x << 1) & EVEN_BITS;
  }

  /** What {@link #spread} was given. */
  private static long gather(long bits) {
    long x = bits & EVEN_BITS;
    x = (x | x >>> 1) & 0x3333333333333333L;
    x = (x | x >>> 2) & 0x0f0f0f0f0f0f0f0fL;
    x = (x | x >>> 4) & 0x00ff00ff00ff00ffL;
    x = (x | x >>> 8) & 0x0000ffff0000ffffL;
    return (x | x >>> 16) & 0xffffffffL;
  }
}
