package io.redissim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "42, 42",
    "-7x, -7",
    "+5, 5",
    "'  8', 8",
    "x, 0",
    "'', 0",
    "-, 0",
    "9223372036854775807, 9223372036854775807",
    "9223372036854775808, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808",
    "-99999999999999999999, -9223372036854775808",
  })
  void readsTheNumberInFront(String text, long number) {
    assertThat(Numbers.leadingLong(text)).isEqualTo(number);
  }

  @ParameterizedTest
  @CsvSource({"0.1, 0.1", ".5x, 0.5", "1e-1, 0.1", "1e, 1", "2., 2", "abc, 0", "-1.5s, -1.5"})
  void readsTheDecimalInFront(String text, double number) {
    assertThat(Numbers.leadingDouble(text)).isEqualTo(number);
  }

  /** C rounds the exact binary value, and a tie to the even digit. */
  @ParameterizedTest
  @CsvSource({"0.125, 0.12", "0.375, 0.38", "2.675, 2.67", "1e21, 1000000000000000000000.00"})
  void printsAsC(double number, String text) {
    assertThat(Numbers.fixed(number, 2)).isEqualTo(text);
  }

  @Test
  void printsWhatIsNoNumber() {
    assertThat(Numbers.fixed(0.0 / 0, 2)).isEqualTo("nan");
    assertThat(Numbers.fixed(1.0 / 0, 2)).isEqualTo("inf");
  }

  @ParameterizedTest
  @CsvSource({
    "512, 512B",
    "1536, 1.50K",
    "1048576, 1.00M",
    "2415919104, 2.25G",
    "-5, -5B",
  })
  void saysBytesForAPerson(long bytes, String text) {
    assertThat(StatMode.human(bytes)).isEqualTo(text);
  }

  @Test
  void laysOutOneLineOfStatistics() {
    String info =
        String.join(
            "",
            "connected_clients:2\r\nblocked_clients:1\r\nused_memory:1572864\r\nused_memory_rss:9\r\n",
            "loading:0\r\naof_rewrite_in_progress:1\r\nrdb_bgsave_in_progress:1\r\n",
            "total_connections_received:3\r\n",
            "db0:keys=5,expires=0\r\ndb3:keys=7,expires=0\r\n");
    assertThat(StatMode.line(info, "10 (+1)"))
        .isEqualTo(
            "12         1.50M    2       1       10 (+1)             3           SAVE+AOF\n");
  }
}
