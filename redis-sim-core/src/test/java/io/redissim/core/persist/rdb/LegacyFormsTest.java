package io.redissim.core.persist.rdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Crc64;
import io.redissim.core.command.CommandTest;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** RESTORE of what servers before 7.0 wrote. */
class LegacyFormsTest extends CommandTest {
  private static final int HASH_ZIPMAP = 9;
  private static final int HASH_ZIPLIST = 13;

  private ReplyAssert restore(RdbWriter value) {
    value.shortValue(6);
    value.longValue(Crc64.update(0, value.array(), 0, value.size()));
    byte[] payload = Arrays.copyOf(value.array(), value.size());
    return run(
        Ascii.bytes("RESTORE"),
        Ascii.bytes("k"),
        Ascii.bytes("0"),
        payload,
        Ascii.bytes("REPLACE"));
  }

  private ReplyAssert restore(int rdbType, byte[] string) {
    return restore(new RdbWriter().byteValue(rdbType).string(string, 0, string.length));
  }

  @Test
  void hashesOfZipmaps() {
    restore(HASH_ZIPMAP, OldBytes.zipmap(1, "f", "v", "g", "12")).isOk();
    run("HGETALL", "k").isArrayOf("f", "v", "g", "12");
    run("OBJECT", "ENCODING", "k").isBulk("listpack");
    restore(HASH_ZIPMAP, OldBytes.zipmap(0, "f", "v".repeat(100))).isOk();
    run("OBJECT", "ENCODING", "k").isBulk("hashtable");
    restore(HASH_ZIPMAP, OldBytes.zipmap(0, "f", "v", "f", "w")).isError("ERR Bad data format");
    restore(HASH_ZIPMAP, OldBytes.zipmap(0)).isError("ERR Bad data format");
  }

  @Test
  void hashesOfZiplists() {
    restore(HASH_ZIPLIST, OldBytes.ziplist("f", "v", "12", "-7000")).isOk();
    run("HGETALL", "k").isArrayOf("f", "v", "12", "-7000");
    restore(HASH_ZIPLIST, OldBytes.ziplist("f", "v", "f", "w")).isError("ERR Bad data format");
    restore(HASH_ZIPLIST, OldBytes.ziplist("f", "v", "g")).isError("ERR Bad data format");
    restore(HASH_ZIPLIST, OldBytes.ziplist()).isError("ERR Bad data format");
    run("HLEN", "k").isInteger(2);
    assertThat(effects()).hasSize(1);
  }
}
