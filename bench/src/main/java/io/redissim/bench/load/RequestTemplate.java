package io.redissim.bench.load;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of one request, whose numbers are written anew each time.
 *
 * <p>The text is commands with a bar between them; in their words {@code #} stands for the digits
 * of a number, {@code @} for those of the number before and {@code $} alone for a value.
 */
public final class RequestTemplate {
  /** Digits of a number. */
  public static final int DIGITS = 12;

  private static final String ZEROS = "0".repeat(DIGITS);

  private final byte[] bytes;
  private final int[] digitOffsets;
  private final int commands;

  private RequestTemplate(byte[] bytes, int[] digitOffsets, int commands) {
    this.bytes = bytes;
    this.digitOffsets = digitOffsets;
    this.commands = commands;
  }

  public static RequestTemplate of(String text, int valueBytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<Integer> digits = new ArrayList<>();
    List<String> commands = List.of(text.split(" \\| ", -1));
    for (String command : commands) {
      List<String> words = List.of(command.trim().split(" +", -1));
      write(out, "*" + words.size() + "\r\n");
      for (String word : words) {
        String sent =
            word.equals("$") && !command.startsWith("XGROUP")
                ? "v".repeat(valueBytes)
                : word.replace("#", ZEROS).replace("@", ZEROS);
        write(out, "$" + sent.length() + "\r\n");
        if (word.indexOf('#') >= 0) {
          digits.add(out.size() + word.indexOf('#'));
        } else if (word.indexOf('@') >= 0) {
          digits.add(~(out.size() + word.indexOf('@')));
        }
        write(out, sent + "\r\n");
      }
    }
    int[] offsets = digits.stream().mapToInt(Integer::intValue).toArray();
    return new RequestTemplate(out.toByteArray(), offsets, commands.size());
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /** Where the digits of each number lie; the complement of that for a number used again. */
  public int[] digitOffsets() {
    return digitOffsets.clone();
  }

  /** Commands, and so replies, in one request. */
  public int commands() {
    return commands;
  }

  private static void write(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }
}
