package io.redissim.core.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Crc64Test {
  /** The check value that Redis' own self-test prints. */
  @Test
  void nineDigitsGiveTheKnownValue() {
    assertThat(Crc64.update(0, Ascii.bytes("123456789"), 0, 9)).isEqualTo(0xe9c6d914c4b8d9caL);
  }

  @Test
  void theWayTheInputIsCutDoesNotMatter() {
    byte[] bytes = new byte[100];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 37);
    }
    long whole = Crc64.update(0, bytes, 0, bytes.length);
    for (int cut = 0; cut <= bytes.length; cut++) {
      long first = Crc64.update(0, bytes, 0, cut);
      assertThat(Crc64.update(first, bytes, cut, bytes.length - cut)).isEqualTo(whole);
    }
  }
}
