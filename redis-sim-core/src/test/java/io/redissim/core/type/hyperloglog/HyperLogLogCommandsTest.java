package io.redissim.core.type.hyperloglog;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.command.CommandTest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HyperLogLogCommandsTest extends CommandTest {
  private static final String NOT_ONE = "WRONGTYPE Key is not a valid HyperLogLog string value.";
  private static final String CORRUPTED = "INVALIDOBJ Corrupted HLL object detected";

  private byte[] value(String key) {
    return run("GET", key).tree().bytes();
  }

  private String hex(String key) {
    return HexFormat.of().formatHex(value(key));
  }

  private void set(String key, String hex) {
    run(Ascii.bytes("SET"), Ascii.bytes(key), HexFormat.of().parseHex(hex)).isOk();
  }

  private void addNumbers(String key, int from, int to) {
    byte[][] words = new byte[to - from + 2][];
    words[0] = Ascii.bytes("PFADD");
    words[1] = Ascii.bytes(key);
    for (int i = from; i < to; i++) {
      words[2 + i - from] = Ascii.bytes("element:" + i);
    }
    run(words);
  }

  @Test
  void aNewKeyIsSparseAndCountsNothing() {
    run("PFADD", "k").isInteger(1);
    assertThat(hex("k")).isEqualTo("48594c4c01000000" + "0000000000000080" + "7fff");
    run("PFCOUNT", "k").isInteger(0);
    run("PFADD", "k").isInteger(0);
    run("OBJECT", "ENCODING", "k").isBulk("raw");
  }

  /** Observed on 7.0.15. */
  @Test
  void theBytesAreThoseOfRedis() throws Exception {
    run("PFADD", "k", "a", "b", "c", "").isInteger(1);
    run("PFADD", "k", "b").isInteger(0);
    assertThat(hex("k"))
        .isEqualTo("48594c4c0100000000000000000000" + "8057318449c08050b1844bfb80425a");
    run("DEL", "k").isInteger(1);
    addNumbers("k", 0, 500);
    run("PFCOUNT", "k").isInteger(502);
    assertThat(value("k")).hasSize(1050);
    assertThat(sha("k"))
        .isEqualTo("6a58435445bf00146ed00f8e3074634b9ba4f41a1963b2f88d0e7ad151449745");
    addNumbers("k", 500, 5000);
    run("PFCOUNT", "k").isInteger(5005);
    run("PFDEBUG", "ENCODING", "k").onWire("+dense\r\n");
    assertThat(sha("k"))
        .isEqualTo("fd7f6641d1fbf1c039a7318353c1b408600dabdfb353ef486fdeffd630100c06");
    run("PFADD", "m", "x", "y").isInteger(1);
    run("PFMERGE", "m", "k", "none").isOk();
    run("PFCOUNT", "m").isInteger(5006);
    assertThat(sha("m"))
        .isEqualTo("11f603bbd60ca8f6787e30b20dc2ab9f4393025738783590f53bbbde92f38a67");
  }

  private String sha(String key) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value(key)));
  }

  @Test
  void theCountIsStoredUntilARegisterChanges() {
    run("PFADD", "k", "a", "b", "c").isInteger(1);
    run("PFCOUNT", "k").isInteger(3);
    assertThat(value("k")[15]).isZero();
    run("PFADD", "k", "a").isInteger(0);
    assertThat(value("k")[15]).isZero();
    run("PFADD", "k", "1").isInteger(1);
    assertThat(value("k")[15]).isEqualTo((byte) 0x80);
    assertThat(effects()).containsExactly("PFADD k a b c", "PFCOUNT k", "PFADD k 1");
  }

  @Test
  void aValueThatWasSetBecomesRawThoughNoRegisterChanges() {
    run("PFADD", "k", "a").isInteger(1);
    set("other", hex("k"));
    run("OBJECT", "ENCODING", "other").isBulk("embstr");
    run("PFADD", "other", "a").isInteger(0);
    run("OBJECT", "ENCODING", "other").isBulk("raw");
    set("other", hex("k"));
    run("PFDEBUG", "ENCODING", "other").onWire("+sparse\r\n");
    run("OBJECT", "ENCODING", "other").isBulk("raw");
  }

  @Test
  void severalKeysAreCountedTogether() {
    run("PFADD", "a", "1", "2", "3");
    run("PFADD", "b", "3", "4");
    run("PFDEBUG", "TODENSE", "b").isInteger(1);
    run("PFDEBUG", "TODENSE", "b").isInteger(0);
    run("PFCOUNT", "a", "none", "b").isInteger(4);
    run("PFMERGE", "c", "a").isOk();
    run("PFDEBUG", "ENCODING", "c").onWire("+sparse\r\n");
    run("PFMERGE", "c", "b").isOk();
    run("PFDEBUG", "ENCODING", "c").onWire("+dense\r\n");
    run("PFCOUNT", "c").isInteger(4);
  }

  @Test
  void aSparseValueThatWouldBeTooLongBecomesDense() {
    run("PFADD", "k", "a", "b", "c").isInteger(1);
    run("CONFIG", "SET", "hll-sparse-max-bytes", "20").isOk();
    run("PFADD", "k", "d").isInteger(1);
    run("PFDEBUG", "ENCODING", "k").onWire("+dense\r\n");
    run("PFCOUNT", "k").isInteger(4);
    run("PFADD", "k", "a", "b", "c", "d").isInteger(0);
    // A replay knows nothing of CONFIG SET.
    run("DEL", "k").isInteger(1);
  }

  @Test
  void theRunsCanBeLookedAt() {
    run("PFADD", "k", "a", "b", "c");
    run("PFDEBUG", "DECODE", "k").isBulk("Z:8436 v:1,1 Z:4274 v:2,1 Z:3068 v:1,1 Z:603");
    assertThat(run("PFDEBUG", "GETREG", "k").tree().element(8436).integer()).isOne();
    run("PFDEBUG", "DECODE", "k").isError("ERR HLL encoding is not sparse");
    run("PFDEBUG", "DECODE", "none").isError("ERR The specified key does not exist");
    run("PFDEBUG", "what", "k").isError("ERR Unknown PFDEBUG subcommand 'what'");
  }

  @Test
  void otherStringsAreRefused() {
    String[] values = {
      "", "31", "00".repeat(20), "48594c4c" + "02" + "00".repeat(13), "48594c4c" + "00".repeat(13)
    };
    for (String value : values) {
      set("k", value);
      run("PFADD", "k", "a").isError(NOT_ONE);
      run("PFCOUNT", "k").isError(NOT_ONE);
      run("PFCOUNT", "k", "k").isError(NOT_ONE);
      run("PFMERGE", "other", "k").isError(NOT_ONE);
      run("PFDEBUG", "ENCODING", "k").isError(NOT_ONE);
    }
    run("EXISTS", "other").isInteger(0);
  }

  @Test
  void runsThatDoNotCoverAllRegistersAreCorrupted() {
    String header = "48594c4c01000000" + "0000000000000080";
    String[] runs = {"", "7ffe", "7f", "7fff00", "7ffe85", "7fff7fff7fff", "ff".repeat(9000)};
    for (String run : runs) {
      set("k", header + run);
      run("PFCOUNT", "k").isError(CORRUPTED);
      run("PFCOUNT", "k", "none").isError(CORRUPTED);
      run("PFMERGE", "other", "k").isError(CORRUPTED);
      run("PFDEBUG", "TODENSE", "k").isError(CORRUPTED);
    }
    set("k", header + "00");
    run("PFADD", "k", "a").isError(CORRUPTED);
    run("EXISTS", "other").isInteger(0);
  }

  @Test
  void forgedRegistersDoNoHarm() {
    set("k", "48594c4c00000000" + "0000000000000080" + "ff".repeat(12288));
    run("PFCOUNT", "k").isInteger(Long.MIN_VALUE);
    run("PFADD", "k", "a").isInteger(0);
  }

  @Test
  void theSelfTestPasses() {
    run("PFSELFTEST").isOk();
  }
}
