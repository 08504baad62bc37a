package io.redissim.core.type.hyperloglog;

import java.util.Arrays;

/**
 * How many different elements the registers have probably seen: the improved raw estimator of Otmar
 * Ertl, "New cardinality estimation algorithms for HyperLogLog sketches", arXiv:1702.01284,
 * algorithm 6. It needs only how many registers have each value. The operations and their order are
 * those of Valkey {@code hyperloglog.c:hllCount}, since the result is stored and compared.
 */
final class Cardinality {
  private static final double ALPHA_INFINITE = 0.7213475204444817;

  /** Bits of the hash that a rank is looked for in. */
  private static final int RANK_BITS = 50;

  /** Registers of 6 bits: a value from a client may be larger than any rank. */
  private final int[] histogram = new int[64];

  /**
   * @return what PFCOUNT answers
   * @throws io.redissim.core.resp.RedisError if a sparse value is corrupted
   */
  long of(byte[] a, int offset, int length) {
    Arrays.fill(histogram, 0);
    if (HllFormat.encoding(a, offset) == HllFormat.DENSE) {
      Dense.count(a, offset, histogram);
    } else if (!Sparse.count(a, offset, length, histogram)) {
      throw HllFormat.CORRUPTED;
    }
    return estimate();
  }

  /** Of registers of one byte each. */
  long of(byte[] registers) {
    Arrays.fill(histogram, 0);
    for (byte register : registers) {
      histogram[register]++;
    }
    return estimate();
  }

  private long estimate() {
    double m = HllFormat.REGISTERS;
    double z = m * tau((m - histogram[RANK_BITS + 1]) / m);
    for (int i = RANK_BITS; i >= 1; i--) {
      z += histogram[i];
      z *= 0.5;
    }
    z += m * sigma(histogram[0] / m);
    double estimate = ALPHA_INFINITE * m * m / z;
    // Only forged registers give infinity: there the conversion of x86-64 gives the smallest long.
    return Double.isInfinite(estimate) ? Long.MIN_VALUE : Math.round(estimate);
  }

  private static double sigma(double zeroShare) {
    if (zeroShare == 1) {
      return Double.POSITIVE_INFINITY;
    }
    double x = zeroShare;
    double y = 1;
    double z = x;
    double before;
    do {
      x *= x;
      before = z;
      z += x * y;
      y += y;
    } while (before != z);
    return z;
  }

  private static double tau(double share) {
    if (share == 0 || share == 1) {
      return 0;
    }
    double x = share;
    double y = 1;
    double z = 1 - x;
    double before;
    do {
      x = Math.sqrt(x);
      before = z;
      y *= 0.5;
      z -= (1 - x) * (1 - x) * y;
    } while (before != z);
    return z / 3;
  }
}
