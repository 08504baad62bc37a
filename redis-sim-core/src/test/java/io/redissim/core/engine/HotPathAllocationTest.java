package io.redissim.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.redissim.core.bytes.Ascii;
import io.redissim.core.client.Client;
import io.redissim.core.client.NoTransport;
import io.redissim.core.config.Config;
import io.redissim.core.config.DiskConfigFiles;
import io.redissim.core.resp.RequestParser;
import io.redissim.core.resp.RespWriter;
import io.redissim.core.time.VirtualClock;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From request bytes to reply bytes, on keys that exist, nothing is left for a collector. */
class HotPathAllocationTest {
  private static final int REQUESTS = 20_000;

  private final Engine engine =
      new Engine(
          new Config(new DiskConfigFiles()), new VirtualClock(Instant.ofEpochSecond(1L << 30)), 42);
  private final Client client = connect();
  private final RequestParser parser = new RequestParser(engine.keyspace().keyHash());
  private final RespWriter out = new RespWriter();
  private final byte[] input = new byte[64 * 1024];
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @CsvSource({
    "SET key and-a-value-of-32-bytes-exactly!, 1",
    "SET key and-a-value-of-32-bytes-exactly!, 64",
    "SET key 12345, 16",
    "GET key, 1",
    "GET key, 64",
    "GET number, 16",
    "INCR number, 1",
    "INCR number, 64",
    "INCRBY number -7, 16",
    "MGET key number none, 16",
    "MSET key other number 100, 16",
    "GETRANGE key 2 -3, 16",
    "STRLEN number, 16",
    "SETRANGE key 4 abc, 16",
    "'APPEND key ', 16",
    "SETNX key value, 16",
    "SETEX key 100 value, 16",
    "SET key value EX 100 XX, 16",
    "SET key value GET KEEPTTL, 16",
    "GETSET key value, 16",
    "GETEX key PX 1000, 16",
    "DIGEST key, 16",
    "SETBIT key 250 1, 16",
    "SETBIT number 3 1, 16",
    "GETBIT key 250, 16",
    "GETBIT number 3, 16",
    "BITCOUNT key, 16",
    "BITCOUNT key 3 -3 BIT, 16",
    "BITPOS key 1, 16",
    "BITFIELD key INCRBY u5 3 1 GET i8 #1, 16",
    "BITFIELD_RO key GET i8 #1, 16",
    "HSET hash field2 another, 16",
    "HSET table field2 another, 16",
    "HGET hash field2, 16",
    "HGET table field2, 16",
    "HMGET hash field1 none, 16",
    "HGETALL hash, 16",
    "HGETALL table, 16",
    "HINCRBY hash number 1, 16",
    "HINCRBY table number 1, 16",
    "HEXISTS hash field1, 16",
    "HLEN table, 16",
    "ZADD small 1.5 b, 16",
    "ZADD large 1.5 b, 16",
    "ZINCRBY small 0.5 b, 16",
    "ZINCRBY large 0.5 b, 16",
    "ZADD large 5 moved 1 moved, 16",
    "ZSCORE large b, 16",
    "ZRANK small b, 16",
    "ZRANK large b, 16",
    "ZRANGE large 0 -1 WITHSCORES, 16",
    "ZRANGEBYSCORE small 1 (3, 16",
    "ZRANGEBYSCORE large 1 (3 WITHSCORES, 16",
    "ZCOUNT large -inf 3, 16",
    "ZCARD large, 16",
    "SADD numbers 7, 16",
    "SADD many member:7, 16",
    "SISMEMBER numbers 7, 16",
    "SISMEMBER words member:7, 16",
    "SISMEMBER many member:7, 16",
    "SMISMEMBER many member:7 none, 16",
    "SCARD many, 16",
    "SRANDMEMBER many, 16",
    "SRANDMEMBER words, 16",
    "SINTER many words numbers, 16",
    "SINTER words words, 16",
    "SUNION words numbers words, 16",
    "SDIFF words numbers, 16",
    "SDIFF words words2, 16",
    "SINTERSTORE words words words2, 16",
    "SMISMEMBER words 1 2 3 4 5 6 7 8 9 10 11 12, 16",
    "ZINTER 2 small other WITHSCORES, 16",
    "ZUNION 3 small other words, 16",
    "ZDIFF 2 other small, 16",
    "ZINTERCARD 2 other small, 16",
    "ZUNIONSTORE other 2 other small, 16",
    "SMEMBERS words, 16",
    "SINTERCARD 2 many words, 16",
    "SREM many none, 16"
  })
  void requestOnAnExistingKeyAllocatesNothing(String request, int depth) {
    exchange(wire("SET key and-a-value-of-32-bytes-exactly!", 1));
    exchange(wire("SET number 100", 1));
    exchange(wire("HSET hash field1 value field2 value number 100", 1));
    exchange(wire("HSET table field1 value field2 value number 100 long " + "x".repeat(65), 1));
    exchange(wire("ZADD small 1 a 2.25 b 3 c", 1));
    exchange(wire("ZADD large 1 a 2.25 b 3 c 4 moved 5 " + "x".repeat(65), 1));
    exchange(wire("SADD numbers 7 8 9", 1));
    addMembers("words", 20);
    addMembers("words2", 15);
    for (int i = 0; i < 20; i++) {
      exchange(wire("ZADD other " + i + " " + i, 1));
    }
    addMembers("many", 1000);
    byte[] batch = wire(request, depth);
    repeat(batch, depth); // buffers find their size, classes and call sites are linked

    long before = threads.getCurrentThreadAllocatedBytes();
    repeat(batch, depth);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat((double) allocated / REQUESTS).as("bytes per request").isLessThan(1);
    assertThat(engine.statistics().internalErrors()).isZero();
    assertThat(out.array()[0]).as("first byte of the reply").isNotEqualTo((byte) '-');
  }

