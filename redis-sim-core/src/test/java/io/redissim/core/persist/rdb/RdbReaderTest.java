package io.redissim.core.persist.rdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissim.core.bytes.Ascii;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RdbReaderTest {
  private final RdbWriter writer = new RdbWriter();

  @Test
  void lengthsComeBackAtEveryBoundary() throws RdbFormatException {
    long[] lengths = {0, 63, 64, 16383, 16384, 0xffffffffL, 0x100000000L, Long.MAX_VALUE};
    for (long length : lengths) {
      writer.length(length);
    }
    RdbReader reader = reader();
    for (long length : lengths) {
      assertThat(reader.length()).isEqualTo(length);
    }
    assertThat(reader.left()).isZero();
  }

  @Test
  void numbersComeBackAtEveryBoundary() throws RdbFormatException {
    String[] numbers = {
      "0",
      "-1",
      "127",
      "128",
      "-128",
      "-129",
      "32767",
      "32768",
      "-32768",
      "-32769",
      "2147483647",
      "2147483648",
      "-2147483648",
      "-2147483649",
      "00",
      "-0",
      "+1",
      ""
    };
    for (String number : numbers) {
      writer.string(Ascii.bytes(number), 0, number.length());
    }
    RdbReader reader = reader();
    for (String number : numbers) {
      assertThat(Ascii.string(reader.string())).isEqualTo(number);
    }
  }

  @Test
  void aStringThatIsCutShortIsRefusedAtEveryByte() {
    byte[] text = Ascii.bytes("abc".repeat(50));
    for (boolean compressing : new boolean[] {true, false}) {
      writer.clear();
      writer.compressing(compressing);
      writer.string(text, 0, text.length);
      for (int cut = 0; cut < writer.size(); cut++) {
        RdbReader reader = new RdbReader(Arrays.copyOf(writer.array(), cut), 0, cut);
        assertThatThrownBy(reader::string).isInstanceOf(RdbFormatException.class);
      }
    }
  }

  @Test
  void aLengthThatIsNotThereAllocatesNothing() {
    for (int head : new int[] {RdbCodes.LENGTH_32_BITS, RdbCodes.LENGTH_64_BITS}) {
      refuses(head, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff);
      refuses(head, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff);
    }
  }

  @Test
  void aCompressedStringMustKeepItsPromise() {
    // 4 bytes that make 4, promised to make 2 GiB.
    refuses(0xc3, 4, 0x80, 0x7f, 0xff, 0xff, 0xff, 0, 'a', 0x20, 0);
    refuses(0xc3, 4, 5, 0, 'a', 0x20, 0);
  }

  @Test
  void unknownEncodingsAreRefused() {
    refuses(0xc4, 0, 0);
    refuses(0x82, 0, 0);
  }

  private static void refuses(int... bytes) {
    byte[] in = new byte[bytes.length];
    for (int i = 0; i < in.length; i++) {
      in[i] = (byte) bytes[i];
    }
    assertThatThrownBy(() -> new RdbReader(in, 0, in.length).string())
        .isInstanceOf(RdbFormatException.class);
  }

  private RdbReader reader() {
    return new RdbReader(writer.array(), 0, writer.size());
  }
}
