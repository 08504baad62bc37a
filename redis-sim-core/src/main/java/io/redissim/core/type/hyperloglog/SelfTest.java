package io.redissim.core.type.hyperloglog;

import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What PFSELFTEST does: registers keep what is put into them, both forms agree, and estimates are
 * as near as theory says. Source: Valkey {@code hyperloglog.c:pfselftestCommand}.
 */
final class SelfTest {
  private static final int CYCLES = 1000;
  private static final int ELEMENTS = 10_000_000;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final SplittableRandom random;
  private final long maxSparseBytes;
  private final Cardinality cardinality = new Cardinality();
  private final byte[] dense = new byte[Dense.LENGTH];

  SelfTest(long seed, long maxSparseBytes) {
    this.random = new SplittableRandom(seed);
    this.maxSparseBytes = maxSparseBytes;
  }

  /** What is wrong; null: nothing. */
  @Nullable RedisError run() {
    RedisError wrong = registers();
    return wrong != null ? wrong : estimates();
  }

  private @Nullable RedisError registers() {
    byte[] expected = new byte[HllFormat.REGISTERS];
    for (int cycle = 0; cycle < CYCLES; cycle++) {
      for (int i = 0; i < expected.length; i++) {
        expected[i] = (byte) random.nextInt(64);
        Dense.set(dense, 0, i, expected[i]);
      }
      for (int i = 0; i < expected.length; i++) {
        int value = Dense.get(dense, 0, i);
        if (value != expected[i]) {
          return Errors.err(
              "TESTFAILED Register " + i + " should be " + expected[i] + " but is " + value);
        }
      }
    }
    return null;
  }

  private @Nullable RedisError estimates() {
    Arrays.fill(dense, (byte) 0);
    HllFormat.writeHeader(dense, HllFormat.DENSE);
    Sketch sketch = new Sketch();
    sketch.maxSparseBytes(maxSparseBytes);
    sketch.empty();
    long seed = random.nextLong();
    byte[] element = new byte[Long.BYTES];
    long checkpoint = 1;
    for (long i = 1; i <= ELEMENTS; i++) {
      LONG.set(element, 0, i ^ seed);
      long hash = ElementHash.of(element, 0, element.length);
      int register = ElementHash.register(hash);
      if (ElementHash.rank(hash) > Dense.get(dense, 0, register)) {
        Dense.set(dense, 0, register, ElementHash.rank(hash));
      }
      sketch.raise(register, ElementHash.rank(hash));
      if (i == checkpoint) {
        RedisError wrong = check(i, sketch);
        if (wrong != null) {
          return wrong;
        }
        checkpoint *= 10;
      }
    }
    return null;
  }

  private @Nullable RedisError check(long count, Sketch sketch) {
    if (count < maxSparseBytes / 2 && sketch.isDense()) {
      return Errors.err("TESTFAILED sparse encoding not used");
    }
    long estimate = cardinality.of(dense, 0, dense.length);
    if (estimate != cardinality.of(sketch.array(), 0, sketch.length())) {
      return Errors.err("TESTFAILED dense/sparse disagree");
    }
    double standardError = 1.04 / Math.sqrt(HllFormat.REGISTERS);
    // Among ten elements one collision is unlikely and two are out of the question.
    double allowed = count == 10 ? 1 : Math.ceil(standardError * 6 * count);
    long off = Math.abs(count - estimate);
    return off <= allowed
        ? null
        : Errors.err("TESTFAILED Too big error. card:" + count + " abserr:" + off);
  }
}
