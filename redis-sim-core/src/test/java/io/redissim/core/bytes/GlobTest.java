package io.redissim.core.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource(
      value = {
        "h?llo | hello | true",
        "h?llo | hllo | false",
        "h*llo | hllo | true",
        "h*llo | heeeello | true",
        "h[ae]llo | hallo | true",
        "h[ae]llo | hillo | false",
        "h[^e]llo | hallo | true",
        "h[^e]llo | hello | false",
        "h[a-b]llo | hbllo | true",
        "h[b-a]llo | hallo | true",
        "h[a-b]llo | hcllo | false",
        "a[]b | a | false",
        "a[b | ab | true",
        "a[^b | ab | false",
        "[a-] | ^ | true",
        "[a-] | - | false",
        "[a-] | b | false",
        "[\\]] | ] | true",
        "\\* | * | true",
        "\\* | a | false",
        "a\\ | a\\ | true",
        "a** | a | true",
        "*a*b*c | xaxbxc | true",
        "*a*b*c | xaxbxcx | false",
        "a*a | a | false",
        "?* | a | true"
      },
      delimiter = '|')
  void matchesAsRedisDoes(String pattern, String text, boolean expected) {
    assertThat(matches(pattern, text)).isEqualTo(expected);
  }

  @Test
  void anEmptyPatternMatchesOnlyAnEmptyText() {
    assertThat(matches("", "")).isTrue();
    assertThat(matches("", "a")).isFalse();
  }

  @Test
  void starsDoNotMatchAnEmptyText() {
    assertThat(matches("*", "")).isFalse();
    assertThat(matches("**", "")).isFalse();
  }

  @Test
  void caseIsIgnoredOnRequest() {
    assertThat(Glob.matches(Ascii.bytes("A[B-C]*"), Ascii.bytes("abX"), true)).isTrue();
    assertThat(Glob.matches(Ascii.bytes("A[B-C]*"), Ascii.bytes("abX"), false)).isFalse();
  }

  @Test
  void aPatternWithMoreThanAThousandStarsMatchesNothing() {
    String text = "a".repeat(2000);
    assertThat(matches("*a".repeat(1000), text)).isTrue();
    assertThat(matches("*a".repeat(1001), text)).isFalse();
  }

  @Test
  void aPatternMadeToBacktrackEndsSoon() {
    assertThat(matches("a*".repeat(500) + "b", "a".repeat(10_000))).isFalse();
  }

  @Test
  void onlyAPatternWithoutSpecialBytesIsLiteral() {
    assertThat(isLiteral("key:{1}-^")).isTrue();
    for (String special : new String[] {"a*", "a?", "a[b]", "a\\b"}) {
      assertThat(isLiteral(special)).as(special).isFalse();
    }
  }

  @Test
  void agreesWithTheRecursiveDefinition() {
    Random random = new Random(7);
    for (int i = 0; i < 200_000; i++) {
      String pattern = random(random, "ab*?[]^-\\", 8);
      String text = random(random, "ab-]", 6);
      assertThat(matches(pattern, text))
          .as("%s on %s", pattern, text)
          .isEqualTo(matchesByDefinition(pattern + "\0\0\0", pattern.length(), text));
    }
  }

  /** Star by trying every length; everything else by {@link Glob} on one element and one byte. */
  private static boolean matchesByDefinition(String padded, int length, String text) {
    String pattern = padded.substring(0, length);
    if (text.isEmpty()) {
      return pattern.isEmpty();
    }
    if (pattern.isEmpty()) {
      return false;
    }
    if (pattern.charAt(0) == '*') {
      String rest = pattern.replaceFirst("^\\*+", "");
      if (rest.isEmpty()) {
        return true;
      }
      for (int i = 0; i < text.length(); i++) {
        if (matchesByDefinition(rest, rest.length(), text.substring(i))) {
          return true;
        }
      }
      return false;
    }
    int end = elementEnd(pattern);
    if (!matches(pattern.substring(0, end), text.substring(0, 1))) {
      return false;
    }
    String rest = pattern.substring(end);
    String left = text.substring(1);
    if (left.isEmpty()) {
      return rest.replace("*", "").isEmpty();
    }
    return matchesByDefinition(rest, rest.length(), left);
  }

  private static int elementEnd(String pattern) {
    char first = pattern.charAt(0);
    if (first == '\\') {
      return Math.min(2, pattern.length());
    }
    if (first != '[') {
      return 1;
    }
    int at = pattern.startsWith("[^") ? 2 : 1;
    while (at < pattern.length() && pattern.charAt(at) != ']') {
      if (pattern.charAt(at) == '\\' && at + 1 < pattern.length()) {
        at += 2;
      } else if (at + 2 < pattern.length() && pattern.charAt(at + 1) == '-') {
        at += 3;
      } else {
        at++;
      }
    }
    return Math.min(at + 1, pattern.length());
  }

  private static String random(Random random, String alphabet, int maxLength) {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(maxLength + 1); n > 0; n--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private static boolean matches(String pattern, String text) {
    return Glob.matches(Ascii.bytes(pattern), Ascii.bytes(text), false);
  }

  private static boolean isLiteral(String pattern) {
    return Glob.isLiteral(Ascii.bytes(pattern), 0, pattern.length());
  }
}
