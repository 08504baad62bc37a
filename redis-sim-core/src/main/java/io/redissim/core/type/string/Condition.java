package io.redissim.core.type.string;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Key;
import io.redissim.core.bytes.Xxh3;
import io.redissim.core.keyspace.Database;
import io.redissim.core.keyspace.StringValue;
import io.redissim.core.keyspace.ValueType;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.RedisError;
import org.jspecify.annotations.Nullable;

/** When a command may write: always, by whether the key is there, or by the value it holds. */
enum Condition {
  ALWAYS,
  NX,
  XX,
  IFEQ,
  IFNE,
  IFDEQ,
  IFDNE;

  /** Hexadecimal digits in a digest. */
  static final int DIGEST_LENGTH = 16;

  private static final RedisError BAD_DIGEST =
      new RedisError("ERR must be exactly 16 hexadecimal characters");

  /** Whether it looks at the value, so that a value of another type is an error. */
  boolean isOnValue() {
    return compareTo(IFEQ) >= 0;
  }

  /** Whether it is true of the key; {@code operand}: the argument that the value is compared to. */
  boolean holds(Database db, Key key, Args args, int operand) {
    return switch (this) {
      case ALWAYS -> true;
      case NX -> !db.contains(key);
      case XX -> db.contains(key);
      default -> holds(db.find(key, ValueType.STRING), args, operand);
    };
  }

  /** Whether a condition on the value is true of it; null: there is no key. */
  boolean holds(@Nullable StringValue value, Args args, int operand) {
    return switch (this) {
      case IFEQ -> value != null && equal(value, args, operand);
      case IFNE -> value == null || !equal(value, args, operand);
      case IFDEQ -> value != null && digestEquals(value, args, operand);
      case IFDNE -> value == null || !digestEquals(value, args, operand);
      default -> throw new IllegalStateException("not a condition on the value: " + this);
    };
  }

  static boolean equal(StringValue value, Args args, int operand) {
    return value.length() == args.length(operand)
        && args.sameBytes(operand, value.array(), value.offset(), value.length());
  }

  /** The digest as 16 digits in lower case. */
  static long digest(StringValue value) {
    return Xxh3.hash(value.array(), value.offset(), value.length());
  }

  /** Digit {@code i} of the 16, the highest first. */
  static byte digit(long digest, int i) {
    return (byte) Character.forDigit((int) (digest >>> 60 - 4 * i) & 0xf, 16);
  }

  /** Only the length of the operand is checked; what is no digit just differs. */
  private static boolean digestEquals(StringValue value, Args args, int operand) {
    if (args.length(operand) != DIGEST_LENGTH) {
      throw BAD_DIGEST;
    }
    long digest = digest(value);
    for (int i = 0; i < DIGEST_LENGTH; i++) {
      if (Ascii.lower(args.byteAt(operand, i)) != digit(digest, i)) {
        return false;
      }
    }
    return true;
  }
}
