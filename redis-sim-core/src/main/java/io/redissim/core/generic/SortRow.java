package io.redissim.core.generic;

import io.redissim.core.bytes.Doubles;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** One element that SORT sorts, with what it is sorted by. */
final class SortRow {
  /**
   * By number; elements of the same number by their bytes, so that the result is always the same.
   */
  static final Comparator<SortRow> BY_NUMBER =
      Comparator.<SortRow>comparingDouble(row -> row.number + 0.0)
          .thenComparing(row -> row.element, Arrays::compareUnsigned);

  /** By the bytes of the weight, all of them; without one it comes first. */
  static final Comparator<SortRow> BY_BYTES =
      Comparator.comparing(
          row -> row.weight, Comparator.nullsFirst((one, other) -> compare(one, other, false)));

  /** As {@link #BY_BYTES}, but as C compares text: up to a NUL. */
  static final Comparator<SortRow> BY_TEXT =
      Comparator.comparing(
          row -> row.weight, Comparator.nullsFirst((one, other) -> compare(one, other, true)));

  private final byte[] element;
  private double number;
  private byte @Nullable [] weight;

  SortRow(byte[] element) {
    this.element = element;
  }

  byte[] element() {
    return element;
  }

  /** What it is sorted by as text; null: there is nothing. */
  void weigh(byte @Nullable [] newWeight) {
    weight = newWeight;
  }

  /** What it is sorted by as a number; null counts as 0. False: it is no number. */
  boolean weighNumber(byte @Nullable [] text) {
    if (text == null) {
      return true;
    }
    number = Doubles.parseBound(text, 0, text.length);
    boolean tooLarge =
        Double.isInfinite(number) && Double.isNaN(Doubles.parse(text, 0, text.length));
    return !Double.isNaN(number) && !tooLarge;
  }

  private static int compare(byte[] one, byte[] other, boolean asText) {
    return Arrays.compareUnsigned(
        one,
        0,
        asText ? textLength(one) : one.length,
        other,
        0,
        asText ? textLength(other) : other.length);
  }

  private static int textLength(byte[] bytes) {
    int length = 0;
    while (length < bytes.length && bytes[length] != 0) {
      length++;
    }
    return length;
  }
}
