package io.redissim.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.engine.LocalClient;
import io.redissim.core.resp.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Several event loops, many connections, some of which die: nothing is lost and nothing is left.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class IoThreadsTest {
  private static final int THREADS = 10;
  private static final int CONNECTIONS_PER_THREAD = 10;
  private static final int ROUNDS = 15;
  private static final int BATCH = 40;

  private final RedisSimServer server = RedisSimServer.builder().option("io-threads", "4").start();

  @Test
  void countersAreExactWhileConnectionsDie() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (LocalClient local = server.localClient()) {
      List<Future<Integer>> results = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        results.add(threads.submit(() -> work(thread)));
      }
      int increments = 0;
      for (Future<Integer> result : results) {
        increments += result.get();
      }
      assertThat(local.call("GET", "shared").text()).isEqualTo(Integer.toString(increments));
      awaitOnlyClient(local);
      deleteEverything(local);
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } finally {
      threads.shutdownNow();
      server.close();
    }
  }

  /** Returns how often this thread has incremented the shared counter, on connections that live. */
  private int work(int thread) throws IOException {
    Random random = new Random(thread);
    List<RawClient> survivors = new ArrayList<>();
    int increments = 0;
    try {
      for (int i = 0; i < CONNECTIONS_PER_THREAD; i++) {
        survivors.add(new RawClient(server));
      }
      for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < survivors.size(); i++) {
          increments += increment(survivors.get(i), random, thread * 100 + i);
        }
        victim(random, thread, round);
      }
    } finally {
      for (RawClient client : survivors) {
        client.close();
      }
    }
    return increments;
  }

  /** A pipeline whose replies are known; returns its share of the shared counter. */
  private static int increment(RawClient client, Random random, int id) throws IOException {
    StringBuilder requests = new StringBuilder();
    int shared = 0;
    for (int i = 0; i < BATCH; i++) {
      String value = "v" + random.nextInt(1_000_000);
      switch (random.nextInt(5)) {
        case 0 -> requests.append("SET own:" + id + " " + value + "\r\n");
        case 1 -> requests.append("GET own:" + random.nextInt(1000) + "\r\n");
        case 2 -> requests.append("DEL own:" + random.nextInt(1000) + "\r\n");
        case 3 -> requests.append("EXPIRE own:" + random.nextInt(1000) + " 1000\r\n");
        default -> {
          requests.append("INCR shared\r\n");
          shared++;
        }
      }
    }
    requests.append("SET own:" + id + " last\r\nECHO end:" + id + "\r\n");
    client.send(requests.toString());
    client.readUntil("end:" + id + "\r\n");
    return shared;
  }

  /** Counts on a key of its own and dies on the way; what it was told is there. */
  private void victim(Random random, int thread, int round) throws IOException {
    String key = "victim:" + thread + ":" + round;
    int sent = 200;
    long acknowledged = 0;
    try (RawClient killer = new RawClient(server)) {
      RawClient victim = new RawClient(server);
      String id = victim.send("CLIENT ID\r\n").readLine().substring(1);
      try {
        victim.send(("INCR " + key + "\r\n").repeat(sent));
        for (int i = random.nextInt(20); i > 0; i--) {
          acknowledged = Long.parseLong(victim.readLine().substring(1));
        }
        if (random.nextBoolean()) {
          killer.send("CLIENT KILL ID " + id + "\r\n").readLine();
        }
      } finally {
        victim.vanish();
      }
      String there = killer.send("INCRBY " + key + " 0\r\n").readLine().substring(1);
      assertThat(Long.parseLong(there)).isBetween(acknowledged, (long) sent);
    }
  }

  private static void awaitOnlyClient(LocalClient local) {
    Eventually.isTrue(
        "everybody else is gone", () -> local.call("CLIENT", "LIST").text().lines().count() == 1);
  }

  /** The size is what a SCAN sees, and the bytes of each key are given back with it. */
  private void deleteEverything(LocalClient local) {
    long size = local.call("DBSIZE").integer();
    String cursor = "0";
    List<String> keys = new ArrayList<>();
    do {
      Reply reply = local.call("SCAN", cursor, "COUNT", "100");
      cursor = reply.element(0).text();
      reply.element(1).elements().forEach(key -> keys.add(key.text()));
    } while (!cursor.equals("0"));
    assertThat(keys).doesNotHaveDuplicates().hasSize((int) size);
    for (String key : keys) {
      assertThat(local.call("DEL", key).integer()).isEqualTo(1);
    }
    // What is left is the empty index.
    assertThat(server.engine().keyspace().usedBytes()).isLessThan(32 * 1024);
    local.call("FLUSHALL");
    assertThat(server.engine().keyspace().usedBytes()).isZero();
  }
}
