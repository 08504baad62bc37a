package io.redissim.core.generic;

import io.redissim.core.bytes.Key;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.Effects;
import io.redissim.core.command.EventClass;
import io.redissim.core.io.LinkException;
import io.redissim.core.keyspace.Entry;
import io.redissim.core.persist.rdb.RdbValues;
import io.redissim.core.persist.rdb.RdbWriter;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.Reply;
import io.redissim.core.resp.RespWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one MIGRATE on their way: one pipeline of AUTH and SELECT, where needed, and a
 * RESTORE for each key. A key that the target has taken is removed here once the link is done with,
 * however it ends: what was not acknowledged stays. Source: Valkey {@code
 * cluster.c:migrateCommand}.
 */
final class Migration {
  private static final RedisError UNREACHABLE =
      new RedisError("IOERR error or timeout connecting to the client");
  private static final RedisError NOT_SENT =
      new RedisError("IOERR error or timeout writing to target instance");
  private static final RedisError NOT_ANSWERED =
      new RedisError("IOERR error or timeout reading to target instance");

  /** Of an error of the target, more is not handed on. */
  private static final int MAX_ERROR_BYTES = 1022;

  /** What is written before it is sent. */
  private static final int SENT_FROM_BYTES = 64 * 1024;

  /**
   * Replies are read after so many keys: a target that reads no further while its replies are not
   * read must not wait for us, and we for it.
   */
  private static final int ROUND = 16 * 1024;

  private final CommandContext ctx;
  private final Args args;
  private final MigrateOptions options;
  private final MigrateLinks links;

  /** Which arguments are keys that exist. */
  private final int[] keys;

  /** Which of them the target has taken. */
  private final int[] taken;

  private int takenCount;

  /** How many of the keys the target has said something about. */
  private int answered;

  private boolean sending;

  /** What the target refused to do before the keys, which then are as good as refused too. */
  private @Nullable Reply refusedAhead;

  /** The first error of the target. */
  private @Nullable Reply refusal;

  Migration(CommandContext ctx, Args args, MigrateOptions options, MigrateLinks links, int[] keys) {
    this.ctx = ctx;
    this.args = args;
    this.options = options;
    this.links = links;
    this.keys = keys;
    this.taken = new int[keys.length];
  }

  /** How a key becomes a request. */
  record Format(String command, RdbValues values, RdbWriter payload, RespWriter requests) {}

  /** Throws what the client is to read if not all went well. */
  void run(Format format) {
    try {
      if (!attempt(format, true)) {
        attempt(format, false);
      }
    } finally {
      format.requests().clear();
      removeTaken();
    }
    Reply refused = refusal;
    if (refused != null) {
      throw Errors.err("Target instance replied with error: " + clipped(refused.text()));
    }
  }

  /** False: the link broke before the target did anything, as one does that was kept too long. */
  private boolean attempt(Format format, boolean mayRetry) {
    MigrateTarget target = reach();
    boolean whole = false;
    try {
      exchange(format, target);
      whole = true;
      return true;
    } catch (IOException broken) {
      if (refusal != null) {
        return true;
      }
      boolean timedOut = broken instanceof LinkException link && link.timedOut();
      if (mayRetry && answered == 0 && !timedOut) {
        format.requests().clear();
        return false;
      }
      throw sending ? NOT_SENT : NOT_ANSWERED;
    } finally {
      if (!whole) {
        links.close(target); // also after an error of ours, with replies that nobody has read
      }
    }
  }

  private MigrateTarget reach() {
    try {
      return links.reach(
          MigrateOptions.host(args), MigrateOptions.port(args), options.timeoutMillis(), ctx.now());
    } catch (LinkException e) {
      // Redis begins to write before it knows that it was refused.
      throw e.reason() == LinkException.Reason.BROKEN ? NOT_SENT : UNREACHABLE;
    }
  }

  private void exchange(Format format, MigrateTarget target) throws IOException {
    RespWriter requests = format.requests();
    boolean selects = target.database() != options.database();
    sending = true;
    writeAhead(requests, selects);
    for (int from = 0; from < keys.length; from += ROUND) {
      int to = Math.min(keys.length, from + ROUND);
      sending = true;
      for (int i = from; i < to; i++) {
        writeRestore(format, keys[i]);
        // The next payload is written over this one, which a long one is only a reference to.
        if (requests.references() > 0 || requests.size() >= SENT_FROM_BYTES) {
          target.send(requests, options.timeoutMillis());
        }
      }
      target.send(requests, options.timeoutMillis());
      sending = false;
      if (from == 0) {
        readAhead(target, selects);
      }
      for (int i = from; i < to; i++) {
        answered(target.reply(options.timeoutMillis()), keys[i]);
      }
    }
    target.database(refusal == null ? options.database() : MigrateTarget.UNKNOWN_DATABASE);
  }

  private void writeAhead(RespWriter requests, boolean selects) {
    if (options.password() != 0) {
      requests.array(options.user() == 0 ? 2 : 3);
      requests.bulk("AUTH");
      if (options.user() != 0) {
        writeArgument(requests, options.user());
      }
      writeArgument(requests, options.password());
    }
    if (selects) {
      requests.array(2);
      requests.bulk("SELECT");
      requests.bulkNumber(options.database());
    }
  }

  private void writeRestore(Format format, int key) {
    Entry entry = ctx.db().peek(args.key(key));
    if (entry == null) {
      throw new IllegalStateException("a key has gone while time stood still");
    }
    long ttl = entry.hasDeadline() ? Math.max(1, entry.deadline() - ctx.now()) : 0;
    RdbWriter payload = format.payload();
    format.values().dump(entry, payload);
    RespWriter requests = format.requests();
    requests.array(options.replace() ? 5 : 4);
    requests.bulk(format.command());
    writeArgument(requests, key);
    requests.bulkNumber(ttl);
    requests.bulkByReference(payload.array(), 0, payload.size());
    if (options.replace()) {
      requests.bulk("REPLACE");
    }
    payload.clear();
  }

  private void writeArgument(RespWriter requests, int i) {
    requests.bulk(args.array(i), args.offset(i), args.length(i));
  }

  private void readAhead(MigrateTarget target, boolean selects) throws IOException {
    Reply auth = options.password() == 0 ? null : target.reply(options.timeoutMillis());
    Reply select = selects ? target.reply(options.timeoutMillis()) : null;
    refusedAhead =
        auth != null && auth.isError() ? auth : select != null && select.isError() ? select : null;
  }

  private void answered(Reply reply, int key) {
    answered++;
    Reply refused = refusedAhead == null && reply.isError() ? reply : refusedAhead;
    if (refused == null) {
      taken[takenCount++] = key;
    } else if (refusal == null) {
      refusal = refused;
    }
  }

  /** A key that was named twice is removed, told of and propagated twice, as in Redis. */
  private void removeTaken() {
    if (options.copy() || takenCount == 0) {
      return;
    }
    for (int i = 0; i < takenCount; i++) {
      Key key = args.key(taken[i]);
      ctx.db().remove(key);
      ctx.event(EventClass.GENERIC, "del", key);
    }
    ctx.changed(takenCount);
    Effects effects = ctx.effects().command(takenCount + 1).word("DEL");
    for (int i = 0; i < takenCount; i++) {
      effects.arg(args, taken[i]);
    }
  }

  /** As far as Redis reads an error, and as C's {@code %s} prints it. */
  private static String clipped(String error) {
    int nul = error.indexOf('\0');
    int end = nul < 0 ? error.length() : nul;
    return error.substring(0, Math.min(end, MAX_ERROR_BYTES));
  }
}
