package io.redissim.core.generic;

import static io.redissim.core.command.AclCategory.DANGEROUS;
import static io.redissim.core.command.AclCategory.LIST;
import static io.redissim.core.command.AclCategory.SET;
import static io.redissim.core.command.AclCategory.SORTEDSET;
import static io.redissim.core.command.CommandFlag.DENYOOM;
import static io.redissim.core.command.CommandFlag.READONLY;
import static io.redissim.core.command.CommandFlag.WRITE;
import static io.redissim.core.command.KeyFlag.ACCESS;
import static io.redissim.core.command.KeyFlag.OW;
import static io.redissim.core.command.KeyFlag.RO;
import static io.redissim.core.command.KeyFlag.UPDATE;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Key;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.EventClass;
import io.redissim.core.command.KeyFlag;
import io.redissim.core.command.KeySpec;
import io.redissim.core.command.Options;
import io.redissim.core.keyspace.Database;
import io.redissim.core.keyspace.Encoding;
import io.redissim.core.keyspace.Entry;
import io.redissim.core.keyspace.ValueKind;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;
import io.redissim.core.type.list.ListLimits;
import io.redissim.core.type.list.ListValue;
import io.redissim.core.type.zset.ZSetValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The elements of a list, a set or a sorted set in another order. */
public final class SortCommands implements CommandFamily {
  private static final RedisError NO_NUMBER =
      Errors.err("One or more scores can't be converted into double");
  private static final int NO_STORE = 0;

  private final ListLimits limits;

  public SortCommands(ListLimits limits) {
    this.limits = limits;
  }

  /** What one command asks for. */
  private static final class Request {
    boolean descending;
    boolean alpha;
    long start;
    long count = -1;
    int store = NO_STORE;
    boolean unsorted;
    @Nullable SortPattern by;
    final List<SortPattern> get = new ArrayList<>();
  }

  @Override
  public void declare(CommandTable.Builder table) {
    table
        .add("sort")
        .arity(-2)
        .flags(WRITE, DENYOOM)
        .acl(SET, SORTEDSET, LIST, DANGEROUS)
        .key(1, RO, ACCESS)
        .keys(unknown(RO, ACCESS))
        .keys(unknown(OW, UPDATE))
        .handler((ctx, args, reply) -> sort(ctx, args, reply, true));
    table
        .add("sort_ro")
        .arity(-2)
        .flags(READONLY)
        .acl(SET, SORTEDSET, LIST, DANGEROUS)
        .key(1, RO, ACCESS)
        .keys(unknown(RO, ACCESS))
        .handler((ctx, args, reply) -> sort(ctx, args, reply, false));
  }

  private static KeySpec unknown(KeyFlag... flags) {
    return new KeySpec(List.of(flags), new KeySpec.BeginUnknown(), new KeySpec.FindUnknown());
  }

  /**
   * {@code SORT key [BY pattern] [LIMIT offset count] [GET pattern …] [ASC|DESC] [ALPHA] [STORE
   * destination]}; SORT_RO stores nothing. Reply: the elements, or what GET finds for each, in
   * order; how many, if they are stored as a list. Errors: syntax, not an integer, WRONGTYPE, an
   * element that is no number. O(N log N), O(result) if BY has no star. Source:
   * redis.io/docs/latest/commands/sort
   */
  private void sort(CommandContext ctx, Args args, ReplySink reply, boolean mayStore) {
    Request request = read(args, ctx.options(args, 2), mayStore);
    Key key = args.key(1);
    Entry entry = ctx.db().find(key);
    ctx.lookedUp(key, entry != null);
    int total = SortSource.count(entry);
    if (entry != null && entry.kind() == ValueKind.ZSET) {
      entry = unpacked(ctx, key, entry);
    }
    if (request.unsorted && request.store != NO_STORE && SortSource.isUnordered(entry)) {
      // A set has no order that another server would give it too.
      request.unsorted = false;
      request.alpha = true;
      request.by = null;
    }
    int start = (int) Math.min(Math.max(request.start, 0), total);
    long wanted = request.count < 0 ? total : request.count;
    int count = (int) Math.min(wanted, total - start);
    List<SortRow> rows = new ArrayList<>();
    if (entry != null && request.unsorted) {
      boolean backwards = request.descending && !SortSource.isUnordered(entry);
      SortSource.read(entry, start, count, backwards, bytes -> rows.add(new SortRow(bytes)));
    } else if (entry != null) {
      SortSource.read(entry, 0, total, false, bytes -> rows.add(new SortRow(bytes)));
      order(ctx, request, rows);
    }
    List<SortRow> result = request.unsorted ? rows : rows.subList(start, start + count);
    if (request.store == NO_STORE) {
      reply(ctx, request, result, reply);
    } else {
      reply.integer(store(ctx, args.key(request.store), request, result));
    }
  }

