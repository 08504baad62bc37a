package io.redissim.core.generic;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Crc64;
import io.redissim.core.command.CommandTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class DumpCommandsTest extends CommandTest {
  private static final long NOW = START.toEpochMilli();

  private byte[] dump(String value) {
    run("SET", "source", value).isOk();
    return run("DUMP", "source").tree().bytes();
  }

  /** The payload without its version and checksum, in hexadecimal. */
  private String body(String value) {
    byte[] payload = dump(value);
    return HexFormat.of().formatHex(payload, 0, payload.length - 10);
  }

  private ReplyAssert restore(String key, String ttl, byte[] payload, String... options) {
    List<byte[]> words = new ArrayList<>();
    words.add(Ascii.bytes("RESTORE"));
    words.add(Ascii.bytes(key));
    words.add(Ascii.bytes(ttl));
    words.add(payload);
    for (String option : options) {
      words.add(Ascii.bytes(option));
    }
    return run(words.toArray(new byte[0][]));
  }

  /** A payload of this body with a right checksum. */
  private static byte[] payload(int version, int... body) {
    byte[] bytes = new byte[body.length + 10];
    for (int i = 0; i < body.length; i++) {
      bytes[i] = (byte) body[i];
    }
    bytes[body.length] = (byte) version;
    long crc = Crc64.update(0, bytes, 0, body.length + 2);
    for (int i = 0; i < 8; i++) {
      bytes[body.length + 2 + i] = (byte) (crc >>> 8 * i);
    }
    return bytes;
  }

  @Test
  void dumpOfNothingIsNil() {
    run("DUMP", "none").isNil();
  }

  @Test
  void dumpEncodesAsRedisDoes() {
    assertThat(body("")).isEqualTo("0000");
    assertThat(body("abc")).isEqualTo("0003616263");
    assertThat(body("7")).isEqualTo("00c007");
    assertThat(body("-129")).isEqualTo("00c17fff");
    assertThat(body("100000")).isEqualTo("00c2a0860100");
    assertThat(body("9999999999")).isEqualTo("000a39393939393939393939");
    assertThat(body("a".repeat(30))).isEqualTo("00c3091e016161e01100016161");
  }

  @Test
  void theFooterIsVersion11AndTheChecksum() {
    assertThat(dump("10")).isEqualTo(payload(11, 0, 0xc0, 10));
  }

  @Test
  void compressionCanBeTurnedOff() {
    run("CONFIG", "SET", "rdbcompression", "no").isOk();
    assertThat(body("a".repeat(30))).isEqualTo("001e" + "61".repeat(30));
  }

  @Test
  void restoreTakesWhatDumpGives() {
    for (String value : new String[] {"", "abc", "-7", "a".repeat(100), "x".repeat(100_000)}) {
      restore("k", "0", dump(value), "REPLACE").isOk();
      run("GET", "k").isBulk(value);
      run("TTL", "k").isInteger(-1);
    }
  }

  @Test
  void restoreTakesOlderPayloads() {
    restore("k", "0", payload(6, 0, 1, 'a')).isOk();
    run("GET", "k").isBulk("a");
  }

  @Test
  void restoreRefusesAnExistingKey() {
    byte[] payload = dump("abc");
    restore("source", "0", payload).isError("BUSYKEY Target key name already exists.");
    restore("source", "0", payload, "REPLACE").isOk();
  }

  @Test
  void aTimeToLiveIsPropagatedAsADeadline() {
    byte[] payload = dump("abc");
    restore("k", "5000", payload).isOk();
    run("PEXPIRETIME", "k").isInteger(NOW + 5000);
    assertThat(effects().get(1)).startsWith("RESTORE k " + (NOW + 5000)).endsWith(" ABSTTL");
  }

  @Test
  void anAbsoluteDeadlineIsTakenAsItIs() {
    restore("k", Long.toString(NOW + 5000), dump("abc"), "ABSTTL").isOk();
    run("PTTL", "k").isInteger(5000);
  }

  @Test
  void aDeadlineThatHasPassedOnlyRemoves() {
    byte[] payload = dump("abc");
    restore("k", "1", payload, "ABSTTL").isOk();
    run("EXISTS", "k").isInteger(0);
    restore("source", "1", payload, "ABSTTL", "REPLACE").isOk();
    run("EXISTS", "source").isInteger(0);
    assertThat(effects()).endsWith("UNLINK source");
    run("SET", "source", "abc").isOk();
    run("CONFIG", "SET", "lazyfree-lazy-server-del", "no").isOk();
    restore("source", "1", payload, "ABSTTL", "REPLACE").isOk();
    assertThat(effects()).endsWith("DEL source");
  }

  @Test
  void restoreSetsTheIdleTime() {
    restore("k", "0", dump("abc"), "IDLETIME", "1000").isOk();
    run("OBJECT", "IDLETIME", "k").isInteger(1000);
  }

  @Test
  void restoreSetsTheAccessFrequency() {
    run("CONFIG", "SET", "maxmemory-policy", "allkeys-lfu").isOk();
    restore("k", "0", dump("abc"), "FREQ", "100").isOk();
    run("OBJECT", "FREQ", "k").isInteger(100);
  }

  @Test
  void restoreRefusesWrongOptions() {
    byte[] payload = dump("abc");
    restore("k", "-1", payload).isError("ERR Invalid TTL value, must be >= 0");
    restore("k", "x", payload).isError("ERR value is not an integer or out of range");
    restore("k", "0", payload, "IDLETIME", "-1")
        .isError("ERR Invalid IDLETIME value, must be >= 0");
    restore("k", "0", payload, "FREQ", "256")
        .isError("ERR Invalid FREQ value, must be >= 0 and <= 255");
    restore("k", "0", payload, "FREQ", "1", "IDLETIME", "1").isError("ERR syntax error");
    restore("k", "0", payload, "FREQ").isError("ERR syntax error");
  }

  @Test
  void aPayloadWithAnyBitChangedIsRefused() {
    byte[] payload = dump("abc");
    for (int bit = 0; bit < payload.length * 8; bit++) {
      byte[] changed = payload.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      restore("k", "0", changed).isError("ERR DUMP payload version or checksum are wrong");
    }
    for (int length = 0; length < payload.length; length++) {
      restore("k", "0", Arrays.copyOf(payload, length))
          .isError("ERR DUMP payload version or checksum are wrong");
    }
    run("EXISTS", "k").isInteger(0);
  }

  @Test
  void aNewerPayloadIsRefused() {
    restore("k", "0", payload(13, 0, 1, 'a'))
        .isError("ERR DUMP payload version or checksum are wrong");
  }

  @Test
  void aBodyThatIsNoStringLeavesTheOldValueAlone() {
    run("SET", "k", "old").isOk();
    int[][] bodies = {
      {}, // no type
      {0}, // no length
      {0, 5, 'a'}, // shorter than it says
      {0, 0x80, 0xff, 0xff, 0xff, 0xff}, // 4 GiB
      {0, 0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}, // more than there is
      {0, 0xc3, 4, 0x80, 0x7f, 0xff, 0xff, 0xff, 0, 'a', 0x20, 0}, // a bomb
      {0, 0xc3, 4, 4, 0, 'a', 0x20, 9}, // refers to before its beginning
      {0, 0xc7}, // no such encoding
      {200, 1, 'a'} // no such type
    };
    for (int[] body : bodies) {
      restore("k", "0", payload(11, body), "REPLACE").isError("ERR Bad data format");
    }
    run("GET", "k").isBulk("old");
  }
}
