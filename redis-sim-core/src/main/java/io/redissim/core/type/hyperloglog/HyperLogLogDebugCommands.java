package io.redissim.core.type.hyperloglog;

import static io.redissim.core.command.AclCategory.HYPERLOGLOG;
import static io.redissim.core.command.CommandFlag.ADMIN;
import static io.redissim.core.command.CommandFlag.DENYOOM;
import static io.redissim.core.command.CommandFlag.WRITE;
import static io.redissim.core.command.KeyFlag.ACCESS;
import static io.redissim.core.command.KeyFlag.RW;

import io.redissim.core.bytes.Key;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.keyspace.StringValue;
import io.redissim.core.keyspace.ValueType;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;

/** A look inside of HyperLogLogs, for those who work on them. */
public final class HyperLogLogDebugCommands implements CommandFamily {
  private static final RedisError NO_SUCH_KEY = Errors.err("The specified key does not exist");
  private static final RedisError NOT_SPARSE = Errors.err("HLL encoding is not sparse");

  private final Sketch sketch = new Sketch();
  private long maxSparseBytes;

  /** {@code hll-sparse-max-bytes}. */
  public void maxSparseBytes(long bytes) {
    maxSparseBytes = bytes;
  }

  @Override
  public void declare(CommandTable.Builder table) {
    table
        .add("pfdebug")
        .arity(3)
        .flags(WRITE, DENYOOM, ADMIN)
        .acl(HYPERLOGLOG)
        .key(2, RW, ACCESS)
        .handler(this::pfDebug);
    table.add("pfselftest").arity(1).flags(ADMIN).acl(HYPERLOGLOG).handler(this::pfSelfTest);
  }

  /**
   * {@code PFDEBUG GETREG|DECODE|ENCODING|TODENSE key}. Reply: the registers as an array of
   * integers (the value becomes dense); the runs of a sparse value as text; {@code dense} or {@code
   * sparse}; 1 if the value has become dense, 0 if it was. Errors: no such key, not sparse,
   * WRONGTYPE, INVALIDOBJ. O(registers). Source: Valkey {@code hyperloglog.c:pfdebugCommand}
   */
  private void pfDebug(CommandContext ctx, Args args, ReplySink reply) {
    Key key = args.key(2);
    StringValue value = ctx.db().find(key, ValueType.STRING);
    if (value == null) {
      throw NO_SUCH_KEY;
    }
    HllFormat.check(value);
    value = ctx.db().rawString(key, value.length());
    if (args.is(1, "GETREG")) {
      registers(toDense(ctx, key, value), reply);
    } else if (args.is(1, "DECODE")) {
      if (HllFormat.isDense(value)) {
        throw NOT_SPARSE;
      }
      reply.bulk(runs(value));
    } else if (args.is(1, "ENCODING")) {
      reply.simple(HllFormat.isDense(value) ? "dense" : "sparse");
    } else if (args.is(1, "TODENSE")) {
      boolean wasDense = HllFormat.isDense(value);
      toDense(ctx, key, value);
      reply.integer(wasDense ? 0 : 1);
    } else {
      throw Errors.err("Unknown PFDEBUG subcommand '" + cText(args.text(1)) + "'");
    }
  }

  /** As C prints it: up to a NUL. */
  private static String cText(String text) {
    int nul = text.indexOf('\0');
    return nul < 0 ? text : text.substring(0, nul);
  }

  private StringValue toDense(CommandContext ctx, Key key, StringValue value) {
    if (HllFormat.isDense(value)) {
      return value;
    }
    sketch.load(value);
    sketch.toDense();
    StringValue dense = ctx.db().editString(key, Dense.LENGTH);
    dense.write(0, sketch.array(), 0, Dense.LENGTH);
    ctx.changed(1);
    return dense;
  }

  private static void registers(StringValue dense, ReplySink reply) {
    reply.array(HllFormat.REGISTERS);
    for (int i = 0; i < HllFormat.REGISTERS; i++) {
      reply.integer(Dense.get(dense.array(), dense.offset(), i));
    }
  }

  /** {@code Z:1000 v:2,1 z:19}: XZERO, VAL with value and registers, ZERO. */
  private static String runs(StringValue value) {
    byte[] a = value.array();
    int end = value.offset() + value.length();
    StringBuilder text = new StringBuilder();
    for (int at = value.offset() + HllFormat.HEADER; at < end; at += Sparse.bytes(a[at])) {
      if (!text.isEmpty()) {
        text.append(' ');
      }
      int covered = Sparse.covered(a, at, end);
      int register = Sparse.value(a[at]);
      if (register > 0) {
        text.append("v:").append(register).append(',').append(covered);
      } else {
        text.append(Sparse.bytes(a[at]) == 2 ? "Z:" : "z:").append(covered);
      }
    }
    return text.toString();
  }

  /**
   * {@code PFSELFTEST}: counts ten million elements, which takes about a second. Reply: OK. Errors:
   * TESTFAILED and what is wrong. Source: Valkey {@code hyperloglog.c:pfselftestCommand}
   */
  private void pfSelfTest(CommandContext ctx, Args args, ReplySink reply) {
    RedisError wrong = new SelfTest(ctx.nowMicros(), maxSparseBytes).run();
    if (wrong != null) {
      throw wrong;
    }
    reply.ok();
  }
}
