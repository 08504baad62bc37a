package io.redissim.core.type.geo;

import io.redissim.core.bytes.Doubles;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Places, lengths and units as arguments. */
final class GeoArguments {
  private static final RedisError BAD_UNIT =
      Errors.err("unsupported unit provided. please use M, KM, FT, MI");
  private static final RedisError BAD_RADIUS = Errors.err("need numeric radius");
  private static final RedisError NEGATIVE_RADIUS = Errors.err("radius cannot be negative");
  private static final RedisError BAD_WIDTH = Errors.err("need numeric width");
  private static final RedisError BAD_HEIGHT = Errors.err("need numeric height");
  private static final RedisError NEGATIVE_BOX = Errors.err("height or width cannot be negative");

  private GeoArguments() {}

  /** Makes the place at {@code i}, longitude and latitude, the centre of the shape. */
  static void center(Args args, int i, GeoShape shape) {
    double longitude = longitude(args, i);
    shape.center(longitude, latitude(args, i));
  }

  /** Of the place at {@code i}, which is checked whole. */
  static double longitude(Args args, int i) {
    double longitude = number(args, i, Errors.NOT_A_FLOAT);
    double latitude = number(args, i + 1, Errors.NOT_A_FLOAT);
    if (!GeoHash.isOnEarth(longitude, latitude)) {
      throw Errors.err(
          "invalid longitude,latitude pair " + sixDigits(longitude) + ',' + sixDigits(latitude));
    }
    return longitude;
  }

  /** Of a place at {@code i} that {@link #longitude} found right. */
  static double latitude(Args args, int i) {
    return number(args, i + 1, Errors.NOT_A_FLOAT);
  }

  /** A radius and its unit. */
  static void circle(Args args, int i, GeoShape shape) {
    double radius = number(args, i, BAD_RADIUS);
    if (radius < 0) {
      throw NEGATIVE_RADIUS;
    }
    shape.circle(radius, unit(args, i + 1));
  }

  /** A width, a height and their unit. */
  static void box(Args args, int i, GeoShape shape) {
    double width = number(args, i, BAD_WIDTH);
    double height = number(args, i + 1, BAD_HEIGHT);
    if (width < 0 || height < 0) {
      throw NEGATIVE_BOX;
    }
    shape.box(width, height, unit(args, i + 2));
  }

  /** How many metres it has. */
  static double unit(Args args, int i) {
    if (args.is(i, "m")) {
      return 1;
    }
    if (args.is(i, "km")) {
      return 1000;
    }
    if (args.is(i, "ft")) {
      return 0.3048;
    }
    if (args.is(i, "mi")) {
      return 1609.34;
    }
    throw BAD_UNIT;
  }

  private static double number(Args args, int i, RedisError otherwise) {
    double value = Doubles.parse(args.array(i), args.offset(i), args.length(i));
    if (Double.isNaN(value)) {
      throw otherwise;
    }
    return value;
  }

  /** As C's {@code %f}. */
  private static String sixDigits(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    return new BigDecimal(value).setScale(6, RoundingMode.HALF_EVEN).toPlainString();
  }
}
