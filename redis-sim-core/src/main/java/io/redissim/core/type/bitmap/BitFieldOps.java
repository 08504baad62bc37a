package io.redissim.core.type.bitmap;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.command.Options;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;

/**
 * The operation of BITFIELD that was read last. They are read twice, first to be checked, then to
 * be done, and so need not be kept.
 */
final class BitFieldOps {
  private static final RedisError BAD_OVERFLOW =
      new RedisError("ERR Invalid OVERFLOW type specified");
  private static final RedisError BAD_TYPE =
      new RedisError(
          "ERR Invalid bitfield type. Use something like i16 u8."
              + " Note that u64 is not supported but i64 is.");

  enum Kind {
    GET,
    SET,
    INCRBY
  }

  private final BitOffsets offsets;
  private Kind kind = Kind.GET;
  private Overflow overflow = Overflow.WRAP;
  private boolean signed;
  private int width;
  private long offset;
  private long operand;

  BitFieldOps(BitOffsets offsets) {
    this.offsets = offsets;
  }

  /** To be called before the first operation of a command. */
  void clear() {
    overflow = Overflow.WRAP;
  }

  /** Reads on up to the end of the next operation; false: there is none. */
  boolean next(Args args, Options opt) {
    while (opt.takeWithValue("OVERFLOW")) {
      readOverflow(opt);
    }
    if (!opt.hasNext()) {
      return false;
    }
    if (opt.left() > 2 && opt.take("GET")) {
      kind = Kind.GET;
    } else if (opt.left() > 3 && opt.take("SET")) {
      kind = Kind.SET;
    } else if (opt.left() > 3 && opt.take("INCRBY")) {
      kind = Kind.INCRBY;
    } else {
      throw Errors.SYNTAX;
    }
    readType(args, opt.next());
    offset = offsets.read(args, opt.next(), width);
    operand = kind == Kind.GET ? 0 : opt.nextInteger();
    return true;
  }

  private void readOverflow(Options opt) {
    if (opt.take("WRAP")) {
      overflow = Overflow.WRAP;
    } else if (opt.take("SAT")) {
      overflow = Overflow.SAT;
    } else if (opt.take("FAIL")) {
      overflow = Overflow.FAIL;
    } else {
      throw BAD_OVERFLOW;
    }
  }

  /** {@code i1} to {@code i64}, {@code u1} to {@code u63}. */
  private void readType(Args args, int i) {
    int digits = args.length(i) - 1;
    byte sign = digits > 0 ? args.byteAt(i, 0) : 0;
    signed = sign == 'i';
    int from = args.offset(i) + 1;
    if ((!signed && sign != 'u') || !Ascii.isLong(args.array(i), from, digits)) {
      throw BAD_TYPE;
    }
    long bits = Ascii.parseLong(args.array(i), from, digits);
    if (bits < 1 || bits > (signed ? 64 : 63)) {
      throw BAD_TYPE;
    }
    width = (int) bits;
  }

  Kind kind() {
    return kind;
  }

  boolean writes() {
    return kind != Kind.GET;
  }

  /** What happens to a number that does not fit. */
  Overflow overflow() {
    return overflow;
  }

  boolean isSigned() {
    return signed;
  }

  /** Bits in the field. */
  int width() {
    return width;
  }

  /** The field's first bit. */
  long offset() {
    return offset;
  }

  /** The value to SET, or the increment. */
  long operand() {
    return operand;
  }
}
