package io.redissim.core.persist.rdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Block;
import io.redissim.core.bytes.Intset;
import io.redissim.core.bytes.KeyHash;
import io.redissim.core.bytes.Listpack;
import io.redissim.core.command.CommandTest;
import io.redissim.core.type.set.SetLimits;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetCodecTest extends CommandTest {
  private final SetCodec codec = new SetCodec(new SetLimits(), new KeyHash(1));

  @ParameterizedTest
  @CsvSource({"'', 100, intset", "m, 100, listpack", "m, 300, hashtable", "'', 600, hashtable"})
  void aDumpedSetIsRestored(String prefix, int members, String encoding) {
    for (int i = 0; i < members; i++) {
      run("SADD", "s", prefix + i);
    }
    byte[] payload = client.callForBytes(Ascii.bytes("DUMP"), Ascii.bytes("s"));
    int from = Ascii.string(payload).indexOf('\n') + 1;
    byte[] bytes = Arrays.copyOfRange(payload, from, payload.length - 2);
    run(Ascii.bytes("RESTORE"), Ascii.bytes("copy"), Ascii.bytes("0"), bytes).isOk();
    run("OBJECT", "ENCODING", "copy").isBulk(encoding);
    run("SINTERCARD", "2", "s", "copy").isInteger(members);
    run("SCARD", "copy").isInteger(members);
  }

  @Test
  void hostileIntsetsAreRefused() {
    Block block = new Block();
    Intset.create(block);
    refuses(RdbCodes.TYPE_SET_INTSET, copy(block));
    Intset.add(block, 1);
    Intset.add(block, 2);
    byte[] unordered = copy(block);
    unordered[Intset.HEADER] = 3;
    refuses(RdbCodes.TYPE_SET_INTSET, unordered);
    byte[] twice = copy(block);
    twice[Intset.HEADER] = 2;
    refuses(RdbCodes.TYPE_SET_INTSET, twice);
    byte[] wide = copy(block);
    wide[0] = 3;
    refuses(RdbCodes.TYPE_SET_INTSET, wide);
    byte[] more = copy(block);
    more[4] = 3;
    refuses(RdbCodes.TYPE_SET_INTSET, more);
    more[7] = (byte) 0x80;
    refuses(RdbCodes.TYPE_SET_INTSET, more);
    refuses(RdbCodes.TYPE_SET_INTSET, new byte[3]);
  }

  @Test
  void hostileListpacksAreRefused() {
    Block block = new Block();
    Listpack.create(block);
    refuses(RdbCodes.TYPE_SET_LISTPACK, copy(block));
    Listpack.append(block, Ascii.bytes("a"), 0, 1);
    Listpack.append(block, Ascii.bytes("a"), 0, 1);
    refuses(RdbCodes.TYPE_SET_LISTPACK, copy(block));
    byte[] cut = Arrays.copyOf(copy(block), block.length() - 1);
    refuses(RdbCodes.TYPE_SET_LISTPACK, cut);
  }

  @Test
  void membersThatComeTwiceOrNotAtAllAreRefused() {
    refused(RdbCodes.TYPE_SET, new RdbWriter().length(0));
    RdbWriter twice = new RdbWriter().length(2);
    twice.string(Ascii.bytes("a"), 0, 1);
    twice.string(Ascii.bytes("a"), 0, 1);
    refused(RdbCodes.TYPE_SET, twice);
    refused(RdbCodes.TYPE_SET, new RdbWriter().length(0xffffffffL));
  }

  private void refuses(int rdbType, byte[] bytes) {
    RdbWriter writer = new RdbWriter();
    writer.string(bytes, 0, bytes.length);
    refused(rdbType, writer);
  }

  private void refused(int rdbType, RdbWriter written) {
    assertThat(codec.reads(rdbType)).isTrue();
    assertThatThrownBy(() -> codec.read(rdbType, new RdbReader(written.array(), 0, written.size())))
        .isInstanceOf(RdbFormatException.class);
  }

  private static byte[] copy(Block block) {
    return Arrays.copyOf(block.array(), block.length());
  }
}
