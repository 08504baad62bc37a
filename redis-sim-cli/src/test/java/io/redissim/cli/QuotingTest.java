package io.redissim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class QuotingTest {
  @Test
  void splitsAtSpacesAndKeepsWhatIsQuoted() {
    assertThat(Quoting.split("  set  k \"a b\" 'c d'\t"))
        .isEqualTo(List.of("set", "k", "a b", "c d"));
  }

  @Test
  void knowsTheEscapesOfDoubleQuotes() {
    assertThat(Quoting.split("\"\\x41\\n\\r\\t\\a\\b\\\"\\\\\\q\\xzz\""))
        .isEqualTo(List.of("A\n\r\t\u0007\b\"\\qxzz"));
  }

  @Test
  void knowsOneEscapeOfSingleQuotes() {
    assertThat(Quoting.split("'it\\'s \\n'")).isEqualTo(List.of("it's \\n"));
  }

  @Test
  void aQuoteInsideAWordBegins() {
    assertThat(Quoting.split("a\"b c\"")).isEqualTo(List.of("ab c"));
  }

  @Test
  void refusesUnbalancedQuotesAndWhatFollowsThem() {
    assertThat(Quoting.split("\"abc")).isNull();
    assertThat(Quoting.split("'abc")).isNull();
    assertThat(Quoting.split("\"a\"b")).isNull();
    assertThat(Quoting.split("'a'b")).isNull();
  }

  @Test
  void anEmptyLineHasNoWords() {
    assertThat(Quoting.split(" \t ")).isEmpty();
    assertThat(Quoting.split("\"\"")).isEqualTo(List.of(""));
  }

  @Test
  void unquotesExactlyOneWord() {
    assertThat(Quoting.unquote("\"a\\x00\"")).isEqualTo("a\0");
    assertThat(Quoting.unquote("a b")).isNull();
    assertThat(Quoting.unquote("")).isNull();
  }

  @Test
  void whatIsQuotedComesBack() {
    byte[] all = new byte[255];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) (i + 1);
    }
    ByteText quoted = new ByteText();
    Quoting.quote(all, quoted);
    assertThat(new ByteText().append(String.valueOf(Quoting.unquote(quoted.toString()))).toBytes())
        .isEqualTo(all);
  }
}
