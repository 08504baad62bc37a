package io.redissim.core.generic;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.client.NoTransport;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandSpec;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.CommandTest;
import io.redissim.core.config.Config;
import io.redissim.core.config.DiskConfigFiles;
import io.redissim.core.engine.Engine;
import io.redissim.core.engine.LocalClient;
import io.redissim.core.io.FakeLinks;
import io.redissim.core.io.LinkException;
import io.redissim.core.persist.rdb.RdbValues;
import io.redissim.core.persist.rdb.StringCodec;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.ReplyFormatException;
import io.redissim.core.resp.ReplyParser;
import io.redissim.core.resp.RespWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MigrateCommandsTest extends CommandTest {
  private static final String UNREACHABLE = "IOERR error or timeout connecting to the client";
  private static final String NOT_SENT = "IOERR error or timeout writing to target instance";
  private static final String NOT_ANSWERED = "IOERR error or timeout reading to target instance";
  private static final String BUSY =
      "ERR Target instance replied with error: BUSYKEY Target key name already exists.";

  private final FakeLinks links = new FakeLinks();
  private final Engine second = new Engine(new Config(new DiskConfigFiles()), clock, 7);
  private final LocalClient target = new LocalClient(second);
  private final Map<FakeLinks.FakeLink, LocalClient> peers = new HashMap<>();

  @BeforeEach
  void reachTheSecondEngine() {
    links.listen("there", 6379, this::answer);
    reach();
  }

  private void reach() {
    engine.door().enter();
    try {
      engine.links(links);
    } finally {
      engine.door().leave();
    }
  }

  /** What the second engine answers; it knows each link as a client of its own. */
  private byte[] answer(byte[] wire) {
    return peers.computeIfAbsent(links.last(), link -> new LocalClient(second)).exchange(wire);
  }

  private ReplyAssert migrate(String key, String... options) {
    List<String> words = new ArrayList<>(List.of("MIGRATE", "there", "6379", key, "0", "1000"));
    words.addAll(List.of(options));
    return run(words.toArray(new String[0]));
  }

  /** A target that says this to each request, in order; then nothing more. */
  private void scripted(String... replies) {
    List<String> left = new ArrayList<>(List.of(replies));
    links.listen(
        "there",
        6379,
        wire -> {
          StringBuilder said = new StringBuilder();
          for (int i = requests(wire); i > 0 && !left.isEmpty(); i--) {
            said.append(left.remove(0));
          }
          return Ascii.bytes(said.toString());
        });
  }

  private static int requests(byte[] wire) {
    ReplyParser parser = new ReplyParser(); // a request is an array of bulk strings
    parser.feed(wire, 0, wire.length);
    int count = 0;
    try {
      while (parser.next() != null) {
        count++;
      }
    } catch (ReplyFormatException e) {
      throw new AssertionError(e);
    }
    return count;
  }

  private String cached() {
    String info = run("INFO", "stats").tree().text();
    int at = info.indexOf("migrate_cached_sockets:") + "migrate_cached_sockets:".length();
    return info.substring(at, info.indexOf('\r', at));
  }

  @Test
  void aKeyMovesWithItsValueAndItsTimeToLive() {
    run("SET", "k", "v", "PX", "5000").isOk();
    clock.advance(ofSeconds(1));
    migrate("k").isOk();
    run("EXISTS", "k").isInteger(0);
    assertThat(target.call("GET", "k")).hasToString("v");
    assertThat(target.call("PTTL", "k").integer()).isEqualTo(4000);
    assertThat(effects()).endsWith("DEL k");
  }

  @Test
  void everyTypeMoves() {
    run("RPUSH", "list", "a", "b");
    run("SADD", "set", "a", "b");
    run("ZADD", "zset", "1", "a");
    run("HSET", "hash", "f", "v");
    run("XADD", "stream", "1-1", "f", "v");
    migrate("", "KEYS", "list", "set", "zset", "hash", "stream").isOk();
    run("DBSIZE").isInteger(0);
    assertThat(target.call("LRANGE", "list", "0", "-1")).hasToString("[a, b]");
    assertThat(target.call("SCARD", "set").integer()).isEqualTo(2);
    assertThat(target.call("ZSCORE", "zset", "a")).hasToString("1");
    assertThat(target.call("HGET", "hash", "f")).hasToString("v");
    assertThat(target.call("XLEN", "stream").integer()).isEqualTo(1);
  }

  @Test
  void aCopyStaysHereAndHasNoEffect() {
    run("SET", "k", "v").isOk();
    migrate("k", "COPY").isOk();
    run("GET", "k").isBulk("v");
    assertThat(target.call("GET", "k")).hasToString("v");
    assertThat(effects()).containsExactly("SET k v");
  }

  @Test
  void onlyReplaceOverwrites() {
    target.call("SET", "k", "old");
    run("SET", "k", "new").isOk();
    migrate("k").isError(BUSY);
    run("GET", "k").isBulk("new");
    migrate("k", "replace", "copy").isOk();
    assertThat(target.call("GET", "k")).hasToString("new");
  }

  @Test
  void ofSeveralKeysThoseThatExistMoveInOnePipeline() {
    run("MSET", "a", "1", "b", "2", "c", "3").isOk();
    migrate("", "KEYS", "none", "a", "b", "none2", "c").isOk();
    run("DBSIZE").isInteger(0);
    assertThat(target.call("MGET", "a", "b", "c")).hasToString("[1, 2, 3]");
    assertThat(effects()).endsWith("DEL a b c");
  }

  @Test
  void keysThatTheTargetRefusesStay() {
    target.call("MSET", "b", "_", "d", "_");
    run("MSET", "a", "1", "b", "2", "c", "3", "d", "4").isOk();
    migrate("", "KEYS", "a", "b", "c", "d").isError(BUSY);
    run("EXISTS", "b", "d").isInteger(2);
    run("DBSIZE").isInteger(2);
    assertThat(target.call("DBSIZE").integer()).isEqualTo(4);
    assertThat(effects()).endsWith("DEL a c");
  }

  @Test
  void withoutAKeyNothingIsSent() {
    migrate("none").onWire("+NOKEY\r\n");
    migrate("", "KEYS").onWire("+NOKEY\r\n");
    migrate("", "KEYS", "none", "none").onWire("+NOKEY\r\n");
    assertThat(links.opened()).isEmpty();
    assertThat(run("INFO", "stats").tree().text()).contains("keyspace_misses:3\r\n");
  }

  @Test
  void theRequestsAreThoseOfRedis() {
    scripted("+OK\r\n", "+OK\r\n", "+OK\r\n", "+OK\r\n");
    run("MSET", "a", "1", "b", "2").isOk();
    run("PEXPIRE", "b", "5").isInteger(1);
    run(
            "MIGRATE", "there", "6379", "", "9", "77", "COPY", "AUTH2", "user", "secret", "REPLACE",
            "KEYS", "a", "b")
        .isOk();
    assertThat(links.last().lastTimeoutMillis()).isEqualTo(77);
    assertThat(links.last().sent())
        .startsWith(
            "*3\r\n$4\r\nAUTH\r\n$4\r\nuser\r\n$6\r\nsecret\r\n"
                + "*2\r\n$6\r\nSELECT\r\n$1\r\n9\r\n"
                + "*5\r\n$7\r\nRESTORE\r\n$1\r\na\r\n$1\r\n0\r\n$13\r\n")
        .contains("*5\r\n$7\r\nRESTORE\r\n$1\r\nb\r\n$1\r\n5\r\n$13\r\n")
        .endsWith("$7\r\nREPLACE\r\n");
  }

  @Test
  void inAClusterTheTargetIsAskedToTakeKeysOfSlotsThatItImports() {
    run("SET", "k", "v").isOk();
    MigrateLinks kept = new MigrateLinks();
    kept.openBy(links);
    MigrateCommands commands = new MigrateCommands(kept, new RdbValues(new StringCodec()));
    commands.inCluster(true);
    CommandTable.Builder table = new CommandTable.Builder();
    commands.declare(table);
    String request = "MIGRATE there 6379 k 0 1000 COPY";
    byte[][] words = Arrays.stream(request.split(" ")).map(Ascii::bytes).toArray(byte[][]::new);
    Args args = Args.of(engine.keyspace().keyHash(), words);
    CommandSpec migrate = Objects.requireNonNull(table.build().find(args));
    CommandContext context = engine.context();
    engine.door().enter();
    try {
      context.begin(engine.connect(new NoTransport()), migrate, clock.micros());
      Objects.requireNonNull(migrate.handler()).handle(context, args, new RespWriter());
    } finally {
      engine.door().leave();
    }
    assertThat(links.last().sent()).contains("*4\r\n$14\r\nRESTORE-ASKING\r\n$1\r\nk\r\n");
    assertThat(target.call("GET", "k")).hasToString("v");
  }

  @Test
  void aKeyInItsLastMillisecondMovesWithOne() {
    run("SET", "k", "v", "PX", "5").isOk();
    clock.advance(ofMillis(5));
    migrate("k").isOk();
    assertThat(links.last().sent()).contains("$1\r\nk\r\n$1\r\n1\r\n");
  }

  @Test
  void aDatabaseIsSelectedOnceForAsLongAsAllIsWell() {
    run("MSET", "a", "1", "b", "2", "c", "3").isOk();
    run("MIGRATE", "there", "6379", "a", "9", "1000").isOk();
    assertThat(links.last().sent()).contains("SELECT");
    run("MIGRATE", "there", "6379", "b", "9", "1000", "COPY").isOk();
    assertThat(links.last().sent()).doesNotContain("SELECT");
    run("MIGRATE", "there", "6379", "b", "9", "1000").isError(BUSY);
    run("MIGRATE", "there", "6379", "c", "9", "1000").isOk();
    assertThat(links.last().sent()).contains("SELECT");
    run("MIGRATE", "there", "6379", "b", "3", "1000").isOk();
    assertThat(links.last().sent()).contains("SELECT");
    assertThat(links.opened()).hasSize(1);
    target.call("SELECT", "3");
    assertThat(target.call("GET", "b")).hasToString("2");
  }

  @Test
  void aDatabaseThatTheTargetLacksIsItsErrorForEveryKey() {
    run("MSET", "a", "1", "b", "2").isOk();
    run("MIGRATE", "there", "6379", "", "99", "1000", "KEYS", "a", "b")
        .isError("ERR Target instance replied with error: ERR DB index is out of range");
    run("EXISTS", "a", "b").isInteger(2);
  }

  @Test
  void aPasswordIsGivenAheadAndItsRefusalIsTold() {
    target.call("CONFIG", "SET", "requirepass", "secret");
    run("MSET", "a", "1", "b", "2").isOk();
    migrate("a").isError("ERR Target instance replied with error: NOAUTH Authentication required.");
    migrate("a", "AUTH", "wrong")
        .isError(
            "ERR Target instance replied with error: WRONGPASS invalid username-password pair or"
                + " user is disabled.");
    migrate("a", "AUTH", "secret").isOk();
    migrate("b", "AUTH2", "default", "secret").isOk();
    run("DBSIZE").isInteger(0);
  }

  @Test
  void aSecretIsNotShownInTheSlowLog() {
    run("CONFIG", "SET", "slowlog-log-slower-than", "0").isOk();
    migrate("k", "AUTH", "secret").onWire("+NOKEY\r\n");
    migrate("k", "AUTH2", "user", "secret", "nope").isError("ERR syntax error");
    assertThat(run("SLOWLOG", "GET", "2").tree().toString())
        .contains("AUTH2, (redacted), (redacted), nope]")
        .contains("AUTH, (redacted)]");
  }

  @Test
  void argumentsAreCheckedInTheOrderOfRedis() {
    String syntax = "ERR syntax error";
    String integer = "ERR value is not an integer or out of range";
    migrate("k", "nope").isError(syntax);
    migrate("k", "AUTH").isError(syntax);
    migrate("k", "AUTH2", "user").isError(syntax);
    migrate("k", "KEYS", "a")
        .isError(
            "ERR When using MIGRATE KEYS option, the key argument must be set to the empty string");
    run("MIGRATE", "there", "6379", "k", "x", "y", "nope").isError(syntax);
    run("MIGRATE", "there", "6379", "k", "x", "1000").isError(integer);
    run("MIGRATE", "there", "6379", "k", "0", "y").isError(integer);
    run("MIGRATE", "there", "6379", "k", "0")
        .isError("ERR wrong number of arguments for 'migrate' command");
  }

  @Test
  void aTimeoutOfNothingIsASecond() {
    run("SET", "k", "v").isOk();
    run("MIGRATE", "there", "6379", "k", "0", "0", "COPY").isOk();
    assertThat(links.last().lastTimeoutMillis()).isEqualTo(1000);
    run("MIGRATE", "there", "6379", "k", "0", "-5", "COPY", "REPLACE").isOk();
    assertThat(links.last().lastTimeoutMillis()).isEqualTo(1000);
  }

  @Test
  void eachKeyIsToldOfAsDeleted() {
    run("CONFIG", "SET", "notify-keyspace-events", "Eg").isOk();
    run("MSET", "a", "1", "b", "2").isOk();
    try (LocalClient listener = client.another()) {
      listener.call("PSUBSCRIBE", "*");
      migrate("", "KEYS", "a", "b").isOk();
      assertThat(Ascii.string(listener.received()))
          .isEqualTo(event("del", "a") + event("del", "b"));
    }
  }

  private static String event(String name, String key) {
    String channel = "__keyevent@0__:" + name;
    return "*4\r\n$8\r\npmessage\r\n$1\r\n*\r\n$%d\r\n%s\r\n$1\r\n%s\r\n"
        .formatted(channel.length(), channel, key);
  }

  @Test
  void aWatchedKeyThatMovesSpoilsTheTransaction() {
    run("SET", "k", "v").isOk();
    try (LocalClient watcher = client.another()) {
      watcher.call("WATCH", "k");
      migrate("k").isOk();
      watcher.call("MULTI");
      assertThat(watcher.call("EXEC")).hasToString("nil");
    }
  }

  @Test
  void anEngineWithoutAServerReachesNobody() {
    try (LocalClient alone = new LocalClient(second)) {
      alone.call("SET", "k", "v");
      assertThat(alone.call("MIGRATE", "there", "6379", "k", "0", "1000")).hasToString(UNREACHABLE);
    }
  }

  @Test
  void aTargetThatCannotBeReachedIsTold() {
    run("SET", "k", "v").isOk();
    run("MIGRATE", "there", "x", "k", "0", "1000").isError(NOT_SENT);
    run("MIGRATE", "there", "99999999999999999999", "k", "0", "1000").isError(NOT_SENT);
    links.refuseAs(LinkException.Reason.UNREACHABLE);
    run("MIGRATE", "nowhere", "6379", "k", "0", "1000").isError(UNREACHABLE);
    links.refuseAs(LinkException.Reason.TIMED_OUT);
    run("MIGRATE", "nowhere", "6379", "k", "0", "1000").isError(UNREACHABLE);
    run("GET", "k").isBulk("v");
    assertThat(cached()).isEqualTo("0");
    assertThat(run("INFO", "errorstats").tree().text()).contains("errorstat_IOERR:count=4\r\n");
  }

  @Test
  void aPortIsTheDigitsItBeginsWith() {
    run("SET", "k", "v").isOk();
    run("MIGRATE", "there", "6379abc", "k", "0", "1000").isOk();
  }

  @Test
  void aKeptLinkThatHasDiedIsOpenedAgain() {
    run("MSET", "a", "1", "b", "2", "c", "3").isOk();
    migrate("a").isOk();
    links.last().cut();
    migrate("b").isOk();
    assertThat(links.opened()).hasSize(2);
    assertThat(links.open()).isEqualTo(1);
    links.last().breakAfterWriting(0);
    migrate("c").isOk();
    assertThat(links.opened()).hasSize(3);
    assertThat(target.call("MGET", "a", "b", "c")).hasToString("[1, 2, 3]");
    assertThat(cached()).isEqualTo("1");
  }

  @Test
  void aLinkThatDiesTwiceIsTold() {
    run("MSET", "a", "1").isOk();
    links.listen(
        "there",
        6379,
        wire -> {
          links.last().cut();
          return new byte[0];
        });
    migrate("a").isError(NOT_ANSWERED);
    assertThat(links.opened()).hasSize(2);
    assertThat(links.open()).isZero();
    run("GET", "a").isBulk("1");
  }

  @Test
  void aTargetThatIsGoneWhenTriedAgainCannotBeReached() {
    run("MSET", "a", "1", "b", "2").isOk();
    migrate("a").isOk();
    links.last().cut();
    links.refuse("there", 6379);
    migrate("b").isError(NOT_SENT);
    assertThat(cached()).isEqualTo("0");
  }

  @Test
  void aTimeoutIsNotTriedAgain() {
    links.listen("there", 6379, wire -> new byte[0]);
    run("SET", "k", "v").isOk();
    migrate("k").isError(NOT_ANSWERED);
    assertThat(links.opened()).hasSize(1);
    assertThat(links.open()).isZero();
    run("CONFIG", "SET", "rdbcompression", "no").isOk();
    run("SET", "long", "x".repeat(1_000_000)).isOk();
    links.listen(
        "there",
        6379,
        wire -> {
          links.last().stallAfterWriting(100_000);
          return new byte[0];
        });
    migrate("long").isError(NOT_SENT);
    assertThat(links.opened()).hasSize(2);
    assertThat(cached()).isEqualTo("0");
  }

  @Test
  void whatWasAcknowledgedBeforeTheLinkDiedIsDeleted() {
    run("MSET", "a", "1", "b", "2", "c", "3").isOk();
    scripted("+OK\r\n", "+OK\r\n", "+OK\r\n");
    migrate("", "KEYS", "a", "b", "c").isError(NOT_ANSWERED);
    run("KEYS", "*").isArrayOf("c");
    assertThat(effects()).endsWith("DEL a b");
    assertThat(links.open()).isZero();
  }

  @Test
  void theTargetsErrorStandsWhenTheLinkDiesAfterIt() {
    run("MSET", "a", "1", "b", "2").isOk();
    scripted("+OK\r\n", "-BUSY it is\r\n");
    migrate("", "KEYS", "a", "b").isError("ERR Target instance replied with error: BUSY it is");
    run("EXISTS", "a", "b").isInteger(2);
    assertThat(links.open()).isZero();
  }

  @Test
  void repliesInTheSmallestPiecesAreRead() {
    links.pieces(1);
    run("MSET", "a", "1", "b", "2").isOk();
    migrate("", "KEYS", "a", "b").isOk();
  }

  @Test
  void whoIsNoRedisGetsNoKey() {
    run("SET", "k", "v").isOk();
    for (String said :
        List.of("HTTP/1.1 400 Bad Request\r\n\r\n", "$2\r\nOK\r\n", ":1\r\n", "*1\r\n+OK\r\n")) {
      links.listen("there", 6379, wire -> Ascii.bytes(said));
      migrate("k").isError(NOT_ANSWERED);
      run("GET", "k").isBulk("v");
    }
  }

  @Test
  void aReplyWithoutAnEndIsNotKept() {
    run("SET", "k", "v").isOk();
    for (String said :
        List.of("-" + "x".repeat(1_000_000), "*1000000\r\n" + ":1\r\n".repeat(1_000_000))) {
      int before = links.opened().size();
      links.listen("there", 6379, wire -> Ascii.bytes(said));
      migrate("k").isError(NOT_ANSWERED);
      assertThat(links.opened()).hasSize(before + 2);
    }
  }

  @Test
  void aLongErrorOfTheTargetIsCutAsRedisReadsIt() {
    run("SET", "k", "v").isOk();
    scripted("+OK\r\n", "-" + "x".repeat(3000) + "\r\n");
    migrate("k").isError("ERR Target instance replied with error: " + "x".repeat(1022));
  }

  @Test
  void aKeyNamedTwiceIsPropagatedTwice() {
    run("SET", "k", "v").isOk();
    migrate("", "REPLACE", "KEYS", "k", "k").isOk();
    assertThat(effects()).endsWith("DEL k k");
  }

  @Test
  void aLongValueIsSentInChunks() {
    String value = "0123456789".repeat(100_000);
    run("CONFIG", "SET", "rdbcompression", "no").isOk();
    run("SET", "long", value).isOk();
    run("SET", "short", "s").isOk();
    migrate("", "KEYS", "short", "long", "short").isError(BUSY);
    assertThat(target.call("GET", "long")).hasToString(value);
    assertThat(target.call("GET", "short")).hasToString("s");
  }

  @Test
  void moreKeysThanOneRoundMove() {
    List<String> words =
        new ArrayList<>(List.of("MIGRATE", "there", "6379", "", "0", "1000", "KEYS"));
    for (int i = 0; i < 40_000; i++) {
      client.call("SET", "key:" + i, "v");
      words.add("key:" + i);
    }
    run(words.toArray(new String[0])).isOk();
    run("DBSIZE").isInteger(0);
    assertThat(target.call("DBSIZE").integer()).isEqualTo(40_000);
  }

  @Test
  void linksAreKeptForTenSeconds() {
    run("MSET", "a", "1", "b", "2").isOk();
    assertThat(cached()).isEqualTo("0");
    migrate("a").isOk();
    assertThat(cached()).isEqualTo("1");
    clock.advance(ofSeconds(8));
    migrate("b").isOk();
    clock.advance(ofSeconds(10));
    tick();
    assertThat(cached()).isEqualTo("1");
    clock.advance(ofMillis(1));
    tick();
    assertThat(cached()).isEqualTo("0");
    assertThat(links.open()).isZero();
  }

  @Test
  void atMost64LinksAreKept() {
    run("SET", "k", "v").isOk();
    for (int port = 0; port < 70; port++) {
      links.listen("there", port, this::answer);
      run("MIGRATE", "there", Integer.toString(port), "k", "0", "1000", "COPY", "REPLACE").isOk();
    }
    assertThat(cached()).isEqualTo("64");
    assertThat(links.open()).isEqualTo(64);
    assertThat(links.opened().get(0).closed()).isTrue();
    reach();
    assertThat(cached()).isEqualTo("0");
    assertThat(links.open()).isZero();
  }

  @Test
  void aTransactionMovesKeysToo() {
    run("SET", "k", "v").isOk();
    run("MULTI").isOk();
    run("MIGRATE", "there", "6379", "k", "0", "1000").onWire("+QUEUED\r\n");
    run("GET", "k").onWire("+QUEUED\r\n");
    run("EXEC").onWire("*2\r\n+OK\r\n$-1\r\n");
  }

  @Test
  void keysAreFoundWhereverTheWordKeysStands() {
    String head = "MIGRATE there 6379 ";
    keys(head + "k 0 1000").isArrayOf("k");
    keys(head + "k 0 1000 COPY").isArrayOf("k");
    keys(head + "'' 0 1000 COPY KEYS a b").isArrayOf("a", "b");
    keys(head + "'' 0 1000 AUTH KEYS KEYS a b").isArrayOf("a", "b");
    keys(head + "'' 0 1000 AUTH2 KEYS KEYS KEYS a KEYS b").isArrayOf("a", "KEYS", "b");
    keys(head + "k 0 1000 AUTH KEYS COPY").isArrayOf("k");
    keys(head + "k 0 1000 KEYS a b").isError("ERR Invalid arguments specified for command");
    run("COMMAND", "GETKEYSANDFLAGS", "MIGRATE", "h", "1", "k", "0", "1")
        .onWire("*1\r\n*2\r\n$1\r\nk\r\n*3\r\n+RW\r\n+access\r\n+delete\r\n");
  }

  private ReplyAssert keys(String command) {
    String[] words = ("COMMAND GETKEYS " + command).split(" ");
    for (int i = 0; i < words.length; i++) {
      words[i] = words[i].replace("''", "");
    }
    return run(words);
  }
}
