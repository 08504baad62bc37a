package io.redissim.core.introspect;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.config.Config;
import io.redissim.core.config.ConfigLoader;
import io.redissim.core.config.DiskConfigFiles;
import io.redissim.core.config.FatalConfigException;
import io.redissim.core.engine.Engine;
import io.redissim.core.engine.LocalClient;
import io.redissim.core.resp.Reply;
import io.redissim.core.time.VirtualClock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DebugCommandsTest {
  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final Engine engine = new Engine(config(), clock, 1);
  private final LocalClient client = new LocalClient(engine);

  private static Config config() {
    Config config = new Config(new DiskConfigFiles());
    try {
      new ConfigLoader(config).loadText("enable-debug-command local");
    } catch (FatalConfigException e) {
      throw new AssertionError(e);
    }
    return config;
  }

  @Test
  void everyTypeSurvivesAReload() {
    client.call("SET", "s", "x".repeat(100), "EX", "100");
    client.call("SET", "n", "12345");
    client.call("RPUSH", "l", "a", "b");
    client.call("HSET", "h", "f", "v");
    client.call("XADD", "x", "1-1", "f", "v");
    client.call("SELECT", "3");
    client.call("SET", "other", "v");
    String digest = text("DEBUG", "DIGEST");
    assertThat(text("DEBUG", "RELOAD")).isEqualTo("OK");
    assertThat(text("DEBUG", "DIGEST")).isEqualTo(digest);
    client.call("SELECT", "0");
    assertThat(client.call("TTL", "s").integer()).isEqualTo(100);
  }

  @Test
  void aWrongChecksumIsTakenOnRequestButNeverAWrongFormat() {
    byte[] payload = Ascii.bytes("\0\3abc\13\0" + "wrong..."); // a string, of RDB version 11
    assertThat(restore(payload)).isEqualTo("ERR DUMP payload version or checksum are wrong");
    client.call("DEBUG", "SET-SKIP-CHECKSUM-VALIDATION", "1");
    assertThat(restore(payload)).isEqualTo("OK");
    payload[0] = 99; // no such type
    assertThat(restore(payload)).isEqualTo("ERR Bad data format");
    client.call("DEBUG", "SET-SKIP-CHECKSUM-VALIDATION", "0");
    assertThat(restore(payload)).isEqualTo("ERR DUMP payload version or checksum are wrong");
  }

  private String restore(byte[] payload) {
    byte[][] words = {
      Ascii.bytes("RESTORE"), Ascii.bytes("k"), Ascii.bytes("0"), payload, Ascii.bytes("REPLACE")
    };
    return client.call(words).text();
  }

  @Test
  void nothingHappensByTheClockWhileItIsPaused() {
    client.call("SET", "k", "v", "EX", "1");
    client.call("DEBUG", "PAUSE-CRON", "1");
    clock.advance(ofSeconds(2));
    tick();
    assertThat(client.call("DBSIZE").integer()).isEqualTo(1);
    client.call("DEBUG", "PAUSE-CRON", "0");
    tick();
    assertThat(client.call("DBSIZE").integer()).isZero();
  }

  /** The digests were taken from redis-server 7.0.15. */
  @Test
  void theDigestIsThatOfRedis() {
    assertThat(text("DEBUG", "DIGEST")).isEqualTo("0".repeat(40));
    client.call("SET", "a", "1");
    assertThat(text("DEBUG", "DIGEST")).isEqualTo("943d800368fb9c0e951138f1bc0e313ac769d91f");
  }

  @Test
  void theDigestDoesNotDependOnTheOrderOfKeys() {
    client.call("MSET", "a", "1", "b", "2");
    String digest = text("DEBUG", "DIGEST");
    client.call("FLUSHALL");
    client.call("MSET", "b", "2", "a", "1");
    assertThat(text("DEBUG", "DIGEST")).isEqualTo(digest);
    client.call("EXPIRE", "a", "100");
    assertThat(text("DEBUG", "DIGEST")).isNotEqualTo(digest);
  }

  @Test
  void aMissingKeyHasNoDigest() {
    assertThat(client.call("DEBUG", "DIGEST-VALUE", "nope").element(0).text())
        .isEqualTo("0".repeat(40));
  }

  @Test
  void objectTellsHowAValueIsKept() {
    client.call("SET", "a", "12");
    clock.advance(ofSeconds(7));
    assertThat(text("DEBUG", "OBJECT", "a"))
        .matches(
            "Value at:0x0 refcount:1 encoding:int serializedlength:2 lru:[0-9]+"
                + " lru_seconds_idle:7");
    assertThat(text("DEBUG", "OBJECT", "nope")).isEqualTo("ERR no such key");
  }

  @Test
  void objectTellsOfTheNodesOfAQuicklist() {
    client.call("CONFIG", "SET", "list-max-listpack-size", "2");
    for (int i = 0; i < 5; i++) {
      client.call("RPUSH", "l", "element");
    }
    client.call("CONFIG", "SET", "list-max-listpack-size", "-1", "list-compress-depth", "3");
    assertThat(text("DEBUG", "OBJECT", "l"))
        .endsWith(
            " lru_seconds_idle:0 ql_nodes:3 ql_avg_node:1.67 ql_listpack_max:2 ql_compressed:1"
                + " ql_uncompressed_size:66");
  }

  @Test
  void withoutActiveExpiryKeysStayUntilTheyAreMet() {
    client.call("DEBUG", "SET-ACTIVE-EXPIRE", "0");
    client.call("SET", "a", "1", "PX", "10");
    clock.advance(ofSeconds(1));
    tick();
    assertThat(client.call("DBSIZE").integer()).isEqualTo(1);
    client.call("DEBUG", "SET-ACTIVE-EXPIRE", "1");
    tick();
    assertThat(client.call("DBSIZE").integer()).isZero();
  }

  @Test
  void populateMakesWhatIsMissing() {
    client.call("SET", "key:1", "mine");
    assertThat(text("DEBUG", "POPULATE", "3")).isEqualTo("OK");
    assertThat(client.call("DBSIZE").integer()).isEqualTo(3);
    assertThat(text("GET", "key:1")).isEqualTo("mine");
    assertThat(text("GET", "key:2")).isEqualTo("value:2");
    client.call("DEBUG", "POPULATE", "1", "p", "3");
    assertThat(text("GET", "p:0")).isEqualTo("val");
    client.call("DEBUG", "POPULATE", "1", "q", "9");
    assertThat(text("GET", "q:0")).isEqualTo("value:0\0\0");
    assertThat(text("DEBUG", "POPULATE", "x"))
        .isEqualTo("ERR value is out of range, must be positive");
  }

  @Test
  void everyTypeOfReplyHasAnExample() {
    assertThat(wire("double")).isEqualTo("$5\r\n3.141\r\n");
    assertThat(wire("attrib")).isEqualTo("$39\r\nSome real reply following the attribute\r\n");
    assertThat(wire("push")).isEqualTo("-ERR RESP2 is not supported by this command\r\n");
    client.call("HELLO", "3");
    assertThat(wire("double")).isEqualTo(",3.141\r\n");
    assertThat(wire("bignum")).isEqualTo("(1234567999999999999999999999999999999\r\n");
    assertThat(wire("map")).isEqualTo("%3\r\n:0\r\n#f\r\n:1\r\n#t\r\n:2\r\n#f\r\n");
    assertThat(wire("verbatim")).isEqualTo("=29\r\ntxt:This is a verbatim\nstring\r\n");
    assertThat(wire("attrib")).startsWith("|1\r\n$14\r\nkey-popularity\r\n*2\r\n");
    assertThat(wire("push")).startsWith(">2\r\n$16\r\nserver-cpu-usage\r\n:42\r\n$40\r\n");
  }

  @Test
  void anErrorIsSentAsItIsGiven() {
    Reply error = client.call("DEBUG", "ERROR", "CODE my\ntext");
    assertThat(error.isError()).isTrue();
    assertThat(error.text()).isEqualTo("CODE my text");
  }

  @Test
  void sleepingIsForTheHost() {
    assertThat(client.call("DEBUG", "SLEEP", "0.1").isError()).isTrue();
    AtomicLong slept = new AtomicLong();
    engine.host(
        new Host() {
          @Override
          public boolean sleep(long micros) {
            slept.set(micros);
            return true;
          }
        });
    assertThat(text("DEBUG", "SLEEP", "1.5")).isEqualTo("OK");
    assertThat(slept).hasValue(1_500_000);
    assertThat(text("DEBUG", "SLEEP", "x")).isEqualTo("ERR value is not a valid float");
  }

  @Test
  void elementsOverTheThresholdHaveNodesOfTheirOwn() {
    assertThat(text("DEBUG", "QUICKLIST-PACKED-THRESHOLD", "5b")).isEqualTo("OK");
    client.call("CONFIG", "SET", "list-max-listpack-size", "2");
    client.call("RPUSH", "k", "1", "hello", "2", "3", "world");
    client.call("LSET", "k", "0", "large one");
    client.call("LSET", "k", "1", "s");
    client.call("LINSERT", "k", "AFTER", "2", "another");
    assertThat(client.call("LRANGE", "k", "0", "-1").elements())
        .extracting(Reply::text)
        .containsExactly("large one", "s", "2", "another", "3", "world");
    assertThat(text("DEBUG", "QUICKLIST-PACKED-THRESHOLD", "5x"))
        .isEqualTo("ERR argument must be a memory value bigger than 1 and smaller than 4gb");
    assertThat(text("DEBUG", "LISTPACK", "k")).isEqualTo("ERR Not a listpack encoded object.");
  }

  @Test
  void whatItCannotDoIsUnknown() {
    assertThat(text("DEBUG", "LOADAOF"))
        .isEqualTo(
            "ERR unknown subcommand or wrong number of arguments for 'LOADAOF'. Try DEBUG HELP.");
    assertThat(text("DEBUG")).isEqualTo("ERR wrong number of arguments for 'debug' command");
  }

  private String text(String... words) {
    return client.call(words).text();
  }

  private String wire(String type) {
    return Ascii.string(
        client.callForBytes(Ascii.bytes("DEBUG"), Ascii.bytes("PROTOCOL"), Ascii.bytes(type)));
  }

  private void tick() {
    engine.door().enter();
    try {
      engine.tick();
    } finally {
      engine.door().leave();
    }
  }
}
