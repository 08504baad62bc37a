package io.redissim.core.introspect;

import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;

/** The three logs of commands: SLOWLOG shows the first, COMMANDLOG all of them. */
public final class CommandLogs {
  private static final RedisError UNKNOWN_TYPE =
      Errors.err("type should be one of the following: slow, large-request, large-reply");

  /** The bytes around the words of a request: {@code *<n>\r\n}, {@code $<length>\r\n … \r\n}. */
  private static final int COUNT_BYTES = 3;

  private static final int WORD_BYTES = 5;

  /** The most that is around a word, or in front of the first. */
  private static final int MOST_AROUND = 16;

  private final CommandLog slow = new CommandLog();
  private final CommandLog largeRequests = new CommandLog();
  private final CommandLog largeReplies = new CommandLog();

  /** {@code parameters}: hands over the value of a parameter, now and after each change. */
  public void follow(BiConsumer<String, LongConsumer> parameters) {
    parameters.accept("slowlog-log-slower-than", slow::threshold);
    parameters.accept("slowlog-max-len", slow::maxLength);
    parameters.accept("commandlog-request-larger-than", largeRequests::threshold);
    parameters.accept("commandlog-large-request-max-len", largeRequests::maxLength);
    parameters.accept("commandlog-reply-larger-than", largeReplies::threshold);
    parameters.accept("commandlog-large-reply-max-len", largeReplies::maxLength);
  }

  /** By microseconds. */
  CommandLog slow() {
    return slow;
  }

  /** By bytes. */
  CommandLog largeRequests() {
    return largeRequests;
  }

  /** By bytes. */
  CommandLog largeReplies() {
    return largeReplies;
  }

  /** The log that an argument names. */
  CommandLog named(Args args, int i) {
    if (args.is(i, "slow")) {
      return slow;
    }
    if (args.is(i, "large-request")) {
      return largeRequests;
    }
    if (args.is(i, "large-reply")) {
      return largeReplies;
    }
    throw UNKNOWN_TYPE;
  }

  /** Whether a request may be large enough to be logged, found out at little cost. */
  boolean mayLogRequest(Args args) {
    if (!largeRequests.isOn()) {
      return false;
    }
    long bytes = 0;
    for (int i = 0; i < args.count(); i++) {
      bytes += args.length(i);
    }
    return largeRequests.logs(bytes + (args.count() + 1L) * MOST_AROUND);
  }

  /** The bytes that a request takes on the wire. */
  static long wireBytes(Args args) {
    long bytes = (long) COUNT_BYTES + digits(args.count());
    for (int i = 0; i < args.count(); i++) {
      bytes += WORD_BYTES + digits(args.length(i)) + args.length(i);
    }
    return bytes;
  }

  private static int digits(int value) {
    int digits = 1;
    for (int rest = value; rest >= 10; rest /= 10) {
      digits++;
    }
    return digits;
  }
}