  /** Redis sorts no sorted set as a listpack. Source: Valkey {@code sort.c:sortCommandGeneric}. */
  private static @Nullable Entry unpacked(CommandContext ctx, Key key, Entry entry) {
    if (entry.encoding() == Encoding.SKIPLIST) {
      return entry;
    }
    ctx.db().edit(key, ZSetValue.TYPE).unpack();
    ctx.db().commitUnmodified();
    return ctx.db().peek(key);
  }

  private static Request read(Args args, Options opt, boolean mayStore) {
    Request request = new Request();
    while (opt.hasNext()) {
      if (opt.take("ASC")) {
        request.descending = false;
      } else if (opt.take("DESC")) {
        request.descending = true;
      } else if (opt.take("ALPHA")) {
        request.alpha = true;
      } else if (opt.left() > 2 && opt.take("LIMIT")) {
        request.start = opt.nextInteger();
        request.count = opt.nextInteger();
      } else if (mayStore && opt.takeWithValue("STORE")) {
        request.store = opt.next();
      } else if (opt.takeWithValue("BY")) {
        SortPattern by = SortPattern.of(args, opt.next());
        request.by = by;
        request.unsorted |= !by.hasStar();
      } else if (opt.takeWithValue("GET")) {
        request.get.add(SortPattern.of(args, opt.next()));
      } else {
        throw Errors.SYNTAX;
      }
    }
    return request;
  }

  private static void order(CommandContext ctx, Request request, List<SortRow> rows) {
    SortPattern by = request.by;
    boolean numbers = true;
    for (SortRow row : rows) {
      byte[] weight = by == null ? row.element() : by.lookUp(ctx, row.element());
      if (request.alpha) {
        row.weigh(weight);
      } else {
        numbers &= row.weighNumber(weight);
      }
    }
    if (!numbers) {
      throw NO_NUMBER;
    }
    Comparator<SortRow> order = SortRow.BY_NUMBER;
    if (request.alpha) {
      order = request.store == NO_STORE ? SortRow.BY_TEXT : SortRow.BY_BYTES;
    }
    rows.sort(request.descending ? order.reversed() : order);
  }

  private static void reply(
      CommandContext ctx, Request request, List<SortRow> rows, ReplySink reply) {
    reply.array(rows.size() * Math.max(1, request.get.size()));
    for (SortRow row : rows) {
      if (request.get.isEmpty()) {
        reply.bulk(row.element());
      }
      for (SortPattern pattern : request.get) {
        byte[] found = pattern.lookUp(ctx, row.element());
        if (found == null) {
          reply.nil();
        } else {
          reply.bulk(found);
        }
      }
    }
  }

  /** Returns how many elements the list has. */
  private int store(CommandContext ctx, Key key, Request request, List<SortRow> rows) {
    List<byte[]> elements = new ArrayList<>();
    long bytes = 0;
    for (SortRow row : rows) {
      if (request.get.isEmpty()) {
        elements.add(row.element());
      }
      for (SortPattern pattern : request.get) {
        byte[] found = pattern.lookUp(ctx, row.element());
        elements.add(found == null ? Ascii.EMPTY : found);
      }
    }
    for (byte[] element : elements) {
      bytes += element.length;
    }
    Database db = ctx.db();
    boolean existed = db.contains(key);
    if (elements.isEmpty()) {
      if (existed) {
        db.remove(key);
        ctx.changed(1);
        ctx.event(EventClass.GENERIC, "del", key);
      }
      return 0;
    }
    ListValue list = db.create(key, ListValue.TYPE, Database.NO_DEADLINE);
    list.expect(limits, bytes, elements.size());
    for (byte[] element : elements) {
      list.push(limits, false, element, 0, element.length);
    }
    db.commit();
    ctx.changed(elements.size());
    if (!existed) {
      ctx.event(EventClass.NEW, "new", key);
    }
    ctx.event(EventClass.LIST, "sortstore", key);
    return elements.size();
  }
}
