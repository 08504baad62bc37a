package io.redissim.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where command lines come from. */
interface LineSource {
  /** The next line without its end, one byte per character; null at the end of the input. */
  @Nullable String readLine(String prompt) throws IOException;

  /** Keeps the line for the arrow keys and for the next session. */
  default void remember(String line) {}

  default void clearScreen() {}

  default void showHints(boolean shown) {}
}
