package io.redissim.core.type.hyperloglog;

import static io.redissim.core.command.AclCategory.HYPERLOGLOG;
import static io.redissim.core.command.CommandFlag.DENYOOM;
import static io.redissim.core.command.CommandFlag.FAST;
import static io.redissim.core.command.CommandFlag.MAY_REPLICATE;
import static io.redissim.core.command.CommandFlag.READONLY;
import static io.redissim.core.command.CommandFlag.WRITE;
import static io.redissim.core.command.KeyFlag.ACCESS;
import static io.redissim.core.command.KeyFlag.INSERT;
import static io.redissim.core.command.KeyFlag.RO;
import static io.redissim.core.command.KeyFlag.RW;

import io.redissim.core.bytes.Key;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.EventClass;
import io.redissim.core.keyspace.StringValue;
import io.redissim.core.keyspace.ValueType;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.ReplySink;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Counting different elements in at most 12 KiB, with a standard error of 0.81%. */
public final class HyperLogLogCommands implements CommandFamily {
  private final Sketch sketch = new Sketch();
  private final Cardinality cardinality = new Cardinality();
  private final byte[] merged = new byte[HllFormat.REGISTERS];

  /** {@code hll-sparse-max-bytes}: a sparse value that would be longer becomes a dense one. */
  public void maxSparseBytes(long bytes) {
    sketch.maxSparseBytes(bytes);
  }

  @Override
  public void declare(CommandTable.Builder table) {
    table
        .add("pfadd")
        .arity(-2)
        .flags(WRITE, DENYOOM, FAST)
        .acl(HYPERLOGLOG)
        .key(1, RW, INSERT)
        .handler(this::pfAdd);
    table
        .add("pfcount")
        .arity(-2)
        .flags(READONLY, MAY_REPLICATE)
        .acl(HYPERLOGLOG)
        .keysToEnd(1, 1, RW, ACCESS)
        .handler(this::pfCount);
    table
        .add("pfmerge")
        .arity(-2)
        .flags(WRITE, DENYOOM)
        .acl(HYPERLOGLOG)
        .key(1, RW, ACCESS, INSERT)
        .keysToEnd(2, 1, RO, ACCESS)
        .handler(this::pfMerge);
  }

  /**
   * {@code PFADD key [element …]}. Reply: 1 if the key is new or a register was raised, else 0.
   * Errors: WRONGTYPE, INVALIDOBJ. O(1) for each element; in the sparse form O(bytes of the value).
   * Source: redis.io/docs/latest/commands/pfadd
   */
  private void pfAdd(CommandContext ctx, Args args, ReplySink reply) {
    Key key = args.key(1);
    StringValue value = ctx.db().find(key, ValueType.STRING);
    int raised;
    if (value != null && HllFormat.isDense(HllFormat.check(value))) {
      raised = addInPlace(ctx, args, key, value);
    } else {
      raised = addToCopy(ctx, args, key, value);
    }
    if (raised > 0) {
      ctx.changed(raised);
      if (value == null) {
        ctx.event(EventClass.NEW, "new", key);
      }
      ctx.event(EventClass.STRING, "pfadd", key);
    } else {
      ctx.db().makeRaw(key);
    }
    reply.integer(raised > 0 ? 1 : 0);
  }

  /** Most elements raise no register of a large count: then nothing is written. */
  private static int addInPlace(CommandContext ctx, Args args, Key key, StringValue value) {
    StringValue now = value;
    int raised = 0;
    for (int i = 2; i < args.count(); i++) {
      long hash = ElementHash.of(args.array(i), args.offset(i), args.length(i));
      int register = ElementHash.register(hash);
      int rank = ElementHash.rank(hash);
      if (rank > Dense.get(now.array(), now.offset(), register)) {
        if (raised++ == 0) {
          now = ctx.db().editString(key, Dense.LENGTH);
          HllFormat.invalidate(now.array(), now.offset());
        }
        Dense.set(now.array(), now.offset(), register, rank);
      }
    }
    return raised;
  }

