package io.redissim.server.against;

import io.redissim.core.bytes.Ascii;
import io.redissim.server.against.RandomCommands.Command;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where redis-server 7.0.15 answers otherwise and is not to be followed. */
final class KnownDifferences {
  /**
   * @param command matches the whole command, words joined by spaces, in lower case
   * @param theirs matches the reply of redis-server
   * @param ours matches ours
   * @param reason what changed, and since which version, or why we stay different
   */
  private record Difference(Pattern command, Pattern theirs, Pattern ours, String reason) {}

  private static final String ANY = ".*";

  private static final List<Difference> TABLE =
      List.of(
          difference(
              "scan (?!0 ).*", ANY, ANY, "8.0 reads a cursor otherwise; what it means is ours"),
          difference(
              "(spop|hrandfield|srandmember|zrandmember) [^ ]*( -?[15]( [^ ]*)?)?",
              "[$*].*",
              "[$*].*",
              "chosen at random: a form whose count was taken away or changed"),
          difference("zscan [^ ]* (?!0 ).*", ANY, ANY, "8.0 reads a cursor otherwise"),
          difference("sscan [^ ]* (?!0 ).*", ANY, ANY, "8.0 reads a cursor otherwise"),
          difference("scan( 0)?( match .*)?", "\\*.*", "\\*.*", "which keys come first is ours"),
          difference(
              "scan .* type .*", ANY, "-ERR unknown type name .*", "8.0 knows the names of types"),
          difference(
              "hscan \\S* (?!0 ).*",
              ANY,
              ANY,
              "8.0 reads a cursor otherwise; what it means is ours"),
          difference(
              "object encoding .*",
              "\\$9\r\nquicklist\r\n",
              "\\$8\r\nlistpack\r\n",
              "7.2 keeps a small list as one listpack"),
          difference(
              "lrem \\S* -9223372036854775808 .*",
              ":.*",
              "-ERR value is out of range, .*",
              "8.0 refuses the count that has no opposite"),
          difference(
              "xsetid .*",
              "\\+OK\r\n",
              "-ERR The ID specified in XSETID is smaller than current max_deleted_entry_id\r\n",
              "7.2 does not let the last ID fall below one that was deleted"),
          difference("hrandfield \\S+ -1.*", "\\*.*", "\\*.*", "is random"),
          difference(
              "object encoding .*",
              "\\$6\r\nembstr\r\n",
              "\\$3\r\nint\r\n",
              "INCRBYFLOAT stores whole numbers as numbers; Redis does so when it loads them again"),
          difference(
              "object refcount .*",
              ":1\r\n",
              ":2147483647\r\n",
              "a copy of a small number is not shared in Redis; nothing here is ever counted"),
          difference(
              "hello .* auth .*",
              "-WRONGPASS .*",
              "-ERR Syntax error in HELLO option .*",
              "7.2 reads all options before it authenticates"),
          difference(
              "command getkeys.*",
              "-ERR wrong number of arguments for 'command\\|getkeys.*",
              "-ERR Invalid .*",
              "7.2 takes commands without arguments"),
          difference(
              "wait 0 92233.*",
              ":0\\r\\n",
              "-ERR timeout is out of range\\r\\n",
              "7.2 checks whether the end of the wait can be told"),
          difference("client (id|info|list)", ANY, ANY, "tells ids and addresses"),
          difference("hello( [23].*)?", "[%*].*", "[%*].*", "tells the version"),
          difference("command( info| list| count)?", ANY, ANY, "there are more commands in Redis"));

  private KnownDifferences() {}

  private static Difference difference(String command, String theirs, String ours, String reason) {
    return new Difference(
        Pattern.compile(command, Pattern.DOTALL),
        Pattern.compile(theirs, Pattern.DOTALL),
        Pattern.compile(ours, Pattern.DOTALL),
        reason);
  }

  /** Why the replies may differ; null: they may not. */
  static @Nullable String reason(Command command, byte[] theirs, byte[] ours) {
    StringBuilder text = new StringBuilder();
    for (byte[] word : command.words()) {
      text.append(text.isEmpty() ? "" : " ").append(Ascii.string(word).toLowerCase(Locale.ROOT));
    }
    for (Difference difference : TABLE) {
      if (difference.command.matcher(text).matches()
          && difference.theirs.matcher(Ascii.string(theirs)).matches()
          && difference.ours.matcher(Ascii.string(ours)).matches()) {
        return difference.reason;
      }
    }
    return null;
  }
}
