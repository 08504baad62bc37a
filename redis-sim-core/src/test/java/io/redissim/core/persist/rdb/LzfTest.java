package io.redissim.core.persist.rdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.bytes.Ascii;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LzfTest {
  private final Lzf lzf = new Lzf();

  @Test
  void repeatedBytesBecomeOneReference() {
    byte[] out = new byte[30];
    int count = lzf.compress(Ascii.bytes("a".repeat(30)), 0, 30, out, 0, 26);
    assertThat(Arrays.copyOf(out, count)).containsExactly(1, 'a', 'a', 0xe0, 17, 0, 1, 'a', 'a');
  }

  @Test
  void whatDoesNotGetShorterIsGivenUp() {
    byte[] noise = new byte[200];
    new Random(1).nextBytes(noise);
    assertThat(lzf.compress(noise, 0, 200, new byte[200], 0, 196)).isZero();
  }

  @Test
  void anythingComesBackAsItWas() {
    Random random = new Random(2);
    for (int i = 0; i < 3000; i++) {
      byte[] in = new byte[4 + random.nextInt(1 << random.nextInt(15))];
      int letters = 1 + random.nextInt(20);
      for (int j = 0; j < in.length; j++) {
        in[j] = (byte) (random.nextInt(8) == 0 ? random.nextInt(letters) : j % letters);
      }
      byte[] out = new byte[in.length + 10];
      int count = lzf.compress(in, 0, in.length, out, 5, in.length);
      if (count > 0) {
        assertThat(Lzf.decompressedLength(out, 5, count)).isEqualTo(in.length);
        byte[] back = new byte[in.length];
        Lzf.decompress(out, 5, count, back);
        assertThat(back).isEqualTo(in);
      }
    }
  }

  @Test
  void brokenInputIsFoundBeforeAnythingIsMade() {
    assertThat(length(0)).isEqualTo(-1); // a literal is missing
    assertThat(length(0x20)).isEqualTo(-1); // an offset is missing
    assertThat(length(0xe0)).isEqualTo(-1); // a length is missing
    assertThat(length(0xe0, 1)).isEqualTo(-1);
    assertThat(length(0, 'a', 0x20, 1)).isEqualTo(-1); // before the beginning
    assertThat(length(0, 'a', 0x20, 0)).isEqualTo(4);
    assertThat(length()).isZero();
  }

  private static long length(int... bytes) {
    byte[] in = new byte[bytes.length];
    for (int i = 0; i < in.length; i++) {
      in[i] = (byte) bytes[i];
    }
    return Lzf.decompressedLength(in, 0, in.length);
  }
}
