package io.redissim.core.introspect;

import java.nio.charset.StandardCharsets;

/**
 * What LOLWUT draws: the generations of an elementary cellular automaton that starts with one cell,
 * a row each. A cell's next state is the bit of the rule's number that its own state and its
 * neighbours' select. Source: S. Wolfram, Statistical mechanics of cellular automata, 1983.
 */
final class Lolwut {
  private static final int WIDTH = 63;
  private static final int LINES = 16;

  /** Rule 90, the triangles of Sierpinski. */
  static final int DEFAULT_RULE = 90;

  private Lolwut() {}

  /** Each line of text shows two generations, in half blocks. */
  static byte[] draw(int rule) {
    StringBuilder text = new StringBuilder();
    boolean[] upper = new boolean[WIDTH];
    upper[WIDTH / 2] = true;
    for (int i = 0; i < LINES; i++) {
      boolean[] lower = next(upper, rule);
      int end = WIDTH;
      while (end > 0 && !upper[end - 1] && !lower[end - 1]) {
        end--;
      }
      for (int x = 0; x < end; x++) {
        text.append(upper[x] ? (lower[x] ? '█' : '▀') : (lower[x] ? '▄' : ' '));
      }
      text.append('\n');
      upper = next(lower, rule);
    }
    text.append("\nRule ").append(rule).append(". Redis ver. ").append(ServerVersion.REDIS);
    return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static boolean[] next(boolean[] cells, int rule) {
    boolean[] next = new boolean[WIDTH];
    for (int x = 0; x < WIDTH; x++) {
      int left = cells[(x + WIDTH - 1) % WIDTH] ? 4 : 0;
      int self = cells[x] ? 2 : 0;
      int right = cells[(x + 1) % WIDTH] ? 1 : 0;
      next[x] = (rule >> (left + self + right) & 1) != 0;
    }
    return next;
  }
}
