package io.redissim.core.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BytesTest {
  @Test
  void oneBytesDifferenceIsSeenWhereverItIs() {
    Random random = new Random(8);
    for (int length = 0; length < 150; length++) {
      byte[] a = new byte[length + 20];
      byte[] b = new byte[length + 20];
      random.nextBytes(a);
      random.nextBytes(b);
      int from = random.nextInt(20);
      int offset = random.nextInt(20);
      System.arraycopy(a, from, b, offset, length);
      assertThat(Bytes.same(a, from, b, offset, length)).isTrue();
      for (int i = 0; i < length; i++) {
        a[from + i] ^= 1;
        assertThat(Bytes.same(a, from, b, offset, length)).as("%s of %s", i, length).isFalse();
        a[from + i] ^= 1;
      }
    }
  }
}
