package io.redissim.server.against;

import io.redissim.core.bytes.Ascii;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where redis-server 7.0.15 answers otherwise and is not to be followed. */
final class KnownDifferences {
  /**
   * @param command matches the whole command, words joined by spaces, in lower case
   * @param theirs matches the reply of redis-server
   * @param ours matches ours
   * @param reason what changed, and since which version, or why we stay different
   * @param outlasts whether the databases are different from then on
   */
  record Difference(
      Pattern command, Pattern theirs, Pattern ours, String reason, boolean outlasts) {}

  private static final String ANY = ".*";

  private static final List<Difference> TABLE =
      List.of(
          difference(
              "scan (?!0 ).*", ANY, ANY, "8.0 reads a cursor otherwise; what it means is ours"),
          difference(
              "scan .* type .*", ANY, "-ERR unknown type name .*", "8.0 knows the names of types"),
          difference(
              "(object encoding|encoding list) .*",
              "\\$9\r\nquicklist\r\n",
              "\\$8\r\nlistpack\r\n",
              "7.2 keeps a small list as one listpack"),
          difference(
              "(object encoding|encoding set) .*",
              "\\$9\r\nhashtable\r\n",
              "\\$8\r\nlistpack\r\n",
              "7.2 keeps a small set as a listpack"),
          outlasting(
              "(multi|watch .*)",
              "-ERR (MULTI calls can not be nested|WATCH inside MULTI is not allowed)\r\n",
              "-ERR Command not allowed inside a transaction\r\n",
              "since 7.2 a flag tells what is not allowed, and that the transaction is not to run"),
          outlasting( // in events of keys that were not found
              "bit(pos|count) .*",
              "(:|-WRONGTYPE).*",
              "-ERR (value is not an integer or out of range|syntax error)\r\n",
              "8.0 looks at all arguments before it looks for the key"),
          difference(
              "xadd .*-\\* .*",
              "-ERR Elements are too large to be stored\r\n",
              "-ERR The ID specified in XADD is equal or smaller than the target stream top item\r\n",
              "7.0 finds no number after the last one too large an element"),
          outlasting(
              "sort.*",
              "-ERR One or more scores can't be converted into double\\r\\n",
              "[*:].*",
              "Redis takes an errno of before, ERANGE, for one of this conversion"),
          difference(
              "bitcount .*",
              "-ERR syntax error\\r\\n",
              "(:|-ERR value is not an integer).*",
              "8.0 takes a start without an end"),
          outlasting( // in what MONITOR shows
              "z(rev)?rank .*", "-ERR wrong number of arguments .*", ANY, "7.2 takes WITHSCORE"),
          difference(".* help", ANY, ANY, "the words are ours"),
          difference(
              "b[lrz].* 1e400",
              "-ERR timeout is negative\\r\\n",
              "-ERR timeout is out of range\\r\\n",
              "7.2 tells a time that is too long from a negative one"),
          difference(
              "xread(group)? .*",
              "-ERR Unbalanced XREAD(GROUP)? list .*",
              "-ERR Unbalanced 'xread(group)?' list .*",
              "8.0 says the name as it prints those of commands"),
          difference(
              "command getkeysandflags sinterstore .*",
              ".*\\+RW.*",
              ".*\\+OW.*",
              "8.0 knows that what was in the destination does not matter"),
          difference(
              "encoding zset .*",
              "\\$8\r\nlistpack\r\n",
              "\\$8\r\nskiplist\r\n",
              "7.2 counts the words of the command, twice the same too, when it makes a sorted set"),
          outlasting(
              "lpos .*-9223372036854775808.*",
              ANY,
              "-ERR value is out of range, .*",
              "8.0 refuses the rank that has no opposite"),
          difference(
              "(object encoding|encoding set) .*",
              "\\$6\r\nintset\r\n",
              "\\$(8\r\nlistpack|9\r\nhashtable)\r\n",
              "7.2 counts the words of the command, twice the same too, when it makes a set"),
          outlasting(
              "lrem \\S* -9223372036854775808 .*",
              ANY,
              "-ERR value is out of range, .*",
              "8.0 refuses the count that has no opposite"),
          outlasting(
              "(elsewhere )?waited \\S+ (b|xread).*",
              "([*$%].*|waits)",
              "-WRONGTYPE .*",
              "since 7.2 the command runs again, and looks at the keys before the one that changed"),
          outlasting(
              "(elsewhere )?waited \\S+ xread.*",
              "[*%]1\r\n.*",
              "[*%]2\r\n.*",
              "since 7.2 the command runs again, and reads the other stream too"),
          outlasting(
              "waited \\S+ xreadgroup .*",
              "-(UNBLOCKED the stream key|NOGROUP the consumer group this client was blocked on) no longer exists\r\n",
              "-(NOGROUP No such key|WRONGTYPE) .*",
              "since 7.2 the command runs again and tells itself what is missing"),
          outlasting(
              "elsewhere waited .*",
              "\\*.*",
              "\\*.*",
              "since 7.2 the command runs again, and takes from the first of its keys that is ready"),
          outlasting(
              "xsetid .*",
              "\\+OK\r\n",
              "-ERR The ID specified in XSETID is smaller than current max_deleted_entry_id\r\n",
              "7.2 does not let the last ID fall below one that was deleted"),
          difference(
              "hello .* auth .*",
              "-WRONGPASS .*",
              "-ERR Syntax error in HELLO option .*",
              "7.2 reads all options before it authenticates"),
          outlasting( // in what MONITOR shows
              "command getkeys.*",
              "-ERR wrong number of arguments for 'command\\|getkeys.*",
              "(-ERR (Invalid|The command has no key) .*|\\+QUEUED\r\n)",
              "7.2 takes commands without arguments"),
          difference(
              "wait 0 92233.*",
              ":0\\r\\n",
              "-ERR timeout is out of range\\r\\n",
              "7.2 checks whether the end of the wait can be told"),
          difference(
              "client (list|kill) .*",
              "-ERR .*",
              "-ERR .*",
              "8.1 takes any number of filters, and looks at each before it misses the next"),
          difference("client (id|info|list)", ANY, ANY, "tells ids and addresses"),
          difference("hello( [23].*)?", "[%*].*", "[%*].*", "tells the version"),
          difference("command( info| list| count)?", ANY, ANY, "there are more commands in Redis"));

  private KnownDifferences() {}

  private static Difference difference(String command, String theirs, String ours, String reason) {
    return new Difference(
        Pattern.compile(command, Pattern.DOTALL),
        Pattern.compile(theirs, Pattern.DOTALL),
        Pattern.compile(ours, Pattern.DOTALL),
        reason,
        false);
  }

  private static Difference outlasting(String command, String theirs, String ours, String reason) {
    Difference difference = difference(command, theirs, ours, reason);
    return new Difference(
        difference.command, difference.theirs, difference.ours, difference.reason, true);
  }

  /** Whether the replies differ as they may, so that nothing is the same from then on. */
  static boolean outlast(Command command, Pair.Replies replies) {
    Difference difference =
        Arrays.equals(replies.theirs(), replies.ours())
            ? null
            : of(command, replies.theirs(), replies.ours());
    return difference != null && difference.outlasts;
  }

  /** Why the replies may differ; null: they may not. */
  static @Nullable Difference of(Command command, byte[] theirs, byte[] ours) {
    String text = command.text();
    for (Difference difference : TABLE) {
      if (difference.command.matcher(text).matches()
          && difference.theirs.matcher(Ascii.string(theirs)).matches()
          && difference.ours.matcher(Ascii.string(ours)).matches()) {
        return difference;
      }
    }
    return null;
  }
}
