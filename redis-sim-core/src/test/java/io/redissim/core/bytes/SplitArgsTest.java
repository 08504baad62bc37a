package io.redissim.core.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SplitArgsTest {

  @Test
  void whiteSpaceSeparates() {
    assertThat(SplitArgs.strings("  set\tkey \u000b\f value\r\n"))
        .isEqualTo(List.of("set", "key", "value"));
    assertThat(SplitArgs.strings("")).isEmpty();
    assertThat(SplitArgs.strings(" \t ")).isEmpty();
  }

  @Test
  void verticalTabInsideAWordBelongsToIt() {
    assertThat(SplitArgs.strings("a\u000bb")).isEqualTo(List.of("a\u000bb"));
  }

  @Test
  void doubleQuotesKnowEscapes() {
    assertThat(SplitArgs.strings("\"a b\" \"\\n\\r\\t\\b\\a\\\"\\\\\\q\" \"\\x41\\xfF\\xg0\""))
        .isEqualTo(List.of("a b", "\n\r\t\b\u0007\"\\q", "A\u00ffxg0"));
  }

  @Test
  void singleQuotesKnowOnlyTheirOwnEscape() {
    assertThat(SplitArgs.strings("'it\\'s' '\\n\"'")).isEqualTo(List.of("it's", "\\n\""));
  }

  @Test
  void emptyQuotesAreAnEmptyArgument() {
    assertThat(SplitArgs.strings("save \"\" ''")).isEqualTo(List.of("save", "", ""));
  }

  @Test
  void quoteMayOpenInsideAWord() {
    assertThat(SplitArgs.strings("a\"b c\" d'e f'")).isEqualTo(List.of("ab c", "de f"));
  }

  @Test
  void unbalancedQuotesAreRefused() {
    assertThat(SplitArgs.strings("\"a")).isNull();
    assertThat(SplitArgs.strings("'a")).isNull();
    assertThat(SplitArgs.strings("\"a\"b")).isNull();
    assertThat(SplitArgs.strings("'a'b")).isNull();
    assertThat(SplitArgs.strings("\"a\\\"")).isNull();
    assertThat(SplitArgs.strings("\"a\\")).isNull();
  }

  @Test
  void nulEndsTheLine() {
    assertThat(SplitArgs.strings("a b\0c d")).isEqualTo(List.of("a", "b"));
    assertThat(SplitArgs.strings("\"a\0b\"")).isNull();
  }

  @Test
  void quotedTextIsReadBack() {
    StringBuilder all = new StringBuilder();
    for (char c = 0; c < 256; c++) {
      all.append(c);
    }
    String quoted = SplitArgs.quoted(all.toString());
    assertThat(quoted).startsWith("\"\\x00\\x01").contains("\\a\\b\\t\\n\\x0b").endsWith("\\xff\"");
    assertThat(SplitArgs.strings(quoted)).isEqualTo(List.of(all.toString()));
  }

  @Test
  void unquotesExactlyOneArgument() {
    assertThat(SplitArgs.unquoted("\"a\\x00\"")).isEqualTo("a\0");
    assertThat(SplitArgs.unquoted("a b")).isNull();
    assertThat(SplitArgs.unquoted("")).isNull();
    assertThat(SplitArgs.unquoted("\"a")).isNull();
  }

  @Test
  void instanceIsReusedForLinesOfAnyLength() {
    SplitArgs split = new SplitArgs();
    byte[] line = Ascii.bytes("xx one 'two words' xx");
    assertThat(split.split(line, 3, line.length - 6)).isEqualTo(2);
    assertThat(
            new String(
                split.array(),
                split.offset(1),
                split.length(1),
                java.nio.charset.StandardCharsets.ISO_8859_1))
        .isEqualTo("two words");
    byte[] many = Ascii.bytes("a ".repeat(100));
    assertThat(split.split(many, 0, many.length)).isEqualTo(100);
    assertThat(split.length(99)).isEqualTo(1);
    byte[] wrong = Ascii.bytes("a 'b");
    assertThat(split.split(wrong, 0, wrong.length)).isEqualTo(SplitArgs.UNBALANCED);
    assertThat(split.count()).isZero();
  }
}
