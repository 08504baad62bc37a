package io.redissim.bench.jmh;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Key;
import io.redissim.core.keyspace.Database;
import io.redissim.core.keyspace.Keyspace;
import io.redissim.core.keyspace.StringValue;
import io.redissim.core.keyspace.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** The store alone: groups of 64 random keys, as the engine asks for them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(KeyspaceBenchmark.GROUP)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
public class KeyspaceBenchmark {
  static final int GROUP = 64;
  private static final int KEY_BYTES = 16;

  @Param({"1000000", "5000000"})
  int keys;

  @Param({"true", "false"})
  boolean prefetch;

  private final Keyspace keyspace = new Keyspace(1, 42);
  private final Database database = keyspace.database(0);
  private final byte[] names = new byte[GROUP * KEY_BYTES];
  private final long[] hashes = new long[GROUP];
  private final Key key = new Key();
  private final byte[] value = "v".repeat(32).getBytes(StandardCharsets.US_ASCII);
  private long random = 88172645463325252L;

  @Setup
  public void fill() {
    keyspace.now(System.currentTimeMillis());
    for (int i = 0; i < keys; i++) {
      name(0, i);
      database.setString(keyAt(0), value, 0, value.length, Database.NO_DEADLINE);
    }
  }

  @Benchmark
  public void get(Blackhole sink) {
    nextGroup();
    for (int i = 0; i < GROUP; i++) {
      StringValue found = database.find(keyAt(i), ValueType.STRING);
      if (found != null) {
        sink.consume(found.byteAt(0));
      }
    }
  }

  @Benchmark
  public void overwrite() {
    nextGroup();
    for (int i = 0; i < GROUP; i++) {
      database.setString(keyAt(i), value, 0, value.length, Database.NO_DEADLINE);
    }
  }

  private void nextGroup() {
    for (int i = 0; i < GROUP; i++) {
      random ^= random << 13;
      random ^= random >>> 7;
      random ^= random << 17;
      name(i, (int) (((random >>> 33) * keys) >>> 31));
      hashes[i] = keyspace.keyHash().of(names, i * KEY_BYTES, KEY_BYTES);
    }
    if (prefetch) {
      database.prefetch(hashes, GROUP);
    }
  }

  private Key keyAt(int i) {
    return key.point(names, i * KEY_BYTES, KEY_BYTES, hashes[i]);
  }

  /** {@code key:} and the number, without leading zeros but padded behind. */
  private void name(int i, int number) {
    int at = i * KEY_BYTES;
    names[at] = 'k';
    names[at + 1] = 'e';
    names[at + 2] = 'y';
    names[at + 3] = ':';
    int end = Ascii.writeLong(number, names, at + 4);
    while (end < at + KEY_BYTES) {
      names[end++] = '.';
    }
    hashes[i] = keyspace.keyHash().of(names, at, KEY_BYTES);
  }
}
