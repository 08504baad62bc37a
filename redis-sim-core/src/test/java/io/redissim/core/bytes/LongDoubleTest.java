package io.redissim.core.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LongDoubleTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "1.50, 1.5",
    "+5, 5",
    ".5, 0.5",
    "5., 5",
    "-1.1, -1.1",
    "3.0e3, 3000",
    "1e17, 100000000000000000",
    "0x1.8p1, 3",
    "0X10, 16",
    "0x.8, 0.5",
    "1e-18, 0",
    "1e-17, 0.00000000000000001",
    "inf, inf",
    "-Infinity, -inf",
    "0e99999999999, 0"
  })
  void readsWhatStrtoldReads(String text, String printed) {
    assertThat(parse(text)).hasToString(printed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "-",
        "e5",
        "1e",
        "1e+",
        "0x",
        "0x1p",
        "1d",
        "1_0",
        " 1",
        "1 ",
        "--1",
        "nan",
        "1e5000",
        "-1e99999999999",
        "1e-5000",
        "0x1p16384"
      })
  void refusesWhatIsNoNumberOrHasNoPlaceInItsRange(String text) {
    assertThat(parse(text)).isNull();
  }

  /** A double would print 0.30000000000000004 and 3.0000000000000001. */
  @Test
  void addsWith64BitsOfPrecision() {
    assertThat(sum("0.1", "0.2")).hasToString("0.3");
    assertThat(sum("3", "0.00000000000000005")).hasToString("3.00000000000000005");
  }

  @Test
  void roundsTheSumToNearestTiesToEven() {
    assertThat(sum("18446744073709551616", "1")).hasToString("18446744073709551616");
    assertThat(sum("18446744073709551616", "2")).hasToString("18446744073709551618");
    assertThat(sum("18446744073709551618", "1")).hasToString("18446744073709551620");
  }

  @Test
  void theLargestNumberTwiceIsInfinite() {
    LongDouble twice = LongDouble.MAX.plus(LongDouble.MAX);

    assertThat(twice).isNotNull().hasToString("inf");
  }

  @Test
  void infinityLessInfinityIsNoNumber() {
    assertThat(sum("inf", "-inf")).isNull();
  }

  @Test
  void comparesAcrossExponents() {
    assertThat(present("1e30")).isGreaterThan(present("1e-30")).isLessThan(present("inf"));
    assertThat(present("0x10")).isEqualTo(present("16.0")).hasSameHashCodeAs(present("16"));
  }

  private static @Nullable LongDouble sum(String a, String b) {
    return present(a).plus(present(b));
  }

  private static LongDouble present(String text) {
    LongDouble value = parse(text);
    if (value == null) {
      throw new AssertionError("not a number: " + text);
    }
    return value;
  }

  private static @Nullable LongDouble parse(String text) {
    byte[] padded = Ascii.bytes("9" + text + "9");
    return LongDouble.parse(padded, 1, text.length());
  }
}
