package io.redissim.core.bytes;

/**
 * Glob patterns as KEYS, SCAN, PSUBSCRIBE and CONFIG GET know them: {@code *}, {@code ?}, {@code
 * [a-z]}, {@code [^a]}, and {@code \} before a byte that means itself. An open bracket at the end
 * closes itself, a range may be given backwards, and {@code *} alone does not match an empty text.
 * Source: Valkey {@code util.c:stringmatchlen}.
 *
 * <p>Idea: everything but {@code *} takes exactly one byte, so only the last {@code *} seen ever
 * needs a longer try; what stood before it has matched as early as it can. No recursion, and at
 * most length of the pattern times length of the text steps. A pattern with more than 1000 separate
 * {@code *} matches nothing, as in Redis.
 */
public final class Glob {
  private static final int MAX_STARS = 1000;

  private Glob() {}

  /** Whether the pattern has no special byte, so that it matches only itself. */
  public static boolean isLiteral(byte[] pattern, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      byte b = pattern[i];
      if (b == '*' || b == '?' || b == '[' || b == '\\') {
        return false;
      }
    }
    return true;
  }

  public static boolean matches(byte[] pattern, byte[] text, boolean ignoreCase) {
    return matches(pattern, 0, pattern.length, text, 0, text.length, ignoreCase);
  }

  public static boolean matches(
      byte[] pattern,
      int patternOffset,
      int patternLength,
      byte[] text,
      int textOffset,
      int textLength,
      boolean ignoreCase) {
    int patternEnd = patternOffset + patternLength;
    int textEnd = textOffset + textLength;
    int p = patternOffset;
    int t = textOffset;
    int stars = 0;
    int afterStar = -1;
    int starText = 0;
    while (t < textEnd) {
      if (p < patternEnd && pattern[p] == '*') {
        p = skipStars(pattern, p, patternEnd);
        if (p == patternEnd) {
          return true;
        }
        if (++stars > MAX_STARS) {
          return false;
        }
        afterStar = p;
        starText = t;
        continue;
      }
      int next = p < patternEnd ? element(pattern, p, patternEnd, text[t], ignoreCase) : MISMATCH;
      if (next != MISMATCH) {
        p = next;
        t++;
      } else if (afterStar >= 0) {
        p = afterStar;
        t = ++starText;
      } else {
        return false;
      }
    }
    // Stars at the end match nothing too, but only after something has matched.
    return (textLength > 0 ? skipStars(pattern, p, patternEnd) : p) == patternEnd;
  }

  private static final int MISMATCH = -1;

  private static int skipStars(byte[] pattern, int from, int end) {
    int p = from;
    while (p < end && pattern[p] == '*') {
      p++;
    }
    return p;
  }

  /** Where the pattern goes on if the element at {@code p} takes the byte. */
  private static int element(byte[] pattern, int p, int end, byte b, boolean ignoreCase) {
    switch (pattern[p]) {
      case '?':
        return p + 1;
      case '[':
        return bracket(pattern, p + 1, end, b, ignoreCase);
      case '\\':
        int literal = p + 1 < end ? p + 1 : p;
        return same(pattern[literal], b, ignoreCase) ? literal + 1 : MISMATCH;
      default:
        return same(pattern[p], b, ignoreCase) ? p + 1 : MISMATCH;
    }
  }

  /** {@code from}: after the opening bracket. Bytes compare as signed, as C's char does. */
  private static int bracket(byte[] pattern, int from, int end, byte b, boolean ignoreCase) {
    int p = from;
    boolean negated = p < end && pattern[p] == '^';
    if (negated) {
      p++;
    }
    boolean found = false;
    while (p < end && pattern[p] != ']') {
      if (pattern[p] == '\\' && p + 1 < end) {
        found |= pattern[p + 1] == b;
        p += 2;
      } else if (p + 2 < end && pattern[p + 1] == '-') {
        found |= inRange(pattern[p], pattern[p + 2], b, ignoreCase);
        p += 3;
      } else {
        found |= same(pattern[p], b, ignoreCase);
        p++;
      }
    }
    return found != negated ? Math.min(p + 1, end) : MISMATCH;
  }

  private static boolean inRange(byte one, byte other, byte b, boolean ignoreCase) {
    byte low = one < other ? one : other;
    byte high = one < other ? other : one;
    return ignoreCase
        ? Ascii.lower(b) >= Ascii.lower(low) && Ascii.lower(b) <= Ascii.lower(high)
        : b >= low && b <= high;
  }

  private static boolean same(byte one, byte other, boolean ignoreCase) {
    return one == other || (ignoreCase && Ascii.lower(one) == Ascii.lower(other));
  }
}
