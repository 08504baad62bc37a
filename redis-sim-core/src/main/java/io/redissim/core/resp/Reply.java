package io.redissim.core.resp;

import io.redissim.core.bytes.Ascii;
import java.util.List;

/**
 * One reply as a tree: what a peer said, kept until somebody has looked at it. RESP2 and RESP3
 * share the types; RESP2's null bulk string and null array are {@link Type#NIL} too.
 *
 * @param type what kind of reply this is; decides which of the other fields mean something
 * @param integer the value of an INTEGER; 1 or 0 of a BOOLEAN; else 0
 * @param bytes the text or value of a reply that has one (of a DOUBLE and a BIG_NUMBER its digits
 *     as they came, of a VERBATIM the part after {@code txt:}); else empty. Not to be changed
 * @param elements the elements of an aggregate; of a MAP key, value, key, value …; else empty
 */
@SuppressWarnings("ArrayRecordComponent") // identity is enough: replies are read, never compared
public record Reply(Type type, long integer, byte[] bytes, List<Reply> elements) {
  /** The kinds of reply. */
  public enum Type {
    STATUS,
    ERROR,
    INTEGER,
    BULK,
    NIL,
    DOUBLE,
    BOOLEAN,
    BIG_NUMBER,
    VERBATIM,
    ARRAY,
    MAP,
    SET,
    PUSH
  }

  static final Reply NIL = new Reply(Type.NIL, 0, Ascii.EMPTY, List.of());

  static Reply integer(Type type, long value) {
    return new Reply(type, value, Ascii.EMPTY, List.of());
  }

  static Reply text(Type type, byte[] bytes) {
    return new Reply(type, 0, bytes, List.of());
  }

  static Reply aggregate(Type type, List<Reply> elements) {
    return new Reply(type, 0, Ascii.EMPTY, elements);
  }

  public boolean is(Type wanted) {
    return type == wanted;
  }

  public boolean isError() {
    return type == Type.ERROR;
  }

  /** Whether the reply holds other replies. */
  public boolean isAggregate() {
    return type.compareTo(Type.ARRAY) >= 0;
  }

  /** The bytes one to one as characters, for text that is known to be ASCII or goes out again. */
  public String text() {
    return Ascii.string(bytes);
  }

  public Reply element(int index) {
    return elements.get(index);
  }

  public int size() {
    return elements.size();
  }

  /** For a person to read: an error and a text as they are, an aggregate as its elements. */
  @Override
  public String toString() {
    return switch (type) {
      case NIL -> "nil";
      case INTEGER -> Long.toString(integer);
      case BOOLEAN -> integer == 1 ? "true" : "false";
      case ARRAY, MAP, SET, PUSH -> elements.toString();
      default -> text();
    };
  }
}
