package io.redissim.core.command;

import io.redissim.core.keyspace.ValueKind;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.ReplySink;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a client waits for: see {@link CommandContext#block}.
 *
 * @param kind the type of value that may serve it; null: it waits for its deadline alone
 * @param args the request to run again; it is retained, so it may be a view, or a rewritten copy
 * @param firstKey the argument that is the first key to wait for; 0: none
 * @param lastKey the last one; all between are keys
 * @param deadlineMillis when it gives up; {@link #FOREVER}: never
 * @param wakesWhenGone whether it also runs again when a key is removed or becomes another type
 * @param wakesWhenMore whether it also runs again when there is more in a key that was there before
 * @param againMillis when it runs again although no key became ready; {@link #FOREVER}: never
 * @param timeoutReply what it is answered when it gives up
 */
public record Wait(
    @Nullable ValueKind kind,
    Args args,
    int firstKey,
    int lastKey,
    long deadlineMillis,
    boolean wakesWhenGone,
    boolean wakesWhenMore,
    long againMillis,
    Consumer<ReplySink> timeoutReply) {
  public static final long FOREVER = Long.MAX_VALUE;

  /** Until one of the keys holds a value of this type that serves; a nil array at the deadline. */
  public static Wait forKeys(
      ValueKind kind, Args args, int firstKey, int lastKey, long deadlineMillis) {
    return new Wait(
        kind, args, firstKey, lastKey, deadlineMillis, false, false, FOREVER, ReplySink::nilArray);
  }

  /** The same, but it also runs again when one of the keys is gone: XREADGROUP. */
  public Wait orTheirEnd() {
    return new Wait(
        kind,
        args,
        firstKey,
        lastKey,
        deadlineMillis,
        true,
        wakesWhenMore,
        againMillis,
        timeoutReply);
  }

  /** The same, but one element may not be enough: BLMOVEM. */
  public Wait orTheirGrowth() {
    return new Wait(
        kind,
        args,
        firstKey,
        lastKey,
        deadlineMillis,
        wakesWhenGone,
        true,
        againMillis,
        timeoutReply);
  }

  /** The same, but it also runs again at this time: XREADGROUP with CLAIM. */
  public Wait againAt(long millis) {
    return new Wait(
        kind,
        args,
        firstKey,
        lastKey,
        deadlineMillis,
        wakesWhenGone,
        wakesWhenMore,
        millis,
        timeoutReply);
  }

  /** For no key: only until its deadline. */
  public static Wait forTime(Args args, long deadlineMillis, Consumer<ReplySink> timeoutReply) {
    return new Wait(null, args, 0, -1, deadlineMillis, false, false, FOREVER, timeoutReply);
  }
}
