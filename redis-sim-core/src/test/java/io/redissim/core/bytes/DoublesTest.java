package io.redissim.core.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DoublesTest {
  private static String text(double value) {
    return Ascii.string(Doubles.bytes(value));
  }

  private static double parsed(String text) {
    byte[] bytes = Ascii.bytes(text);
    return Doubles.parse(bytes, 0, bytes.length);
  }

  private static double bound(String text) {
    byte[] bytes = Ascii.bytes(text);
    return Doubles.parseBound(bytes, 0, bytes.length);
  }

  @Test
  void printsNumbersAsRedisDoes() {
    assertThat(text(0)).isEqualTo("0");
    assertThat(text(-0.0)).isEqualTo("-0");
    assertThat(text(0.1)).isEqualTo("0.1");
    assertThat(text(-1.5)).isEqualTo("-1.5");
    assertThat(text(3)).isEqualTo("3");
    assertThat(text(1e17)).isEqualTo("100000000000000000");
    assertThat(text(1e20)).isEqualTo("1e+20");
    assertThat(text(123456789.125)).isEqualTo("123456789.125");
    assertThat(text(1.7976931348623157e308)).isEqualTo("1.7976931348623157e+308");
    assertThat(text(Double.MIN_VALUE)).isEqualTo("5e-324");
    assertThat(text(0.0001)).isEqualTo("0.0001");
    assertThat(text(0.000001)).isEqualTo("0.000001");
    assertThat(text(0.0000001)).isEqualTo("1e-7");
    assertThat(text(Double.POSITIVE_INFINITY)).isEqualTo("inf");
    assertThat(text(Double.NEGATIVE_INFINITY)).isEqualTo("-inf");
    assertThat(text(Double.NaN)).isEqualTo("nan");
  }

  @Test
  void readsWhatItPrints() {
    Random random = new Random(1);
    for (int i = 0; i < 200_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (!Double.isNaN(value)) {
        assertThat(parsed(text(value))).isEqualTo(value);
      }
      double decimal = random.nextInt(1_000_000) / 1000.0;
      assertThat(text(decimal)).isEqualTo(Double.toString(decimal).replaceAll("\\.0$", ""));
    }
  }

  @Test
  void readsWhatStrtodReads() {
    assertThat(parsed("+1.5")).isEqualTo(1.5);
    assertThat(parsed(".5")).isEqualTo(0.5);
    assertThat(parsed("5.")).isEqualTo(5);
    assertThat(parsed("1e3")).isEqualTo(1000);
    assertThat(parsed("0x1A")).isEqualTo(26);
    assertThat(parsed("0x1.8p1")).isEqualTo(3);
    assertThat(parsed("-Infinity")).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(parsed("0e999")).isEqualTo(0);
    for (String wrong :
        new String[] {
          "", " 1", "1 ", "nan", "1e", "e1", ".", "1f", "1d", "0x", "1e999", "1e-999", "--1", "abc"
        }) {
      assertThat(parsed(wrong)).as(wrong).isNaN();
    }
  }

  @Test
  void readsTheEndsOfRangesLoosely() {
    assertThat(bound("")).isEqualTo(0);
    assertThat(bound(" 1")).isEqualTo(1);
    assertThat(bound("1e999")).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(bound("1e-999")).isEqualTo(0);
    assertThat(bound("1 ")).isNaN();
    assertThat(bound("nan")).isNaN();
  }
}