  @Test
  void addingAndPoppingMembersAllocatesNothing() {
    addMembers("table", 200);
    byte[] batch = wire("SADD table one-more", 1);
    byte[] removal = wire("SREM table one-more", 1);
    byte[] numbers = wire("SADD numbers 1 2 3", 1);
    byte[] pop = wire("SPOP numbers", 1);
    for (int i = 0; i < REQUESTS; i++) {
      addAndRemove(batch, removal, numbers, pop);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < REQUESTS; i++) {
      addAndRemove(batch, removal, numbers, pop);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat((double) allocated / REQUESTS).as("bytes per round").isLessThan(1);
    assertThat(engine.statistics().internalErrors()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "LPUSH list and-a-value-of-32-bytes-exactly!, RPOP list",
    "RPUSH list and-a-value-of-32-bytes-exactly!, LPOP list",
    "LPUSH list 12345, LPOP list",
    "RPUSH short a b c, RPOP short 3",
    "LPUSH long x, LPOP long",
    "LSET list 3 short, LSET list 3 a-longer-element",
    "HSET hash field2 a-longer-value, HSET hash field2 value",
    "HSET hash field3 value, HDEL hash field3",
    "SADD words one-more, SREM words one-more",
    "ZADD small 2.5 more, ZREM small more"
  })
  void whatGrowsAndShrinksAllocatesNothing(String growing, String shrinking) {
    for (int i = 0; i < 100; i++) {
      exchange(wire("RPUSH list and-a-value-of-32-bytes-exactly!", 1));
      exchange(wire("RPUSH long " + "x".repeat(200), 1));
    }
    exchange(wire("RPUSH short 1 2 3", 1));
    exchange(wire("HSET hash field1 value field2 value", 1));
    exchange(wire("ZADD small 1 a 2.25 b 3 c", 1));
    addMembers("words", 20);
    byte[] grow = wire(growing, 1);
    byte[] shrink = wire(shrinking, 1);
    growAndShrink(grow, shrink);

    long before = threads.getCurrentThreadAllocatedBytes();
    growAndShrink(grow, shrink);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat((double) allocated / REQUESTS).as("bytes per round").isLessThan(1);
    assertThat(engine.statistics().internalErrors()).isZero();
    assertThat(out.array()[0]).as("first byte of the reply").isNotEqualTo((byte) '-');
  }

  private void growAndShrink(byte[] grow, byte[] shrink) {
    for (int i = 0; i < REQUESTS; i++) {
      exchange(grow);
      exchange(shrink);
    }
  }

  private void addAndRemove(byte[] add, byte[] remove, byte[] numbers, byte[] pop) {
    exchange(add);
    exchange(remove);
    exchange(numbers);
    exchange(pop);
  }

  private void addMembers(String key, int count) {
    for (int i = 0; i < count; i++) {
      exchange(wire("SADD " + key + " member:" + i, 1));
    }
  }

  private void repeat(byte[] batch, int depth) {
    for (int i = 0; i < REQUESTS / depth; i++) {
      exchange(batch);
    }
  }

  private void exchange(byte[] batch) {
    parser.lend(input);
    System.arraycopy(batch, 0, parser.writeArray(batch.length), parser.writeOffset(), batch.length);
    parser.wrote(batch.length);
    parser.parse(Integer.MAX_VALUE);
    out.clear();
    engine.door().enter();
    try {
      engine.run(client, parser.batch(), out);
    } finally {
      engine.door().leave();
    }
    parser.settle();
  }

  private Client connect() {
    engine.door().enter();
    try {
      return engine.connect(new NoTransport());
    } finally {
      engine.door().leave();
    }
  }

  private static byte[] wire(String request, int times) {
    String[] words = request.split(" ", -1);
    StringBuilder wire = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      wire.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
    }
    return Ascii.bytes(wire.toString().repeat(times));
  }
}
