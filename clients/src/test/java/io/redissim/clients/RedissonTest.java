package io.redissim.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.redisson.Redisson;
import org.redisson.api.BatchResult;
import org.redisson.api.RAtomicLong;
import org.redisson.api.RBatch;
import org.redisson.api.RBitSet;
import org.redisson.api.RBlockingQueue;
import org.redisson.api.RBucket;
import org.redisson.api.RDeque;
import org.redisson.api.RGeo;
import org.redisson.api.RHyperLogLog;
import org.redisson.api.RList;
import org.redisson.api.RMap;
import org.redisson.api.RScoredSortedSet;
import org.redisson.api.RSet;
import org.redisson.api.RStream;
import org.redisson.api.RTopic;
import org.redisson.api.RedissonClient;
import org.redisson.api.StreamMessageId;
import org.redisson.api.geo.GeoSearchArgs;
import org.redisson.api.stream.StreamAddArgs;
import org.redisson.api.stream.StreamCreateGroupArgs;
import org.redisson.api.stream.StreamReadGroupArgs;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/**
 * Redisson's data structures, as far as they need no scripts: no locks, semaphores and rate
 * limiters, no remove from the middle of a list.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RedissonTest {
  private final Target target = new Target();
  private final RedissonClient redisson = Redisson.create(config());

  private Config config() {
    Config config = new Config();
    config.setCodec(StringCodec.INSTANCE);
    config
        .useSingleServer()
        .setAddress("redis://" + target.host() + ":" + target.port())
        .setConnectionMinimumIdleSize(2)
        .setConnectionPoolSize(8);
    return config;
  }

  @BeforeEach
  void empty() {
    redisson.getKeys().flushall();
  }

  @AfterEach
  void close() {
    redisson.shutdown(0, 5, TimeUnit.SECONDS);
    target.close();
  }

  @Test
  void bucketsAndCounters() {
    RBucket<String> bucket = redisson.getBucket("b");
    bucket.set("v");
    assertThat(bucket.get()).isEqualTo("v");
    assertThat(bucket.getAndSet("w")).isEqualTo("v");
    assertThat(bucket.setIfAbsent("x")).isFalse();
    RAtomicLong counter = redisson.getAtomicLong("n");
    assertThat(counter.addAndGet(5)).isEqualTo(5);
    assertThat(counter.incrementAndGet()).isEqualTo(6);
    RBitSet bits = redisson.getBitSet("bits");
    bits.set(3);
    assertThat(bits.get(3)).isTrue();
    assertThat(bits.cardinality()).isEqualTo(1);
    assertThat(redisson.getKeys().count()).isEqualTo(3);
  }

  @Test
  void listsAndQueues() throws InterruptedException {
    RList<String> list = redisson.getList("l");
    list.addAll(List.of("a", "b", "c"));
    assertThat(list.get(1)).isEqualTo("b");
    assertThat(list.readAll()).containsExactly("a", "b", "c");
    assertThat(list.indexOf("c")).isEqualTo(2);
    RDeque<String> deque = redisson.getDeque("d");
    deque.addFirst("x");
    deque.addLast("y");
    assertThat(deque.pollFirst()).isEqualTo("x");
    assertThat(deque.peekLast()).isEqualTo("y");
    RBlockingQueue<String> queue = redisson.getBlockingQueue("q");
    Thread producer = new Thread(() -> redisson.getQueue("q").add("job"));
    producer.start();
    assertThat(queue.poll(20, TimeUnit.SECONDS)).isEqualTo("job");
    producer.join();
    assertThat(queue.poll(1, TimeUnit.SECONDS)).isNull();
  }

  @Test
  void mapsAndSets() {
    RMap<String, String> map = redisson.getMap("m");
    map.fastPut("a", "1");
    map.putAll(Map.of("b", "2", "c", "3"));
    assertThat(map.get("b")).isEqualTo("2");
    assertThat(map.readAllMap()).hasSize(3);
    assertThat(map.fastRemove("a", "x")).isEqualTo(1);
    assertThat(map.containsKey("a")).isFalse();
    for (int i = 0; i < 1000; i++) {
      map.fastPutAsync("k" + i, "v" + i);
    }
    redisson.getKeys().count();
    assertThat(map.keySet(100)).hasSizeGreaterThan(2);
    RSet<String> set = redisson.getSet("s");
    set.addAll(List.of("a", "b", "c"));
    redisson.getSet("t").addAll(List.of("b", "c", "d"));
    assertThat(set.contains("a")).isTrue();
    assertThat(set.readIntersection("t")).containsExactlyInAnyOrder("b", "c");
    assertThat(set.readUnion("t")).hasSize(4);
    assertThat(set.removeRandom()).isIn("a", "b", "c");
  }

  @Test
  void sortedSets() {
    RScoredSortedSet<String> set = redisson.getScoredSortedSet("z");
    set.addAll(Map.of("a", 1.0, "b", 2.0, "c", 3.0));
    assertThat(set.rank("c")).isEqualTo(2);
    assertThat(set.getScore("b")).isEqualTo(2.0);
    assertThat(set.valueRange(0, 1)).containsExactly("a", "b");
    assertThat(set.valueRange(1, false, 3, true)).containsExactly("b", "c");
    assertThat(set.addScore("a", 10.5)).isEqualTo(11.5);
    assertThat(set.pollFirst()).isEqualTo("b");
    assertThat(set.entryRangeReversed(0, 0).iterator().next().getValue()).isEqualTo("a");
    assertThat(set.count(0, true, 5, true)).isEqualTo(1);
  }

  @Test
  void streamsGeoAndSketches() {
    RStream<String, String> stream = redisson.getStream("x");
    stream.add(StreamAddArgs.entry("k", "v"));
    stream.createGroup(StreamCreateGroupArgs.name("g").id(StreamMessageId.ALL));
    Map<StreamMessageId, Map<String, String>> read =
        stream.readGroup("g", "me", StreamReadGroupArgs.neverDelivered().count(10));
    assertThat(read).hasSize(1);
    assertThat(stream.ack("g", read.keySet().iterator().next())).isEqualTo(1);
    RGeo<String> geo = redisson.getGeo("geo");
    geo.add(13.361389, 38.115556, "Palermo");
    geo.add(15.087269, 37.502669, "Catania");
    assertThat(geo.dist("Palermo", "Catania", org.redisson.api.GeoUnit.METERS))
        .isEqualTo(166274.1516);
    assertThat(
            geo.search(GeoSearchArgs.from(15, 37).radius(200, org.redisson.api.GeoUnit.KILOMETERS)))
        .containsExactlyInAnyOrder("Palermo", "Catania");
    RHyperLogLog<String> sketch = redisson.getHyperLogLog("hll");
    sketch.addAll(List.of("a", "b", "c", "a"));
    assertThat(sketch.count()).isEqualTo(3);
  }

  @Test
  void topicsAndPatterns() throws InterruptedException {
    BlockingQueue<String> heard = new ArrayBlockingQueue<>(10);
    RTopic topic = redisson.getTopic("news");
    int id = topic.addListener(String.class, (channel, message) -> heard.add(message));
    redisson
        .getPatternTopic("w*")
        .addListener(String.class, (pattern, channel, message) -> heard.add(channel + message));
    assertThat(topic.publish("hello")).isEqualTo(1);
    assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("hello");
    redisson.getTopic("weather").publish("rain");
    assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("weatherrain");
    topic.removeListener(id);
    assertThat(topic.countSubscribers()).isZero();
  }

  @Test
  void batchesAsTransactions() {
    RBatch batch =
        redisson.createBatch(
            org.redisson.api.BatchOptions.defaults()
                .executionMode(org.redisson.api.BatchOptions.ExecutionMode.IN_MEMORY_ATOMIC));
    batch.getAtomicLong("n").incrementAndGetAsync();
    batch.getSet("s").addAsync("a");
    BatchResult<?> result = batch.execute();
    assertThat(result.getResponses()).isEqualTo(List.of(1L, true));
  }
}
