package io.redissim.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.engine.LocalClient;
import io.redissim.core.resp.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Four event loops and hundreds of connections that wait for elements, transact, subscribe and read
 * streams, while others die or are killed in the middle of it. What must hold at the end: every
 * element is in exactly one place, every sum is right, every message came once and in order, and
 * nothing is left behind.
 */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class MixedLoadTest {
  private static final int QUEUES = 4;
  private static final int PRODUCERS = 4;
  private static final int MOVERS = 100;
  private static final int TRANSFERS = 12;
  private static final int COUNTERS = 8;
  private static final int SUBSCRIBERS = 60;
  private static final int PUBLISHERS = 3;
  private static final int READERS = 24;
  private static final int JUGGLERS = 12;
  private static final int ROUNDS = 120;
  private static final int TOKENS = 200;

  private final RedisSimServer server = RedisSimServer.builder().option("io-threads", "4").start();
  private final LocalClient local = server.localClient();

  private final AtomicLong pushed = new AtomicLong();
  private final AtomicLong increments = new AtomicLong();
  private final AtomicLong published = new AtomicLong();
  private final AtomicLong entries = new AtomicLong();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong working = new AtomicLong();
  private final Set<String> delivered = ConcurrentHashMap.newKeySet();
  private final Set<Long> doomed = ConcurrentHashMap.newKeySet();

  @Test
  void nothingIsLostDoubledOrLeftBehind() throws Exception {
    local.call("XGROUP", "CREATE", "stream", "group", "$", "MKSTREAM");
    for (int i = 0; i < TOKENS; i++) {
      local.call("SADD", "hand:0", "token" + i);
    }
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      List<Future<?>> work = new ArrayList<>();
      start(threads, work, SUBSCRIBERS, this::subscribe);
      Eventually.isTrue(
          "all subscribe",
          () -> local.call("PUBSUB", "NUMSUB", "news").element(1).integer() == SUBSCRIBERS);
      working.set(PRODUCERS + READERS + PUBLISHERS);
      start(threads, work, MOVERS, this::move);
      start(threads, work, PRODUCERS, this::produce);
      start(threads, work, TRANSFERS, this::transfer);
      start(threads, work, COUNTERS, this::count);
      start(threads, work, PUBLISHERS, this::publish);
      start(threads, work, READERS, this::readStream);
      start(threads, work, JUGGLERS, this::juggle);
      start(threads, work, 1, this::kill);
      for (Future<?> one : work) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } finally {
      threads.shutdownNow();
    }
    Eventually.isTrue(
        "everybody else is gone", () -> local.call("CLIENT", "LIST").text().lines().count() == 1);
    everyElementIsInOnePlace();
    everySumIsRight();
    everyEntryWentToOneReader();
    nothingIsLeft();
    local.close();
    server.close();
  }

  private interface Role {
    void play(Random random, int id) throws IOException;
  }

  private static void start(ExecutorService threads, List<Future<?>> work, int count, Role role) {
    for (int i = 0; i < count; i++) {
      int id = i;
      Callable<Void> task =
          () -> {
            role.play(new Random(id), id);
            return null;
          };
      work.add(threads.submit(task));
    }
  }

  // ---- The roles.

  private void produce(Random random, int id) throws IOException {
    try (RawClient client = new RawClient(server)) {
      for (int i = 0; i < ROUNDS; i++) {
        int count = 1 + random.nextInt(5);
        StringBuilder elements = new StringBuilder();
        for (int n = 0; n < count; n++) {
          elements.append(' ').append(pushed.incrementAndGet());
        }
        client.call("RPUSH queue:" + random.nextInt(QUEUES) + elements);
      }
    } finally {
      working.decrementAndGet();
    }
  }

  /** Waits for elements and moves them on; dies now and then, in the middle of waiting too. */
  private void move(Random random, int id) throws IOException {
    RawClient client = new RawClient(server);
    int queue = id % QUEUES;
    while (working.get() > 0) {
      client.send("BLMOVE queue:" + queue + " done:" + queue + " LEFT RIGHT 0.05\r\n");
      switch (random.nextInt(10)) {
        case 0 -> {
          client.vanish();
          client = new RawClient(server);
        }
        case 1 -> {
          try (RawClient doomedOne = new RawClient(server)) {
            doomed.add(doomedOne.call("CLIENT ID").integer());
            doomedOne.call("BLMOVE queue:" + queue + " done:" + queue + " LEFT RIGHT 5");
          } catch (IOException killed) {
            // As it was meant to be: what it was given, if anything, is in its place all the same.
          }
          client.readReply();
        }
        default -> client.readReply();
      }
    }
    client.close();
  }

  /** Kills those who asked for it. */
  private void kill(Random random, int id) throws IOException {
    try (RawClient client = new RawClient(server)) {
      while (working.get() > 0) {
        for (Long victim : List.copyOf(doomed)) {
          doomed.remove(victim);
          client.call("CLIENT KILL ID " + victim);
        }
        client.call("PING");
      }
    }
    // Whoever came too late to be killed waits for five seconds at most.
  }

  /** Moves money between accounts; whoever dies in the middle has moved nothing. */
  private void transfer(Random random, int id) throws IOException {
    RawClient client = new RawClient(server);
    for (int i = 0; i < ROUNDS; i++) {
      int amount = random.nextInt(100);
      int from = random.nextInt(5);
      int to = random.nextInt(5);
      if (random.nextInt(5) == 0) {
        client.send("MULTI\r\nDECRBY account:" + from + " " + amount + "\r\n");
        client.vanish();
        client = new RawClient(server);
      } else {
        client.send(
            "MULTI\r\nDECRBY account:%d %d\r\nINCRBY account:%d %d\r\nEXEC\r\n"
                .formatted(from, amount, to, amount));
        for (int reply = 0; reply < 3; reply++) {
          client.readReply();
        }
        assertThat(client.readReply().size()).isEqualTo(2);
      }
    }
    client.close();
  }

  /** Increments by watching: what was told to have worked is counted. */
  private void count(Random random, int id) throws IOException {
    try (RawClient client = new RawClient(server)) {
      for (int i = 0; i < ROUNDS; i++) {
        client.call("WATCH counter");
        Reply value = client.call("GET counter");
        long next = value.is(Reply.Type.NIL) ? 1 : Long.parseLong(value.text()) + 1;
        client.call("MULTI");
        client.call("SET counter " + next);
        if (!client.call("EXEC").is(Reply.Type.NIL)) {
          increments.incrementAndGet();
        }
      }
    }
  }

  private void publish(Random random, int id) throws IOException {
    try (RawClient client = new RawClient(server)) {
      for (int i = 0; i < ROUNDS; i++) {
        client.call("PUBLISH news " + id + ":" + i);
        published.incrementAndGet();
      }
      client.call("PUBLISH news " + id + ":end");
    } finally {
      working.decrementAndGet();
    }
  }

  /** Hears every message of every publisher once and in order; every third leaves early. */
  private void subscribe(Random random, int id) throws IOException {
    RawClient client = new RawClient(server);
    client.call("SUBSCRIBE news");
    Map<String, Integer> heard = new HashMap<>();
    int ended = 0;
    int left = id % 3 == 0 ? 1 + random.nextInt(100) : Integer.MAX_VALUE;
    while (ended < PUBLISHERS && left-- > 0) {
      String[] message = client.readReply().element(2).text().split(":", -1);
      int next = heard.merge(message[0], 1, Integer::sum) - 1;
      assertThat(message[1]).isEqualTo(next == ROUNDS ? "end" : Integer.toString(next));
      ended += message[1].equals("end") ? 1 : 0;
    }
    if (ended < PUBLISHERS) {
      client.vanish();
    } else {
      client.close();
    }
  }

  private void readStream(Random random, int id) throws IOException {
    RawClient client = new RawClient(server);
    for (int i = 0; i < ROUNDS; i++) {
      client.call("XADD stream * from " + id);
      entries.incrementAndGet();
      client.send("XREADGROUP GROUP group c" + id + " COUNT 3 BLOCK 20 STREAMS stream >\r\n");
      if (random.nextInt(20) == 0) {
        client.vanish();
        client = new RawClient(server);
        continue;
      }
      Reply read = client.readReply();
      if (read.is(Reply.Type.NIL)) {
        continue;
      }
      for (Reply entry : read.element(0).element(1).elements()) {
        String entryId = entry.element(0).text();
        assertThat(delivered.add(entryId)).as("entry %s came twice", entryId).isTrue();
        if (random.nextBoolean()) {
          acknowledged.addAndGet(client.call("XACK stream group " + entryId).integer());
        }
      }
    }
    client.close();
    working.decrementAndGet();
  }

  /** Tokens between sets, and values of all types that come and go. */
  private void juggle(Random random, int id) throws IOException {
    try (RawClient client = new RawClient(server)) {
      for (int i = 0; i < ROUNDS * 5; i++) {
        int n = random.nextInt(300);
        String key = random.nextInt(5) + "";
        client.call(
            switch (random.nextInt(11)) {
              case 0, 1, 2 ->
                  "SMOVE hand:%d hand:%d token%d"
                      .formatted(random.nextInt(3), random.nextInt(3), random.nextInt(TOKENS));
              case 3 -> "ZADD z:" + key + " " + n + " m" + n;
              case 4 -> "ZREMRANGEBYSCORE z:" + key + " " + n + " " + (n + 20);
              case 5 -> "HSET h:" + key + " f" + n + " " + "v".repeat(n);
              case 6 -> "HDEL h:" + key + " f" + n + " f" + (n + 1);
              case 7 -> "PEXPIRE " + (n % 2 == 0 ? "z:" : "h:") + key + " " + (1 + n % 20);
              case 8 -> "LPUSH l:" + key + " " + "e".repeat(n * 10);
              case 9 -> "LTRIM l:" + key + " 0 50";
              default -> "RENAME z:" + key + " z:" + random.nextInt(5);
            });
      }
    }
  }

  // ---- What must hold.

  private void everyElementIsInOnePlace() {
    Set<String> seen = ConcurrentHashMap.newKeySet();
    for (int i = 0; i < QUEUES; i++) {
      for (String key : List.of("queue:" + i, "done:" + i)) {
        for (Reply element : local.call("LRANGE", key, "0", "-1").elements()) {
          assertThat(seen.add(element.text())).as("element %s twice", element).isTrue();
        }
      }
    }
    assertThat(seen).hasSize((int) pushed.get());
    long tokens = 0;
    for (int i = 0; i < 3; i++) {
      tokens += local.call("SCARD", "hand:" + i).integer();
    }
    assertThat(tokens).isEqualTo(TOKENS);
  }

  private void everySumIsRight() {
    long sum = 0;
    for (int i = 0; i < 5; i++) {
      sum += local.call("INCRBY", "account:" + i, "0").integer();
    }
    assertThat(sum).isZero();
    assertThat(local.call("GET", "counter").text()).isEqualTo(Long.toString(increments.get()));
  }

  private void everyEntryWentToOneReader() {
    assertThat(local.call("XLEN", "stream").integer()).isEqualTo(entries.get());
    long undelivered =
        local
            .call("XREADGROUP", "GROUP", "group", "last", "NOACK", "STREAMS", "stream", ">")
            .elements()
            .stream()
            .mapToLong(stream -> stream.element(1).size())
            .sum();
    long pending = local.call("XPENDING", "stream", "group").element(0).integer();
    assertThat(undelivered + pending + acknowledged.get()).isEqualTo(entries.get());
    assertThat(delivered.size()).isLessThanOrEqualTo((int) (entries.get() - undelivered));
  }

  private void nothingIsLeft() {
    String clients = local.call("INFO", "clients").text();
    assertThat(clients).contains("connected_clients:1\r\n", "blocked_clients:0\r\n");
    assertThat(local.call("PUBSUB", "CHANNELS").size()).isZero();
    assertThat(server.engine().statistics().internalErrors()).isZero();
    for (Reply key : local.call("KEYS", "*").elements()) {
      local.call("DEL", key.text());
    }
    // What is left is the empty index.
    assertThat(server.engine().keyspace().usedBytes()).isLessThan(32 * 1024);
    local.call("FLUSHALL");
    assertThat(server.engine().keyspace().usedBytes()).isZero();
  }
}