  private int addToCopy(CommandContext ctx, Args args, Key key, @Nullable StringValue value) {
    int raised = 0;
    if (value == null) {
      sketch.empty();
      raised = 1;
    } else {
      sketch.load(value);
    }
    for (int i = 2; i < args.count(); i++) {
      raised += sketch.add(args.array(i), args.offset(i), args.length(i)) ? 1 : 0;
    }
    if (raised > 0) {
      HllFormat.invalidate(sketch.array(), 0);
      store(ctx, key);
    }
    return raised;
  }

  /**
   * {@code PFCOUNT key [key …]}. Reply: about how many different elements all keys together have
   * seen. Errors: WRONGTYPE, INVALIDOBJ. Effect: itself, when the count of a single key is stored
   * in its value. O(1) with a key whose count is stored, else O(registers). Source:
   * redis.io/docs/latest/commands/pfcount
   */
  private void pfCount(CommandContext ctx, Args args, ReplySink reply) {
    if (args.count() > 2) {
      Arrays.fill(merged, (byte) 0);
      for (int i = 1; i < args.count(); i++) {
        merge(read(ctx, args.key(i)));
      }
      reply.integer(cardinality.of(merged));
      return;
    }
    Key key = args.key(1);
    StringValue value = read(ctx, key);
    if (value == null) {
      reply.integer(0);
      return;
    }
    long count = HllFormat.cardinality(value.array(), value.offset());
    if (count < 0) {
      count = cardinality.of(value.array(), value.offset(), value.length());
      StringValue edited = ctx.db().editString(key, value.length());
      HllFormat.setCardinality(edited.array(), edited.offset(), count);
      ctx.changed(1);
    }
    reply.integer(count);
  }

  /**
   * {@code PFMERGE destkey [sourcekey …]}: the destination counts from now on what it and the
   * sources have counted; it is dense if one of them is. Reply: OK. Errors: WRONGTYPE, INVALIDOBJ.
   * O(N). Source: redis.io/docs/latest/commands/pfmerge
   */
  private void pfMerge(CommandContext ctx, Args args, ReplySink reply) {
    Arrays.fill(merged, (byte) 0);
    boolean dense = false;
    for (int i = 1; i < args.count(); i++) {
      StringValue value = read(ctx, args.key(i));
      merge(value);
      dense |= value != null && HllFormat.isDense(value);
    }
    Key target = args.key(1);
    StringValue old = ctx.db().find(target, ValueType.STRING);
    if (old == null) {
      sketch.empty();
    } else {
      sketch.load(old);
    }
    if (dense) {
      sketch.toDense();
    }
    for (int i = 0; i < merged.length; i++) {
      if (merged[i] > 0) {
        sketch.raise(i, merged[i]);
      }
    }
    HllFormat.invalidate(sketch.array(), 0);
    store(ctx, target);
    ctx.changed(1);
    if (old == null) {
      ctx.event(EventClass.NEW, "new", target);
    }
    ctx.event(EventClass.STRING, "pfadd", target);
    reply.ok();
  }

  private static @Nullable StringValue read(CommandContext ctx, Key key) {
    StringValue value = ctx.read(key, ValueType.STRING);
    return value == null ? null : HllFormat.check(value);
  }

  private void merge(@Nullable StringValue value) {
    if (value == null) {
      return;
    }
    if (HllFormat.isDense(value)) {
      Dense.mergeInto(merged, value.array(), value.offset());
    } else if (!Sparse.mergeInto(merged, value.array(), value.offset(), value.length())) {
      throw HllFormat.CORRUPTED;
    }
  }

  private void store(CommandContext ctx, Key key) {
    ctx.db().editString(key, sketch.length()).write(0, sketch.array(), 0, sketch.length());
  }
}
