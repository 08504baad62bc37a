package io.redissim.core.type.geo;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.resp.ReplySink;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Places and distances in replies, digit for digit as Redis prints them. */
final class GeoReplies {
  private static final int COORDINATE_DIGITS = 17;

  /** Digits of a distance behind the point. */
  private static final int DISTANCE_DIGITS = 4;

  private static final double DISTANCE_SCALE = 10000;

  private GeoReplies() {}

  /** Longitude and latitude. */
  static void place(ReplySink reply, long hash) {
    reply.array(2);
    reply.number(coordinate(GeoHash.longitude(hash)));
    reply.number(coordinate(GeoHash.latitude(hash)));
  }

  private static String coordinate(double degrees) {
    BigDecimal shown = new BigDecimal(degrees).setScale(COORDINATE_DIGITS, RoundingMode.HALF_EVEN);
    return shown.signum() == 0 ? "0" : shown.stripTrailingZeros().toPlainString();
  }

  /** A score as an integer; what is none is the smallest one, as x86-64 has it. */
  static void hash(ReplySink reply, double score) {
    reply.integer(score < 0x1p63 ? (long) score : Long.MIN_VALUE);
  }

  /** Four digits behind the point. Source: Valkey {@code util.c:fixedpoint_d2string}. */
  static void distance(ReplySink reply, double distance) {
    long scaled = (long) Math.rint(distance * DISTANCE_SCALE);
    byte[] digits = new byte[Ascii.MAX_LONG_BYTES + 1 + DISTANCE_DIGITS];
    int end = Ascii.writeLong(scaled / (long) DISTANCE_SCALE, digits, 0);
    digits[end++] = '.';
    int rest = (int) (scaled % (long) DISTANCE_SCALE);
    for (int i = DISTANCE_DIGITS - 1; i >= 0; i--) {
      digits[end + i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    reply.bulk(digits, 0, end + DISTANCE_DIGITS);
  }
}
